#include "app/scene/views/beam.h"

#include <algorithm>
#include <limits>
#include <set>

#include "app/scene/format.h"
#include "app/scene/ribbon.h"
#include "app/scene/stage/canvas.h"
#include "app/scene/stage/stage_state.h"

namespace attn::scene {
namespace {

using Fate = BeamNode::Fate;

constexpr float first_row = 48, row_height = 76, card_height = 42, tree_left = 232, lane = 24;

const BeamNode& at(const BeamSearch& search, int node) { return search.nodes[static_cast<std::size_t>(node)]; }

// Boxes of all nodes: at each depth the most probable at the left.
std::vector<Rect> boxes_of(const BeamRequest& ask) {
  std::size_t widest = 1, here = 0;
  int depth = 0;
  for (const BeamNode& node : ask.search.nodes) {
    here = node.depth == depth ? here + 1 : 1;
    depth = node.depth;
    widest = std::max(widest, here);
  }
  const float slot = std::min(208.0f, std::floor((ask.width - 24 - tree_left) / static_cast<float>(widest)));
  std::vector<Rect> boxes;
  depth = 0;
  float x = 0;
  for (const BeamNode& node : ask.search.nodes) {
    x = node.depth == depth ? x + slot : tree_left;
    depth = node.depth;
    boxes.push_back({x, beam_row(depth), slot - 8, card_height});
  }
  return boxes;
}

void wire(parts::Canvas& canvas, const Rect& from, const Rect& to, Color color, float width) {
  const Point a{from.x + from.w / 2, from.y + from.h}, b{to.x + to.w / 2, to.y};
  std::vector<Point> points;
  constexpr int parts = 12;
  for (int i = 0; i <= parts; ++i) {
    const float t = static_cast<float>(i) / parts, s = t * t * (3 - 2 * t);
    points.push_back({a.x + (b.x - a.x) * s, a.y + (b.y - a.y) * t});
  }
  Mark mark;
  mark.kind = Mark::Kind::polyline;
  mark.points = std::move(points);
  mark.color = color;
  mark.width = width;
  canvas.scene.marks.push_back(std::move(mark));
}

void card(parts::Canvas& canvas, const BeamRequest& ask, int number, const Rect& box, bool best, bool in_run) {
  const Theme& theme = canvas.theme;
  const BeamNode& node = at(ask.search, number);
  const bool dropped = node.fate == Fate::dropped, finished = node.fate == Fate::finished;
  if (dropped) {
    canvas.dashed({box.x + 0.5f, box.y + 0.5f, box.w - 1, box.h - 1}, theme.line2);
  } else {
    canvas.add(parts::fill(box, finished ? theme.bg3 : theme.bg1, 6));
    canvas.add(parts::outline({box.x + 0.5f, box.y + 0.5f, box.w - 1, box.h - 1}, best ? theme.ink : theme.line2,
                              best ? 1.5f : 1.0f, 6));
  }
  if (in_run) canvas.add(parts::fill({box.x + 4, box.y + 6, 3, box.h - 12}, theme.ink, 1.5f));
  if (number == ask.node) canvas.ring(box);
  const float x = box.x + 11, room = box.w - 17;
  canvas.write(x, box.y + 13, node.label, {dropped ? Font::ui : Font::ui_bold, 12.5f, dropped ? theme.t3 : theme.t1},
               room);
  const double shown = finished ? node.score : node.sum;
  canvas.write(x, box.y + 30, (finished ? "= " : "Σ ") + probability_text(shown),
               {Font::mono, 10, dropped ? theme.t3 : theme.t2}, room);
}

// What greedy decoding took, in the rows of the tree.
void greedy_lane(parts::Canvas& canvas, const BeamRequest& ask) {
  const Theme& theme = canvas.theme;
  for (std::size_t i = 0; i < ask.run.written.size(); ++i) {
    const float y = beam_row(static_cast<int>(i) + 1);
    if (y + row_height < ask.top || y > ask.bottom) continue;
    canvas.write(lane, y + card_height / 2, std::to_string(i + 1), {Font::mono, 15, theme.t3}, 34);
    const Rect box{lane + 38, y, tree_left - lane - 38 - 32, card_height};
    canvas.add(parts::fill(box, theme.bg1, 6));
    canvas.add(parts::outline({box.x + 0.5f, box.y + 0.5f, box.w - 1, box.h - 1}, theme.line2, 1, 6));
    canvas.add(parts::fill({box.x + 4, box.y + 6, 3, box.h - 12}, theme.ink, 1.5f));
    canvas.write(box.x + 13, box.y + 13, ask.run.written[i].label, {Font::ui_bold, 12.5f, theme.t1}, box.w - 20);
    canvas.write(box.x + 13, box.y + 30, "Σ " + probability_text(ask.run.written[i].log_sum),
                 {Font::mono, 10, theme.t2}, box.w - 20);
    canvas.target(box, {ask.run.written[i].chosen, 0, 0});
    if (i > 0)
      canvas.add(parts::line(box.x + box.w / 2, y - row_height + card_height, box.x + box.w / 2, y, theme.line3, 1.5f));
  }
}

}  // namespace

float beam_row(int depth) { return first_row + row_height * static_cast<float>(depth - 1); }

float beam_height(const BeamSearch& search, const Run& run) {
  const int deepest = search.nodes.empty() ? 0 : search.nodes.back().depth;
  return beam_row(std::max(deepest, static_cast<int>(run.written.size())) + 1);
}

BeamTree beam_tree(const BeamRequest& request) {
  const StageRequest ask{request.run.trace,
                         0,
                         1,
                         -1,
                         {},
                         request.theme,
                         request.width,
                         beam_height(request.search, request.run),
                         request.measure,
                         {},
                         {},
                         request.text};
  parts::Canvas canvas(ask);
  const Theme& theme = canvas.theme;
  canvas.write(lane, 24, canvas.text(request.another ? "translation.beam_run" : "translation.beam_greedy"),
               {Font::ui_bold, 10.5f, theme.t3}, tree_left - lane - 16);
  canvas.write(tree_left, 24, canvas.text("translation.beam_tree"), {Font::ui_bold, 10.5f, theme.t3},
               request.width - tree_left - 24);
  const std::vector<Rect> boxes = boxes_of(request);
  std::set<int> best, in_run;
  if (!request.search.hypotheses.empty())
    for (int node = request.search.hypotheses.front().node; node >= 0; node = at(request.search, node).parent)
      best.insert(node);
  const auto count = static_cast<int>(request.search.nodes.size());
  for (int i = 0; i < count; ++i) {
    const BeamNode& node = at(request.search, i);
    const auto place = static_cast<std::size_t>(node.depth - 1);
    if (place < request.run.written.size() && request.run.written[place].id == node.id &&
        (node.parent < 0 || in_run.contains(node.parent)))
      in_run.insert(i);
  }
  const auto in_sight = [&](const Rect& box) {
    return box.y + box.h + row_height > request.top && box.y - row_height < request.bottom;
  };
  // What leads to the best sentence lies over the rest.
  for (const bool main : {false, true})
    for (int i = 0; i < count; ++i) {
      const BeamNode& node = at(request.search, i);
      const Rect& box = boxes[static_cast<std::size_t>(i)];
      if (node.parent < 0 || best.contains(i) != main || !in_sight(box)) continue;
      wire(canvas, boxes[static_cast<std::size_t>(node.parent)], box,
           main                         ? theme.ink
           : node.fate == Fate::dropped ? theme.line1
                                        : theme.line3,
           main ? 2.0f : 1.25f);
    }
  BeamTree made;
  for (int i = 0; i < count; ++i) {
    const Rect& box = boxes[static_cast<std::size_t>(i)];
    if (!in_sight(box)) continue;
    card(canvas, request, i, box, best.contains(i), in_run.contains(i));
    made.nodes.push_back({i, box});
  }
  greedy_lane(canvas, request);
  made.scene = std::move(canvas.scene);
  return made;
}

std::vector<ForcedWord> forced_for(const BeamSearch& search, int node) {
  std::vector<ForcedWord> forced;
  for (; node >= 0; node = at(search, node).parent) {
    const BeamNode& word = at(search, node);
    // Of one beginning's continuations none is in the tree without the most probable one: all add to the same sum.
    double most = -std::numeric_limits<double>::infinity();
    int first = -1;
    for (const BeamNode& other : search.nodes)
      if (other.parent == word.parent && other.depth == word.depth && other.log_probability > most) {
        most = other.log_probability;
        first = other.id;
      }
    if (word.id != first) forced.push_back({word.depth, word.id});
  }
  std::reverse(forced.begin(), forced.end());
  return forced;
}

}  // namespace attn::scene
