// What the Heads view shows: kinds, layer, colours, values, order, patterns.
#include <algorithm>
#include <cmath>

#include "app/core/heads_page.h"
#include "app/gui/controls.h"
#include "app/gui/panels/heads_parts.h"
#include "app/scene/format.h"

namespace attn::gui {
namespace {

constexpr float side = 20;

// A box that is on or off, with a count at its right end. Returns whether it was clicked.
bool check(Frame& frame, const char* id, float y, float width, std::string_view label, bool on, int count,
           std::string_view tip, float bar = 0) {
  const scene::Theme& theme = frame.theme;
  const scene::Rect row{side - 6, y - 12, width + 12, 24};
  const Touch t = touch(frame, id, row);
  if (t.hovered) fill(frame, row, theme.bg3, 4);
  const scene::Rect box{side, y - 7, 14, 14};
  if (on) {
    fill(frame, box, theme.ink, 3);
    line(frame, box.x + 3, y, box.x + 6, y + 3, theme.ink_on, 2);
    line(frame, box.x + 5.5f, y + 3, box.x + 11, y - 3, theme.ink_on, 2);
  } else {
    outline(frame, box, theme.line3, 3);
  }
  text(frame, side + width, y, std::to_string(count), {Font::mono, 11, theme.t3, scene::Align::right});
  float room = width - 24 - 16;
  if (bar > 0) {
    const float w = std::max(4.0f, 48 * bar);
    fill(frame, {side + width - 22 - w, y - 3, w, 6}, theme.bg4, 2);
    room = width - 24 - 22 - 48 - 8;
  }
  text(frame, side + 24, y, label, {Font::ui, 12.5f, on ? theme.t1 : theme.t3}, room);
  if (t.hovered) tooltip(frame, tip, {0, y - 12, panel_width(frame), 24}, Tip::level);
  return t.clicked;
}

// As many choices in a line as fit; several lines if need be. Returns the y below them.
float choices(Frame& frame, const char* id, float y, float width, const std::vector<std::string>& labels,
              std::size_t& current, std::string_view tip) {
  float widest = 0;
  for (const std::string& label : labels)
    widest = std::max(widest, std::round(frame.fonts.width(label, Font::ui_bold, 12)) + 20);
  const auto fits = static_cast<std::size_t>(std::max(1.0f, (width - 4) / widest));
  const Segments all{id, labels, current, std::floor((width - 4) / static_cast<float>(labels.size()))};
  if (segments_width(frame, all) <= width + 0.5f) {
    current = segmented(frame, side, y, 28, all, tip);
    return y + 28;
  }
  const Segments tight{id, labels, current, 0};
  if (segments_width(frame, tight) <= width + 0.5f) {
    current = segmented(frame, side, y, 28, tight, tip);
    return y + 28;
  }
  for (std::size_t first = 0; first < labels.size(); first += fits) {
    const std::size_t count = std::min(fits, labels.size() - first);
    const std::string line_id = first == 0 ? std::string(id) : std::string(id) + " line " + std::to_string(first);
    const Segments some{line_id.c_str(), std::span(labels).subspan(first, count),
                        current >= first && current < first + count ? current - first : labels.size(),
                        std::floor((width - 4) / static_cast<float>(fits))};
    const std::size_t chosen = segmented(frame, side, y, 28, some, tip);
    if (chosen < count) current = first + chosen;
    y += 32;
  }
  return y - 4;
}

template <class Value>
float choice_of(Frame& frame, const char* id, float y, float width, const char* title,
                const std::vector<std::string>& labels, Value& value, const char* tip) {
  section(frame, side, y + 7, width, frame.texts(title));
  auto current = static_cast<std::size_t>(value);
  y = choices(frame, id, y + 22, width, labels, current, frame.texts(tip));
  value = static_cast<Value>(current);
  return y + 18;
}

float kinds(Frame& frame, float y, float width) {
  constexpr std::array<const char*, attention_kinds.size()> ids = {"###kind encoder", "###kind decoder",
                                                                   "###kind cross"};
  constexpr std::array<const char*, attention_kinds.size()> names = {"heads.kind_encoder", "heads.kind_decoder",
                                                                     "heads.kind_cross"};
  HeadsOptions& options = frame.document.heads;
  section(frame, side, y + 7, width, frame.texts("heads.attention"));
  y += 32;
  for (std::size_t i = 0; i < attention_kinds.size(); ++i) {
    int count = 0;
    for (const Head& head : frame.view.heads.heads.all)
      if (head.name.kind == attention_kinds[i]) ++count;
    if (count == 0) continue;
    if (check(frame, ids[i], y, width, frame.texts(names[i]), options.kinds[i], count, {}))
      options.kinds[i] = !options.kinds[i];
    y += 26;
  }
  return y;
}

float layer(Frame& frame, float y, float width) {
  int most = 0;
  for (const AttentionKind kind : attention_kinds) most = std::max(most, frame.view.heads.heads.layers(kind));
  std::vector<std::string> labels{std::string(frame.texts("heads.all_layers"))};
  for (int i = 1; i <= most; ++i) labels.push_back(std::to_string(i));
  HeadsOptions& options = frame.document.heads;
  if (options.layer > most) options.layer = 0;
  return choice_of(frame, "heads layer", y, width, "heads.layer", labels, options.layer, "heads.layer_tip");
}

float found_patterns(Frame& frame, float y, float width) {
  HeadsOptions& options = frame.document.heads;
  const auto counts = pattern_counts(frame.view.heads.heads, options);
  const int most = std::max(1, *std::max_element(counts.begin(), counts.end()));
  section(frame, side, y + 7, width, frame.texts("heads.pattern"), frame.texts("heads.by_rule"));
  y += 32;
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < all_patterns.size(); ++i)
    if (counts[i] > 0 || !options.patterns[i]) order.push_back(i);
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return counts[a] > counts[b]; });
  for (const std::size_t i : order) {
    const std::string id = "###pattern " + std::to_string(i);
    const float bar = static_cast<float>(counts[i]) / static_cast<float>(most);
    if (check(frame, id.c_str(), y, width, pattern_name(frame.texts, all_patterns[i]), options.patterns[i], counts[i],
              pattern_rule(frame, all_patterns[i]), std::max(0.01f, bar)))
      options.patterns[i] = !options.patterns[i];
    y += 24;
  }
  return y;
}

