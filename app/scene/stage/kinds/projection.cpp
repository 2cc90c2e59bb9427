// Projection: the numbers of a word mixed into new ones by a learned table: query, key, value, output, the wide
// layer of the feed-forward part.
#include <algorithm>
#include <cmath>
#include <string>

#include "app/scene/stage/idea.h"
#include "app/scene/stage/product.h"
#include "app/scene/stage/waterfall.h"
#include "engine/roles/roles.h"

namespace attn::scene {
namespace {

using namespace parts;

// What a projection makes, by the role of its result.
struct Making {
  const Role& role;
  bool feed_forward;
  std::string_view title, idea;
  const char *from, *to, *table, *row;  // letters: the factor's, the result's, the table's index, of the factor's row
};
constexpr Making makings[] = {
    {roles::query, false, "stage.projection.query", "stage.projection.query_idea", "X", "Q", "Q", "x"},
    {roles::key, false, "stage.projection.key", "stage.projection.key_idea", "X", "K", "K", "x"},
    {roles::value, false, "stage.projection.value", "stage.projection.value_idea", "X", "V", "V", "x"},
    {roles::hidden, true, "stage.projection.hidden", "stage.projection.hidden_idea", "X", "H", "1", "x"},
    {roles::projection, false, "stage.projection.output", "stage.projection.output_idea", "C", "Y", "O", "c"},
};

const Making* making_of(const Step& step) {
  for (const Making& m : makings)
    if (step.role->is(m.role)) return &m;
  return nullptr;
}

bool draws(const Trace& trace, int step) {
  const Step& s = trace[step];
  return s.op && (s.op->name == "linear" || s.op->name == "matmul") && making_of(s) && s.out.size() > 0 &&
         trace[s.inputs[0]].out.cols() > 0;
}

// What each head brings to the number, and the bias: the terms of its own columns, added up.
void draw_heads(Canvas& canvas, const Rect& box, const Cursor& active, const Terms& terms, Color hue) {
  const Step& joined = canvas.step(canvas.input(0));
  std::vector<Fall> falls;
  std::size_t first = 0;
  for (std::size_t h = 0; h < joined.inputs.size(); ++h) {
    const auto width = static_cast<std::size_t>(canvas.step(joined.inputs[h]).out.cols());
    double sum = 0;
    for (std::size_t i = first; i < std::min(first + width, terms.terms.size()); ++i) sum += terms.terms[i].product;
    falls.push_back({canvas.text("heads.letter", {std::to_string(h + 1)}), {}, sum, {}});
    first += width;
  }
  if (terms.has_bias) falls.push_back({"b", {}, terms.bias, {}});
  const auto shown =
      static_cast<std::size_t>(std::floor((active.computing ? active.part : 1) * static_cast<double>(falls.size())));
  draw_waterfall(canvas, box, canvas.text("stage.projection.heads"), falls, shown, "Σ",
                 value_at(canvas.step(), active.row, active.col), hue);
}

void picture(Canvas& canvas) {
  const Theme& theme = canvas.theme;
  const Trace& trace = canvas.ask.trace;
  const Step& step = trace[canvas.ask.step];
  const Making& making = *making_of(step);
  const Cursor active = cursor_of(canvas.ask);
  const Terms terms = terms_of(canvas, active);
  const Color hue = making.feed_forward ? theme.t1 : role_color(theme, *step.role);
  const Color from = making.from[0] == 'C' ? theme.o : theme.e;

  ProductPlan plan;
  plan.left = step.inputs[0];
  plan.above = step.inputs[1];
  const bool biased = step.inputs.size() > 2;
  if (biased) plan.bias = step.inputs[2];
  const std::vector<Symbol> table{{"W", hue}, {making.table, hue, Symbol::Place::below}};
  plan.left_name = {{making.from, from}};
  plan.above_name = table;
  plan.result_name = {{making.to, hue}};
  plan.left_hue = from, plan.above_hue = hue, plan.result_hue = hue;
  plan.left_cell = 4;
  plan.above_row = 192.0f / static_cast<float>(trace[plan.left].out.cols());
  plan.row = 26;
  Product p = lay_out(canvas, plan, active);
  // The heads' shares of the number beside it, where there is room.
  const Step& left = trace[plan.left];
  constexpr float heads_w = 214, number_w = 160;
  constexpr std::size_t most_heads = 6;
  const bool heads = left.op && left.op->name == "concat" && left.inputs.size() <= most_heads && p.foot.h >= 130 &&
                     canvas.ask.width - heads_w - number_w - 32 - p.foot.x >= 270;
  if (heads) {
    p.result_card.x = canvas.ask.width - heads_w - number_w - 12;
    p.result_card.w = number_w;
    p.foot.w = p.result_card.x - 20 - p.foot.x;
  }
  draw_product(canvas, plan, p, active);
  if (left.op && left.op->name == "concat") {  // where one head's numbers end and the next one's begin
    Index column = 0;
    for (std::size_t h = 0; h + 1 < left.inputs.size(); ++h) {
      column += trace[left.inputs[h]].out.cols();
      const float x = p.left.cells(0, column, 0, column).x - 0.5f;
      canvas.add(line(x, p.left.box.y - 4, x, p.left.bottom() + 3, theme.o, 1));
    }
  }

  const auto count = [&](Index n) { return TextRun{std::to_string(n), theme.t2, Font::ui}; };
  const Step& source = trace[plan.left];
  const Index many = making.from[0] == 'C' ? static_cast<Index>(source.inputs.size()) : source.out.cols();
  Idea idea;
  idea.title = canvas.text(making.title, {std::to_string(many), std::to_string(step.out.cols())});
  idea.words = canvas.rich(biased ? making.idea : "stage.projection.table_idea",
                           {count(source.out.cols()), count(step.out.cols())}, theme.t2, hue);
  idea.formula = {{making.to, hue}, {" = ", theme.t3}, {making.from, from}};
  idea.formula.push_back({" W", hue});
  idea.formula.push_back({making.table, hue, Symbol::Place::below});
  if (biased) {
    idea.formula.push_back({" + ", theme.t3});
    idea.formula.push_back({"b", hue});
  }
  idea.bars = {{making.from, p.left.range}, {"W", p.above.range}, {making.to, p.result.range}};
  draw_idea(canvas, p.idea, idea, 0, 0);

  if (p.foot.h > 0) {
    const std::string row = step.out.row_axis.label(active.row), col = step.out.col_axis.label(active.col);
    draw_terms(canvas, term_strip(p.foot, p.label, p.row_height, true), terms, p.left, active.row, p.above, active.col,
               {making.row, row, from}, {"w", col, hue});
    const std::string column = canvas.text("stage.product.column", {col});
    const Result result{{{row, from, Font::ui_bold}, {" · " + column, theme.t2, Font::ui}}, making.to, {}, hue};
    draw_result(canvas, p.result_card, active, terms, result);
    if (heads)
      draw_heads(canvas, {canvas.ask.width - heads_w, p.result_card.y, heads_w, p.result_card.h}, active, terms, hue);
  }
}

}  // namespace

extern constinit const StageKind projection_stage;
constinit const StageKind projection_stage{"projection", draws, picture};

}  // namespace attn::scene
