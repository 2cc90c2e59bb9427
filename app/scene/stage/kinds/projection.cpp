// Projection: the numbers of a word mixed into new ones by a learned table: query, key, value, output, feed-forward.
#include <string>

#include "app/scene/stage/idea.h"
#include "app/scene/stage/product.h"

namespace attn::scene {
namespace {

using namespace parts;

// What a projection makes, by the role of its result.
struct Making {
  std::string_view role;
  bool feed_forward;
  std::string_view title, idea;
  const char *from, *to, *table, *row;  // letters: the factor's, the result's, the table's index, of the factor's row
};
constexpr Making makings[] = {
    {"query", false, "stage.projection.query", "stage.projection.query_idea", "X", "Q", "Q", "x"},
    {"key", false, "stage.projection.key", "stage.projection.key_idea", "X", "K", "K", "x"},
    {"value", false, "stage.projection.value", "stage.projection.value_idea", "X", "V", "V", "x"},
    {"hidden", true, "stage.projection.hidden", "stage.projection.hidden_idea", "X", "H", "1", "x"},
    {"output", true, "stage.projection.narrow", "stage.projection.narrow_idea", "H", "Y", "2", "h"},
    {"output", false, "stage.projection.output", "stage.projection.output_idea", "C", "Y", "O", "c"},
};

const Making* making_of(const Step& step) {
  const bool feed_forward = step.path.find("/ffn/") != step.path.npos;
  for (const Making& m : makings)
    if (m.role == step.role && m.feed_forward == feed_forward) return &m;
  return nullptr;
}

bool draws(const Trace& trace, int step) {
  const Step& s = trace[step];
  return s.op && s.op->name == "linear" && making_of(s) && s.out.size() > 0 && trace[s.inputs[0]].out.cols() > 0;
}

void picture(Canvas& canvas) {
  const Theme& theme = canvas.theme;
  const Trace& trace = canvas.ask.trace;
  const Step& step = trace[canvas.ask.step];
  const Making& making = *making_of(step);
  const Active active = active_cell(canvas.ask);
  const Terms terms = terms_of(canvas, active);
  const Color hue = making.feed_forward ? theme.t1 : role_color(theme, step.path);
  const Color from = making.from[0] == 'C' ? theme.o : making.from[0] == 'H' ? theme.t2 : theme.e;

  ProductPlan plan;
  plan.left = step.inputs[0];
  plan.above = step.inputs[1];
  plan.bias = step.inputs[2];
  const std::vector<Symbol> table{{"W", hue}, {making.table, hue, Symbol::Place::below}};
  plan.left_name = {{making.from, from}};
  plan.above_name = table;
  plan.result_name = {{making.to, hue}};
  plan.left_hue = from, plan.above_hue = hue, plan.result_hue = hue;
  plan.left_cell = 4;
  plan.above_row = 192.0f / static_cast<float>(trace[plan.left].out.cols());
  plan.row = 26;
  const Product p = lay_out(canvas, plan, active);
  draw_product(canvas, plan, p, active);

  const auto count = [&](Index n) { return Run{std::to_string(n), theme.t2, Font::ui}; };
  const Step& source = trace[plan.left];
  const Index many = making.from[0] == 'C' ? static_cast<Index>(source.inputs.size()) : source.out.cols();
  Idea idea;
  idea.title = canvas.text(making.title, {std::to_string(many), std::to_string(step.out.cols())});
  idea.words = canvas.rich(making.idea, {count(source.out.cols()), count(step.out.cols())}, theme.t2, hue);
  idea.formula = {{making.to, hue}, {" = ", theme.t3}, {making.from, from}};
  idea.formula.push_back({" W", hue});
  idea.formula.push_back({making.table, hue, Symbol::Place::below});
  idea.formula.push_back({" + ", theme.t3});
  idea.formula.push_back({"b", hue});
  idea.bars = {{making.from, p.left.range}, {"W", p.above.range}, {making.to, p.result.range}};
  draw_idea(canvas, p.idea, idea, 0, 0);

  if (p.foot.h > 0) {
    const std::string row = step.out.row_axis.label(active.row), col = step.out.col_axis.label(active.col);
    draw_terms(canvas, term_strip(p.foot, p.label, p.row_height, true), terms, p.left, active.row, p.above, active.col,
               {making.row, row, from}, {"w", col, hue});
    const std::string column = canvas.text("stage.product.column", {col});
    const Result result{{{row, from, Font::ui_bold}, {" · " + column, theme.t2, Font::ui}}, making.to, {}, hue};
    draw_result(canvas, p.result_card, active, terms, result);
  }
}

}  // namespace

extern constinit const StageKind projection_stage;
constinit const StageKind projection_stage{"projection", draws, picture};

}  // namespace attn::scene
