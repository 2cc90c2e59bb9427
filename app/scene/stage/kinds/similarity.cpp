// Similarity: the last state against the vector of every word of the vocabulary. Of the thousands only those rows of
// the table are drawn that came closest, and the selected one.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "app/scene/format.h"
#include "app/scene/stage/idea.h"
#include "app/scene/stage/room.h"
#include "app/scene/stage/terms.h"

namespace attn::scene {
namespace {

using namespace parts;

constexpr Index best = 5;
constexpr float value_room = 168;

bool draws(const Trace& trace, int step) {
  const Step& s = trace[step];
  return s.role == "similarity" && s.op && s.op->name == "matmul_nt" && s.out.rows() == 1 && s.out.cols() > 0 &&
         trace[s.inputs[0]].out.cols() > 0;
}

// The columns with the largest numbers, largest first.
std::vector<Index> closest(const Tensor& out, Index most) {
  std::vector<Index> order;
  for (Index c = 0; c < out.cols(); ++c)
    if (!std::isnan(out(0, c))) order.push_back(c);
  const auto end = order.begin() + std::min<std::ptrdiff_t>(most, std::ssize(order));
  std::partial_sort(order.begin(), end, order.end(),
                    [&](Index a, Index b) { return out(0, a) != out(0, b) ? out(0, a) > out(0, b) : a < b; });
  order.erase(end, order.end());
  return order;
}

Index rank_of(const Tensor& out, Index col) {
  Index rank = 1;
  for (Index c = 0; c < out.cols(); ++c)
    if (out(0, c) > out(0, col)) ++rank;
  return rank;
}

std::string grouped(Index n) {
  std::string text = std::to_string(n);
  for (auto at = static_cast<int>(text.size()) - 3; at > 0; at -= 3)
    text.insert(static_cast<std::size_t>(at), "\u2009");
  return text;
}

// All numbers in the order of the vocabulary: per pixel the largest and the smallest.
void draw_landscape(const StageRequest& request, const Rect& box, const Active& active, Scene& to) {
  const Theme& theme = request.theme;
  const Tensor& out = request.trace[request.step].out;
  card(theme, box, to);
  const Range range = range_of(request.trace, request.step);
  const std::string ends[] = {range_text(range.limit), "0", range_text(-range.limit)};
  float left = 0;
  for (const std::string& end : ends) left = std::max(left, request.measure(end, Font::mono, 9.5f));
  const Rect in{box.x + left + 20, box.y + 34, box.w - left - 34, box.h - 46};
  words(request, box.x + 14, box.y + 18, filled(request.text("stage.similarity.all"), {grouped(out.cols())}),
        Font::ui_bold, 11, theme.t3, box.w - 28, to);
  const float zero = in.y + in.h / 2, per_unit = in.h / 2 / static_cast<float>(range.limit);
  const float heights[] = {in.y, zero, in.y + in.h};
  for (int i = 0; i < 3; ++i)
    to.marks.push_back(text(in.x - 6, heights[i], ends[i], Font::mono, 9.5f, theme.t3, Align::right));
  to.marks.push_back(line(in.x, zero, in.x + in.w, zero, theme.line2, 1));
  const auto bins = std::min<Index>(out.cols(), std::max<Index>(1, static_cast<Index>(in.w / 2)));
  const float pitch = in.w / static_cast<float>(bins);
  for (Index b = 0; b < bins; ++b) {
    Index high = -1, low = -1;
    for (Index c = b * out.cols() / bins; c < std::min((b + 1) * out.cols() / bins, active.done); ++c) {
      if (!std::isfinite(out(0, c))) continue;
      if (high < 0 || out(0, c) > out(0, high)) high = c;
      if (low < 0 || out(0, c) < out(0, low)) low = c;
    }
    const auto bar = [&](Index c) {
      const auto value = static_cast<double>(out(0, c));
      const float length = std::min(in.h / 2, std::abs(static_cast<float>(value)) * per_unit);
      if (length < 0.5f) return;
      to.marks.push_back(fill({in.x + static_cast<float>(b) * pitch, value < 0 ? zero : zero - length,
                               std::max(1.0f, pitch - 0.5f), length},
                              cell_color(theme, value, range)));
      to.marks.back().cell = {request.step, 0, c};
    };
    if (high >= 0 && out(0, high) > 0) bar(high);
    if (low >= 0 && out(0, low) < 0) bar(low);
  }
  const float x = in.x + (static_cast<float>(active.col) + 0.5f) / static_cast<float>(out.cols()) * in.w;
  to.marks.push_back(line(x, in.y - 2, x, in.y + in.h, theme.ink, 1.25f));
}

// One word: its name, its row of the table, its similarity as a number and a bar.
struct Rows {
  Grid table;
  Range range;  // of the similarities
  float x = 0, width = 0, height = 0, label = 0;
};
void draw_word(const StageRequest& request, const Rows& rows, Index word, float y, const Active& active, Scene& to) {
  const Theme& theme = request.theme;
  const Tensor& out = request.trace[request.step].out;
  const bool on = word == active.col;
  const Rect box{rows.x, y, rows.width, rows.height};
  words(request, rows.x - 16, y + rows.height / 2, out.col_axis.label(word), on ? Font::ui_bold : Font::ui, 12,
        on ? theme.k : theme.t2, rows.label - 16, to, Align::right);
  draw_row(request, rows.table, word, box, rows.table.cols(), to);
  const auto value = static_cast<double>(out(0, word));
  const CellTag tag{request.step, 0, word};
  const float cell_x = rows.x + rows.width + 22, cell_w = 56;
  const Rect cell{cell_x, y, cell_w, rows.height};
  if (word >= active.done) {
    draw_pending(theme, cell, 2, tag, to);
  } else {
    const Color color = cell_color(theme, value, rows.range);
    to.marks.push_back(fill(cell, color, 2));
    to.marks.back().cell = tag;
    to.marks.push_back(text(cell_x + cell_w / 2, y + rows.height / 2, rounded_text(value, 2), Font::mono,
                            rows.height >= 18 ? 12.0f : 10.0f, text_on(color), Align::center));
    to.marks.back().cell = tag;
    const float most = request.width - (cell_x + cell_w + 10) - 4;
    const float length = most * std::clamp(static_cast<float>(std::abs(value) / rows.range.limit), 0.0f, 1.0f);
    if (most > 12 && std::isfinite(value))
      to.marks.push_back(fill({cell_x + cell_w + 10, y + rows.height / 2 - 4, std::max(1.0f, length), 8},
                              on ? theme.ink : theme.t3, 2));
  }
  if (!on) return;
  frame(grown(box, -0.25f), theme.k, to);
  if (active.computing) draw_halo(theme, cell, to);
  draw_ring(theme, cell, to);
}

Active active_word(const StageRequest& request, const std::vector<Index>& top) {
  Active active = active_cell(request);
  const Tensor& out = request.trace[request.step].out;
  if (request.cell && out.contains(request.cell->first, request.cell->second))
    active.col = request.cell->second;
  else if (!top.empty())
    active.col = top[0];
  active.row = 0;
  active.computing = active.col >= active.done;
  active.part = active.computing ? std::clamp(request.phase, 0.0, 1.0) : 1;
  return active;
}

Scene picture(const StageRequest& request) {
  const Theme& theme = request.theme;
  const Trace& trace = request.trace;
  const Step& step = trace[request.step];
  const float w = request.width, h = request.height;
  Scene scene{w, h, theme.bg0, {}};
  std::vector<Index> top = closest(step.out, best);
  const Active active = active_word(request, top);
  if (std::find(top.begin(), top.end(), active.col) == top.end()) top.push_back(active.col);
  const Terms terms = terms_of(request, active);

  Rows rows;
  rows.table = grid(request, step.inputs[1], false, {}, range_of(trace, step.inputs[1]), false);
  rows.range = range_of(trace, request.step);
  const Grid state = grid(request, step.inputs[0], false, {}, range_of(trace, step.inputs[0]), false);
  rows.label = std::clamp(0.14f * w, 40.0f, 104.0f);
  rows.x = rows.label;
  const auto columns = static_cast<float>(state.cols());
  rows.width = w - rows.label - std::min(value_room, 0.3f * w);
  if (rows.width / columns >= 4) rows.width = std::floor(rows.width / columns) * columns;

  // Down: words and landscape, the state, the table's rows, the terms.
  const auto count = static_cast<float>(best + 1);
  const bool roomy = h >= 520, tall = h >= 400, low = h >= 260;
  rows.height = roomy ? 20.0f : tall ? 16.0f : low ? 12.0f : 9.0f;
  const float pitch = rows.height + (tall ? 4.0f : 2.0f), rows_h = 18 + rows.height + 14 + count * pitch;
  const float foot = roomy ? 152.0f : tall ? strip_low + 12 : 0.0f;
  const float head = std::max(0.0f, h - rows_h - foot - 12);
  const float y = head + 18;
  const float landscape = w >= 620 && head >= 110 ? std::floor(0.44f * w) : 0;
  Idea idea;
  idea.title = filled(request.text("stage.similarity.title"), {grouped(step.out.cols())});
  idea.words = filled(request.text("stage.similarity.idea"), Runs{}, theme.t2, theme.t1);
  idea.formula = {
      {"s", theme.t1}, {" = ", theme.t3}, {"y", theme.q}, {" E", theme.k}, {"T", theme.k, Symbol::Place::above}};
  idea.bars = {{"y", state.range}, {"E", rows.table.range}, {"s", rows.range}};
  draw_idea(request, {0, 0, w - (landscape > 0 ? landscape + 16 : 0), head - 8}, idea, 0, 0, scene);
  if (landscape > 0) draw_landscape(request, {w - landscape, 4, landscape, std::min(head - 16, 190.0f)}, active, scene);

  words(request, rows.x - 16, y + rows.height / 2, "y", Font::ui_bold, 14, theme.q, 30, scene, Align::right);
  words(request, rows.x, y - 10, state.of->shape(), Font::mono, 10, theme.t3, 80, scene);
  const Rect state_box{rows.x, y, rows.width, rows.height};
  draw_row(request, state, 0, state_box, state.cols(), scene);
  frame(grown(state_box, -0.25f), theme.q, scene);
  float at = y + rows.height + 14;
  for (const Index word : top) {
    draw_word(request, rows, word, at, active, scene);
    at += pitch;
  }
  if (foot > 0) {
    const float bottom = h - foot, card_w = std::clamp(w - rows.x - rows.width - 24, 150.0f, 230.0f);
    const std::string word = step.out.col_axis.label(active.col);
    const Rect box{rows.x, bottom, std::min(rows.width, w - card_w - 20 - rows.x), foot - 4};
    draw_strip(request, strip(box, rows.label, 0, true), terms, state, 0, rows.table, active.col, {"y", {}, theme.q},
               {"e", word, theme.k}, scene);
    const Result result{{{word, theme.k, Font::ui_bold}},
                        "s",
                        filled(request.text("stage.similarity.rank"),
                               {grouped(rank_of(step.out, active.col)), grouped(step.out.cols())}),
                        theme.t1};
    draw_result(request, {w - card_w, bottom, card_w, std::min(foot - 4, 130.0f)}, active, terms, result, scene);
  }
  return scene;
}

Scene layout(const StageRequest& request) { return in_room(request, picture); }

}  // namespace

extern constinit const StageKind similarity_stage;
constinit const StageKind similarity_stage{"similarity", draws, layout};

}  // namespace attn::scene
