// Where labels go: as many as fit, measured, none touching another.
#include <algorithm>
#include <cmath>
#include <limits>

#include "app/scene/marks.h"
#include "app/scene/text.h"

namespace attn::scene::parts {
namespace {

constexpr float word_size = 12, small_word_size = 11, index_size = 9;
constexpr float word_line = 15, small_word_line = 13, index_line = 11;  // heights a label needs for itself
constexpr float slant = 0.70710678f;                                    // cos 45° = sin 45°
constexpr float thinned = 24;  // from one slanted label to the next, if not all are shown
constexpr std::size_t strongest_shown = 12;

bool has_words(const Axis& axis) { return axis.labels && !axis.labels->empty(); }

// An axis without meaning of its own: one row, or one column, without a word.
bool is_silent(const Axis& axis) { return axis.kind == Axis::Kind::single && !has_words(axis); }

std::string label_text(const Axis& axis, Index i) { return clean_utf8(axis.label(i)); }

// Numbers that people count by.
Index round_stride(Index at_least) {
  for (Index power = 1;; power *= 10)
    for (const Index step : {1, 2, 5})
      if (step * power >= at_least) return step * power;
}

Index round_stride_of_two(Index at_least) {
  Index step = 1;
  while (step < at_least) step *= 2;
  return step;
}

// Words: every n-th from the first. Numbers: the round ones, then the first.
std::vector<Index> regular(const Axis& axis, const Cut& cut, float need) {
  const float per_cell = cut.px / static_cast<float>(cut.per);
  const auto stride = std::max<Index>(1, static_cast<Index>(std::ceil(need / per_cell)));
  std::vector<Index> chosen;
  if (has_words(axis)) {
    for (Index i = cut.from; i < cut.till(); i += stride) chosen.push_back(i);
    return chosen;
  }
  // Feature counts are powers of two more often than not.
  const bool of_two = cut.count % 8 == 0;
  const Index step = of_two ? round_stride_of_two(stride) : round_stride(stride);
  for (Index i = step - 1; i < cut.till(); i += step)
    if (i >= cut.from) chosen.push_back(i);
  if (step > 1) chosen.push_back(cut.from);
  return chosen;
}

// Takes candidates in their order, at most `most`, as long as they stay `need` away from those taken.
std::vector<Index> apart(const std::vector<Index>& candidates, const Cut& cut, float need,
                         std::size_t most = std::numeric_limits<std::size_t>::max()) {
  std::vector<Index> taken;
  for (const Index i : candidates) {
    if (taken.size() >= most) break;
    if (!cut.sees(i)) continue;
    const float at = cut.centre(i);
    const bool free =
        std::all_of(taken.begin(), taken.end(), [&](Index j) { return std::abs(cut.centre(j) - at) >= need; });
    if (free) taken.push_back(i);
  }
  std::sort(taken.begin(), taken.end());
  return taken;
}

Font emphasised(Font font, bool selected) { return selected && font == Font::ui ? Font::ui_bold : font; }

std::vector<Label> labelled(const std::vector<Index>& indices, const Axis& axis, float max_width, const Labels& style,
                            Index selected, const Measure& measure) {
  std::vector<Label> labels;
  for (const Index i : indices) {
    const Font font = emphasised(style.font, i == selected);
    std::string shown = elide(label_text(axis, i), max_width, font, style.size, measure);
    const float width = measure(shown, font, style.size);
    if (!shown.empty()) labels.push_back({i, std::move(shown), width});
  }
  return labels;
}

float widest(const std::vector<Label>& labels) {
  float width = 0;
  for (const Label& label : labels) width = std::max(width, label.width);
  return width;
}

// Whether all labels of few columns can lie above them: a word may be wider than its column where its neighbours leave
// room, at the ends a little.
bool lie_flat(const Axis& axis, const Cut& cut, float size, const Measure& measure) {
  constexpr float most_beyond = 12, gap = 4.5f;
  if (label_need(axis, cut, measure) <= 0) return false;
  float before = 0;
  for (Index i = cut.from; i < cut.till(); ++i) {
    const float width = measure(label_text(axis, i), Font::ui, size);
    const bool end = i == cut.from || i + 1 == cut.till();
    if (width > 2 * cut.px || (end && width - cut.px > 2 * most_beyond)) return false;
    if (i > cut.from && (before + width) / 2 + gap > cut.px) return false;
    before = width;
  }
  return true;
}

std::vector<Index> with_first(Index selected, std::vector<Index> rest, const std::vector<Index>& strong = {}) {
  rest.insert(rest.begin(), strong.begin(), strong.end());
  if (selected >= 0) rest.insert(rest.begin(), selected);
  return rest;
}

}  // namespace

Cut cut_axis(Index count, float room, float preferred) {
  constexpr Index most_texels = 4096;  // what every graphics card takes
  const Index pixels = std::clamp<Index>(static_cast<Index>(room), 1, most_texels);
  Cut cut;
  cut.count = count;
  if (count <= 0) return cut;
  cut.per = (count + pixels - 1) / pixels;
  cut.shown = (count + cut.per - 1) / cut.per;
  cut.px = std::floor(std::min(preferred, std::max(1.0f, room) / static_cast<float>(cut.shown)));
  cut.px = std::max(1.0f, cut.px);
  return cut;
}

float label_need(const Axis& axis, const Cut& cut, const Measure& measure) {
  constexpr Index few = 24;
  if (is_silent(axis) || !has_words(axis) || cut.in_sight() > few) return 0;
  float width = 0;
  for (Index i = cut.from; i < cut.till(); ++i)
    width = std::max(width, measure(label_text(axis, i), Font::ui, word_size));
  return width;
}

std::vector<Index> strong_rows(const Tensor& tensor, const Cut& rows, bool columns) {
  constexpr std::size_t most = 3;
  std::vector<std::pair<double, Index>> sizes;
  for (Index i = rows.from; i < rows.till(); ++i) {
    double size = 0;
    for (Index j = 0; j < (columns ? tensor.rows() : tensor.cols()); ++j)
      if (const auto v = static_cast<double>(columns ? tensor(j, i) : tensor(i, j)); std::isfinite(v)) size += v * v;
    sizes.emplace_back(-size, i);
  }
  std::sort(sizes.begin(), sizes.end());
  std::vector<Index> strong;
  for (std::size_t i = 0; i < std::min(most, sizes.size()); ++i) strong.push_back(sizes[i].second);
  return strong;
}

Labels row_labels(const Axis& axis, const Cut& cut, float max_width, Index selected, const Measure& measure,
                  const std::vector<Index>& strong) {
  Labels made;
  made.strong = strong;
  if (is_silent(axis) || max_width <= 0) return made;
  const bool words = has_words(axis), small = cut.px < word_line;
  made.font = words ? Font::ui : Font::mono;
  made.size = !words ? index_size : small ? small_word_size : word_size;
  const float need = !words ? index_line : small ? small_word_line : word_line;
  const std::vector<Index> chosen =
      apart(with_first(selected, regular(axis, cut, need), words ? strong : std::vector<Index>()), cut, need);
  made.labels = labelled(chosen, axis, max_width, made, selected, measure);
  made.ticks = static_cast<Index>(made.labels.size()) < cut.in_sight() && !made.labels.empty();
  // Room for each as if it were the selected one: nothing moves when another is.
  float width = widest(made.labels);
  for (const Label& label : made.labels)
    if (words) width = std::max(width, std::min(max_width, measure(label.text, Font::ui_bold, made.size)));
  made.extent = std::ceil(width);
  return made;
}

Labels column_labels(const Axis& axis, const Cut& cut, float max_extent, Index selected,
                     const std::vector<Index>& strongest, const Measure& measure, const std::vector<Index>& strong) {
  Labels made;
  made.strong = strong;
  const bool words = has_words(axis);
  made.font = words ? Font::ui : Font::mono;
  made.size = words ? word_size : index_size;
  const float line = words ? word_line : index_line;
  if (is_silent(axis) || max_extent < line) return made;

  const std::vector<Index> wanted = strongest.empty() ? regular(axis, cut, 1) : strongest;
  const bool all_shown = strongest.empty() && cut.per == 1;
  constexpr Index many = 32;  // numbers: so many need not stand shoulder to shoulder
  const float level_gap = words ? 8.0f : cut.in_sight() > many ? 24.0f : 6.0f;
  if (!words) {  // numbers lie flat, thinned
    const float digits = measure(label_text(axis, cut.count - 1), made.font, made.size);
    const std::vector<Index> chosen = regular(axis, cut, digits + level_gap);
    made.labels = labelled(apart(with_first(selected, chosen), cut, digits + level_gap), axis, cut.length(), made,
                           selected, measure);
  } else if (all_shown && (lie_flat(axis, cut, word_size, measure) || lie_flat(axis, cut, small_word_size, measure))) {
    if (!lie_flat(axis, cut, word_size, measure)) made.size = small_word_size;
    made.labels = labelled(wanted, axis, 2 * cut.px, made, selected, measure);
    made.overhang = std::max(0.0f, (made.labels.back().width - cut.px) / 2);
  } else if (all_shown && cut.in_sight() == 1) {  // alone above its column: elided there rather than slanted
    made.labels = labelled(wanted, axis, std::max(cut.px, 48.0f), made, selected, measure);
    made.overhang = std::max(0.0f, (widest(made.labels) - cut.px) / 2);
  } else {
    made.slanted = true;
    const bool small = cut.px * slant < word_line;
    if (small) made.size = small_word_size;
    const float touching = (small ? small_word_line : word_line) / slant;
    const float need = strongest.empty() && cut.px / static_cast<float>(cut.per) < touching ? thinned : touching;
    std::vector<Index> chosen = strongest.empty() ? regular(axis, cut, need) : strongest;
    const std::size_t most = strongest.empty() ? chosen.size() + 1 : strongest_shown;
    chosen = apart(with_first(selected, std::move(chosen), strong), cut, need, most);
    const float longest = std::min(120.0f, (max_extent - line) / slant);
    made.labels = labelled(chosen, axis, longest, made, selected, measure);
  }
  made.ticks = static_cast<Index>(made.labels.size()) < cut.in_sight() && !made.labels.empty();
  made.extent = made.labels.empty() ? 0 : made.slanted ? std::ceil(widest(made.labels) * slant + line * slant) : line;
  if (made.slanted)
    for (const Label& label : made.labels)
      made.overhang =
          std::max(made.overhang, cut.centre(label.index) + (label.width + line / 2) * slant - cut.length());
  return made;
}

void draw_labels(const Layout& layout, const Labels& rows, const Labels& cols, Scene& to) {
  const Theme& theme = layout.theme();
  const Rect& box = layout.cells;
  const LabelHues hues = label_hues(theme, *layout.the_step().role);
  const CellTag& selected = layout.options->selected;
  const bool here = selected.step == layout.step;
  const auto style = [&](const Labels& labels, bool chosen, Color hue) {
    if (!chosen) return std::pair(labels.font, labels.font == Font::mono ? theme.t3 : theme.t2);
    return std::pair(emphasised(labels.font, true), hue);
  };
  for (const Label& label : rows.labels) {
    const float y = box.y + layout.rows.centre(label.index);
    const auto [font, color] = style(rows, here && selected.row == label.index, hues.row);
    to.marks.push_back(text(box.x - 16, y, label.text, font, rows.size, color, Align::right));
    to.marks.back().names = {layout.step, label.index, -1};
    if (rows.ticks) to.marks.push_back(line(box.x - 12, y, box.x - 8, y, theme.line3, 1));
  }
  for (const Label& label : cols.labels) {
    const float x = box.x + layout.cols.centre(label.index);
    const auto [font, color] = style(cols, here && selected.col == label.index, hues.col);
    const Align align = cols.slanted ? Align::left : Align::center;
    to.marks.push_back(text(x, box.y - 14, label.text, font, cols.size, color, align));
    to.marks.back().names = {layout.step, -1, label.index};
    if (cols.slanted) to.marks.back().angle = 45;
    if (cols.ticks) to.marks.push_back(line(x, box.y - 7, x, box.y - 3, theme.line3, 1));
  }
}

void draw_bracket(const Layout& layout, Scene& to) {
  constexpr float offset = 4, serif = 5, width = 1.75f;
  const Rect& box = layout.cells;
  const Color color = role_color(layout.theme(), *layout.the_step().role);
  const float top = box.y - offset, bottom = box.y + box.h + offset - (layout.image ? 0.0f : 1.0f);
  const auto side = [&](float x, float towards) {
    to.marks.push_back(line(x, top - width / 2, x, bottom + width / 2, color, width));
    for (const float y : {top, bottom}) to.marks.push_back(line(x, y, x + towards, y, color, width));
  };
  side(box.x - offset, serif);
  side(box.x + box.w + offset - (layout.image ? 0.0f : 1.0f), -serif);
}

}  // namespace attn::scene::parts
