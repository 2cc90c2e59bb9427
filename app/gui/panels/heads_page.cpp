// All heads, small: a row is made when it is first seen or what it shows changes, and drawn from one texture.
#include <algorithm>
#include <cmath>

#include "app/core/arithmetic.h"
#include "app/core/heads_page.h"
#include "app/gui/actions.h"
#include "app/gui/panels/heads_parts.h"
#include "app/gui/panels/stage_parts.h"
#include "app/gui/style.h"
#include "app/gui/widgets.h"
#include "app/scene/format.h"

namespace attn::gui {
namespace {

HeadsPage page_of(const Frame& frame) {
  const HeadsView& view = frame.view.heads;
  return {frame.texts, frame.trace(), view.heads, frame.document.heads, view.means, view.range, view.current};
}

void make(Frame& frame, float width, float height) {
  HeadsView& view = frame.view.heads;
  HeadsView::Key key{view.run, frame.document.heads, view.current,     width,
                     height,   frame.shown.language, frame.shown.look, frame.fonts.revision()};
  key.options.rows.clear();
  key.options.cols.clear();
  key.options.sum = false;
  if (key == view.grid_key) return;
  HeadsView::Key colours = key;
  colours.options.others.clear();
  colours.current = -1;
  colours.fonts = 0;
  colours.language = Language::en;
  const bool recoloured = !(colours == view.atlas_key);
  if (recoloured) {
    view.range = shared_range(frame.trace(), view.heads, frame.document.heads);
    view.means = heads_means(frame.trace(), view.heads, frame.document.heads);
  }
  const scene::Measure measure = frame.fonts.measure();
  scene::HeadsGridRequest request{heads_sections(page_of(frame), width), {}, frame.theme, width, height, measure};
  request.columns = heads_columns(page_of(frame), request.sections);
  if (recoloured) view.atlas = scene::heads_atlas(request);
  view.grid = scene::heads_grid(request, view.atlas);
  view.sections = std::move(request.sections);
  view.grid_key = std::move(key);
  view.atlas_key = std::move(colours);
}

// The rows in sight, if they were not seen before: of many heads of many words all of them would take seconds.
void paint_in_sight(Frame& frame) {
  HeadsView& view = frame.view.heads;
  const float top = ImGui::GetScrollY() / frame.px, bottom = top + ImGui::GetWindowHeight() / frame.px;
  for (std::size_t i = 0; i < view.grid.rows.size(); ++i) {
    const scene::HeadsGrid::Row& row = view.grid.rows[i];
    if (view.atlas.images[i] || row.bottom < top || row.top > bottom) continue;
    const scene::Measure measure = frame.fonts.measure();
    scene::HeadsGridRequest request{std::move(view.sections), {},     frame.theme, view.grid_key.width,
                                    view.grid_key.height,     measure};
    scene::paint_heads(request, i, view.atlas);
    view.sections = std::move(request.sections);
    for (const std::size_t mark : row.pictures) view.grid.scene.marks[mark].image = view.atlas.images[i];
  }
}

// Another head beside the current one, or no longer.
void choose_too(Frame& frame, const HeadName& name) {
  std::vector<HeadName>& others = frame.document.heads.others;
  if (std::erase(others, name) == 0) others.push_back(name);
}

void choose(Frame& frame, int id) {
  HeadsView& view = frame.view.heads;
  const bool more = ImGui::GetIO().KeyCtrl;
  if (id < 0) {  // a mean: all heads of its layer
    const HeadsMean& mean = view.heads.means[static_cast<std::size_t>(-1 - id)];
    const HeadName layer{mean.kind, mean.layer, 1};
    const int first = view.heads.find(layer);
    if (first < 0) return;
    std::vector<HeadName>& others = frame.document.heads.others;
    others.clear();
    for (const Head& head : view.heads.all)
      if (head.name.kind == layer.kind && head.name.layer == layer.layer && !(head.name == layer))
        others.push_back(head.name);
    go(frame, view.heads.all[static_cast<std::size_t>(first)].weights);
    view.overlay = true;
    return;
  }
  const Head& head = view.heads.all[static_cast<std::size_t>(id)];
  const bool same_kind =
      view.current >= 0 && head.name.kind == view.heads.all[static_cast<std::size_t>(view.current)].name.kind;
  if (more && same_kind && id != view.current) {
    choose_too(frame, head.name);
  } else {
    frame.document.heads.others.clear();
    go(frame, head.weights);
  }
  view.overlay = true;
}

void explain(Frame& frame, const scene::HeadsGrid::Place& place, scene::CellTag cell) {
  const HeadsView& view = frame.view.heads;
  std::string words;
  if (place.id >= 0) {
    const Head& head = view.heads.all[static_cast<std::size_t>(place.id)];
    words = head_title(frame, head.name) + "\n";
    if (cell.step >= 0) {
      point_at(frame, Pointed::cell(cell.step, cell.row, cell.col));
      const auto value = static_cast<double>(frame.trace()[cell.step].out(cell.row, cell.col));
      const bool masked = head.name.kind == AttentionKind::decoder && cell.col > cell.row;
      words += masked ? std::string(frame.texts("heads.masked"))
                      : cell_name(frame.trace(), cell.step, cell.row, cell.col) + " = " + number_text(value);
      words += "\n";
    }
    words += std::string(pattern_name(frame.texts, head.pattern.pattern)) + ": " +
             std::string(pattern_rule(frame, head.pattern.pattern)) + "\n" +
             frame.texts(Message{"heads.focus_tip", {scene::cell_text(head.focus)}});
  } else {
    words = frame.texts("heads.mean_tip");
  }
  tooltip(frame, words, place.box);
}

void pictures(Frame& frame, float alpha) {
  HeadsView& view = frame.view.heads;
  ImVec2 origin = on_screen(frame, 0, 0);
  origin = {std::round(origin.x), std::round(origin.y)};
  draw(*ImGui::GetWindowDrawList(), view.grid.scene, {origin, frame.px, 1, alpha, frame.record}, frame.fonts,
       frame.textures);
  if (const float scrolled = ImGui::GetScrollX(); scrolled > 0)
    fill(frame, {scrolled / frame.px, 0, view.grid.names_width, view.grid.scene.height}, frame.theme.bg0);
  draw(*ImGui::GetWindowDrawList(), view.grid.names,
       {{std::round(origin.x + ImGui::GetScrollX()), origin.y}, frame.px, 1, alpha, frame.record}, frame.fonts,
       frame.textures);
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  for (const scene::HeadsGrid::Place& place : view.grid.places) {
    const float top = place.box.y * frame.px - ImGui::GetScrollY();
    if (top > ImGui::GetWindowHeight() || top + place.box.h * frame.px < 0) continue;
    const std::string id =
        place.id >= 0 ? "###head " + frame.trace()[view.heads.all[static_cast<std::size_t>(place.id)].weights].path
                      : "###mean " + std::to_string(-place.id);
    const Touch t = touch(frame, id.c_str(), place.box);
    if (t.clicked) choose(frame, place.id);
    if (!t.hovered) continue;
    outline(frame, scene::Rect{place.box.x, place.box.y, place.box.w, place.box.h}, frame.theme.line3, 8);
    explain(frame, place,
            scene::cell_at(view.grid.scene, (mouse.x - origin.x) / frame.px, (mouse.y - origin.y) / frame.px));
  }
}

// A head that becomes the current one elsewhere is scrolled into sight.
void reveal(Frame& frame) {
  HeadsView& view = frame.view.heads;
  if (view.current < 0) return;
  const HeadName& name = view.heads.all[static_cast<std::size_t>(view.current)].name;
  if (view.revealed == name) return;
  view.revealed = name;
  for (const scene::HeadsGrid::Place& place : view.grid.places) {
    if (place.id != view.current) continue;
    const float top = place.box.y * frame.px, bottom = top + place.box.h * frame.px, h = ImGui::GetWindowHeight();
    const float left = place.box.x * frame.px, right = left + place.box.w * frame.px, w = ImGui::GetWindowWidth();
    if (top < ImGui::GetScrollY() || bottom > ImGui::GetScrollY() + h) ImGui::SetScrollY(std::max(0.0f, top - h / 3));
    if (left < ImGui::GetScrollX() || right > ImGui::GetScrollX() + w) ImGui::SetScrollX(std::max(0.0f, left - w / 3));
  }
}

}  // namespace

void heads_page(Frame& frame) {
  HeadsView& view = frame.view.heads;
  const float width = panel_width(frame), height = panel_height(frame);
  const float alpha = frame.derived.problem || frame.derived.busy ? 0.45f : 1.0f;
  const float top = banners(frame, 20, 8, width - 40) - 8;
  constexpr float bar = 12;  // for scrolling
  const float begin = top + scene::heads_columns_height;
  make(frame, width - bar, height - begin);
  ImGui::SetCursorScreenPos(on_screen(frame, 0, begin));
  float scrolled = 0;
  if (ImGui::BeginChild("###all heads", {width * frame.px, std::max(1.0f, (height - begin) * frame.px)}, false,
                        ImGuiWindowFlags_NoNav | ImGuiWindowFlags_HorizontalScrollbar)) {
    reveal(frame);
    paint_in_sight(frame);
    pictures(frame, alpha);
    ImGui::SetCursorPos({view.grid.scene.width * frame.px - 1, view.grid.scene.height * frame.px});
    ImGui::Dummy({1, 1});
    scrolled = ImGui::GetScrollX();
    if (view.grid.places.empty())
      text(frame, width / 2, (height - begin) / 2, frame.texts("heads.none"),
           {Font::ui, 14, frame.theme.t3, scene::Align::center}, width - 48);
  }
  ImGui::EndChild();
  ImVec2 origin = on_screen(frame, 0, top);
  origin = {std::round(origin.x - scrolled), std::round(origin.y)};
  draw(*ImGui::GetWindowDrawList(), view.grid.columns, {origin, frame.px, 1, alpha, frame.record}, frame.fonts,
       frame.textures);
  if (scrolled > 0) fill(frame, {0, top, view.grid.names_width, scene::heads_columns_height - 2}, frame.theme.bg0);
  line(frame, 20, begin - 1, width - 16, begin - 1, frame.theme.line1);
}

}  // namespace attn::gui
