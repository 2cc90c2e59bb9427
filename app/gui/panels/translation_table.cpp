// The table under the pointer and the keys: rows lead to their step, candidates are put in place of the chosen word.
#include <algorithm>
#include <cmath>

#include "app/core/names.h"
#include "app/gui/actions.h"
#include "app/gui/panels/translation_parts.h"
#include "app/gui/scene_draw.h"
#include "app/gui/translation_actions.h"
#include "app/scene/format.h"
#include "engine/path.h"

namespace attn::gui {
namespace {

const scene::TranslationTable& table_of(Frame& frame, float width, float top, float bottom) {
  TranslationView& view = frame.view.translation;
  constexpr float slice = 77;  // scrolling within it is the same picture
  top = std::floor(top / slice) * slice;
  bottom = std::ceil(bottom / slice) * slice;
  const TableKey key{frame.derived.answer.run,
                     frame.step,
                     view.focus,
                     frame.document.phase,
                     frame.derived.answer.asked.request.forced,
                     frame.document.translation,
                     frame.document.request.values,
                     width,
                     top,
                     bottom,
                     frame.shown.language,
                     frame.shown.look,
                     frame.fonts.revision()};
  if (key == view.key) return view.table;
  const scene::Measure measure = frame.fonts.measure();
  view.table = scene::translation_table(table_request(frame, measure, width, top, bottom));
  view.key = key;
  return view.table;
}

std::string numbered(const char* what, int t) { return "###" + std::string(what) + " " + std::to_string(t); }

void small_button(Frame& frame, const scene::Rect& box, const Touch& t) {
  const scene::Theme& theme = frame.theme;
  if (t.hovered) fill(frame, box, t.held ? theme.bg4 : theme.bg3, 6);
  outline(frame, box, theme.line2, 6);
}

// "force another…", and for a forced word the way back.
void buttons(Frame& frame, const scene::TableRow& row) {
  const scene::Theme& theme = frame.theme;
  TranslationView& view = frame.view.translation;
  scene::Rect box = row.button;
  if (row.forced) {
    const scene::Rect back{box.x + box.w + 6, box.y, 26, 26};
    const Touch t = touch(frame, numbered("release", row.t).c_str(), back);
    small_button(frame, back, t);
    icon(frame, Icon::close, back.x + 13, back.y + 13, theme.edit);
    if (t.hovered) tooltip(frame, frame.texts("translation.release_tip"));
    if (t.clicked) release_word(frame, row.t);
    icon(frame, Icon::pencil, row.chosen.x + 16, row.chosen.y + 19, row.current ? theme.ink_on : theme.edit);
  }
  const Touch t = touch(frame, numbered("force", row.t).c_str(), box);
  small_button(frame, box, t);
  icon(frame, Icon::pencil, box.x + 14, box.y + 13, theme.t3);
  text(frame, box.x + 27, box.y + 13, frame.texts("translation.force"), {Font::ui, 11.5f, theme.t3}, box.w - 32);
  if (t.hovered) tooltip(frame, frame.texts("translation.force_tip"));
  if (!t.clicked) return;
  go(frame, written_word(frame, row.t).chosen);
  view.forcing = row.t;
  view.fresh = true;
}

void candidates(Frame& frame, const scene::TableRow& row) {
  for (std::size_t k = 0; k < row.candidates.size(); ++k) {
    const scene::TableRow::Candidate& candidate = row.candidates[k];
    const Touch t = touch(frame, (numbered("candidate", row.t) + " " + std::to_string(k)).c_str(), candidate.box);
    if (t.hovered) {
      outline(frame, candidate.box, frame.theme.line3, 5);
      const int p = written_word(frame, row.t).probabilities;
      const Tensor& out = frame.trace()[p].out;
      tooltip(frame, frame.texts(Message{"translation.candidate_tip",
                                         {out.col_axis.label(candidate.id),
                                          scene::inspector_text(static_cast<double>(out(0, candidate.id)))}}));
    }
    if (t.clicked) force_word(frame, row.t, candidate.id);
  }
}

// "suis → am: mean of 4 heads 0.5312, hardest head 3, 0.8123"
std::string look_text(Frame& frame, const scene::TableLook& look) {
  const TranslationView& view = frame.view.translation;
  const scene::CellTag& at = look.leads;
  const std::string number = scene::inspector_text(static_cast<double>(view.looked(at.row, at.col)));
  const std::string from = frame.run()->written[static_cast<std::size_t>(at.row)].label;
  const std::string to = frame.run()->read[static_cast<std::size_t>(at.col)].label;
  if (view.head > 0) return frame.texts(Message{"translation.look_tip", {from, to, number}});
  const Step& step = frame.trace()[at.step];
  const std::string strongest = scene::inspector_text(static_cast<double>(step.out(at.row, at.col)));
  return frame.texts(Message{
      "translation.look_mean_tip",
      {from, to, number, std::to_string(view.heads), std::to_string(Path(step.path).number("head")), strongest}});
}

// What lights up for a look: the head's weight; a mean is of no head, so the words it is between.
Pointed look_at(const Frame& frame, const scene::TableLook& look) {
  if (frame.view.translation.head > 0) return Pointed::cell(look.leads.step, look.leads.row, look.leads.col);
  return Pointed::word(frame.run()->source_sequence, static_cast<int>(look.token), static_cast<int>(look.token) + 1);
}

// Cells of the cross-attention lead to the weights they are.
void looks(Frame& frame, const scene::TranslationTable& table, const scene::Rect& box, const std::string& id) {
  const Touch t = touch(frame, id.c_str(), box, Reach::area);
  if (!t.hovered) return;
  const ImVec2 mouse = ImGui::GetIO().MousePos, origin = on_screen(frame, 0, 0);
  const float x = (mouse.x - origin.x) / frame.px, y = (mouse.y - origin.y) / frame.px;
  const auto at = std::find_if(table.looks.begin(), table.looks.end(),
                               [&](const scene::TableLook& look) { return look.box.contains(x, y); });
  if (at == table.looks.end() || at->leads.step < 0) return;
  point_at(frame, look_at(frame, *at));
  tooltip(frame, look_text(frame, *at), at->box);
  if (!t.clicked) return;
  go(frame, at->leads.step);
  frame.document.cell = Cell{at->leads.row, at->leads.col};
}

// The chosen word lights the word of the source that it looked at most.
void chosen_word(Frame& frame, const scene::TranslationTable& table, const scene::TableRow& row) {
  const Touch t = touch(frame, numbered("chosen", row.t).c_str(), row.chosen);
  if (t.clicked) go(frame, written_word(frame, row.t).chosen);
  if (!t.hovered) return;
  const Tensor& looked = frame.view.translation.looked;
  const scene::TableLook* hardest = nullptr;
  for (const scene::TableLook& look : table.looks)
    if (look.t == row.t && (!hardest || looked(row.t - 1, look.token) > looked(row.t - 1, hardest->token)))
      hardest = &look;
  if (hardest && hardest->leads.step >= 0) point_at(frame, look_at(frame, *hardest));
}

void use_row(Frame& frame, const scene::TranslationTable& table, const scene::TableRow& row, float width) {
  candidates(frame, row);
  if (row.written) {
    buttons(frame, row);
    const auto tokens = static_cast<Index>(frame.run()->read.size());
    const scene::TableColumns c = scene::table_columns(width, tokens);
    chosen_word(frame, table, row);
    looks(frame, table, {c.looked, row.card.y + 12, c.looked_end() - c.looked, row.card.h - 24},
          numbered("looked", row.t));
  }
  const Touch t = touch(frame, numbered("row", row.t).c_str(), row.card);
  if (t.hovered && !row.written && !row.current) tooltip(frame, frame.texts("translation.later_tip"));
  if (t.clicked) go(frame, written_word(frame, row.t).chosen);
}

// The playhead's row is brought into sight when it becomes another one, or one of another text.
void follow(Frame& frame, float height) {
  TranslationView& view = frame.view.translation;
  const int t = table_position(frame);
  if (t == view.followed) return;
  const bool another_text = view.followed == TranslationView::nowhere;
  view.followed = t;
  if (!another_text) view.focus = -1;
  if (t == 0 && another_text) ImGui::SetScrollY(0);
  if (t == 0) return;
  const float y = scene::table_row_height * static_cast<float>(t - 1), scroll = ImGui::GetScrollY() / frame.px;
  if (y < scroll) ImGui::SetScrollY(y * frame.px);
  if (y + scene::table_row_height + 12 > scroll + height)
    ImGui::SetScrollY((y + scene::table_row_height + 12 - height) * frame.px);
}

}  // namespace

void translation_table(Frame& frame) {
  TranslationView& view = frame.view.translation;
  const float width = panel_width(frame), height = panel_height(frame), top = ImGui::GetScrollY() / frame.px;
  if (view.forcing > 0 && view.forcing != table_position(frame)) view.forcing = 0;
  const scene::TranslationTable& table = table_of(frame, width, top, top + height);
  const float alpha = frame.derived.busy || frame.derived.problem ? 0.45f : 1.0f;
  draw(*ImGui::GetWindowDrawList(), table.scene, {on_screen(frame, 0, 0), frame.px, 1, alpha, frame.record},
       frame.fonts, frame.textures);
  const scene::TableRow* forcing = nullptr;
  for (const scene::TableRow& row : table.rows) {
    use_row(frame, table, row, width);
    if (row.t == view.forcing) forcing = &row;
  }
  const float end = scene::table_height(*frame.run(), width);
  looks(frame, table, {24, table.rows_end + 60, width - 48, std::max(1.0f, end - table.rows_end - 60)}, "###alignment");
  if (forcing) force_card(frame, *forcing);
  content_ends(frame, end + 12);
  follow(frame, height);
}

}  // namespace attn::gui
