// The tree of steps with a picture of each. Of thousands of rows only those in view are drawn.
#include <algorithm>
#include <cmath>

#include "app/core/filter.h"
#include "app/core/names.h"
#include "app/gui/actions.h"
#include "app/gui/panels/outline_parts.h"
#include "app/gui/panels/panels.h"
#include "app/gui/record_note.h"
#include "engine/path.h"

namespace attn::gui {
namespace outline_parts {
namespace {

constexpr float indent = 14, left = 14, right = 16;

bool is_future(const Frame& frame, int step) { return step > frame.step; }

// At the right end: how many steps a part has; of a decoding step, the word it found.
std::string remark(const Frame& frame, const OutlineRow& row) {
  if (row.depth > 0) return {};
  for (const Written& word : frame.run()->written)
    if (Path(frame.trace()[word.chosen].path).root().text == row.node->name) return "→ " + word.label;
  return std::to_string(row.node->steps);
}

// Right-aligned at x; returns its left edge, or x if there is none.
float draw_thumbnail(Frame& frame, const OutlineRow& row, float x, float middle, bool& pointed) {
  if (row.shows < 0) return x;
  const auto& image =
      frame.view.outline.thumbnails.get(frame.derived.answer.run, row.shows, frame.shown.look, frame.theme);
  if (!image) return x;
  const Tensor& tensor = frame.trace()[row.shows].out;
  const scene::Size size = scene::thumbnail_size(tensor.rows(), tensor.cols());
  const double alpha = is_future(frame, row.shows) ? 0.45 : 1;
  ImVec2 low = on_screen(frame, x - size.w, middle - size.h / 2);
  low = {std::round(low.x), std::round(low.y)};
  const ImVec2 high(low.x + std::max(1.0f, std::round(size.w * frame.px)),
                    low.y + std::max(1.0f, std::round(size.h * frame.px)));
  ImDrawList& list = *ImGui::GetWindowDrawList();
  list.AddImage(frame.textures.get(image), low, high, {0, 0}, {1, 1}, color(scene::faded({255, 255, 255, 255}, alpha)));
  const scene::Color edge = scene::faded(frame.theme.ink, alpha * (frame.theme.dark ? 0.10 : 0.18));
  list.AddRect({low.x - 1, low.y - 1}, {high.x + 1, high.y + 1}, color(edge), 1.5f * frame.px);
  const Picture picture{row.shows, low, high};
  if (frame.record) note_item(*frame.record, "picture " + row.node->path, low, high, frame.px);
  if (pointed) pointed = point_into(frame, picture);
  picture_links(frame, picture);
  return x - size.w;
}

void draw_row(Frame& frame, const OutlineRow& row, float y, float width, const Touch& t) {
  const scene::Theme& theme = frame.theme;
  const OutlineNode& node = *row.node;
  const bool current = is_current(frame, node), future = is_future(frame, row.first);
  const float middle = y + row_height / 2, x = left + indent * static_cast<float>(row.depth);
  if (current || t.hovered) draw_selection(frame, {margin, y, width - 2 * margin, row_height}, current);
  for (int level = 0; level < row.depth; ++level) {
    const float guide = 20 + indent * static_cast<float>(level);
    fill(frame, {guide, y, 1, row_height}, current ? theme.line2 : theme.line1);
  }
  if (!node.children.empty())
    icon(frame, row.open ? Icon::open : Icon::closed, x + 6, middle, future ? theme.t3 : theme.t2);
  else
    role_dot(frame, x + 6, middle, row);
  float end = width - right;
  const std::string note = remark(frame, row);
  if (!note.empty()) {
    const bool word = !std::isdigit(static_cast<unsigned char>(note.front()));
    end -= text(frame, end, middle, note,
                {word ? Font::ui : Font::mono, word ? 11.0f : 10.5f, theme.t3, scene::Align::right}, 110);
    if (row.shows >= 0) end -= 6;
  }
  bool in_picture = t.hovered;
  const float before = end;
  end = draw_thumbnail(frame, row, end, middle, in_picture);
  if (end == before) in_picture = false;
  if (t.hovered && !in_picture)
    point_at(frame, node.step >= 0 ? Pointed::all_of(node.step) : Pointed::group(node.path));
  row_links(frame, *row.node, row.open, y);
  const bool group = node.step < 0;
  const std::string title =
      group ? group_title(frame.texts, node.path) : step_title(frame.texts, *node.role, node.path);
  const TextStyle style{current || row.depth == 0 ? Font::ui_bold : Font::ui, 12.5f,
                        current  ? theme.t1
                        : future ? theme.t3
                                 : theme.t2};
  const float room = end - 6 - (x + 18);
  text(frame, x + 18, middle, title, style, room);
  if (t.hovered && !in_picture && frame.fonts.width(title, style.font, style.size) > room)
    tooltip(frame, title, {0, y, width, row_height}, Tip::level);
}

void click(Frame& frame, const OutlineRow& row) {
  OutlineView& view = frame.view.outline;
  if (!row.node->children.empty()) {
    Folds& folds = view.filter[0] ? view.closed : view.open;
    if (!folds.erase(row.node->path)) folds.insert(row.node->path);
    view.stale = true;
  }
  if (row.node->step < 0) return;
  go(frame, row.node->step);
  view.revealed = frame.document.step;  // it is in sight
  view.overlay = false;
}

void draw_rows(Frame& frame, float width, float height) {
  const OutlineView& view = frame.view.outline;
  const auto count = static_cast<std::ptrdiff_t>(view.rows.size());
  const float scrolled = ImGui::GetScrollY() / frame.px;
  const auto first = std::clamp<std::ptrdiff_t>(static_cast<std::ptrdiff_t>(scrolled / row_height), 0, count);
  const auto end = std::min(count, first + static_cast<std::ptrdiff_t>(height / row_height) + 2);
  for (std::ptrdiff_t i = first; i < end; ++i) {
    const OutlineRow row = view.rows[static_cast<std::size_t>(i)];
    const float y = static_cast<float>(i) * row_height;
    const Touch t = touch(frame, ("###" + row.node->path).c_str(), {margin, y, width - 2 * margin, row_height});
    draw_row(frame, row, y, width, t);
    if (t.clicked) click(frame, row);
  }
  content_ends(frame, static_cast<float>(count) * row_height + margin);
}

void nothing_found(Frame& frame, float width) {
  const scene::Theme& theme = frame.theme;
  const std::string words = frame.texts(Message{"ui.filter_none", {frame.view.outline.filter.data()}});
  const float y = paragraph(frame, right, 8, width - 2 * right, words, {Font::ui, 12.5f, theme.t2}, 18) + 10;
  const std::string_view label = frame.texts("ui.clear");
  const scene::Rect button{right, y, frame.fonts.width(label, Font::ui_bold, 12.5f) + 28, 28};
  const Touch t = touch(frame, "###clear", button);
  fill(frame, button, t.held ? theme.bg4 : t.hovered ? theme.bg3 : theme.bg1, 6);
  outline(frame, button, theme.line2, 6);
  text(frame, button.x + button.w / 2, y + 14, label, {Font::ui_bold, 12.5f, theme.t1, scene::Align::center});
  if (t.clicked) clear_filter(frame.view.outline);
}

// The tree opens and scrolls to where the stage went by other means than a click in it.
void reveal(Frame& frame) {
  OutlineView& view = frame.view.outline;
  const std::string path = frame.step >= 0 ? frame.trace()[frame.step].path : std::string();
  if (path == view.revealed) return;
  view.revealed = path;
  const std::size_t before = view.open.size();
  unfold_towards(view.open, path);
  if (view.open.size() != before) view.stale = true;
  update_rows(frame);
  const auto at = std::find_if(view.rows.begin(), view.rows.end(),
                               [&](const OutlineRow& row) { return is_current(frame, *row.node); });
  if (at != view.rows.end()) reveal_row(frame, static_cast<std::size_t>(at - view.rows.begin()));
}

}  // namespace

bool is_current(const Frame& frame, const OutlineNode& node) { return node.step >= 0 && node.step == frame.step; }

void role_dot(Frame& frame, float x, float y, const OutlineRow& row) {
  scene::Color hue = scene::role_color(frame.theme, *row.node->role);
  if (is_current(frame, *row.node) && hue == frame.theme.t2) hue = frame.theme.t1;
  if (!is_future(frame, row.first)) return dot(frame, x, y, hue, 3.5f);
  ImGui::GetWindowDrawList()->AddCircle(on_screen(frame, x, y), 3 * frame.px, color(hue), 0, 1.25f * frame.px);
}

void draw_selection(Frame& frame, const scene::Rect& row, bool current) {
  fill(frame, row, current ? frame.theme.bg4 : frame.theme.bg3, 5);
  if (current) fill(frame, {row.x, row.y, 3, row.h}, frame.theme.ink, 1.5f);
}

void update_rows(Frame& frame) {
  OutlineView& view = frame.view.outline;
  if (!view.stale && view.run == frame.derived.answer.run && view.language == frame.shown.language) return;
  view.stale = false;
  view.run = frame.derived.answer.run;
  view.language = frame.shown.language;
  view.hits.clear();
  const std::string_view query = view.filter.data();
  if (query.find_first_not_of(' ') == std::string_view::npos) {
    view.rows = unfolded_rows(frame.facts.roots, view.open);
    return;
  }
  const std::vector<int> found = filter(frame.facts.roots, frame.texts, query);
  view.rows = found_rows(frame.facts.roots, view.closed, [&](const OutlineNode& step) {
    return std::binary_search(found.begin(), found.end(), step.step);
  });
  for (const OutlineRow& row : view.rows)
    if (row.node->step >= 0) view.hits.push_back(row.node->step);
  view.hits = best_first(frame.trace(), frame.texts, query, std::move(view.hits));
}

void reveal_row(const Frame& frame, std::size_t row) {
  const float y = static_cast<float>(row) * row_height * frame.px, height = ImGui::GetWindowHeight();
  const float top = ImGui::GetScrollY(), bottom = top + height - row_height * frame.px;
  if (y < top || y > bottom) ImGui::SetScrollY(std::max(0.0f, y - 0.4f * height));
}

}  // namespace outline_parts

void outline_panel(Frame& frame) {
  using namespace outline_parts;
  if (!frame.run()) return;
  const float width = panel_width(frame), height = panel_height(frame) - list_top;
  filter_field(frame, width);
  ImGui::SetCursorScreenPos(on_screen(frame, 0, list_top));
  ImGui::PushStyleVar(ImGuiStyleVar_ScrollbarSize, std::max(5.0f, 7 * frame.px));
  if (ImGui::BeginChild("###steps", {(width - 1) * frame.px, std::max(1.0f, height * frame.px)}, false,
                        ImGuiWindowFlags_NoNav)) {
    reveal(frame);
    update_rows(frame);
    if (frame.view.outline.rows.empty())
      nothing_found(frame, width);
    else
      draw_rows(frame, width, height);
  }
  ImGui::EndChild();
  ImGui::PopStyleVar();
}

}  // namespace attn::gui
