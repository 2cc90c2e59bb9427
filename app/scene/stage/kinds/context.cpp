// Weighted sum: every word's value row flows into the new row, as wide as the share it was given.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "app/scene/format.h"
#include "app/scene/stage/by_rows.h"
#include "app/scene/stage/idea.h"
#include "app/scene/stage/lens.h"
#include "app/scene/stage/waterfall.h"
#include "engine/roles/roles.h"

namespace attn::scene {
namespace {

using namespace parts;

constexpr float share_room = 44, node_room = 52, edge = 12, bulge = 58, label_gap = 16;
constexpr std::size_t most_ribbons = 10;

bool draws(const Trace& trace, int step) {
  const Step& s = trace[step];
  return s.role->is(roles::context) && s.op && s.op->name == "matmul" && s.out.size() > 0 &&
         trace[s.inputs[0]].out.size() > 0;
}

struct Plan {
  Grid shares, values, out;
  Labels words, queries;
  float label = 0;
  bool word_labels = false;  // of the shares' columns
  Rect idea, foot, result;
};

Plan lay_out(Canvas& canvas, const Cursor& active) {
  const Step& step = canvas.step();
  const Tensor &a = canvas.ask.trace[step.inputs[0]].out, &out = step.out;
  const auto n = static_cast<float>(a.rows()), k = static_cast<float>(a.cols()), m = static_cast<float>(out.cols());
  const float w = canvas.ask.width, h = canvas.ask.height;
  Plan p;
  const float widest = std::min(96.0f, 0.13f * w);
  p.queries = row_labels(a.row_axis, {a.rows(), 1, a.rows(), 20}, widest, active.row, canvas.ask.measure);
  p.label = std::ceil(std::max(p.queries.extent, 36.0f)) + label_gap;
  const Labels probe = row_labels(a.col_axis, {a.cols(), 1, a.cols(), 20}, widest, -1, canvas.ask.measure);
  const float between = std::ceil(probe.extent) + share_room + node_room;

  // Across: shares, ribbons, values.
  float room = w - p.label - between - edge;
  constexpr float share_most = 33, value_least = 28;  // room for words and for numbers
  constexpr float below = 20;                         // so far shares may reach below the words of the values
  float share_px = std::min(share_most, std::floor(0.26f * room / k));
  if (share_most * k + value_least * m <= room + below) {
    share_px = share_most;
    room += below;
  }
  if (share_px > 25 && share_px * k + value_least * m > room) share_px = 25;
  if (share_px < 6) share_px = 0.26f * room / k;
  constexpr float words = 226;  // for the idea at the left
  const float widest_value = std::max(value_least, std::floor((w - edge - between - words) / m));
  const float value_px = std::min({44.0f, widest_value, std::floor((room - share_px * k) / m)});
  const float value_w = value_px >= 3 ? value_px * m : room - share_px * k;
  const float values_x = w - edge - value_w;

  // Down: values, then shares and result side by side, then the sum in detail.
  float top = 34;
  constexpr float middle = 46;
  float foot = 0, row = 0;
  for (const float tried : {184.0f, 150.0f, 118.0f, 0.0f}) {
    foot = tried;
    row = std::min(28.0f, (h - top - middle - 10 - tried) / (0.95f * k + n));
    if (row >= (n + k <= 14 ? 18.0f : n + k <= 40 ? 9.0f : tried > 120 ? 6.0f : 3.4f)) break;
  }
  if (row >= 6) row = std::floor(row);
  const float value_row = row >= 8 ? std::floor(row * 0.95f) : 0.93f * row;
  // Few words leave room, which goes above them, to the idea.
  const float used = top + value_row * k + middle + row * n + 16 + std::min(foot, 160.0f);
  top += std::floor(std::clamp(h - used, 0.0f, std::max(0.0f, 212 - (top + value_row * k))));
  const Rect value_box{values_x, top, value_w, value_row * k};
  const float y = top + value_box.h + middle;
  using Side = Pane::Side;
  p.shares = grid(canvas, step.inputs[0], false, {p.label, y, share_px * k, row * n},
                  range_of(canvas.step(step.inputs[0])), true, {Side::rows, Side::inner});
  const Range range = joined(range_of(canvas.step(step.inputs[1])), range_of(canvas.step()));
  p.values = grid(canvas, step.inputs[1], false, value_box, range, true, {Side::inner, Side::cols});
  p.out = grid(canvas, canvas.ask.step, false, {values_x, y, value_w, row * n}, range, true, {Side::rows, Side::cols});
  p.queries =
      row_labels(a.row_axis, p.shares.down, widest, active.row, canvas.ask.measure, strong_rows(a, p.shares.down));
  // The words that give the most first.
  p.words = row_labels(a.col_axis, p.values.down, widest, -1, canvas.ask.measure,
                       largest_columns(a, active.row, a.cols(), 3));
  p.word_labels = share_px >= 22;
  p.idea = {0, 0, values_x - between + 4, y - (p.word_labels ? 44.0f : 30.0f)};
  const float bottom = y + p.out.box.h + 16;
  if (foot <= 0 || h - bottom < 96) return p;
  const float result_w = std::clamp(0.28f * w, 150.0f, 230.0f), foot_h = std::min(h - bottom, 200.0f);
  p.foot = {0, bottom, w - result_w - 12, foot_h};
  p.result = {w - result_w, bottom, result_w, foot_h};
  return p;
}

// Words from the least share to the largest.
std::vector<Index> by_share(const Tensor& shares, Index row) {
  std::vector<Index> order(static_cast<std::size_t>(shares.cols()));
  std::iota(order.begin(), order.end(), Index{0});
  const auto share = [&](Index j) { return std::isnan(shares(row, j)) ? -1.0f : shares(row, j); };
  std::stable_sort(order.begin(), order.end(), [&](Index a, Index b) { return share(a) < share(b); });
  return order;
}

// Where a ribbon has come to, across its end.
void draw_tip(Canvas& canvas, Point before, Point end, float width) {
  const float x = end.x - before.x, y = end.y - before.y, length = std::hypot(x, y);
  if (!(length > 0)) return;
  const float across = (std::max(width, 6.0f) / 2 + 1) / length;
  canvas.add(line(end.x - y * across, end.y + x * across, end.x + y * across, end.y - x * across, canvas.theme.ink, 2));
}

// Bands of constant width from each value row to the result's row: they nest, so they never cross. flowing: how far
// the one after those that are shown has come, 0 … 1.
void draw_ribbons(Canvas& canvas, const Plan& p, const Cursor& active, const std::vector<Index>& order,
                  std::size_t shown, double flowing) {
  const Theme& theme = canvas.theme;
  const Tensor& shares = *p.shares.of;
  const Index k = shares.cols();
  const float node = p.values.box.x - share_room - std::ceil(p.words.extent) - 10, end = p.out.box.x - 10;
  const Rect row = p.out.row(active.row);
  if (row.w <= 0) return;  // not in sight
  const auto width_of = [&](Index j) {
    const float share = shares(active.row, j);
    return share > 0 ? std::min(share, 1.0f) * std::max(row.h, 14.0f) : 0.0f;
  };
  // Stacked in the result: the first word lowest.
  std::vector<float> arrival(static_cast<std::size_t>(k));
  float y = row.y + row.h / 2 + std::max(row.h, 14.0f) / 2;
  for (Index j = 0; j < k; ++j) {
    arrival[static_cast<std::size_t>(j)] = y - width_of(j) / 2;
    y -= width_of(j);
  }
  const std::size_t first = order.size() > most_ribbons ? order.size() - most_ribbons : 0;
  for (std::size_t i = first; i < std::min(order.size(), shown + (flowing > 0 ? 1 : 0)); ++i) {
    const Index j = order[i];
    const auto share = static_cast<double>(shares(active.row, j));
    if (!(share > 0.004) || !p.values.down.sees(j)) continue;
    const float from = p.values.y_of(j), till = arrival[static_cast<std::size_t>(j)];
    const float out = bulge - (bulge - 22) * static_cast<float>(j) / static_cast<float>(std::max<Index>(1, k - 1));
    std::vector<Point> curve;
    constexpr int pieces = 32;
    const float way = i < shown ? 1.0f : static_cast<float>(flowing);
    for (int s = 0; s <= pieces; ++s) {
      const float t = way * static_cast<float>(s) / pieces, u = 1 - t, control = node - out;
      const float b0 = u * u * u, b1 = 3 * u * u * t, b2 = 3 * u * t * t, b3 = t * t * t;
      curve.push_back({b0 * node + (b1 + b2) * control + b3 * end, (b0 + b1) * from + (b2 + b3) * till});
    }
    const Color color = cell_color(theme, std::clamp(0.15 + 0.85 * share, 0.0, 1.0), {Range::Kind::unit, 1});
    const Point before = curve[pieces - 1], tip = curve[pieces];
    canvas.add(polyline(std::move(curve), color, std::max(1.0f, width_of(j))));
    if (way < 1) draw_tip(canvas, before, tip, width_of(j));
  }
  if (shown > 0)
    canvas.add(fill({end, row.y + row.h / 2 - std::max(row.h, 14.0f) / 2, 3, std::max(row.h, 14.0f)}, theme.o, 1));
  for (std::size_t i = first; i < order.size(); ++i) {
    if (!p.values.down.sees(order[i])) continue;
    const float share = std::max(4.0f, width_of(order[i]) * 0.8f);
    const float height = std::min(share, std::max(2.0f, p.values.down.px - 2));
    canvas.add(fill({node - 1, p.values.y_of(order[i]) - height / 2, 4, height}, theme.v, 1.5f));
  }
}

void draw_words(Canvas& canvas, const Plan& p, const Cursor& active, Index strongest) {
  const Theme& theme = canvas.theme;
  const float x = p.values.box.x - share_room;
  draw_row_labels(canvas, p.values, p.words, x, strongest, theme.v);
  for (const Label& label : p.words.labels) {
    const auto share = static_cast<double>((*p.shares.of)(active.row, label.index));
    canvas
        .add(text(p.values.box.x - 10, p.values.y_of(label.index), rounded_text(share, 2, true), Font::mono, 10.5f,
                  label.index == strongest ? theme.t1 : theme.t2, Align::right))
        .cell = p.shares.tag(active.row, label.index);
  }
  draw_row_labels(canvas, p.shares, p.queries, p.label - label_gap, active.row, theme.q);
  if (!p.word_labels) return;
  for (Index c = p.shares.across.from; c < p.shares.across.till(); ++c)
    canvas.write(p.shares.x_of(c) - 0.5f, p.shares.box.y - 14, p.shares.of->col_axis.label(c),
                 {c == strongest ? Font::ui_bold : Font::ui, 11, c == strongest ? theme.v : theme.t2, Align::center},
                 p.shares.across.px - 4);
}

void draw_matrices(Canvas& canvas, const Plan& p, const Cursor& active, Index strongest) {
  const Theme& theme = canvas.theme;
  const Rect row = p.shares.row(active.row), col = p.values.col(active.col), at = p.out.cell(active.row, active.col);
  if (at.w > 0) canvas.beam({at.x, col.y + col.h + 1, at.w, at.y - col.y - col.h - 1}, theme.v);
  draw_grid(canvas, p.shares, {});
  GridLook dimmed;
  const auto largest = std::max(1e-6f, static_cast<float>((*p.shares.of)(active.row, strongest)));
  for (Index j = 0; j < p.values.rows(); ++j) {
    const float share = (*p.shares.of)(active.row, j) / largest;
    dimmed.faded.push_back(std::isfinite(share) ? 0.16f + 0.84f * std::clamp(share, 0.0f, 1.0f) : 1);
  }
  draw_grid(canvas, p.values, dimmed);
  draw_grid(canvas, p.out, {active.all ? Index{-1} : active.done, {}});
  bracket(canvas, p.shares.box, theme.a);
  bracket(canvas, p.values.box, theme.v);
  bracket(canvas, p.out.box, theme.o);
  const std::pair<Rect, Color> framed[] = {{row, theme.q}, {col, theme.v}, {p.out.row(active.row), theme.o}};
  for (const auto& [cells, hue] : framed)
    if (cells.w > 0) canvas.frame(grown(cells, -0.25f), hue);
  offer_lens(canvas, p.out, active.all ? Index{-1} : active.done, theme.q, theme.o);
  if (!active.all) canvas.halo(newest(p.out, active));
  canvas.ring(active.sweep ? at : newest(p.out, active));

  const float name_y = p.shares.box.y - (p.word_labels ? 32.0f : 16.0f);
  draw_name(canvas, p.shares.box.x - 2, name_y, {{"A", theme.a}}, p.shares.of->shape());
  const float x = p.values.box.x - 2;
  const float above = p.values.box.y - 26;
  draw_name(canvas, x, above, {{"V", theme.v}}, p.values.of->shape());
  draw_name(canvas, x, p.out.box.y - 16, {{"O", theme.o}}, p.out.of->shape());
  if (active.computing && active.col == 0) {
    const auto words = static_cast<double>(p.shares.cols());
    canvas.write(p.out.right(), p.out.box.y - 16,
                 canvas.text("stage.context.poured",
                             {p.out.of->row_axis.label(active.row),
                              std::to_string(static_cast<int>(active.part * words)), std::to_string(p.shares.cols())}),
                 {Font::ui, 11, theme.t2, Align::right}, p.out.box.w * 0.75f);
  }
  const float after =
      formula_width(canvas, {{"V", theme.v}}, 14) + 8 + canvas.width(p.values.of->shape(), Font::mono, 10) + 14;
  canvas.write(x + after, above, canvas.text("stage.context.dimmed"), {Font::ui, 11, theme.t3}, p.values.box.w - after);
  const Labels index = column_labels(p.out.of->col_axis, p.values.across, 12, active.col, {}, canvas.ask.measure);
  draw_col_labels(canvas, p.values, index, p.values.box.y - 11, active.col, theme.v);
}

void draw_detail(Canvas& canvas, const Plan& p, const Cursor& active, const Terms& terms, const Terms& sorted,
                 const std::vector<Index>& order) {
  const Theme& theme = canvas.theme;
  const Step& step = canvas.step();
  const Tensor &a = *p.shares.of, &v = *p.values.of;
  const std::string row = step.out.row_axis.label(active.row), col = step.out.col_axis.label(active.col);
  const auto value = static_cast<double>(step.out(active.row, active.col));
  const std::string brings =
      terms.terms.empty() ? ""
                          : canvas.text("stage.context.brings",
                                        {a.col_axis.label(order.back()),
                                         rounded_text(terms.terms[static_cast<std::size_t>(order.back())].product, 2)});
  Result result{
      {{row, theme.q, Font::ui_bold}, {" · " + canvas.text("stage.product.column", {col}), theme.t2, Font::ui}},
      "O",
      brings,
      theme.o};
  result.after = canvas.text("stage.context.after", {std::to_string(terms.shown), std::to_string(terms.terms.size())});
  if (active.computing) result.lands = canvas.text("stage.context.lands", {rounded_text(value, 2)});
  draw_result(canvas, p.result, active, sorted, result);
  if (!active.all || active.row + 1 == p.out.rows()) draw_lead(canvas, p.result, p.out.cell(active.row, active.col));
  if (p.foot.w < 200) return;
  const auto fits = static_cast<std::size_t>(std::max(2.0f, (p.foot.w - 28) / 56)) - 1;
  const std::size_t few = std::min(order.size(), std::min(fits, most_ribbons));
  const std::size_t left_out = order.size() - few;
  std::vector<Fall> falls;
  if (left_out > 0) {  // all the little ones as one
    double others = 0;
    for (std::size_t i = 0; i <= left_out; ++i) others += terms.terms[static_cast<std::size_t>(order[i])].product;
    falls.push_back({canvas.text("stage.context.others", {std::to_string(left_out + 1)}), {}, others, {}});
  }
  for (std::size_t i = left_out > 0 ? left_out + 1 : 0; i < order.size(); ++i) {
    const Index j = order[i];
    falls.push_back({a.col_axis.label(j),
                     rounded_text(static_cast<double>(a(active.row, j)), 2, true) + "·" +
                         rounded_text(static_cast<double>(v(j, active.col)), 2, true),
                     terms.terms[static_cast<std::size_t>(j)].product,
                     i + 1 == order.size() ? std::optional(theme.v) : std::nullopt});
  }
  const std::size_t bars = terms.shown + falls.size() > order.size() ? terms.shown + falls.size() - order.size() : 0;
  draw_waterfall(canvas, p.foot, canvas.text("stage.context.adds", {col, row}), falls, std::min(bars, falls.size()),
                 canvas.text("stage.product.sum"), value, theme.o);
}

void picture(Canvas& canvas) {
  const Theme& theme = canvas.theme;
  const Step& step = canvas.step();
  const Cursor active = cursor_of(canvas.ask);
  const Terms terms = terms_of(canvas, active);
  const Plan p = lay_out(canvas, active);
  const std::vector<Index> order = by_share(*p.shares.of, active.row);
  const std::size_t shown = terms.shown;
  // In the card, too, the weakest word comes first.
  Terms sorted = terms;
  for (std::size_t i = 0; i < order.size(); ++i) sorted.terms[i] = terms.terms[static_cast<std::size_t>(order[i])];
  const bool pouring = active.computing && active.col == 0;
  const double flowing = pouring ? active.part * static_cast<double>(order.size()) - static_cast<double>(shown) : 0;
  draw_ribbons(canvas, p, active, order, pouring ? shown : order.size(), in_out(std::clamp(flowing, 0.0, 1.0)));
  draw_matrices(canvas, p, active, order.back());
  draw_words(canvas, p, active, order.back());

  Idea idea;
  idea.title = canvas.text("stage.context.title");
  const TextRun word{step.out.row_axis.label(active.row), theme.q, Font::ui_bold};
  idea.words = canvas.rich("stage.context.idea", {word}, theme.t2, theme.t1);
  idea.formula = {{"O", theme.o}, {" = ", theme.t3}, {"A", theme.a}, {" V", theme.v}};
  idea.bars = {{"A", p.shares.range}, {"V, O", p.values.range}};
  idea.title_width = p.values.box.x - 20;  // above the words of the values
  draw_idea(canvas, p.idea, idea, 0, 0);
  if (p.foot.h > 0) draw_detail(canvas, p, active, terms, sorted, order);
}

}  // namespace

extern constinit const StageKind context_stage;
constinit const StageKind context_stage{"context", draws, picture};

}  // namespace attn::scene
