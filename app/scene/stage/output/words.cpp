#include "app/scene/stage/idea.h"
#include "app/scene/stage/output/output.h"
#include "engine/roles/roles.h"

namespace attn::scene::parts {
namespace {

// What was taken, and why that one.
TextRuns choice_words(Canvas& canvas, const Output& of, const std::string& many) {
  const Theme& theme = canvas.theme;
  const Tensor& out = canvas.step(of.row).out;
  const Step& step = canvas.step();
  const Index largest = of.top.empty() ? of.taken : of.top.front();
  const TextRun taken{out.col_axis.label(of.taken), theme.t1, Font::ui_bold};
  const TextRun best{out.col_axis.label(largest), theme.t1, Font::ui_bold};
  const bool is_largest = largest == of.taken;
  const auto key = [&]() -> const char* {
    if (step.role == &roles::next_forced) return is_largest ? "stage.output.forced_largest" : "stage.output.forced";
    if (step.role == &roles::next_drawn) return is_largest ? "stage.output.drawn_largest" : "stage.output.drawn";
    return is_largest ? "stage.output.argmax" : "stage.output.replaced";
  };
  return canvas.rich(key(), {{many, theme.t2}, taken, best}, theme.t2, theme.t1);
}

// p = softmax(y Eᵀ + b): what the step makes of it is bright.
std::vector<Symbol> formula(const Canvas& canvas, const Output& of) {
  const Theme& theme = canvas.theme;
  const Role* role = canvas.step().role;
  const bool state = role == &roles::state, product = role == &roles::similarity, share = of.share;
  const auto lit = [&](bool on, Color color) { return on ? color : theme.t3; };
  const bool all = of.chosen;
  std::vector<Symbol> made{{"p", lit(share || all, theme.a)},
                           {" = ", theme.t3},
                           {"softmax", lit(share || all, theme.t1)},
                           {" (", theme.t3},
                           {"y", lit(state || product || all, theme.e)},
                           {" E", lit(product || all, theme.e)},
                           {"T", lit(product || all, theme.e), Symbol::Place::above}};
  // The bias is the logits' second input.
  int logits = of.logits;
  while (logits >= 0 && canvas.step(logits).role == &roles::allowed) logits = canvas.step(logits).inputs[0];
  if (logits < 0 && of.similarity >= 0) logits = step_after(canvas.ask.trace, of.similarity, roles::logits);
  if (logits >= 0 ? canvas.step(logits).inputs.size() > 1 : state)
    made.push_back({" + b", lit((canvas.ask.step == of.logits && !share) || all, theme.t1)});
  made.push_back({")", theme.t3});
  return made;
}

}  // namespace

void output_words(Canvas& canvas, const Rect& room, const Output& of) {
  const Theme& theme = canvas.theme;
  Idea idea;
  idea.formula = formula(canvas, of);
  if (of.row < 0) {
    const Step& step = canvas.step();
    const std::string word = canvas.step(step.inputs[0]).out.row_axis.label(step.attrs.first);
    idea.title = canvas.text("stage.state.title");
    idea.words = canvas.rich("stage.state.idea", {{word, theme.e, Font::ui_bold}}, theme.t2, theme.t1);
  } else {
    const std::string many = canvas.grouped(canvas.step(of.row).out.cols());
    const bool product = of.row == of.similarity;
    idea.title = canvas.text(product ? "stage.similarity.title" : "stage.output.title", {many});
    if (of.chosen && of.taken >= 0)
      idea.words = choice_words(canvas, of, many);
    else if (product)
      idea.words = canvas.rich("stage.similarity.idea", TextRuns{}, theme.t2, theme.t1);
    else
      idea.words = canvas.rich(of.share || of.chosen ? "stage.output.softmax" : "stage.output.logits",
                               {{many, theme.t2}}, theme.t2, theme.t1);
  }
  draw_idea(canvas, room, idea);
}

}  // namespace attn::scene::parts
