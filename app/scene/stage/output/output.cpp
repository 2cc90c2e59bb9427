#include "app/scene/stage/output/output.h"

#include <algorithm>

#include "engine/roles/roles.h"

namespace attn::scene::parts {
namespace {

// From the step back to the state: every one has the one before as its first input.
void find_steps(const Canvas& canvas, Output& of) {
  int at = canvas.ask.step;
  for (; at >= 0 && of.state < 0; at = canvas.step(at).inputs.empty() ? -1 : canvas.step(at).inputs[0]) {
    const Role* role = canvas.step(at).role;
    if (role == &roles::state) of.state = at;
    if (role == &roles::similarity) of.similarity = at;
    if ((role == &roles::logits || role == &roles::allowed) && of.logits < 0) of.logits = at;
    if (role == &roles::probabilities) of.probabilities = at;
  }
  const int reader = of.similarity >= 0 ? of.similarity
                     : of.state >= 0    ? step_after(canvas.ask.trace, of.state, roles::similarity)
                                        : -1;
  if (reader >= 0 && canvas.step(reader).inputs.size() > 1) of.table = canvas.step(reader).inputs[1];
}

}  // namespace

bool Output::apart() const { return chosen && taken >= 0 && std::find(top.begin(), top.end(), taken) == top.end(); }

std::vector<Index> Output::bars() const {
  std::vector<Index> all = top;
  if (apart()) all.push_back(taken);
  return all;
}

Index rank_of(const Tensor& out, Index column) {
  Index rank = 1;
  for (Index c = 0; c < out.cols(); ++c)
    if (out(0, c) > out(0, column) || (out(0, c) == out(0, column) && c < column)) ++rank;
  return rank;
}

Output output_of(Canvas& canvas) {
  const StageRequest& ask = canvas.ask;
  const Step& step = canvas.step();
  Output of;
  find_steps(canvas, of);
  const Progress now = progress_of(ask);
  of.complete = now.complete;
  of.t = now.complete ? 1 : std::clamp(ask.phase, 0.0, 1.0);
  if (step.role == &roles::state) return of;
  of.chosen = step.op->name == "argmax";
  of.row = of.chosen ? canvas.input(0) : ask.step;
  const Tensor& out = canvas.step(of.row).out;
  of.share = canvas.step(of.row).role == &roles::probabilities;
  // Shares are said when they are all there; which will be the largest, the logits know.
  of.waiting = of.share && !of.chosen && !now.complete;
  of.done = of.chosen ? out.cols() : now.done;
  of.top = of.waiting && of.logits >= 0 ? largest_columns(canvas.step(of.logits).out, 0, out.cols(), best_shown)
                                        : largest_columns(out, 0, of.done, best_shown);
  if (of.chosen) {
    const auto id = static_cast<double>(step.out(0, 0));
    if (id >= 0 && id < static_cast<double>(out.cols())) of.taken = static_cast<Index>(id);
  }
  of.col = of.chosen ? of.taken : ask.cell && ask.cell->second < of.done ? ask.cell->second : -1;
  if (of.col < 0 && !of.top.empty()) of.col = of.top.front();
  return of;
}

}  // namespace attn::scene::parts
