// The outline where there is no room for it: where we are, in 48 pixels, and the whole tree over the stage on demand.
#include <imgui_internal.h>

#include <algorithm>
#include <array>

#include "app/core/names.h"
#include "app/gui/actions.h"
#include "app/gui/panels/outline_parts.h"
#include "app/gui/panels/panels.h"
#include "engine/formula.h"

namespace attn::gui {
namespace {

using namespace outline_parts;

struct Sign {
  std::string_view name, sign;
};

// Signs are the same in every language, as in formulas. By kind of step.
constexpr std::array<Sign, 32> step_signs = {{{"tokens", "#"},        {"lookup", "E"},        {"embedding_scaled", "×"},
                                              {"positions", "P"},     {"embedding_sum", "+"}, {"mask", "M"},
                                              {"query", "Q"},         {"key", "K"},           {"value", "V"},
                                              {"cross_query", "Q"},   {"cross_key", "K"},     {"cross_value", "V"},
                                              {"scores", "S"},        {"cross_scores", "S"},  {"scaled", "÷"},
                                              {"cross_scaled", "÷"},  {"masked", "M"},        {"weights", "σ"},
                                              {"cross_weights", "σ"}, {"context", "Σ"},       {"cross_context", "Σ"},
                                              {"concat", "||"},       {"projection", "W"},    {"residual", "+"},
                                              {"norm", "N"},          {"hidden", "W₁"},       {"activation", "f"},
                                              {"ffn_output", "W₂"},   {"state", "x"},         {"probabilities", "σ"},
                                              {"allowed", "M"},       {"next", "max"}}};

constexpr std::array<Sign, 10> group_keys = {{{"encoder", "ui.rail_encoder"},
                                              {"decoder", "ui.rail_decoder"},
                                              {"decode", "ui.rail_decode"},
                                              {"layer", "ui.rail_layer"},
                                              {"self", "ui.rail_self"},
                                              {"cross", "ui.rail_cross"},
                                              {"head", "ui.rail_head"},
                                              {"ffn", "ui.rail_ffn"},
                                              {"embedding", "ui.rail_embedding"},
                                              {"output", "ui.rail_output"}}};

template <std::size_t n>
std::string_view find_sign(const std::array<Sign, n>& signs, std::string_view name) {
  const auto at = std::find_if(signs.begin(), signs.end(), [&](const Sign& s) { return s.name == name; });
  return at == signs.end() ? std::string_view() : at->sign;
}

std::string short_name(const Frame& frame, const OutlineNode& node) {
  if (node.step >= 0) {
    const std::string_view sign = find_sign(step_signs, kind_of(node.path));
    return sign.empty() ? node.name : std::string(sign);
  }
  const std::size_t digits = node.name.find_last_not_of("0123456789") + 1;
  const std::string name = node.name.substr(0, digits), number = node.name.substr(digits);
  if (name == "add_norm") return "⊕";
  if (name == "model") return std::string(frame.texts("ui.rail_model"));
  const std::string_view key = find_sign(group_keys, name);
  return key.empty() ? node.name : frame.texts(Message{std::string(key), {number}});
}

// Of another head or layer, the step that does there what the current one does here; else the first.
int target_of(const Frame& frame, const OutlineRow& row) {
  if (row.node->step >= 0) return row.node->step;
  const std::string& here = frame.trace()[frame.step].path;
  const std::size_t parts = static_cast<std::size_t>(std::count(row.node->path.begin(), row.node->path.end(), '/')) + 1;
  std::size_t end = 0;
  for (std::size_t i = 0; i < parts && end != std::string::npos; ++i) end = here.find('/', i == 0 ? 0 : end + 1);
  const int same = end == std::string::npos ? -1 : frame.find(row.node->path + here.substr(end));
  return same >= 0 ? same : row.first;
}

void draw_rail_row(Frame& frame, const OutlineRow& row, float y, float width, bool hovered) {
  const scene::Theme& theme = frame.theme;
  const OutlineNode& node = *row.node;
  const bool current = is_current(frame, node), future = row.first > frame.step, step = node.step >= 0;
  const float middle = y + row_height / 2;
  if (current || hovered) draw_selection(frame, {4, y, width - 8, row_height}, current);
  if (step) role_dot(frame, 14, middle, row);
  scene::Color ink = row.open ? theme.t1 : theme.t2;
  if (step) ink = scene::role_color(theme, node.path);
  if (future) ink = theme.t3;
  if (current) ink = theme.t1;
  const TextStyle style{step || row.open ? Font::ui_bold : Font::ui, step ? 12.0f : 11.0f, ink, scene::Align::center};
  text(frame, step ? 29 : width / 2, middle, short_name(frame, node), style, step ? width - 24 : width - 6);
}

void rail_list(Frame& frame, float width, float height) {
  const std::string& path = frame.trace()[frame.step].path;
  const std::vector<OutlineRow> rows = rail_rows(frame.facts.roots, path);
  OutlineView& view = frame.view.outline;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const OutlineNode& node = *rows[i].node;
    const float y = static_cast<float>(i) * row_height;
    const Touch t = touch(frame, ("###" + node.path).c_str(), {4, y, width - 8, row_height});
    draw_rail_row(frame, rows[i], y, width, t.hovered);
    row_links(frame, node, rows[i].open, y);
    if (t.hovered) point_at(frame, node.step >= 0 ? Pointed::all_of(node.step) : Pointed::group(node.path));
    if (t.hovered)
      tooltip(frame, node.step >= 0 ? step_title(frame.texts, node.path) : group_title(frame.texts, node.path));
    if (is_current(frame, node) && view.rail_revealed != path) {
      view.rail_revealed = path;
      ImGui::SetScrollY(std::max(0.0f, (y - 0.5f * height) * frame.px));
    }
    if (t.clicked) go(frame, target_of(frame, rows[i]));
  }
  content_ends(frame, static_cast<float>(rows.size()) * row_height);
}

}  // namespace

