#include "app/scene/stage/stage.h"

#include <stdexcept>

#include "app/scene/heatmap.h"
#include "app/scene/stage/cursor.h"
#include "app/scene/stage/room.h"

namespace attn::scene {

Scene stage(const StageRequest& asked) {
  if (asked.step < 0 || asked.step >= asked.trace.size())
    throw std::invalid_argument("stage: no step " + std::to_string(asked.step));
  StageRequest request = asked;
  const Tensor& out = request.trace[request.step].out;
  if (!request.cell || !out.contains(request.cell->first, request.cell->second))
    request.cell = out.size() > 0 ? std::optional(default_cell(request.trace, request.step)) : std::nullopt;
  for (const StageKind* kind : stage_kinds())
    if (kind->draws(request.trace, request.step)) return parts::in_room(request, kind->draw);
  HeatmapOptions options;
  options.theme = request.theme;
  options.max_width = request.width;
  options.max_height = request.height;
  options.title = request.title;
  options.caption = request.formula;
  options.binned_columns = request.text("ui.binned_columns");
  options.binned_rows = request.text("ui.binned_rows");
  options.cells_done = request.cells_done;
  if (request.cell) options.selected = {request.step, request.cell->first, request.cell->second};
  return heatmap(request.trace, request.step, options, request.measure);
}

}  // namespace attn::scene
