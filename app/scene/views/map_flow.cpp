// The run flowing through: what the playhead's step computes travels along its lanes, its ribbons, its loop.
#include <algorithm>
#include <cmath>

#include "app/scene/ribbon.h"
#include "app/scene/views/map_parts.h"
#include "engine/path.h"
#include "engine/roles/roles.h"

namespace attn::scene::map_parts {
namespace {

using Kind = MapBlock::Kind;

constexpr float tail = 18, dot = 4;  // length; radius
constexpr double wave = 4;           // so many words are on their way at once

// How far the value of one word of many has come: one after the other sets out.
double turn(double t, Index word, Index words) {
  if (words <= 1) return t;
  return std::clamp((t * (static_cast<double>(words) - 1 + wave) - static_cast<double>(word)) / wave, 0.0, 1.0);
}

void along(Builder& to, float from, float until, float y, double t) {
  if (t <= 0 || t >= 1 || until <= from) return;
  const float x = from + (until - from) * eased(t);
  to.add(parts::line(std::max(from, x - tail), y, x, y, faded(to.theme.ink, 0.5), 3));
  traveller(to, x, y, dot);
}

struct Lanes {
  const MapRow* row = nullptr;
  Index first = 0, end = 0;
};

// Of the encoder all words, of the decoder the one that is worked on.
Lanes moving(const Builder& to, const Side& side) {
  const Index newest = to.newest(side);
  return newest < 0 ? Lanes{side.row, 0, to.rows(side)} : Lanes{side.row, newest, newest + 1};
}

void travel(Builder& to, const Lanes& lanes, float from, float until, double t) {
  for (Index i = lanes.first; i < lanes.end; ++i)
    along(to, from, until, lanes.row->y(i), turn(t, i - lanes.first, lanes.end - lanes.first));
}

// The weights are there: the values they are put on flow to the words that look.
void down_ribbons(Builder& to, const MapBlock& block, const Lanes& lanes, double t) {
  std::vector<std::pair<Point, float>> places;
  for (const Mark& mark : to.out.scene.marks) {
    if (mark.kind != Mark::Kind::ribbon || mark.cell.step < 0) continue;
    const Index row = to.q.trace[mark.cell.step].out.row_axis.first + mark.cell.row;
    if (row < lanes.first || row >= lanes.end) continue;
    if (std::find(block.weights.begin(), block.weights.end(), mark.cell.step) == block.weights.end()) continue;
    const double own = turn(t, row - lanes.first, lanes.end - lanes.first);
    if (own <= 0 || own >= 1) continue;
    const Point upper = on_ribbon(mark.points[0], mark.points[2], eased(own)),
                lower = on_ribbon(mark.points[1], mark.points[3], eased(own));
    places.push_back({{upper.x, (upper.y + lower.y) / 2}, std::clamp((lower.y - upper.y) / 2, 1.5f, dot)});
  }
  for (const auto& [place, radius] : places) traveller(to, place.x, place.y, radius);
}

void attention(Builder& to, const Side& side, const MapColumn& column, float before) {
  const MapBlock& block = *to.block(side, column);
  const Role& role = *to.q.trace[to.q.step].role;
  const Lanes own = moving(to, side);
  const bool cross = block.kind == Kind::cross;
  if (role.is(roles::query)) return travel(to, own, before, cross ? column.x1 : column.x0 - node_width, to.q.phase);
  if (role.is(roles::key) || role.is(roles::value)) {
    if (!cross) return travel(to, own, before, column.x0 - node_width, to.q.phase);
    const Lanes memory{to.encoder.row, 0, static_cast<Index>(to.encoder.words->size())};
    return travel(to, memory, to.plan.memory_end, column.x0 - node_width, to.q.phase);
  }
  if (role.is(roles::context)) {
    // Of one head, unless the ribbons are the mean of all.
    const int chosen = to.q.options.head;
    if (chosen > 0 && static_cast<std::size_t>(chosen) <= block.weights.size()) {
      const std::string& path = to.q.trace[to.q.step].path;
      const std::string& shown = to.q.trace[block.weights[static_cast<std::size_t>(chosen - 1)]].path;
      if (Path(path).group() != Path(shown).group()) return;
    }
    return down_ribbons(to, block, own, to.q.phase);
  }
  if (role.is(roles::concat) || role.is(roles::projection))
    travel(to, own, column.x1 + node_width, column.right(), to.q.phase);
}

}  // namespace

float eased(double t) {
  const double u = std::clamp(t, 0.0, 1.0);
  return static_cast<float>(u < 0.5 ? 4 * u * u * u : 1 - std::pow(2 - 2 * u, 3) / 2);
}

void traveller(Builder& to, float x, float y, float radius) {
  to.add(parts::fill({x - radius, y - radius, 2 * radius, 2 * radius}, to.theme.ink, radius));
}

void draw_flow(Builder& to) {
  if (to.q.phase >= 1 || to.q.step < 0) return;
  const Side& side = to.decoder.begun ? to.decoder : to.encoder;
  float before = side.row->left + side.row->chip;  // where the block before has left them
  for (const MapColumn& column : *side.columns) {
    const MapBlock& block = *to.block(side, column);
    const bool mixes = block.kind == Kind::self || block.kind == Kind::cross;
    if (to.state(block) == State::now) {
      if (mixes) return attention(to, side, column, before);
      const double steps = block.last - block.first + 1;
      const double t = (to.q.step - block.first + to.q.phase) / steps;
      const float until = block.kind == Kind::output     ? to.plan.output
                          : block.kind == Kind::add_norm ? column.middle()
                                                         : column.right();
      return travel(to, moving(to, side), before, until, t);
    }
    before = mixes ? column.x1 + node_width : block.kind == Kind::add_norm ? column.middle() : column.right();
  }
}

}  // namespace attn::scene::map_parts
