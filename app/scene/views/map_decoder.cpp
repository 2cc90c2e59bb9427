// What the decoder adds to the encoder's picture: its memory, the words chosen, their way back.
#include <algorithm>
#include <cmath>
#include <utility>

#include "app/scene/format.h"
#include "app/scene/views/map_parts.h"
#include "engine/roles/roles.h"

namespace attn::scene::map_parts {
namespace {

using Kind = MapBlock::Kind;

const MapColumn* last_cross(const Builder& to) {
  const MapColumn* found = nullptr;
  if (!to.decoder.stack) return found;
  for (const MapColumn& column : *to.decoder.columns)
    if (to.block(to.decoder, column)->kind == Kind::cross) found = &column;
  return found;
}

const MapBlock* output_of(const MapStack& stack) {
  for (const MapBlock& block : stack.blocks)
    if (block.kind == Kind::output) return &block;
  return nullptr;
}

// A lane's name once more, between the edges where it is read.
void names_on_lane(Builder& to, Index lane, bool done) {
  const MapRow& row = *to.encoder.row;
  const std::string& word = (*to.encoder.words)[static_cast<std::size_t>(lane)];
  const float y = row.y(lane), size = std::min(12.0f, name_size(to, row, lane));
  const MapColumn* before = nullptr;
  for (const MapColumn& column : *to.decoder.columns) {
    if (to.block(to.decoder, column)->kind != Kind::cross) continue;
    const MapColumn* const from = std::exchange(before, &column);
    if (!from || column.x0 - from->x0 < 150) continue;
    const float width = std::min(100.0f, to.q.measure(word, Font::ui_bold, size) + 14), x = (from->x0 + column.x0) / 2;
    if (!to.seen({x - width / 2, y - 8, width, 16})) continue;
    to.add(parts::fill({x - width / 2, y - 7, width, 14}, to.theme.bg0));
    to.text(x, y, word, Font::ui_bold, size, done ? to.theme.o : to.theme.t3, Align::center, width - 10);
  }
}

// While the decoder reads its words, the one chosen last is on its way back.
void enters(Builder& to, const std::vector<Point>& path) {
  if (to.q.phase >= 1 || to.q.trace[to.q.step].role != &roles::tokens || to.newest(to.decoder) < 1) return;
  float length = 0;
  for (std::size_t i = 1; i < path.size(); ++i)
    length += std::hypot(path[i].x - path[i - 1].x, path[i].y - path[i - 1].y);
  float left = length * eased(to.q.phase);
  for (std::size_t i = 1; i < path.size(); ++i) {
    const float part = std::hypot(path[i].x - path[i - 1].x, path[i].y - path[i - 1].y);
    if (left <= part) {
      const float share = part > 0 ? left / part : 0;
      return traveller(to, path[i - 1].x + (path[i].x - path[i - 1].x) * share,
                       path[i - 1].y + (path[i].y - path[i - 1].y) * share, 5);
    }
    left -= part;
  }
}

}  // namespace

void draw_memory(Builder& to) {
  const MapPlan& plan = to.plan;
  const MapRow& row = *to.encoder.row;
  const MapColumn* const last = last_cross(to);
  if (to.encoder.stack->blocks.empty()) return;
  const MapBlock& source = to.encoder.stack->blocks.back();
  const float end = last ? last->x0 - node_width : plan.memory_end;
  const std::string name = to.q.text("map.memory");
  const auto barcode_height = [&](Index i) { return std::max(3.0f, std::min(16.0f, row.height(i) * 0.6f)); };
  const float y = row.y(0) - std::max({14.0f, barcode_height(0) / 2 + 8, row.height(0) * 0.46f + 9});
  to.text(plan.memory + 4, y, name, Font::ui_bold, 12, to.theme.o, Align::left, 120);
  const float after = plan.memory + 4 + to.q.measure(name, Font::ui_bold, 12) + 8;
  to.text(after, y, to.q.text("map.memory_hint"), Font::ui, 11, to.theme.t3, Align::left, std::max(0.0f, end - after));
  const Range range = barcode_range(to.q.trace[source.result].out);
  const std::vector<bool> names = named(to, row, looked_at(to));
  for (Index i = 0; i < row.size(); ++i) {
    const float lane = row.y(i), h = barcode_height(i);
    const bool done = i < to.rows(to.encoder) && to.row_done(source.result, i);
    const Color color = faded(to.theme.o, to.theme.dark ? 0.55 : 0.7);
    if (done)
      to.add(parts::line(plan.memory_end, lane, end, lane, color, dense(plan) ? 1.0f : 2.0f));
    else if (row.boxed(i))
      to.dashes({{plan.memory, lane}, {end, lane}}, to.theme.line2, 1.5f, 3, 4);
    else
      to.add(parts::line(plan.memory, lane, end, lane, faded(to.theme.line2, 0.5), 1));
    if (done && to.q.options.barcodes && h * to.q.zoom >= 3)
      barcode(to, source.result, i, {plan.memory + 4, lane - h / 2, barcode_width, h}, range, true);
    else if (done)
      to.add(parts::line(plan.memory, lane, plan.memory_end, lane, color, 2));
    if (last && names[static_cast<std::size_t>(i)]) names_on_lane(to, i, done);
  }
}

void draw_output(Builder& to) {
  const MapPlan& plan = to.plan;
  const MapRow& row = *to.decoder.row;
  const float x = plan.output, w = plan.output_width;
  to.text(x + w / 2, row.top + (plan.compact ? 2.0f : 4.0f), to.q.text("map.next_word"), Font::ui, 11, to.theme.t3,
          Align::center, w);
  const Index rows = to.rows(to.decoder);
  const std::vector<bool> names = named(to, row);
  draw_later(to, to.decoder, x, w, false);
  for (std::size_t i = 0; i < to.q.run.decodes.size() && i < row.lanes.size(); ++i) {
    const auto word = static_cast<Index>(i);
    if (bracketed(to, to.decoder, word)) break;
    const float y = row.y(word), h = std::min(36.0f, row.height(word) - (row.boxed(word) ? 4.0f : 1.0f));
    const float size = std::min(13.0f, name_size(to, row, word));
    const bool tall = h >= 32, boxed = row.boxed(word);
    const Rect chip{x, y - h / 2, w, h};
    const MapBlock* const output = output_of(to.q.run.decodes[i]);
    if (!output) continue;
    if (to.state(*output) == State::now) to.out.now = chip;
    if (!to.seen(chip)) continue;
    const bool done = to.decoder.begun && to.step_done(output->last), now = word == rows - 1 && !done;
    const bool inside = to.state(*output) == State::now;
    const float round = dense(plan) ? 0.0f : 6.0f;
    if (boxed) to.add(parts::fill(chip, done ? to.theme.bg2 : to.theme.bg0, round));
    if (boxed && (done || now))
      to.add(parts::outline(chip, now || inside ? to.theme.ink : to.theme.line2, now || inside ? 1.5f : 1.0f, round));
    else if (boxed)
      to.dashes({{x, chip.y}, {x + w, chip.y}, {x + w, chip.y + h}, {x, chip.y + h}, {x, chip.y}}, to.theme.line2, 1, 4,
                3);
    to.target(MapTarget::Kind::chosen, chip, output->last, word);
    if (!names[i]) continue;
    if (now) {
      to.text(x + w / 2, y, to.q.text("map.computing"), Font::ui, std::min(12.0f, size), to.theme.t1, Align::center,
              w - 12);
      continue;
    }
    const Tensor& next = to.q.trace[output->last].out;
    const int probabilities = to.q.trace[output->last].inputs.empty() ? -1 : to.q.trace[output->last].inputs[0];
    float p = 0;
    std::string printed;
    if (probabilities >= 0 && to.q.trace[probabilities].out.contains(0, static_cast<Index>(next(0, 0)))) {
      p = to.q.trace[probabilities].out(0, static_cast<Index>(next(0, 0)));
      printed = cell_text(static_cast<double>(p));
    }
    const float line = tall ? y - 5 : y, used = to.q.measure(printed, Font::mono, 11);
    to.text(x + 10, line, next.row_axis.label(0), Font::ui_bold, size, done ? to.theme.t1 : to.theme.t3, Align::left,
            w - 26 - used);
    to.text(x + w - 8, line, printed, Font::mono, std::min(11.0f, size), done ? to.theme.t2 : to.theme.t3, Align::right,
            used + 4);
    if (!tall) continue;
    const Color bar = done ? to.theme.t1 : faded(to.theme.t3, 0.5);
    to.add(parts::fill({x + 10, y + 7, w - 18, 4}, done ? to.theme.bg4 : to.theme.bg2, 2));
    to.add(parts::fill({x + 10, y + 7, (w - 18) * std::clamp(p, 0.0f, 1.0f), 4}, bar, 2));
  }
}

// From the word chosen, around the right and below everything, back to where it enters.
void draw_loops(Builder& to) {
  const MapPlan& plan = to.plan;
  const MapRow& row = *to.decoder.row;
  std::vector<Index> chosen;  // words that have entered again
  for (Index i = 0; i + 1 < static_cast<Index>(to.decoder.words->size()); ++i) {
    const MapBlock* const output = output_of(to.q.run.decodes[static_cast<std::size_t>(i)]);
    if (output && to.decoder.begun && to.step_done(output->last)) chosen.push_back(i);
  }
  const std::size_t first = chosen.size() > most_loops ? chosen.size() - most_loops : 0;
  for (std::size_t k = first; k < chosen.size(); ++k) {
    const float out = 5 + 5 * static_cast<float>(k - first);
    const float from = row.y(chosen[k]), until = row.y(chosen[k] + 1);
    const float right = plan.output + plan.output_width, far = right + out + 4, left = row.left - out - 4,
                low = plan.loop_bottom + out;
    const bool newest = k + 1 == chosen.size();
    const Color color = newest ? to.theme.t2 : to.theme.line2;
    const std::vector<Point> path{{right + 2, from}, {far - 3, from},      {far, from + 3}, {far, low - 3},
                                  {far - 3, low},    {left + 3, low},      {left, low - 3}, {left, until + 3},
                                  {left + 3, until}, {row.left - 2, until}};
    to.dashes(path, color, newest ? 1.5f : 1.0f, 5, 4);
    if (newest) enters(to, path);
    to.add(parts::line(row.left - 7, until - 4, row.left - 2, until, color, 1.5f));
    to.add(parts::line(row.left - 7, until + 4, row.left - 2, until, color, 1.5f));
  }
  if (chosen.empty()) return;
  const std::string words = to.q.text("map.loop");
  const float count = static_cast<float>(chosen.size() - first);
  const float w = to.q.measure(words, Font::ui, 11) + 14, x = (row.left + plan.output) / 2;
  const float y = plan.loop_bottom + (10 + 5 * (count - 1)) / 2;
  to.add(parts::fill({x - w / 2, y - 10, w, 20}, to.theme.bg0));
  to.text(x, y, words, Font::ui, 11, to.theme.t2, Align::center, w);
}

}  // namespace attn::scene::map_parts