void legend(Frame& frame, float y, float width) {
  const scene::Theme& theme = frame.theme;
  const HeadsOptions& options = frame.document.heads;
  const scene::Range& range = frame.view.heads.range;
  section(frame, side, y + 7, width, frame.texts(options.scores ? "heads.legend_scores" : "heads.legend_weights"));
  y += 22;
  color_scale(frame, {side, y, width, 12}, options.scores ? range : scene::Range{scene::Range::Kind::unit, 1});
  const TextStyle tick{Font::mono, 9.5f, theme.t2};
  const auto write = [&](float x, std::string words, scene::Align align) {
    text(frame, x, y + 22, words, {tick.font, tick.size, tick.color, align});
  };
  if (options.own_scale) {
    write(side, options.scores ? "−" : "0", scene::Align::left);
    text(frame, side + width, y + 22, frame.texts("heads.own_end"), {Font::ui, 10, theme.t2, scene::Align::right},
         width - 24);
  } else {
    write(side, options.scores ? scene::range_text(-range.limit) : "0", scene::Align::left);
    write(side + width / 2, options.scores ? "0" : "0.5", scene::Align::center);
    write(side + width, options.scores ? scene::range_text(range.limit) : "1", scene::Align::right);
  }
  const scene::Rect box{side, y + 36, 14, 14};
  fill(frame, box, theme.bg2, 2);
  outline(frame, box, theme.line1, 2);
  line(frame, box.x + 3, box.y + 11, box.x + 11, box.y + 3, theme.line2);
  text(frame, side + 24, box.y + 7, frame.texts("heads.masked"), {Font::ui, 11, theme.t3}, width - 24);
}

}  // namespace

void heads_filters(Frame& frame) {
  constexpr float legend_height = 92;
  HeadsOptions& options = frame.document.heads;
  const float height = panel_height(frame);
  const bool scrolls = ImGui::GetScrollMaxY() > 0;
  const float width = panel_width(frame) - 2 * side - (scrolls ? 4 : 0);
  const auto words = [&](std::initializer_list<const char*> keys) {
    std::vector<std::string> all;
    for (const char* key : keys) all.emplace_back(frame.texts(key));
    return all;
  };
  float y = kinds(frame, 18, width) + 4;
  y = layer(frame, y, width);
  y = choice_of(frame, "heads scale", y, width, "heads.scale", words({"heads.shared", "heads.own"}), options.own_scale,
                "heads.scale_tip");
  y = choice_of(frame, "heads values", y, width, "heads.values", words({"heads.weights", "heads.scores"}),
                options.scores, "heads.values_tip");
  y = choice_of(frame, "heads order", y, width, "heads.order",
                words({"heads.by_model", "heads.by_focus", "heads.by_pattern"}), options.order, "heads.order_tip");
  y = found_patterns(frame, y + 2, width) + 8;
  y = std::max(y, height - legend_height - 8);
  legend(frame, y, width);
  content_ends(frame, y + legend_height);
}

}  // namespace attn::gui
