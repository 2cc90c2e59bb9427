// Words as lanes: chips where they enter, their state as a line, barcodes of its numbers, ⊕ where blocks add to it.
#include <algorithm>
#include <cmath>

#include "app/scene/views/map_parts.h"

namespace attn::scene::map_parts {
namespace {

using Kind = MapBlock::Kind;

constexpr std::size_t most_dashed = 16;  // lanes; beyond that a thin line says "later"

// Of all words, those that are still to come included: the scale does not change while words are written.
Range range_of_all(const Builder& to, const Side& side, const MapColumn& column) {
  const auto block = static_cast<std::size_t>(column.block);
  const auto range = [&](const MapStack& of) { return barcode_range(to.q.trace[of.blocks[block].result].out); };
  if (!side.decoder) return range(*side.stack);
  Range all = range(to.q.run.decodes.back());
  if (to.row_of(to.q.run.decodes.back().blocks[block].result, 0) >= 0) return all;  // the last step has every word
  for (const MapStack& decode : to.q.run.decodes) all.limit = std::max(all.limit, range(decode).limit);
  return all;
}

}  // namespace

std::vector<bool> named(const Builder& to, const MapRow& row, Index first) {
  const float least = 11 / to.q.zoom;  // names stay apart
  std::vector<bool> names(row.lanes.size(), false);
  const auto take = [&](Index i) {
    for (Index j = 0; j < row.size(); ++j)
      if (names[static_cast<std::size_t>(j)] && std::abs(row.y(j) - row.y(i)) < least) return;
    names[static_cast<std::size_t>(i)] = true;
  };
  for (Index i = 0; i < row.size(); ++i)
    if (row.boxed(i)) take(i);
  if (first >= 0 && first < row.size()) take(first);
  for (Index i = 0; i < row.size(); ++i) take(i);
  return names;
}

Index looked_at(const Builder& to) {
  if (!to.q.cell || !to.decoder.begun) return -1;
  const MapBlock* const block = to.decoder.stack->holding(to.q.step);
  return block && block->kind == Kind::cross ? to.q.cell->second : -1;
}

float name_size(const Builder& to, const MapRow& row, Index word) {
  const float size = row.boxed(word) ? std::min(chip_size, std::max(10.0f, row.height(word) * 0.6f)) : 9.0f;
  return std::max(size, 9 / to.q.zoom);
}

bool bracketed(const Builder& to, const Side& side, Index word) {
  const Index rows = to.rows(side), all = static_cast<Index>(side.words->size());
  return to.plan.thin && side.decoder && word >= rows && all - rows >= 2;
}

void draw_later(Builder& to, const Side& side, float x, float w, bool words) {
  const MapRow& row = *side.row;
  const Index rows = to.rows(side), all = static_cast<Index>(side.words->size());
  if (!bracketed(to, side, rows)) return;
  const bool lanes = row.size() > rows;  // faint ones: they are bracketed together
  const float top = lanes ? row.y(rows) - row.height(rows) / 2 + 2 : row.later - 7,
              bottom = lanes ? row.y(row.size() - 1) + row.height(row.size() - 1) / 2 : row.later + 7;
  const Color color = to.theme.line2;
  to.add(parts::line(x + 1, top, x + 1, bottom, color, 1.5f));
  for (const float y : {top, bottom}) to.add(parts::line(x + 1, y, x + 6, y, color, 1.5f));
  if (words)
    to.text(x + 9, (top + bottom) / 2, with_number(to.q.text("map.words_later"), all - rows), Font::ui, 10, to.theme.t3,
            Align::left, w + 6);
}

void barcode(Builder& to, int step, Index row, const Rect& rect, const Range& range, bool tagged) {
  if (!to.seen(rect)) return;
  const Tensor& all = to.q.trace[step].out;
  const Index count = std::min(barcode_numbers, all.cols());
  const float w = rect.w / static_cast<float>(std::max<Index>(1, count));
  const float round = dense(to.plan) ? 0.0f : 2.0f;
  to.add(parts::fill(parts::grown(rect, 1), to.theme.bg1, round));
  for (Index c = 0; c < count; ++c) {
    const Color color = cell_color(to.theme, static_cast<double>(all(row, c)), range);
    Mark mark = parts::fill({rect.x + w * static_cast<float>(c), rect.y, w - 0.4f, rect.h}, color);
    if (tagged) mark.cell = {step, row, c};
    to.add(std::move(mark));
  }
  to.add(parts::outline(parts::grown(rect, 0.5f), faded(to.theme.ink, 0.18), 0.75f, round));
}

void plus(Builder& to, float x, float y, bool done) {
  const Rect box{x - 7, y - 7, 14, 14};
  if (!to.seen(box)) return;
  const Color edge = to.theme.line2, cross = done ? to.theme.t2 : to.theme.line2;
  if (dense(to.plan)) {  // hundreds of them: the same to the eye, of a fifth of the triangles
    to.add(parts::fill({x - 6.3f, y - 2.5f, 12.6f, 5}, to.theme.bg0));
    to.add(parts::outline(parts::grown(box, -0.5f), edge, 1, 6.5f));
    to.add(parts::fill({x - 3.5f, y - 0.5f, 7, 1}, cross));
    to.add(parts::fill({x - 0.5f, y - 3.5f, 1, 7}, cross));
    return;
  }
  to.add(parts::fill(box, to.theme.bg0, 7));
  to.add(parts::outline(box, edge, 1.25f, 7));
  to.add(parts::line(x - 3.2f, y, x + 3.2f, y, cross, 1.25f));
  to.add(parts::line(x, y - 3.2f, x, y + 3.2f, cross, 1.25f));
}

// A lane goes from card to card; where attention mixes the words it is interrupted, but not by cross-attention, which
// only adds to it.
void draw_lanes(Builder& to, const Side& side) {
  const MapRow& row = *side.row;
  const Index words = row.size();
  const float end = side.decoder ? to.plan.output : to.plan.memory + 4;
  for (Index i = 0; i < words; ++i) {
    const float y = row.y(i);
    const bool newest = i == to.newest(side);
    const auto piece = [&](float from, float until, bool known) {
      if (until <= from) return;
      if (!known) {
        const bool dashed = words <= static_cast<Index>(most_dashed);
        if (dashed)
          to.dashes({{from, y}, {until, y}}, to.theme.line2, 1.5f, 3, 4);
        else
          to.add(parts::line(from, y, until, y, faded(to.theme.line2, 0.5), 1));
        return;
      }
      const double alpha = (to.theme.dark ? 0.38 : 0.5) + (newest ? 0.4 : 0);
      to.add(parts::line(from, y, until, y, faded(to.theme.e, alpha), newest ? 2.5f : dense(to.plan) ? 1.0f : 2.0f));
    };
    float x = row.left + row.chip;
    bool known = i < to.rows(side);
    for (const MapColumn& column : *side.columns) {
      const MapBlock& block = *to.block(side, column);
      if (block.kind == Kind::output) break;
      if (block.kind != Kind::add_norm && block.kind != Kind::cross) {
        piece(x, column.x0, known);
        x = block.kind == Kind::self ? column.x1 + node_width : column.x0;
      }
      const bool after = to.known(side, column, i).step >= 0;
      if (block.kind == Kind::cross) {
        piece(x, column.x1, known);
        x = column.x1 + node_width;
      }
      known = after;
    }
    piece(x, end, known);
  }
}

void draw_words(Builder& to, const Side& side) {
  const MapRow& row = *side.row;
  const Index rows = to.rows(side);
  const std::vector<bool> names = named(to, row);
  const float round = dense(to.plan) ? 0.0f : 6.0f;
  draw_later(to, side, row.left, row.chip, true);
  for (std::size_t i = 0; i < row.lanes.size(); ++i) {
    const auto word = static_cast<Index>(i);
    if (bracketed(to, side, word)) break;
    const bool boxed = row.boxed(word);
    const float y = row.y(word), h = boxed ? std::min(30.0f, row.height(word) - 3) : row.height(word);
    const float size = name_size(to, row, word);
    const Rect chip{row.left, y - h / 2, row.chip, h};
    if (!to.seen(chip)) continue;
    const bool later = word >= rows, newest = word == to.newest(side);
    if (boxed) to.add(parts::fill(chip, later ? to.theme.bg0 : to.theme.bg2, round));
    if (boxed && later)
      to.dashes({{chip.x, chip.y},
                 {chip.x + chip.w, chip.y},
                 {chip.x + chip.w, chip.y + h},
                 {chip.x, chip.y + h},
                 {chip.x, chip.y}},
                to.theme.line2, 1, 4, 3);
    else if (boxed)
      to.add(parts::outline(chip, newest ? to.theme.ink : to.theme.line2, newest ? 1.5f : 1.0f, round));
    const std::string& name = (*side.words)[i];
    const bool special = name.starts_with("<");
    if (names[i])
      to.text(chip.x + chip.w / 2, y, name, special ? Font::mono : Font::ui_bold, special ? size * 0.86f : size,
              later ? to.theme.t3 : to.theme.t1, Align::center, chip.w - 8);
    const MapStack& stack = *side.stack;
    to.target(MapTarget::Kind::word, chip, later ? -1 : stack.first, word);
  }
}

void draw_barcodes(Builder& to, const Side& side) {
  if (!to.q.options.barcodes) return;
  const MapRow& row = *side.row;
  const auto height = [&](Index i) { return std::max(3.0f, std::min(16.0f, row.height(i) * 0.6f)); };
  for (const MapColumn& column : *side.columns) {
    const MapBlock& block = *to.block(side, column);
    if (block.kind != Kind::embedding && block.kind != Kind::ffn) continue;
    const Range range = range_of_all(to, side, column);
    const Side* const there = to.above ? (side.decoder ? &to.above->decoder : &to.above->encoder) : nullptr;
    for (Index i = 0; i < to.rows(side); ++i)
      if (const Lane lane = to.known(side, column, i);
          lane.step >= 0 && height(i) * to.q.zoom >= 2.5f && !(there && to.above->known(*there, column, i).step >= 0))
        barcode(to, lane.step, lane.row, {column.middle() - 22, row.y(i) - height(i) / 2, 44, height(i)}, range, true);
  }
}

void draw_add_norms(Builder& to, const Side& side) {
  for (const MapColumn& column : *side.columns) {
    const MapBlock& block = *to.block(side, column);
    if (block.kind != Kind::add_norm) continue;
    const float x = column.middle();
    const bool now = to.state(block) == State::now;
    for (Index i = 0; i < side.row->size(); ++i) {
      const float y = side.row->y(i);
      const Lane lane = to.known(side, column, i);
      const bool done = lane.step >= 0;
      if (side.decoder && !done && !(now && i < to.rows(side))) continue;
      if (side.row->boxed(i))
        plus(to, x, y, done);
      else
        to.add(parts::fill({x - 1.5f, y - 1.5f, 3, 3}, done ? to.theme.t3 : to.theme.line2));
      if (now && (!side.decoder || i == to.newest(side))) {
        to.add(parts::outline({x - 8, y - 8, 16, 16}, to.theme.ink, 1.75f, 8));
        to.out.now = Rect{x - 8, side.row->top, 16, side.row->bottom - side.row->top};
      }
      const Index own = to.row_of(block.result, i);
      const float high = std::min(24.0f, side.row->height(i));
      to.target(MapTarget::Kind::add_norm, {x - 12, y - high / 2, 24, high},
                own >= 0 || !done ? block.result : lane.step, own >= 0 || !done ? std::max<Index>(own, 0) : lane.row);
    }
  }
}

}  // namespace attn::scene::map_parts
