// What every view of the run shows alike.
#include "app/core/names.h"
#include "app/gui/panels/stage_parts.h"
#include "app/gui/widgets.h"
#include "app/scene/format.h"
#include "engine/formula.h"

namespace attn::gui {

void cell_tooltip(Frame& frame, const scene::CellTag& at) {
  const Step& step = frame.trace()[at.step];
  if (at.step == frame.step && at.row * step.out.cols() + at.col >= cells_done(step, frame.document.phase)) {
    tooltip(frame, frame.texts("ui.not_yet"));  // nothing is given away early
    return;
  }
  const bool ids = step.role == "tokens" || step.role == "next";
  const auto value = static_cast<double>(step.out(at.row, at.col));
  tooltip(frame, cell_name(frame.trace(), at.step, at.row, at.col) + " = " +
                     (ids ? scene::whole_text(value) : number_text(value)));
}

bool instead_of_run(Frame& frame, float width, float height) {
  const auto& problem = frame.derived.problem;
  if (frame.derived.to_load > 0 && frame.derived.busy)
    loading_card(frame, width, height);
  else if (problem && problem->key == "problem.model")
    model_problem_card(frame, width, height);
  else if (problem && problem->key == "problem.empty")
    empty_stage(frame, width, height);
  else
    return false;
  return true;
}

bool stage_has_card(const Frame& frame) {
  const auto& problem = frame.derived.problem;
  if (frame.derived.to_load > 0 && frame.derived.busy) return true;
  return problem && (problem->key == "problem.model" || problem->key == "problem.empty");
}

void stage_card(Frame& frame) {
  constexpr float side = 20, top = 44;
  const float width = panel_width(frame), height = panel_height(frame);
  if (instead_of_run(frame, width, height)) return;
  banners(frame, side, top, width - 2 * side);
  if (!frame.derived.problem)
    text(frame, width / 2, height / 2, frame.texts(frame.derived.busy ? "ui.computing" : "ui.no_run"),
         {Font::ui, 15, frame.theme.t3, scene::Align::center}, width - 2 * side);
}

}  // namespace attn::gui
