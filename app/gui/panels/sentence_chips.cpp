// The words of the sentence as chips, one of them open as a text field; they scroll where there are too many.
#include <algorithm>
#include <cmath>

#include "app/core/unknown.h"
#include "app/gui/panels/sentence.h"
#include "app/scene/text.h"
#include "engine/runs/marian_params.h"

namespace attn::gui {
namespace {

using Kind = SourceChip::Kind;
using Open = SentenceEdit::Open;

constexpr float padding = source_look.padding, gap = source_look.gap, piece_gap = source_look.piece_gap,
                sign = source_look.sign, word_size = source_look.text;

// The caret's place in the word that is nearest to the mouse.
std::size_t caret_at(Frame& frame, std::string_view word, float x) {
  std::size_t best = 0;
  float nearest = std::abs(x);
  for (const std::size_t end : scene::character_ends(word)) {
    const float away = std::abs(frame.fonts.width(word.substr(0, end), Font::ui, word_size) - x);
    if (away < nearest) {
      nearest = away;
      best = end;
    }
  }
  return best;
}

std::string tip_of(Frame& frame, const SourceChip& chip) {
  if (chip.kind == Kind::end) return std::string(frame.texts("ui.end_tip"));
  const std::string_view word = text_of(sentence_of(frame.document.request), chip.word);
  const std::span<const Token> tokens(frame.derived.reading->tokens);
  const auto begin = static_cast<std::size_t>(chip.pieces.begin), end = static_cast<std::size_t>(chip.pieces.end);
  const std::string letters = unknown_letters(tokens.subspan(begin, end - begin));
  for (const UnknownWord& u : frame.facts.unknown)
    if (u.word == word && u.suggestion) return frame.texts(Message{"ui.unknown_tip", {letters, *u.suggestion}});
  return frame.texts(Message{"ui.unknown_alone_tip", {letters}});
}

void draw_letters(Frame& frame, const SourceChip& chip, const scene::Rect& rect) {
  const scene::Theme& theme = frame.theme;
  const double alpha = chip.beyond ? 0.45 : 1;
  const float middle = rect.y + rect.h / 2;
  float x = rect.x + padding;
  if (chip.unknown) {
    icon(frame, Icon::warning, x + 6, middle, theme.err);
    x += sign;
  }
  const auto parts = chip.kind == Kind::end ? std::vector<std::string_view>{end_mark} : parts_of(frame, chip);
  const TextStyle style = chip.kind == Kind::end ? TextStyle{Font::mono, 11, theme.t2}
                                                 : TextStyle{Font::ui, word_size, scene::faded(theme.t1, alpha)};
  const float begin = x;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) {
      line(frame, x + piece_gap / 2, rect.y + 8, x + piece_gap / 2, rect.y + rect.h - 8, theme.line3);
      x += piece_gap;
    }
    x += text(frame, x, middle, parts[i], style);
  }
  if (chip.unknown) line(frame, begin, middle + 10, x, middle + 10, theme.err, 1.5f);
  if (!chip.index.empty())
    text(frame, rect.x + rect.w - 8, middle, chip.index,
         {Font::mono, 10, scene::faded(theme.t3, alpha), scene::Align::right});
}

// True: pressed.
bool draw_chip(Frame& frame, const SourceChip& chip, std::size_t i, const scene::Rect& rect, const Asked& a) {
  const scene::Theme& theme = frame.theme;
  const Touch t = touch(frame, ("###source " + std::to_string(i)).c_str(), rect);
  const ChipLinks links = chip_links(frame, a, source_sequence(frame), chip.pieces.begin, chip.pieces.end);
  const bool lit = t.hovered && chip.kind != Kind::end;
  ChipLook look{lit ? theme.bg3 : theme.bg2, theme.line2, 1, chip.unknown || chip.beyond};
  if (chip.kind == Kind::end) look.ground = theme.bg1;
  if (chip.unknown) look.edge = theme.err;
  if (links.row || links.col) look = {look.ground, links.row ? a.row_hue : a.col_hue, 1.5f, look.dashed};
  chip_box(frame, rect, look);
  draw_chip_links(frame, source_sequence(frame), chip.pieces.begin, rect, links, a);
  if (t.hovered && chip.pieces.begin < chip.pieces.end && !frame.derived.problem)
    point_at(frame, Pointed::word(source_sequence(frame), chip.pieces.begin, chip.pieces.end));
  if (chip.kind == Kind::hint)
    text(frame, rect.x + 12, rect.y + rect.h / 2, frame.texts("ui.sentence_hint"), {Font::ui, word_size, theme.t3},
         rect.w - 24);
  else
    draw_letters(frame, chip, rect);
  // While typing a tip would only cover words.
  if (t.hovered && (chip.unknown || chip.kind == Kind::end) && frame.view.sentence.open == Open::nothing)
    chip_tip(frame, rect, tip_of(frame, chip));
  return ((t.held && ImGui::IsMouseClicked(0)) || t.by_key) && chip.kind != Kind::end;
}

// The word under the press becomes the field; its number is the same after the last field has been left.
void open_pressed(Frame& frame, std::size_t number, float x) {
  const std::string sentence(sentence_of(frame.document.request));
  const std::vector<Word> all = words(sentence);
  if (number >= all.size()) {
    open_word(frame, inserted_after(sentence, all.empty() ? Word{} : all.back()));
    return;
  }
  open_word(frame, {sentence, all[number], caret_at(frame, text_of(sentence, all[number]), x)});
}

