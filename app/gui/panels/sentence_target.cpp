// The words of the translation as chips: solid when they are written at the current step, dashed before that.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "app/gui/actions.h"
#include "app/gui/panels/sentence.h"

namespace attn::gui {
namespace {

constexpr float padding = 10, gap = 6, more = 36, pencil = 16, copy_width = 32;

struct TargetChip {
  std::string label, probability;
  int step = -1;
  bool written = true, current = false;
  bool forced = false;  // put here by hand
  float width = 0;
};

TextStyle style_of(const Frame& frame, const TargetChip& chip) {
  const bool mark = chip.label.starts_with("<");
  return {mark ? Font::mono : Font::ui, mark ? 11.0f : 14.0f,
          chip.written   ? frame.theme.t1
          : chip.current ? frame.theme.t2
                         : frame.theme.t3};
}

// <s>, then every word of the translation; a written one with the probability it was chosen with, for which there is
// room before that too: chips stay where they are.
std::vector<TargetChip> chips_of(Frame& frame, bool probabilities) {
  std::vector<TargetChip> chips;
  const Run* translation = frame.run();
  const auto& problem = frame.derived.problem;
  if (!translation || (problem && problem->key == "problem.empty")) return chips;
  const Trace& trace = translation->trace;
  const auto add = [&](std::string label, std::string probability, int step, bool written, bool current,
                       bool forced = false) {
    TargetChip chip{std::move(label), std::move(probability), step, written, current, forced, 0};
    const TextStyle style = style_of(frame, chip);
    chip.width = frame.fonts.width(chip.label, style.font, style.size) + 2 * padding;
    if (probabilities && step != translation->prompt) chip.width += frame.fonts.width("0.00", Font::mono, 10) + 6;
    if (forced) chip.width += pencil;
    chip.width = std::round(chip.width);
    chips.push_back(std::move(chip));
  };
  if (translation->prompt >= 0)
    add(trace[translation->prompt].out.row_axis.label(0), "", translation->prompt, true, false);
  const int now = word_at(*translation, frame.step);
  for (std::size_t i = 0; i < translation->written.size(); ++i) {
    const Written& word = translation->written[i];
    const bool written = word.chosen < frame.step || (word.chosen == frame.step && frame.document.phase >= 1);
    std::string probability;
    if (probabilities && written) probability = fmt::format("{:.2f}", trace[word.probabilities].out(0, word.id));
    const auto& words = frame.derived.answer.asked.request.forced;
    const bool forced = std::any_of(words.begin(), words.end(),
                                    [i](const ForcedWord& w) { return w.position == static_cast<int>(i) + 1; });
    add(word.label, probability, word.probabilities, written, now == static_cast<int>(i) + 1, forced);
  }
  return chips;
}

float width_of(const std::vector<TargetChip>& chips) {
  float width = 0;
  for (const TargetChip& chip : chips) width += chip.width + gap;
  return std::max(0.0f, width - gap);
}

void draw_chip(Frame& frame, const TargetChip& chip, std::size_t i, const scene::Rect& rect, const Asked& a) {
  const scene::Theme& theme = frame.theme;
  const Touch t = touch(frame, ("###target " + std::to_string(i)).c_str(), rect);
  const auto place = static_cast<int>(i);
  const ChipLinks links = chip_links(frame, a, frame.run()->target_sequence, place, place + 1);
  ChipLook look{t.hovered ? theme.bg3 : chip.written ? theme.bg2 : theme.bg1, theme.line2, 1, !chip.written};
  if (chip.current) look.edge = theme.ink;
  if (chip.forced) look = {look.ground, theme.edit, chip.current ? 2.0f : 1.5f, look.dashed};
  if (links.row || links.col) {
    look.edge = links.row ? a.row_hue : a.col_hue;
    look.stroke = 1.5f;
  }
  chip_box(frame, rect, look);
  draw_chip_links(frame, frame.run()->target_sequence, place, rect, links, a);
  if (t.hovered && !frame.derived.problem)
    point_at(frame, Pointed::word(frame.run()->target_sequence, place, place + 1));
  float x = rect.x + padding;
  if (chip.forced) {
    icon(frame, Icon::pencil, x + 4, rect.y + rect.h / 2, theme.edit);
    x += pencil;
  }
  text(frame, x, rect.y + rect.h / 2, chip.label, style_of(frame, chip));
  if (!chip.probability.empty())
    text(frame, rect.x + rect.w - 8, rect.y + rect.h / 2, chip.probability,
         {Font::mono, 10, theme.t3, scene::Align::right});
  if (t.hovered)
    chip_tip(frame, rect,
             frame.texts(i == 0         ? "ui.start_tip"
                         : chip.forced  ? "ui.forced_tip"
                         : chip.written ? "ui.written_tip"
                                        : "ui.unwritten_tip"));
  if (t.clicked) go(frame, chip.step);
}

}  // namespace

static std::string whole_translation(Frame& frame) {
  return frame.texts(Message{"ui.copy_translation", {frame.run()->output}});
}

// At the end of the words: the translation as one line of text, and a click copies it.
static void copy_button(Frame& frame, float x, float y, float h) {
  if (icon_button(frame, "###copy translation", {x, y, 26, h}, Icon::copy, whole_translation(frame)))
    copy_translation(frame);
}

// Which chips are drawn where not all have room: the word being written and those looked at, the first two, then those
// beside it as far as they fit.
static std::vector<bool> chips_with_room(Frame& frame, const std::vector<TargetChip>& chips, const Asked& a,
                                         float room) {
  const auto count = static_cast<int>(chips.size());
  std::vector<bool> drawn(chips.size(), false);
  const auto width = [&] {
    float all = 0;
    for (std::size_t i = 0; i < chips.size(); ++i)
      all += drawn[i] ? chips[i].width + gap : i == 0 || drawn[i - 1] ? more + gap : 0;
    return all - gap;
  };
  const auto take = [&](int i) {
    if (i < 0 || i >= count || drawn[static_cast<std::size_t>(i)]) return true;
    drawn[static_cast<std::size_t>(i)] = true;
    const bool fits = width() <= room;
    drawn[static_cast<std::size_t>(i)] = fits;
    return fits;
  };
  int now = 0;
  for (int i = 0; i < count; ++i)
    if (chips[static_cast<std::size_t>(i)].current) now = i;
  if (now == 0)  // no word is being written: the last that is there
    for (int i = 0; i < count; ++i)
      if (chips[static_cast<std::size_t>(i)].written) now = i;
  const std::uint8_t target = frame.run()->target_sequence;
  take(now);
  if (target != 0 && a.row_sequence == target) take(a.row);
  if (target != 0 && a.col_sequence == target) take(a.col);
  for (const int i : {0, 1}) take(i);
  bool before = true, after = true;
  for (int d = 1; d < count && (before || after); ++d) {
    before = before && take(now - d);
    after = after && take(now + d);
  }
  return drawn;
}

// "+62": words that have no room, which the tip says; a click does what the button does.
static void words_beyond(Frame& frame, const scene::Rect& rect, std::size_t count, bool first) {
  const std::string id = first ? "###more words" : "###more words " + std::to_string(count);
  const Touch t = touch(frame, id.c_str(), rect);
  if (t.hovered) fill(frame, rect, t.held ? frame.theme.bg4 : frame.theme.bg3, 6);
  text(frame, rect.x + 4, rect.y + rect.h / 2, "+" + std::to_string(count),
       {Font::mono, 11, t.hovered ? frame.theme.t1 : frame.theme.t3}, rect.w - 4);
  if (t.hovered) tooltip(frame, whole_translation(frame));
  if (t.clicked) copy_translation(frame);
}

float target_width(Frame& frame) {
  const auto chips = chips_of(frame, true);
  return width_of(chips) + (chips.size() > 1 ? copy_width : 0);
}

void target_words(Frame& frame, float x, float right, float y, float h) {
  std::vector<TargetChip> chips = chips_of(frame, true);
  const bool copies = chips.size() > 1 && right - x > 120;
  if (copies) right -= copy_width;
  if (x + width_of(chips) > right) chips = chips_of(frame, false);
  const Asked a = asked(frame);
  std::vector<bool> drawn(chips.size(), true);
  if (x + width_of(chips) > right && frame.run()) drawn = chips_with_room(frame, chips, a, right - x);
  bool first = true;
  for (std::size_t i = 0; i < chips.size(); ++i) {
    if (drawn[i]) {
      draw_chip(frame, chips[i], i, {x, y, chips[i].width, h}, a);
      x += chips[i].width + gap;
      continue;
    }
    std::size_t end = i;
    while (end < chips.size() && !drawn[end]) ++end;
    words_beyond(frame, {x, y, std::min(more, right - x), h}, end - i, std::exchange(first, false));
    x += more + gap;
    i = end - 1;
  }
  if (copies) copy_button(frame, x, y, h);
}

}  // namespace attn::gui
