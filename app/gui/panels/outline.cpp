#include "app/core/names.h"
#include "app/gui/actions.h"
#include "app/gui/panels/panels.h"
#include "app/gui/widgets.h"

namespace attn::gui {
namespace {

constexpr float row_height = 24, indent = 14, left = 12, margin = 8;

// What is unfolded is remembered by the library, by path, like the position of a scroll bar.
ImGuiID fold_id(std::string_view path) { return ImGui::GetID(path.data(), path.data() + path.size()); }

void unfold_towards(std::string_view path) {
  for (std::size_t slash = path.find('/'); slash != std::string_view::npos; slash = path.find('/', slash + 1))
    ImGui::GetStateStorage()->SetBool(fold_id(path.substr(0, slash)), true);
}

struct Row {
  const OutlineNode& node;
  int depth;
  float y;
  bool open;
};

// At the right end: how many steps a part has; of a decoding step, the word it found.
std::string remark(const Frame& frame, const Row& row) {
  if (row.depth > 0) return {};
  constexpr std::string_view decode = "decode";
  if (!row.node.name.starts_with(decode)) return std::to_string(row.node.steps);
  const auto number = static_cast<std::size_t>(std::stoul(row.node.name.substr(decode.size())));
  const std::vector<std::string>& words = frame.translation()->labels;
  return number >= 1 && number <= words.size() ? "→ " + words[number - 1] : std::string();
}

void draw_row(Frame& frame, const Row& row, const Touch& t, bool current) {
  const scene::Theme& theme = frame.theme;
  const float width = panel_width(frame), middle = row.y + row_height / 2;
  const float x = left + indent * static_cast<float>(row.depth);
  if (current || t.hovered)
    fill(frame, {margin, row.y + 1, width - 2 * margin, row_height - 2}, current ? theme.bg4 : theme.bg3, 4);
  if (current) fill(frame, {margin, row.y + 3, 3, row_height - 6}, theme.ink, 1);
  const bool group = row.node.step < 0;
  if (!row.node.children.empty())
    icon(frame, row.open ? Icon::open : Icon::closed, x + 8, middle, theme.t2);
  else
    dot(frame, x + 8, middle, scene::role_color(theme, row.node.path));
  const std::string note = remark(frame, row);
  float end = width - 16;
  if (!note.empty())
    end -= text(frame, end, middle, note, {Font::ui, 11, current ? theme.t1 : theme.t3, scene::Align::right}, 110) + 6;
  const std::string title = group ? group_title(frame.texts, row.node.path) : step_title(frame.texts, row.node.path);
  const bool bold = current || row.depth == 0;
  const TextStyle style{bold ? Font::ui_bold : Font::ui, 12.5f, group || current ? theme.t1 : theme.t2};
  text(frame, x + 20, middle, title, style, end - x - 20);
  if (t.hovered && frame.fonts.width(title, style.font, style.size) > end - x - 20) tooltip(frame, title);
}

// Draws a node and what is unfolded below it; returns the y below.
float draw_node(Frame& frame, const OutlineNode& node, int depth, float y, std::string_view reveal) {
  ImGuiStorage& folds = *ImGui::GetStateStorage();
  const ImGuiID fold = fold_id(node.path);
  const Row row{node, depth, y, folds.GetBool(fold, depth == 0 && node.name == "encoder")};
  const bool current = node.step >= 0 && node.step == frame.step;
  const Touch t = touch(frame, ("###" + node.path).c_str(), {margin, y, panel_width(frame) - 2 * margin, row_height});
  if (current && !reveal.empty() && !ImGui::IsItemVisible()) ImGui::SetScrollHereY(0.4f);
  if (ImGui::IsItemVisible()) draw_row(frame, row, t, current);
  if (t.clicked && !node.children.empty()) folds.SetBool(fold, !row.open);
  if (t.clicked && node.step >= 0) {
    go(frame, node.step);
    frame.view.revealed = frame.document.step;  // it is in sight
  }
  y += row_height;
  if (row.open)
    for (const OutlineNode& child : node.children) y = draw_node(frame, child, depth + 1, y, reveal);
  return y;
}

}  // namespace

void outline_panel(Frame& frame) {
  if (!frame.translation()) return;
  const std::string path = frame.step >= 0 ? frame.trace()[frame.step].path : std::string();
  const bool reveal = path != frame.view.revealed;
  if (reveal) unfold_towards(path);
  frame.view.revealed = path;
  float y = 8;
  for (const OutlineNode& node : frame.facts.roots) y = draw_node(frame, node, 0, y, reveal ? path : std::string());
  content_ends(frame, y + 8);
}

}  // namespace attn::gui