// Another cell: its word comes into sight, with a part of those beside it.
void follow(Frame& frame, const std::vector<SourceChip>& chips, float room) {
  SentenceEdit& edit = frame.view.sentence;
  if (edit.open != Open::nothing || frame.view.linked.pointed || !frame.run()) return;
  const Asked a = asked(frame);
  const std::uint8_t source = source_sequence(frame);
  const int place = source == 0 ? -1 : a.row_sequence == source ? a.row : a.col_sequence == source ? a.col : -1;
  std::string now = frame.document.step + " " + std::to_string(place);
  if (place < 0 || now == edit.followed) return;
  edit.followed = std::move(now);
  constexpr float beside = 64;
  float x = 0;
  for (const SourceChip& chip : chips) {
    if (place >= chip.pieces.begin && place < chip.pieces.end)
      edit.scroll = std::clamp(edit.scroll, std::min(x + chip.width + beside - room, x - beside),
                               std::max(x + chip.width + beside - room, x - beside));
    x += chip.width + gap;
  }
}

void scroll(Frame& frame, const std::vector<SourceChip>& chips, const scene::Rect& area) {
  follow(frame, chips, area.w);
  SentenceEdit& edit = frame.view.sentence;
  const ImGuiIO& io = ImGui::GetIO();
  const ImVec2 low = on_screen(frame, area.x, area.y), high = on_screen(frame, area.x + area.w, area.y + area.h);
  if (ImGui::IsWindowHovered() && ImGui::IsMouseHoveringRect(low, high))
    edit.scroll -= 48 * (io.MouseWheel + io.MouseWheelH);
  float x = 0;
  for (const SourceChip& chip : chips) {
    if (chip.kind == Kind::field && edit.reveal)
      edit.scroll =
          std::clamp(edit.scroll, x + chip.width + 24 - area.w, std::max(x + chip.width + 24 - area.w, x - 24));
    x += chip.width + gap;
  }
  edit.reveal = false;
  edit.scroll = std::clamp(edit.scroll, 0.0f, std::max(0.0f, x - gap - area.w));
}

// Where chips go on beyond an end of the area they fade into the bar, and an arrow says so.
void fade_ends(Frame& frame, const scene::Rect& area, float left, float right) {
  const ImU32 solid = color(frame.theme.bg1), none = color(scene::faded(frame.theme.bg1, 0));
  constexpr float arrow = 16, fading = 20, over = 4;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const auto part = [&](float x, float width, ImU32 a, ImU32 b) {
    list.AddRectFilledMultiColor(on_screen(frame, x, area.y), on_screen(frame, x + width, area.y + area.h), a, b, b, a);
  };
  const float end = area.x + area.w + over, middle = area.y + area.h / 2;
  if (left > 0) {
    part(area.x - over, arrow, solid, solid);
    part(area.x - over + arrow, fading, solid, none);
    icon(frame, Icon::previous, area.x + 4, middle, frame.theme.t2);
  }
  if (right > 0) {
    part(end - arrow - fading, fading, none, solid);
    part(end - arrow, arrow, solid, solid);
    icon(frame, Icon::next, end - 7, middle, frame.theme.t2);
  }
}

}  // namespace

void source_words(Frame& frame, std::vector<SourceChip> chips, const scene::Rect& area) {
  SentenceEdit& edit = frame.view.sentence;
  if (edit.open == Open::all)
    edit.scroll = 0;  // the field scrolls by itself
  else
    scroll(frame, chips, area);
  const float from = edit.scroll, whole = width_of(chips);
  const Asked a = asked(frame);
  const ImVec2 low = on_screen(frame, area.x - 3, area.y - 3),
               high = on_screen(frame, area.x + area.w + 3, area.y + area.h + 3);
  ImGui::PushClipRect(low, high, true);
  const std::string before(sentence_of(frame.document.request));
  float x = area.x - from;
  for (const SourceChip& chip : chips) {  // the field first: it closes before another word opens
    if (chip.kind == Kind::field)
      sentence_field(frame, {x, area.y, edit.open == Open::all ? area.w : chip.width, area.h});
    x += chip.width + gap;
  }
  if (sentence_of(frame.document.request) != before)
    chips = source_chips(frame);  // the old ones cut another sentence into words
  x = area.x - from;
  std::size_t number = 0, pressed = 0;
  float pressed_at = -1;
  for (const SourceChip& chip : chips) {
    const scene::Rect rect{x, area.y, std::min(chip.width, chip.kind == Kind::hint ? area.w : chip.width), area.h};
    x += chip.width + gap;
    const bool in_sight = rect.x < area.x + area.w && rect.x + rect.w > area.x;
    if (in_sight && chip.kind != Kind::field && draw_chip(frame, chip, number, rect, a)) {
      pressed = number;
      pressed_at =
          (ImGui::GetIO().MousePos.x - on_screen(frame, rect.x + padding + (chip.unknown ? sign : 0), 0).x) / frame.px;
      pressed_at = std::max(0.0f, pressed_at);
    }
    if (chip.word.begin != chip.word.end) ++number;
  }
  ImGui::PopClipRect();
  if (edit.open != Open::all) fade_ends(frame, area, from, whole - area.w - from);
  if (pressed_at >= 0) open_pressed(frame, pressed, pressed_at);
}

}  // namespace attn::gui
