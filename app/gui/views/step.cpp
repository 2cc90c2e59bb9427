// One step: the tree of all, the step as a picture, the selected cell in words and numbers.
#include "app/gui/panels/panels.h"
#include "app/gui/view.h"
#include "app/gui/widgets.h"

namespace attn::gui {
namespace {

void draw(Frame& frame, float width, float height) {
  settle_outline(frame, width);
  const Areas a = areas(width, height, !frame.document.outline_open);
  const scene::Theme& theme = frame.theme;
  panel(frame, "###outline", a.outline, theme.bg1, Edge::right, a.rail ? outline_rail : outline_panel);
  panel(frame, "###stage", a.stage, theme.bg0, Edge::none, stage_panel);
  panel(frame, "###inspector", a.inspector, theme.bg1, Edge::left, inspector_panel);
  if (a.rail) outline_overlay(frame, a.outline);
}

}  // namespace

extern constinit const ViewKind step_view;
const ViewKind step_view{ViewName::step, "view.step", "###view step", false, draw};

}  // namespace attn::gui
