// The tree of a beam search under the pointer; the sentences it found, with their scores.
#include <algorithm>
#include <cmath>

#include "app/gui/actions.h"
#include "app/gui/panels/translation_parts.h"
#include "app/gui/scene_draw.h"
#include "app/gui/translation_actions.h"
#include "app/scene/format.h"
#include "engine/runs/marian_params.h"

namespace attn::gui {
namespace {

constexpr float side = 24;

const scene::BeamTree& tree_of(Frame& frame, float width, float top, float bottom) {
  TranslationView& view = frame.view.translation;
  constexpr float slice = 76;
  const TreeKey key{frame.derived.answer.beam,
                    frame.derived.answer.run,
                    view.node,
                    width,
                    std::floor(top / slice) * slice,
                    std::ceil(bottom / slice) * slice,
                    frame.shown.language,
                    frame.shown.look,
                    frame.fonts.revision()};
  if (key == view.tree_key) return view.tree;
  const scene::Measure measure = frame.fonts.measure();
  view.tree = scene::beam_tree(
      {*frame.derived.answer.beam, *frame.run(), view.node,
       !frame.derived.answer.asked.request.forced.empty() || drawn_with(frame.derived.answer.asked.request),
       frame.theme, width, key.top, key.bottom, measure,
       [&frame](std::string_view text) { return std::string(frame.texts(text)); }});
  view.tree_key = key;
  return view.tree;
}

std::string node_text(const Frame& frame, const BeamNode& node) {
  static constexpr const char* fates[] = {"translation.fate_alive", "translation.fate_finished",
                                          "translation.fate_dropped"};
  return frame.texts(Message{
      "translation.node_tip",
      {node.label, scene::inspector_text(node.log_probability), scene::inspector_text(node.sum),
       scene::inspector_text(node.score), std::string(frame.texts(fates[static_cast<std::size_t>(node.fate)]))}});
}

// The row of the node that the keyboard moved to is brought into sight.
void follow(const Frame& frame, const BeamSearch& search, float height) {
  const int node = frame.view.translation.node;
  if (node < 0 || node >= static_cast<int>(search.nodes.size())) return;
  const float y = scene::beam_row(search.nodes[static_cast<std::size_t>(node)].depth),
              scroll = ImGui::GetScrollY() / frame.px;
  if (y < scroll + 8) ImGui::SetScrollY(std::max(0.0f, y - 8) * frame.px);
  if (y + 60 > scroll + height) ImGui::SetScrollY((y + 60 - height) * frame.px);
}

// In one sentence, why there is none.
void without_tree(Frame& frame, float width) {
  if (const auto& why = frame.derived.no_beam)
    paragraph(frame, side, 24, std::min(640.0f, width - 2 * side), frame.texts(*why), {Font::ui, 14, frame.theme.t1},
              21);
}

float hypothesis(Frame& frame, float y, float width, int rank, const Hypothesis& h) {
  const scene::Theme& theme = frame.theme;
  const scene::Rect box{side - 8, y, width + 16, 44};
  const Touch t = touch(frame, ("###sentence " + std::to_string(rank)).c_str(), box);
  if (t.hovered || rank == 1) fill(frame, box, t.hovered ? theme.bg4 : theme.bg3, 6);
  text(frame, side, y + 13, std::to_string(rank), {Font::mono, 11, theme.t3});
  text(frame, side + 20, y + 13, h.text + (h.complete ? "" : " …"),
       {rank == 1 ? Font::ui_bold : Font::ui, 13, theme.t1}, width - 20);
  text(frame, side + 20, y + 31, scene::inspector_text(h.sum) + "  /  " + scene::inspector_text(h.score),
       {Font::mono, 11, theme.t2}, width - 20);
  if (t.clicked) open_node(frame, h.node);
  return y + box.h + 4;
}

void quotient(Frame& frame, float y, float width, const Hypothesis& h, double alpha) {
  const scene::Theme& theme = frame.theme;
  fill(frame, {side - 8, y, width + 16, 56}, theme.bg2, 6);
  outline(frame, {side - 8, y, width + 16, 56}, theme.line1, 6);
  text(frame, side + 4, y + 18, "Σ ln p / ((5 + n) / 6)^α", {Font::mono, 11.5f, theme.t2}, width - 8);
  const std::string numbers = scene::inspector_text(h.sum) + " / ((5 + " + std::to_string(h.ids.size()) + ") / 6)^" +
                              scene::rounded_text(alpha, 1) + " = " + scene::inspector_text(h.score);
  text(frame, side + 4, y + 38, numbers, {Font::mono, 11.5f, theme.t1}, width - 8);
}

}  // namespace

void translation_tree(Frame& frame) {
  const float width = panel_width(frame), height = panel_height(frame), top = ImGui::GetScrollY() / frame.px;
  const BeamSearch* search = frame.derived.answer.beam.get();
  if (!search) return without_tree(frame, width);
  const int before = frame.view.translation.tree_key.node;
  const scene::BeamTree& tree = tree_of(frame, width, top, top + height);
  const float alpha = frame.derived.busy || frame.derived.problem ? 0.45f : 1.0f;
  draw(*ImGui::GetWindowDrawList(), tree.scene, {on_screen(frame, 0, 0), frame.px, 1, alpha, frame.record}, frame.fonts,
       frame.textures);
  int opened = -1;
  for (const scene::BeamTree::Place& place : tree.nodes) {
    const Touch t = touch(frame, ("###node " + std::to_string(place.node)).c_str(), place.box);
    if (t.hovered) {
      outline(frame, place.box, frame.theme.ink, 6, 1.5f);
      tooltip(frame, node_text(frame, search->nodes[static_cast<std::size_t>(place.node)]));
    }
    if (t.clicked) opened = place.node;
  }
  if (before != frame.view.translation.node) follow(frame, *search, height);
  content_ends(frame, scene::beam_height(*search, *frame.run()) + 12);
  if (opened >= 0) open_node(frame, opened);
}

void beam_inspector(Frame& frame) {
  const BeamSearch* search = frame.derived.answer.beam.get();
  const auto& asked = frame.derived.answer.asked.beam;
  const float width = panel_width(frame) - 2 * side;
  if (!search || !asked || search->hypotheses.empty()) return;
  const scene::Theme& theme = frame.theme;
  const Hypothesis& best = search->hypotheses.front();
  const std::string count = std::to_string(asked->width);
  text(frame, side, 28, frame.texts(Message{"translation.beam_title", {count}}), {Font::ui_bold, 17, theme.t1}, width);
  section(frame, side, 59, width, frame.texts("ui.what_happens"));
  float y = paragraph(frame, side, 70, width, frame.texts(Message{"translation.beam_explain", {count}}),
                      {Font::ui, 13, theme.t2}, 20) +
            14;
  section(frame, side, y + 7, width, frame.texts("translation.found"), frame.texts("translation.sums"));
  y += 20;
  int rank = 0;
  for (const Hypothesis& h : search->hypotheses) y = hypothesis(frame, y, width, ++rank, h);
  section(frame, side, y + 17, width, frame.texts("translation.normalisation"));
  quotient(frame, y + 30, width, best, asked->length_penalty);
  y += 104;
  const double sum = frame.run()->written.back().log_sum;
  const auto length = static_cast<int>(frame.run()->written.size());
  section(frame, side, y, width, frame.texts("translation.beam_run"));
  text(frame, side, y + 22, frame.run()->output, {Font::ui, 13, theme.t1}, width);
  text(frame, side, y + 40,
       scene::inspector_text(sum) + "  /  " + scene::inspector_text(normalised(sum, length, asked->length_penalty)),
       {Font::mono, 11, theme.t2}, width);
  content_ends(frame, y + 60);
}

}  // namespace attn::gui
