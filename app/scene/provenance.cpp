#include "app/scene/provenance.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "app/scene/marks.h"
#include "app/scene/text.h"

namespace attn::scene {
namespace {

using parts::text;

constexpr float height = graph_node_height, between = 6, padding = 7, letter_size = 12, low_size = 8.5f,
                words_size = 11, value_size = 11;
constexpr std::size_t most_texels = 24;

float head_width(const GraphNode& node, const Measure& measure) {
  float w = measure(node.letter, Font::ui_bold, letter_size);
  if (!node.low.empty()) w += measure(node.low, Font::ui_bold, low_size) + 1;
  if (!node.words.empty()) w += (w > 0 ? 4 : 0) + measure(node.words, Font::ui, words_size);
  return w;
}

std::string foot(const GraphNode& node) { return node.values.size() > 1 ? std::string() : node.note; }

float wanted(const GraphNode& node, const Measure& measure) {
  const Font font = node.result ? Font::ui_bold : Font::mono;
  return std::max({head_width(node, measure), measure(foot(node), font, value_size), 24.0f}) + 2 * padding;
}

// Of many numbers the largest of each bin, as on thumbnails.
void strip(const GraphRequest& request, const GraphNode& node, const Rect& box, Scene& to) {
  const std::size_t count = node.values.size(), shown = std::min(count, most_texels);
  const float px = box.w / static_cast<float>(shown);
  for (std::size_t i = 0; i < shown; ++i) {
    const std::size_t first = i * count / shown, end = std::max(first + 1, (i + 1) * count / shown);
    double best = node.values[first];
    for (std::size_t j = first; j < end; ++j)
      if (std::abs(node.values[j]) > std::abs(best)) best = node.values[j];
    const float x = box.x + px * static_cast<float>(i);
    to.marks.push_back(parts::fill({x, box.y, std::max(1.0f, px - (px > 4 ? 1.0f : 0.0f)), box.h},
                                   cell_color(request.theme, best, node.range), 0));
  }
}

void draw_node(const GraphRequest& request, const GraphNode& node, const Rect& box, Scene& to) {
  const Theme& theme = request.theme;
  const Measure& measure = request.measure;
  to.marks.push_back(parts::fill(box, node.result ? theme.bg4 : theme.bg2, 6));
  const Color edge = node.result ? theme.ink : faded(node.hue, 0.55);
  to.marks.push_back(parts::outline(parts::grown(box, -0.5f), edge, node.result ? 1.5f : 1.0f, 6));
  const float room = box.w - 2 * padding, top = box.y + 11;
  const float whole = std::min(room, head_width(node, measure));
  float x = box.x + (box.w - whole) / 2;
  const float end = x + whole;
  const auto write = [&](const std::string& shown, Font font, float size, Color color, float y) {
    std::string cut = elide(clean_utf8(shown), end - x + 0.5f, font, size, measure);
    if (cut.empty()) return;
    const float w = measure(cut, font, size);
    to.marks.push_back(text(x, y, std::move(cut), font, size, color));
    x += w;
  };
  write(node.letter, Font::ui_bold, letter_size, node.result ? theme.t1 : node.hue, top);
  if (!node.low.empty()) {
    x += 1;
    write(node.low, Font::ui_bold, low_size, node.hue, top + 3.5f);
  }
  if (!node.words.empty()) {
    if (!node.letter.empty()) x += 4;
    write(node.words, Font::ui, words_size, theme.t2, top);
  }
  if (node.values.size() > 1) return strip(request, node, {box.x + padding, box.y + 19.5f, room, 8}, to);
  const std::string below = foot(node);
  const Font font = Font::mono;
  std::string cut = elide(below, room + 2, font, value_size, measure);
  if (cut.empty()) return;
  to.marks.push_back(text(box.x + box.w / 2, box.y + 23, std::move(cut), font, value_size,
                          node.cell.step >= 0 ? theme.t1 : theme.t3, Align::center));
  to.marks.back().cell = node.cell;
}

// A curve from the right of one box to the left of another.
void join(const Rect& from, const Rect& to, float shift, Color color, Scene& scene) {
  const float x1 = from.x + from.w, y1 = from.y + from.h / 2, x2 = to.x, y2 = to.y + to.h / 2 + shift;
  constexpr int pieces = 24;
  Mark mark;
  mark.kind = Mark::Kind::polyline;
  mark.color = color;
  mark.width = 1.5f;
  for (int i = 0; i <= pieces; ++i) {
    const float t = static_cast<float>(i) / pieces, s = 1 - t, mx = (x1 + x2) / 2;
    mark.points.push_back({s * s * s * x1 + 3 * s * s * t * mx + 3 * s * t * t * mx + t * t * t * x2,
                           s * s * s * y1 + 3 * s * s * t * y1 + 3 * s * t * t * y2 + t * t * t * y2});
  }
  scene.marks.push_back(std::move(mark));
}

}  // namespace

Graph provenance_graph(const GraphRequest& request) {
  Graph graph;
  graph.boxes.resize(request.nodes.size());
  std::map<int, std::vector<std::size_t>> columns;  // by number, those that there are
  for (std::size_t i = 0; i < request.nodes.size(); ++i) columns[request.nodes[i].column].push_back(i);
  if (columns.empty() || request.width <= 0) return graph;
  // As wide as they want to be; where that is too much, those that want most give way.
  std::vector<float> widths;
  std::size_t tallest = 0;
  for (const auto& [number, nodes] : columns) {
    float w = 0;
    for (const std::size_t i : nodes) w = std::max(w, wanted(request.nodes[i], request.measure));
    widths.push_back(std::ceil(w));
    tallest = std::max(tallest, nodes.size());
  }
  const auto count = static_cast<float>(widths.size());
  const auto sum = [&] {
    float all = 0;
    for (const float w : widths) all += w;
    return all;
  };
  constexpr float least_gap = 12, widest_gap = 34;
  const float room = request.width - least_gap * (count - 1);
  while (sum() > room && *std::max_element(widths.begin(), widths.end()) > 20)
    *std::max_element(widths.begin(), widths.end()) -= 1;
  const float gap = count > 1 ? std::min(widest_gap, (request.width - sum()) / (count - 1)) : 0;
  graph.scene.width = request.width;
  graph.scene.height = static_cast<float>(tallest) * (height + between) - between;
  graph.scene.background = request.theme.bg1;
  float x = 0;
  std::size_t column = 0;
  for (const auto& [number, nodes] : columns) {
    const auto n = static_cast<float>(nodes.size());
    float y = std::floor((graph.scene.height - n * (height + between) + between) / 2);
    for (const std::size_t i : nodes) {
      graph.boxes[i] = {std::floor(x), y, widths[column], height};
      y += height + between;
    }
    x += widths[column++] + gap;
  }
  for (const auto& [from, to] : request.edges) {
    const auto a = static_cast<std::size_t>(from), b = static_cast<std::size_t>(to);
    const float away = graph.boxes[a].y - graph.boxes[b].y;
    const float shift = std::clamp(away / 8, -8.0f, 8.0f);  // they arrive beside each other
    join(graph.boxes[a], graph.boxes[b], shift, faded(request.nodes[a].hue, 0.8), graph.scene);
  }
  for (std::size_t i = 0; i < request.nodes.size(); ++i)
    draw_node(request, request.nodes[i], graph.boxes[i], graph.scene);
  return graph;
}

}  // namespace attn::scene
