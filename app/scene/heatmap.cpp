#include "app/scene/heatmap.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "app/scene/format.h"
#include "app/scene/marks.h"
#include "app/scene/text.h"

namespace attn::scene {
namespace {

using namespace parts;

constexpr float natural_width = 1600, natural_height = 1000;
constexpr Index most_cells = 64 * 64;  // drawn one by one
constexpr float least_cell = 6;
constexpr float title_size = 16, title_height = 34, caption_size = 12, caption_line = 18, note_size = 11,
                note_line = 16;
constexpr float label_gap = 16, bracket_room = 10, header_gap = 14;

// What is left out, one after another, where room is scarce.
enum Detail { everything, no_caption, no_legend, no_title, no_labels };

struct Plan {
  Layout layout;
  Labels rows, cols;
  std::string letter, shape, title;
  std::vector<std::string> caption, note;
  float pad = 0, width = 0, height = 0;
  float legend_room = 0;  // width; 0: no legend
  bool fits = true;
};

struct Request {
  const HeatmapOptions& options;
  const Measure& measure;
  float width, height;         // at most
  std::vector<Index> columns;  // to be labelled first; empty: evenly
  bool whole = false;
};

float preferred_width(const Layout& l, const Request& ask) {
  if (l.image) return l.cols.count <= 16 ? 28.0f : l.cols.count <= 64 ? 12.0f : 8.0f;
  const float words = label_need(l.tensor().col_axis, l.cols, ask.measure) + 10;
  if (!ask.options.numbers) return std::clamp(words, 28.0f, 84.0f);
  const Numbers numbers = choose_numbers(l.tensor(), l.range, ask.whole, 1e6f, 28, ask.measure);
  return std::clamp(std::max(words, numbers.width + 12), 46.0f, 84.0f);
}

float preferred_height(const Layout& l) {
  if (!l.image || l.rows.count <= 16) return 28;
  return l.rows.count <= 64 ? 12 : 8;
}

std::string with_number(std::string words, Index n) {
  if (const std::size_t at = words.find("{}"); at != words.npos) words.replace(at, 2, std::to_string(n));
  return words;
}

std::vector<std::string> note_lines(const Layout& l, const Request& ask, float width) {
  std::string words;
  if (l.cols.per > 1) words = with_number(ask.options.binned_columns, l.cols.per);
  if (l.rows.per > 1) words += (words.empty() ? "" : " ") + with_number(ask.options.binned_rows, l.rows.per);
  return wrap(words, width, Font::ui, note_size, ask.measure);
}

// Columns and their labels, so that neither leaves the room. Left of the cells: gutter.
void lay_columns(Plan& plan, const Request& ask, float room, float header_most, bool labels) {
  Layout& l = plan.layout;
  const Index selected = ask.options.selected.step == l.step ? ask.options.selected.col : -1;
  float right = labels ? bracket_room : 0;
  for (int attempt = 0; attempt < 3; ++attempt) {
    l.cols = cut_axis(l.cols.count, room - right, preferred_width(l, ask));
    plan.cols =
        labels ? column_labels(l.tensor().col_axis, l.cols, header_most, selected, ask.columns, ask.measure) : Labels{};
    if (l.cols.length() + plan.cols.overhang <= room) return;
    right = std::max(right, std::ceil(plan.cols.overhang));
  }
  std::erase_if(plan.cols.labels, [&](const Label& label) {
    return l.cols.centre(label.index) + (plan.cols.slanted ? (label.width + 8) * 0.7072f : label.width / 2) > room;
  });
  plan.cols.overhang = std::min(plan.cols.overhang, std::max(0.0f, room - l.cols.length()));
}

// rows_before: how the rows were cut when this was tried before, if it was: row labels are chosen by it.
Plan lay_out(const Layout& facts, const Request& ask, Detail detail, bool image, const Cut* rows_before) {
  Plan plan;
  plan.layout = facts;
  Layout& l = plan.layout;
  l.image = image;
  const HeatmapOptions& options = ask.options;
  const auto width_of = [&](const std::string& words, Font font, float size) { return ask.measure(words, font, size); };
  const bool labels = detail < no_labels;
  plan.pad = std::clamp(std::floor(std::min(ask.width, ask.height) / 20), 0.0f, 16.0f);
  const float room_w = ask.width - 2 * plan.pad, room_h = ask.height - 2 * plan.pad;

  // Left of the cells: row labels, and above them what the matrix is.
  const Index selected_row = options.selected.step == l.step ? options.selected.row : -1;
  const float label_most = labels ? std::floor(std::min(180.0f, room_w * 0.35f)) : 0;
  l.rows = rows_before ? *rows_before : cut_axis(l.rows.count, room_h * 0.7f, preferred_height(l));
  plan.rows = row_labels(l.tensor().row_axis, l.rows, label_most, selected_row, ask.measure);
  plan.letter = l.the_step().role->letter;
  plan.shape = l.tensor().shape();
  const float letter_width = plan.letter.empty() ? 0 : width_of(plan.letter, Font::ui_bold, 13) + 6;
  const float corner = std::ceil(letter_width + width_of(plan.shape, Font::mono, 10));
  if (corner > label_most) plan.letter.clear(), plan.shape.clear();
  const float beside = std::max(plan.rows.extent, plan.shape.empty() ? 0 : corner);
  const float gutter = beside > 0 ? beside + label_gap : labels ? bracket_room : 0;

  // Slanted labels reach as far to the right as they do upwards.
  lay_columns(plan, ask, room_w - gutter, std::min(room_h * 0.35f, std::max(24.0f, room_w * 0.22f)), labels);
  float content = gutter + l.cols.length() + std::max(labels ? bracket_room : 0, std::ceil(plan.cols.overhang));

  float above = 0, below = 0;
  if (detail < no_title && !options.title.empty()) {
    plan.title = elide(clean_utf8(options.title), room_w, Font::ui_bold, title_size, ask.measure);
    content = std::max(content, std::ceil(width_of(plan.title, Font::ui_bold, title_size)));
    above += title_height;
  }
  if (plan.cols.extent > 0 || !plan.shape.empty())
    above += header_gap + (plan.cols.slanted ? plan.cols.extent : 8);
  else if (labels)
    above += 4;
  const bool legend = detail < no_legend && options.legend && l.range.kind != Range::Kind::names;
  const float legend_wide = legend ? legend_width(l, room_w - gutter) : 0;
  if (legend_wide > 0) {
    plan.legend_room = room_w - gutter;
    below += legend_height;
    content = std::max(content, gutter + legend_wide);
  }
  const float prose = std::min(room_w, std::max(content, 420.0f));
  if (detail < no_caption && !options.caption.empty()) {
    plan.caption = wrap(clean_utf8(options.caption), prose, Font::ui, caption_size, ask.measure);
    below += 12 + caption_line * static_cast<float>(plan.caption.size());
    for (const std::string& line : plan.caption)
      content = std::max(content, std::ceil(width_of(line, Font::ui, caption_size)));
  }
  if (labels) below += 4;

  // How many rows share a pixel decides whether there is a note, the note how many pixels there are.
  const float prefer = preferred_height(l);
  l.rows = cut_axis(l.rows.count, room_h - above - below, prefer);
  float note_height = 0;
  if (labels && (l.rows.per > 1 || l.cols.per > 1)) {
    note_height = 8 + note_line * static_cast<float>(note_lines(l, ask, prose).size());
    l.rows = cut_axis(l.rows.count, room_h - above - below - note_height, prefer);
    plan.note = note_lines(l, ask, prose);
    for (const std::string& line : plan.note)
      content = std::max(content, std::ceil(width_of(line, Font::ui, note_size)));
  }
  plan.rows = row_labels(l.tensor().row_axis, l.rows, std::min(label_most, beside), selected_row, ask.measure);

  l.cells = {plan.pad + gutter, plan.pad + above, l.cols.length(), l.rows.length()};
  plan.width = content + 2 * plan.pad;
  plan.height = above + l.cells.h + below + note_height + 2 * plan.pad;
  if (options.numbers && !image)
    l.numbers = choose_numbers(l.tensor(), l.range, ask.whole, l.cols.px - 1, l.rows.px, ask.measure);

  const auto enough = [](const Cut& cut, float preferred) {
    return cut.length() >= std::min(56.0f, 0.6f * preferred * static_cast<float>(cut.count));
  };
  plan.fits = enough(l.rows, prefer) && enough(l.cols, preferred_width(l, ask)) && plan.width <= ask.width + 0.5f &&
              plan.height <= ask.height + 0.5f;
  return plan;
}

bool cells_fit(const Layout& l) {
  return l.rows.per == 1 && l.cols.per == 1 && l.rows.px >= least_cell && l.cols.px >= least_cell;
}

// The rows' labels decide how wide the columns are, the columns' labels how high the rows: so once more.
Plan lay_out_twice(const Layout& facts, const Request& ask, Detail detail, bool image) {
  const Plan first = lay_out(facts, ask, detail, image, nullptr);
  return lay_out(facts, ask, detail, image, &first.layout.rows);
}

Plan best_plan(const Layout& facts, const Request& ask) {
  for (const Detail detail : {everything, no_caption, no_legend, no_title, no_labels}) {
    Plan plan = lay_out_twice(facts, ask, detail, facts.tensor().size() > most_cells);
    if (!plan.layout.image && !cells_fit(plan.layout)) plan = lay_out_twice(facts, ask, detail, true);
    if (plan.fits || detail == no_labels) return plan;
  }
  return {};
}

// The words of a vocabulary are too many to label evenly; those with the largest numbers are what a reader looks for.
std::vector<Index> strongest_columns(const Tensor& tensor, const Range& range) {
  constexpr Index few = 64, most = 256;
  if (tensor.rows() != 1 || tensor.cols() <= few || tensor.col_axis.kind != Axis::Kind::piece) return {};
  std::vector<Index> order(static_cast<std::size_t>(tensor.cols()));
  std::iota(order.begin(), order.end(), Index{0});
  std::erase_if(order, [&](Index c) { return std::isnan(tensor(0, c)); });
  const auto end = order.begin() + std::min<std::ptrdiff_t>(most, std::ssize(order));
  std::partial_sort(order.begin(), end, order.end(), [&](Index a, Index b) {
    return tensor(0, a) != tensor(0, b) ? tensor(0, a) > tensor(0, b) : a < b;
  });
  order.erase(end, order.end());
  // Of probabilities only those that can be seen; but a few in any case.
  constexpr Real visible = 0.005f;
  constexpr std::ptrdiff_t in_any_case = 3;
  if (range.kind == Range::Kind::unit && std::ssize(order) > in_any_case)
    order.erase(std::find_if(order.begin() + in_any_case, order.end(), [&](Index c) { return tensor(0, c) < visible; }),
                order.end());
  return order;
}

void draw(const Plan& plan, Scene& scene) {
  const Layout& l = plan.layout;
  const Theme& theme = l.theme();
  const Rect& box = l.cells;
  if (!plan.title.empty())
    scene.marks.push_back(text(plan.pad, plan.pad + 11, plan.title, Font::ui_bold, title_size, theme.t1));
  if (!plan.shape.empty()) {
    const float right = box.x - label_gap, y = box.y - header_gap;
    scene.marks.push_back(text(right, y, plan.shape, Font::mono, 10, theme.t3, Align::right));
    const float letter_right = right - (*l.measure)(plan.shape, Font::mono, 10) - 6;
    if (!plan.letter.empty())
      scene.marks.push_back(
          text(letter_right, y, plan.letter, Font::ui_bold, 13, role_color(theme, *l.the_step().role), Align::right));
  }
  draw_labels(l, plan.rows, plan.cols, scene);
  if (box.x >= plan.pad + bracket_room) draw_bracket(l, scene);
  if (l.image)
    draw_image(l, scene);
  else
    draw_cells(l, scene);
  draw_rings(l, scene);

  float y = box.y + box.h + 4;
  if (plan.legend_room > 0) {
    draw_legend(l, box.x, y, plan.legend_room, scene);
    y += legend_height;
  }
  const auto prose = [&](const std::vector<std::string>& lines, float before, float height, float size, Color color) {
    if (!lines.empty()) y += before;
    for (const std::string& line : lines) {
      scene.marks.push_back(text(plan.pad, y + height / 2, line, Font::ui, size, color));
      y += height;
    }
  };
  prose(plan.note, 8, note_line, note_size, theme.t3);
  prose(plan.caption, 12, caption_line, caption_size, theme.t2);
}

}  // namespace

Scene heatmap(const Trace& trace, int step, const HeatmapOptions& options, const Measure& measure) {
  if (step < 0 || step >= trace.size())
    throw std::invalid_argument("heatmap: there is no step " + std::to_string(step));
  Layout facts;
  facts.trace = &trace;
  facts.step = step;
  facts.options = &options;
  facts.measure = &measure;
  const Tensor& tensor = trace[step].out;
  Scene scene;
  scene.background = options.theme.bg0;
  facts.rows.count = tensor.rows();
  facts.cols.count = tensor.cols();
  const auto limit = [](float asked, float natural) { return asked > 0 ? std::max(asked, 4.0f) : natural; };
  Request ask{options, measure, limit(options.max_width, natural_width), limit(options.max_height, natural_height),
              {},      false};
  if (tensor.size() == 0) {
    scene.width = scene.height = 32;
    return scene;
  }
  facts.range = choose_range(*trace[step].role, tensor.mat());
  ask.whole =
      facts.range.kind == Range::Kind::names || (facts.range.kind == Range::Kind::symmetric && all_whole(tensor.mat()));
  ask.columns = strongest_columns(tensor, facts.range);
  facts.computing = options.cells_done > 0 && options.cells_done <= tensor.size();
  facts.done = options.cells_done < 0 ? tensor.size() : std::min(options.cells_done, tensor.size());
  const auto& values = tensor.mat();
  for (Index i = 0; i < values.size(); ++i) {
    const Real v = values.data()[i];
    if (std::isfinite(v)) continue;
    (std::isinf(v) && v < 0 ? facts.has_masked : facts.has_broken) = true;
  }
  const Plan plan = best_plan(facts, ask);
  scene.width = plan.width;
  scene.height = plan.height;
  draw(plan, scene);
  return scene;
}

}  // namespace attn::scene
