// The Export dialog: preview at the left, choices at the right, the file's place and the button below.
#include <imgui_internal.h>

#include <algorithm>

#include "app/gui/export_actions.h"
#include "app/gui/overlay.h"
#include "app/gui/panels/export_parts.h"
#include "app/gui/panels/panels.h"

namespace attn::gui {
namespace {

constexpr float side = 24, choices = 372, footer = 60;

bool list_is_open() { return ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopupId | ImGuiPopupFlags_AnyPopupLevel); }

float button_width(Frame& frame, std::string_view label) {
  return std::max(64.0f, frame.fonts.width(label, Font::ui_bold, 13) + 28);
}

// Files of those names are there already.
void question(Frame& frame, float y, float right) {
  ExportView& view = frame.view.exporting;
  const std::string_view replace = frame.texts("export.replace"), keep = frame.texts("export.keep");
  const float keep_left = right - button_width(frame, replace) - 8;
  const float left = keep_left - button_width(frame, keep);
  const std::string words = *view.there == 1 ? frame.texts(Message{"export.there_one", {preview_of(frame).target}})
                                             : frame.texts(Message{"export.there_some", {std::to_string(*view.there)}});
  text(frame, side, y + 16, words, {Font::ui, 12.5f, frame.theme.err}, left - 16 - side);
  const scene::Rect chosen = view.replace ? scene::Rect{keep_left + 8, y, right - keep_left - 8, 32}
                                          : scene::Rect{left, y, keep_left - left, 32};
  outline(frame, {chosen.x - 3, chosen.y - 3, chosen.w + 6, chosen.h + 6}, frame.theme.ink, 8, 1.5f);
  if (text_button(frame, "###export replace", right, y, replace)) return do_export(frame, true);
  if (text_button(frame, "###export keep", keep_left, y, keep)) view.there.reset();
}

void place(Frame& frame, float y, float right) {
  const std::string_view label = frame.texts("export.export");
  const bool ready = can_export(frame), busy = frame.exporter.state().running;
  const ExportPreview& preview = preview_of(frame);
  const std::string words = busy                      ? std::string(frame.texts("export.busy"))
                            : preview.problem.empty() ? preview.target
                                                      : preview.problem;
  const bool bad = !busy && !preview.problem.empty();
  text(frame, side, y + 16, words, {bad ? Font::ui : Font::mono, 11.5f, bad ? frame.theme.err : frame.theme.t2},
       right - button_width(frame, label) - 16 - side);
  if (text_button(frame, "###export now", right, y, label, {true, ready})) do_export(frame, false);
}

}  // namespace

void export_panel(Frame& frame, float width, float height) {
  ExportView& view = frame.view.exporting;
  if (!view.open || view.opening) return;
  ExportOptions& options = frame.document.exporting;
  if (options.what == ExportWhat::window && !view.window) options.what = ExportWhat::figure;  // nothing was drawn
  const bool list = list_is_open();
  if (!begin_overlay(frame, {"###export", 1120, 680}, width, height, view.open)) return;
  bool open = true;
  overlay_title(frame, frame.texts("export.heading"), open);
  const float w = panel_width(frame), h = panel_height(frame), right = w - side;
  const float top = overlay_title_height + 4, bottom = h - footer;
  const bool wide = w >= choices + 2 * side + 240;
  const float left = wide ? right - choices : side;
  export_rows(frame, left, top, right - left);
  if (wide) {
    export_preview(frame, {side, top, left - 2 * side, bottom - top - 32});
    const ExportPreview& preview = preview_of(frame);
    if (preview.about)
      text(frame, side, bottom - 14, frame.texts(*preview.about), {Font::ui, 11.5f, frame.theme.t3}, left - 2 * side);
  }
  line(frame, 0, bottom, w, bottom, frame.theme.line1);
  if (view.there)
    question(frame, bottom + 14, right);
  else
    place(frame, bottom + 14, right);
  if (!open && !list) view.open = false;
  if (!view.open) close_export(frame);
  end_overlay(frame);
}

}  // namespace attn::gui
