// What every view of the run shows alike.
#include "app/gui/panels/stage_parts.h"
#include "app/gui/widgets.h"

namespace attn::gui {

bool instead_of_run(Frame& frame, float width, float height) {
  const auto& problem = frame.derived.problem;
  if (frame.derived.to_load > 0 && frame.derived.busy)
    loading_card(frame, width, height);
  else if (problem && problem->key.starts_with("problem.model"))
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
  return problem && (problem->key.starts_with("problem.model") || problem->key == "problem.empty");
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
