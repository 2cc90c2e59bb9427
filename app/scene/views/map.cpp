#include "app/scene/views/map.h"

#include <algorithm>
#include <cmath>

#include "app/scene/ribbon.h"
#include "app/scene/text.h"
#include "app/scene/views/map_parts.h"

namespace attn::scene {
namespace map_parts {

Builder::Builder(const MapRequest& request) : q(request), theme(request.theme), plan(request.plan) {
  out.scene = {plan.width, plan.height, theme.bg0, {}};
  const MapRun& run = q.run;
  encoder = {
      &run.encoder, nullptr, &plan.encoder, &plan.encoder_columns, &run.source, false, q.step >= run.encoder.first};
  if (run.decodes.empty()) return;
  const int t = decode_of(run, q.step), shown = std::max(1, t);
  const auto at = static_cast<std::size_t>(shown - 1);
  decoder = {&run.decodes[at],
             at > 0 ? &run.decodes[at - 1] : nullptr,
             &plan.decoder,
             &plan.decoder_columns,
             &run.written,
             true,
             t > 0};
}

bool Builder::seen(const Rect& r) const {
  const Rect& s = q.sight;
  return r.x < s.x + s.w && r.x + r.w > s.x && r.y < s.y + s.h && r.y + r.h > s.y;
}

void Builder::add(Mark mark) {
  Rect r = mark.rect;
  if (mark.kind == Mark::Kind::line) {
    r = {std::min(r.x, r.x + r.w) - 1, std::min(r.y, r.y + r.h) - 1, std::abs(r.w) + 2, std::abs(r.h) + 2};
  } else if (mark.kind == Mark::Kind::polyline || mark.kind == Mark::Kind::polygon) {
    out.scene.marks.push_back(std::move(mark));
    return;
  }
  if (seen(r)) out.scene.marks.push_back(std::move(mark));
}

void Builder::text(float x, float y, std::string_view words, Font font, float size, Color color, Align align,
                   float max) {
  const Rect& s = q.sight;
  if (size * q.zoom < 7) return;  // nobody could read it
  if (y < s.y - size || y > s.y + s.h + size) return;
  if (align == Align::left) max = std::min(max, s.x + s.w - x);
  const std::string shown = elide(words, max, font, size, q.measure);
  if (shown.empty()) return;
  const float w = q.measure(shown, font, size);
  const float left = align == Align::left ? x : align == Align::center ? x - w / 2 : x - w;
  if (left < s.x || left + w > s.x + s.w) return;
  out.scene.marks.push_back(parts::text(x, y, shown, font, size, color, align));
}

void Builder::dashes(const std::vector<Point>& points, Color color, float width, float on, float off) {
  if (dense(plan)) on *= 2.5f, off *= 2;  // hundreds of lines: fewer triangles
  float left = on;                        // of the dash or gap that the line is in
  bool drawn = true;
  for (std::size_t i = 0; i + 1 < points.size(); ++i) {
    Point from = points[i];
    const Point end = points[i + 1];
    for (float length = std::hypot(end.x - from.x, end.y - from.y); length > 0;) {
      const float part = std::min(length, left), share = part / length;
      const Point next{from.x + (end.x - from.x) * share, from.y + (end.y - from.y) * share};
      if (drawn) add(parts::line(from.x, from.y, next.x, next.y, color, width));
      from = next;
      length -= part;
      left -= part;
      if (left > 0) continue;
      drawn = !drawn;
      left = drawn ? on : off;
    }
  }
}

void Builder::target(MapTarget::Kind kind, const Rect& rect, int step, Index row) {
  if (step >= 0 && seen(rect)) out.targets.push_back({kind, rect, step, row});
}

bool Builder::cell_done(int step, Index row, Index col) const {
  if (step != q.step || q.cells_done < 0) return step <= q.step;
  return row * q.trace[step].out.cols() + col < q.cells_done;
}

bool Builder::row_done(int step, Index row) const {
  return cell_done(step, row, std::max<Index>(0, q.trace[step].out.cols() - 1));
}

bool Builder::step_done(int step) const {
  const Tensor& all = q.trace[step].out;
  return cell_done(step, std::max<Index>(0, all.rows() - 1), std::max<Index>(0, all.cols() - 1));
}

State Builder::state(const MapBlock& b) const {
  return q.step > b.last ? State::done : q.step < b.first ? State::later : State::now;
}

Index Builder::rows(const Side& side) const {
  return side.begun && side.stack ? std::min(side.stack->words, side.row->size()) : 0;
}

Index Builder::newest(const Side& side) const { return side.decoder ? rows(side) - 1 : -1; }

Index Builder::row_of(int step, Index place) const {
  const Tensor& rows = q.trace[step].out;
  const Index row = place - rows.row_axis.first;
  return row >= 0 && row < rows.rows() ? row : -1;
}

Lane Builder::known(const Side& side, const MapColumn& column, Index place) const {
  if (place >= rows(side)) return {};
  const int step = block(side, column)->result;
  if (const Index row = row_of(step, place); row >= 0 && row_done(step, row)) return {step, row};
  const MapBlock* const before = block_before(side, column, place);
  return before ? Lane{before->result, row_of(before->result, place)} : Lane{};
}

const MapBlock* Builder::block(const Side& side, const MapColumn& column) const {
  return &side.stack->blocks[static_cast<std::size_t>(column.block)];
}

const MapBlock* Builder::block_before(const Side& side, const MapColumn& column) const {
  if (!side.before || static_cast<std::size_t>(column.block) >= side.before->blocks.size()) return nullptr;
  return &side.before->blocks[static_cast<std::size_t>(column.block)];
}

const MapBlock* Builder::block_before(const Side& side, const MapColumn& column, Index place) const {
  if (place >= newest(side)) return nullptr;
  // The step before, if it has all rows; otherwise the one whose newest word it was.
  const MapBlock* const before = block_before(side, column);
  if (before && row_of(before->result, place) >= 0) return before;
  const auto own = static_cast<std::size_t>(place), index = static_cast<std::size_t>(column.block);
  if (own >= q.run.decodes.size() || index >= q.run.decodes[own].blocks.size()) return nullptr;
  const MapBlock& first = q.run.decodes[own].blocks[index];
  return row_of(first.result, place) >= 0 ? &first : nullptr;
}

namespace {

void titles(Builder& to) {
  const Theme& theme = to.theme;
  const auto title = [&](float x, float y, const char* name, const char* what) {
    const std::string words = to.q.text(name);
    to.text(x, y, words, Font::ui_bold, 15, theme.t1, Align::left, 300);
    to.text(x + to.q.measure(words, Font::ui_bold, 15) + 10, y, to.q.text(what), Font::ui, 12.5f, theme.t3, Align::left,
            420);
  };
  title(to.plan.encoder.left, to.plan.encoder.title, "map.encoder", "map.encoder_reads");
  if (to.decoder.stack) title(to.plan.decoder.left, to.plan.decoder.title, "map.decoder", "map.decoder_writes");
}

}  // namespace
}  // namespace map_parts

MapScene map(const MapRequest& request) {
  using namespace map_parts;
  Builder to(request);
  if (!to.encoder.stack || to.encoder.stack->blocks.empty()) return std::move(to.out);
  titles(to);
  draw_cards(to, to.encoder);
  if (to.decoder.stack) draw_cards(to, to.decoder);
  draw_ghosts(to);
  draw_lanes(to, to.encoder);
  draw_memory(to);
  for (const MapColumn& column : *to.encoder.columns) draw_attention(to, to.encoder, column);
  draw_words(to, to.encoder);
  draw_barcodes(to, to.encoder);
  draw_add_norms(to, to.encoder);
  if (to.decoder.stack) {
    draw_lanes(to, to.decoder);
    for (const MapColumn& column : *to.decoder.columns) draw_attention(to, to.decoder, column);
    draw_words(to, to.decoder);
    draw_barcodes(to, to.decoder);
    draw_add_norms(to, to.decoder);
    draw_output(to);
    draw_layers(to, to.decoder);
    if (request.options.loop) draw_loops(to);
    if (request.plan.guide.w > 0) draw_guide(to);
  }
  draw_titles(to, to.encoder);
  if (to.decoder.stack) draw_titles(to, to.decoder);
  draw_flow(to);
  for (Mark& mark : to.on_top) to.out.scene.marks.push_back(std::move(mark));
  return std::move(to.out);
}

MapReading map_reading(const MapRequest& request, CellTag ribbon) {
  const map_parts::Builder at(request);
  MapReading reading;
  reading.block = attention_of(request.run, ribbon.step);
  if (!reading.block) return reading;
  double sum = 0;
  for (const int step : reading.block->weights) {
    std::optional<double> value;
    if (request.trace[step].out.contains(ribbon.row, ribbon.col) && at.cell_done(step, ribbon.row, ribbon.col)) {
      value = static_cast<double>(request.trace[step].out(ribbon.row, ribbon.col));
      sum += *value;
      ++reading.known;
    }
    reading.heads.emplace_back(step, value);
  }
  if (reading.known > 0) reading.mean = sum / reading.known;
  return reading;
}

Range barcode_range(const Tensor& states) {
  const Index cols = std::min(barcode_numbers, states.cols());
  double sum = 0, count = 0;
  for (Index r = 0; r < states.rows(); ++r)
    for (Index c = 0; c < cols; ++c)
      if (const auto value = static_cast<double>(states(r, c)); std::isfinite(value)) {
        sum += value * value;
        count += 1;
      }
  return {Range::Kind::symmetric, count > 0 ? round_range(2 * std::sqrt(sum / count)) : 1};
}

std::vector<Point> ribbon_border(const Mark& ribbon) {
  constexpr int parts = 28;
  std::vector<Point> border;
  if (ribbon.points.size() != 4) return border;
  for (int i = 0; i <= parts; ++i)
    border.push_back(on_ribbon(ribbon.points[0], ribbon.points[2], static_cast<float>(i) / parts));
  for (int i = parts; i >= 0; --i)
    border.push_back(on_ribbon(ribbon.points[1], ribbon.points[3], static_cast<float>(i) / parts));
  border.push_back(border.front());
  return border;
}

}  // namespace attn::scene
