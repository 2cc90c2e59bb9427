#include "app/gui/frame.h"

#include <algorithm>

#include "app/gui/panels/panels.h"
#include "app/gui/view.h"
#include "app/gui/widgets.h"

namespace attn::gui {

std::optional<scene::Cursor> Frame::cursor() const {
  if (step < 0 || !run()) return std::nullopt;
  return attn::cursor(trace(), step, document.phase, document.cell, view.player.playing);
}

std::optional<Cell> Frame::cell() const {
  const auto at = cursor();
  return at ? std::optional(Cell{at->row, at->col}) : std::nullopt;
}

std::optional<Cell> Frame::pinned() const {
  const auto at = cursor();
  if (!at || at->all || !document.cell || !trace()[step].out.contains(document.cell->row, document.cell->col))
    return std::nullopt;
  return document.cell;
}

Areas areas(float width, float height, bool folded_outline, bool low_dock) {
  const bool low = height < 700, rail = folded_outline || width < 1280;
  const float bar = low ? 40.0f : 48.0f;
  const float dock = low_dock || width < 1280 || height < 760 ? compact_dock
                     : width >= 1920 && height >= 1000        ? wide_dock
                                                              : full_dock;
  const float outline = rail ? 48 : width >= 1920 ? 320 : 264;
  const float inspector = width >= 1920   ? 400
                          : width >= 1280 ? 328
                          : width >= 720  ? 288
                                          : 0;  // the stage needs the room
  const float top = 2 * bar, middle = std::max(0.0f, height - top - dock);
  Areas a;
  a.rail = rail;
  a.header = {0, 0, width, bar};
  a.sentence = {0, bar, width, bar};
  a.outline = {0, top, outline, middle};
  a.stage = {outline, top, std::max(0.0f, width - outline - inspector), middle};
  a.inspector = {width - inspector, top, inspector, middle};
  a.middle = {0, top, width, middle};
  a.dock = {0, top + middle, width, dock};
  return a;
}

std::string short_name(const std::string& model) {
  const std::size_t end = model.find_last_not_of("/\\") + 1, slash = model.find_last_of("/\\", end ? end - 1 : 0);
  return slash == std::string::npos ? model.substr(0, end) : model.substr(slash + 1, end - slash - 1);
}

void panel(Frame& frame, const char* id, const scene::Rect& area, scene::Color background, Edge edge,
           void (*content)(Frame&)) {
  if (area.w < 1 || area.h < 1) return;
  if (begin_panel(frame, id, area, background, edge)) content(frame);
  end_panel();
}

void draw_frame(Frame& frame, float width, float height) {
  update_links(frame);
  begin_focus(frame);
  const ViewKind& view = shown_view(frame);
  const Areas a = areas(width, height, !frame.document.outline_open, view.low_dock);
  const scene::Theme& theme = frame.theme;
  panel(frame, "###header", a.header, theme.bg1, Edge::bottom, header_panel);
  panel(frame, "###sentence", a.sentence, theme.bg1, Edge::bottom, sentence_panel);
  view.draw(frame, width, height);
  figure_menu(frame);
  panel(frame, "###dock", a.dock, theme.bg1, Edge::top, dock_panel);
  welcome_panel(frame, width, height);
  parameters_card(frame, width, height);
  sheet_panel(frame, width, height);
  folder_panel(frame, width, height);
  export_panel(frame, width, height);
  notice_panel(frame, width, height);
  end_focus(frame);
}

}  // namespace attn::gui