void outline_rail(Frame& frame) {
  if (!frame.translation() || frame.step < 0) return;
  const scene::Theme& theme = frame.theme;
  OutlineView& view = frame.view.outline;
  const float width = panel_width(frame), top = 68, height = panel_height(frame) - top;
  const auto button = [&](const char* id, float y, Icon which, scene::Color ink, const char* tip) {
    const scene::Rect box{8, y, width - 16, 24};
    const Touch t = touch(frame, id, box);
    if (t.hovered) fill(frame, box, t.held ? theme.bg4 : theme.bg3, 6);
    icon(frame, which, width / 2, y + 12, ink);
    if (t.hovered) tooltip(frame, frame.texts(tip));
    return t.clicked;
  };
  if (button("###open", 8, Icon::closed, theme.t1, "ui.outline_tip")) view.toggle = true;
  if (button("###filter", 34, Icon::search, theme.t3, "ui.filter_tip")) view.edit_filter = true;
  fill(frame, {8, 64, width - 16, 1}, theme.line1);
  ImGui::SetCursorScreenPos(on_screen(frame, 0, top));
  if (ImGui::BeginChild("###rail", {(width - 1) * frame.px, std::max(1.0f, height * frame.px)}, false,
                        ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoScrollbar))
    rail_list(frame, width, height);
  ImGui::EndChild();
}

void settle_outline(Frame& frame, float width) {
  OutlineView& view = frame.view.outline;
  const bool room = !areas(width, 0).rail;
  if (view.toggle && room) frame.document.outline_open = !frame.document.outline_open;
  if (view.toggle && !room) view.overlay = !view.overlay;
  view.toggle = false;
  const bool rail = !room || !frame.document.outline_open;
  if (rail && view.edit_filter) view.overlay = true;
  if (!rail) view.overlay = false;
}

void outline_overlay(Frame& frame, const scene::Rect& rail) {
  OutlineView& view = frame.view.outline;
  if (!view.overlay) return;
  const bool field_takes_escape = frame.view.typing || view.filter[0] != 0;
  if (begin_panel(frame, "###outline overlay", {0, rail.y, 264, rail.h}, frame.theme.bg1, Edge::right)) {
    if (ImGui::IsWindowAppearing()) ImGui::BringWindowToDisplayFront(ImGui::GetCurrentWindow());
    outline_panel(frame);
  }
  constexpr ImGuiHoveredFlags anywhere =
      ImGuiHoveredFlags_ChildWindows | ImGuiHoveredFlags_AllowWhenBlockedByActiveItem;
  const bool beside = ImGui::IsMouseClicked(ImGuiMouseButton_Left) && !ImGui::IsWindowHovered(anywhere);
  if (beside || (frame.view.escape && !field_takes_escape)) view.overlay = false;
  end_panel();
}

}  // namespace attn::gui
