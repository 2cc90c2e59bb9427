// Attention as ribbons: from the words looked at, at the left, to the words that look.
#include <algorithm>
#include <cmath>

#include "app/scene/ribbon.h"
#include "app/scene/views/map_parts.h"

namespace attn::scene::map_parts {
namespace {

constexpr float least_edged = 6;  // height of a ribbon that has an edge, in the row being written; logical pixels

struct Ribbon {
  CellTag tag;
  float value = 0, from = 0, to = 0, from_height = 0, to_height = 0;
  Index row = 0, col = 0;
};

// The weights that are known by now, and where each row stands.
struct Known {
  Index rows = 0, cols = 0;
  std::vector<float> values;
  std::vector<CellTag> tags;  // of each row
  float& at(Index r, Index c) { return values[static_cast<std::size_t>(r * cols + c)]; }
};

// One head's weights, or the mean of those that are there.
Known known_weights(const Builder& to, const Side& side, const MapColumn& column) {
  const MapBlock& block = *to.block(side, column);
  Known k;
  k.rows = to.rows(side);
  const MapRow& from = block.kind == MapBlock::Kind::cross ? *to.encoder.row : *side.row;
  k.cols = block.weights.empty() ? 0 : std::min(to.q.trace[block.weights.front()].out.cols(), from.size());
  k.values.assign(static_cast<std::size_t>(k.rows * k.cols), 0);
  k.tags.assign(static_cast<std::size_t>(k.rows), {});
  const auto heads = static_cast<int>(block.weights.size()), chosen = to.q.options.head;
  const int first = chosen > 0 ? chosen - 1 : 0, end = chosen > 0 ? std::min(chosen, heads) : heads;
  // A row of the step before stays until every head has it anew.
  for (Index r = 0; r < k.rows; ++r) {
    bool anew = end > first;
    for (int h = first; h < end; ++h) {
      const int step = block.weights[static_cast<std::size_t>(h)];
      const Index row = to.row_of(step, r);
      anew = anew && row >= 0 && to.row_done(step, row);
    }
    const MapBlock* const before = anew ? nullptr : to.block_before(side, column, r);
    const bool old = before && before->weights.size() == block.weights.size();
    const std::vector<int>& heads_of = old ? before->weights : block.weights;
    std::vector<int> there(static_cast<std::size_t>(k.cols));
    for (int h = first; h < end; ++h) {
      const int step = heads_of[static_cast<std::size_t>(h)];
      const Tensor& weights = to.q.trace[step].out;
      const Index row = to.row_of(step, r);
      if (row < 0) continue;
      if (h == first) k.tags[static_cast<std::size_t>(r)] = {step, row, 0};
      for (Index c = 0; c < std::min(k.cols, weights.cols()); ++c)
        if (to.cell_done(step, row, c)) {
          k.at(r, c) += static_cast<float>(weights(row, c));
          ++there[static_cast<std::size_t>(c)];
        }
    }
    for (Index c = 0; c < k.cols; ++c)
      k.at(r, c) /= static_cast<float>(std::max(1, there[static_cast<std::size_t>(c)]));
  }
  return k;
}

// Opacity of a ribbon: of words that are not worked on now, little, and less of many.
double opacity(float value, bool hot, bool many) {
  const double v = static_cast<double>(value);
  if (hot) return 0.16 + 0.84 * std::clamp((v - 0.04) * 2.6, 0.0, 1.0);
  return many ? 0.13 + 0.22 * v : 0.12 + 0.1 * v;
}

Color with_alpha(Color color, double alpha) {
  color.a = static_cast<std::uint8_t>(std::lround(255 * std::clamp(alpha, 0.0, 1.0)));
  return color;
}

void nodes(Builder& to, const Side& side, const MapColumn& column, const MapRow& from, const std::vector<float>& stacks,
           Index rows) {
  for (std::size_t c = 0; c < stacks.size(); ++c)
    if (stacks[c] > 0)
      to.add(parts::fill(
          {column.x0 - node_width, from.y(static_cast<Index>(c)) - stacks[c] / 2 - 1, node_width, stacks[c] + 2},
          to.theme.v, dense(to.plan) ? 0.0f : 2.0f));
  const Index hot = to.newest(side);
  const float round = dense(to.plan) ? 0.0f : 2.0f;
  for (Index r = 0; r < rows; ++r) {
    const float h = side.row->ribbon(r);
    const Color color = hot < 0 || r == hot ? to.theme.o : faded(to.theme.o, 0.55);
    to.add(parts::fill({column.x1, side.row->y(r) - h / 2 - 1, node_width, h + 2}, color, round));
  }
}

}  // namespace

// Of a ghost: rows of which something is there already are not its own.
static void leave_out(Known& k, const Builder& above, const Side& side, const MapColumn& column) {
  const Side& same = side.decoder ? above.decoder : above.encoder;
  Known now = known_weights(above, same, column);
  for (Index r = 0; r < std::min(k.rows, now.rows); ++r) {
    bool any = false;
    for (Index c = 0; c < now.cols; ++c) any = any || now.at(r, c) > 0;
    for (Index c = 0; any && c < k.cols; ++c) k.at(r, c) = 0;
  }
}

void draw_attention(Builder& to, const Side& side, const MapColumn& column) {
  const MapBlock& block = *to.block(side, column);
  if (block.weights.empty()) return;
  const bool cross = block.kind == MapBlock::Kind::cross;
  const MapRow& from = cross ? *to.encoder.row : *side.row;
  Known k = known_weights(to, side, column);
  if (to.above) leave_out(k, *to.above, side, column);
  const bool many = dense(to.plan);
  // A word that everybody looks at would need more room than its lane has: its ribbons begin narrower.
  std::vector<float> stacks(static_cast<std::size_t>(k.cols), 0), squeeze(static_cast<std::size_t>(k.cols), 1);
  Index rows = 0;
  for (Index r = 0; r < k.rows; ++r)
    for (Index c = 0; c < k.cols; ++c) {
      stacks[static_cast<std::size_t>(c)] += k.at(r, c) * side.row->ribbon(r);
      if (k.at(r, c) > 0) rows = r + 1;
    }
  for (std::size_t c = 0; c < stacks.size(); ++c) {
    const auto lane = static_cast<Index>(c);
    const float room = std::max(from.ribbon(lane), from.height(lane) * 0.92f);
    if (stacks[c] > room) squeeze[c] = room / stacks[c];
    stacks[c] = std::min(stacks[c], room);
  }
  std::vector<float> left(stacks.size());
  for (std::size_t c = 0; c < left.size(); ++c) left[c] = from.y(static_cast<Index>(c)) - stacks[c] / 2;
  // Nothing that is thinner than a quarter of a pixel is seen.
  const float hidden = static_cast<float>(to.q.options.hide_below) / 100;
  std::vector<Ribbon> ribbons;
  const Index newest = to.newest(side);
  for (Index r = 0; r < k.rows; ++r) {
    const float unit = side.row->ribbon(r), least = std::max(hidden, 0.25f / (unit * to.q.zoom));
    float right = side.row->y(r) - unit / 2;
    for (Index c = 0; c < k.cols; ++c) {
      const auto at = static_cast<std::size_t>(c);
      Ribbon one;
      one.value = k.at(r, c);
      one.row = r;
      one.col = c;
      one.tag = k.tags[static_cast<std::size_t>(r)];
      one.tag.col = c;
      one.to_height = one.value * unit;
      one.from_height = one.to_height * squeeze[at];
      one.from = left[at];
      one.to = right;
      left[at] += one.from_height;
      right += one.to_height;
      // Of those of little opacity, what would add less than a twelfth of a pixel is not seen either.
      const double ink =
          opacity(one.value, newest < 0 || r == newest, many) * static_cast<double>(one.to_height * to.q.zoom);
      if (one.value > 0 && one.value >= least && ink >= 1.0 / 12) ribbons.push_back(one);
    }
  }
  std::stable_sort(ribbons.begin(), ribbons.end(), [](const Ribbon& a, const Ribbon& b) { return a.value < b.value; });
  const bool marked =
      to.q.cell && std::find(block.weights.begin(), block.weights.end(), to.q.step) != block.weights.end();
  const Index marked_lane = marked ? to.q.trace[to.q.step].out.row_axis.first + to.q.cell->first : -1;
  const bool active = side.decoder && to.state(block) == State::now && !to.above;
  for (const Ribbon& r : ribbons) {
    const bool hot = newest < 0 || r.row == newest;
    const double alpha = active && !hot ? 0.18 : opacity(r.value, hot, many);
    const Color color = with_alpha(cell_color(to.theme, static_cast<double>(r.value), {Range::Kind::unit, 1}), alpha);
    Mark mark = ribbon({column.x0, r.from}, r.from_height, {column.x1, r.to}, r.to_height, color, r.tag);
    const bool selected = marked && r.row == marked_lane && r.col == to.q.cell->second;
    Mark border;
    border.kind = Mark::Kind::polyline;
    border.points = ribbon_border(mark);
    border.color = to.theme.ink;
    border.width = selected ? 1.5f : 1.0f;
    to.add(std::move(mark));
    if (selected)
      to.on_top.push_back(std::move(border));
    else if (active && hot && r.to_height * to.q.zoom >= least_edged)
      to.add(std::move(border));
  }
  nodes(to, side, column, from, stacks, rows);
}

}  // namespace attn::scene::map_parts
