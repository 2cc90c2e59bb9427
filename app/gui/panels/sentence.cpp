// The sentence bar: the sentence word by word, then the translation, then whether all of it is up to date.
#include "app/gui/panels/sentence.h"
#include "engine/run_kind.h"
#include "engine/runs/marian_params.h"

#include <algorithm>
#include <cmath>

namespace attn::gui {
namespace {

constexpr float side = 16, between = 34;  // between: room for the arrow from sentence to translation

bool too_long(const Frame& frame) { return frame.derived.problem && frame.derived.problem->key == "problem.too_long"; }

struct Status {
  std::string words;
  scene::Color hue, text;
  bool must_show = false;  // in words, however narrow the window is
};

Status status_of(const Frame& frame) {
  const scene::Theme& theme = frame.theme;
  const auto& problem = frame.derived.problem;
  if (frame.derived.busy) return {std::string(frame.texts("ui.computing")), theme.t3, theme.t2};
  if (problem && problem->key == "problem.empty") return {};
  if (too_long(frame))
    return {frame.texts(Message{"ui.token_count", {problem->values[0], problem->values[2]}}), theme.err, theme.err,
            true};
  if (problem && problem->key.starts_with("problem.model"))
    return {std::string(frame.texts("ui.model_problem")), theme.err, theme.t2};
  if (problem && !frame.run()) return {};
  if (problem) return {std::string(frame.texts("ui.not_current")), theme.err, theme.t2};
  if (!frame.run()) return {};
  return {frame.texts(Message{"ui.status", {std::to_string(frame.facts.timeline.size())}}), theme.ok, theme.t2};
}

// Returns where the status begins.
float status(Frame& frame, float right, float y, bool wide) {
  const Status s = status_of(frame);
  if (s.words.empty()) return right;
  float x = right - 4;
  if (wide || s.must_show) x = right - text(frame, right, y, s.words, {Font::ui, 11, s.text, scene::Align::right}) - 12;
  dot(frame, x, y, s.hue, 3.5f);
  const Touch t = touch(frame, "###status", {x - 8, y - 12, right - x + 8, 24}, Reach::area);
  if (t.hovered && !wide && !s.must_show) tooltip(frame, s.words);
  return x - 4;
}

// A caret mark, a pencil, and in words what a click does: as much of it as there is room for. A press begins a word.
void invitation(Frame& frame, float x, float right, float y, bool wide) {
  x += 6;
  if (right - x < 14) return;
  const float begin = x;
  line(frame, x + 5, y - 10, x + 5, y + 10, frame.theme.t1, 1.5f);
  x += 14;
  if (right - x >= 14) {
    icon(frame, Icon::pencil, x + 7, y, frame.theme.t3);
    x += 18;
  }
  const std::string_view hint = frame.texts("ui.edit_hint");
  if (wide && frame.fonts.width(hint, Font::ui, 11) <= right - x)
    x += text(frame, x, y, hint, {Font::ui, 11, frame.theme.t3});
  const Touch t = touch(frame, "###invitation", {begin, y - 14, x - begin, 28});
  if (t.hovered) tooltip(frame, frame.texts("ui.sentence_tip"));
  if (!t.by_key && (!t.held || !ImGui::IsMouseClicked(0))) return;
  const std::string_view sentence = sentence_of(frame.document.request);
  const std::vector<Word> all = words(sentence);
  open_word(frame, inserted_after(sentence, all.empty() ? Word{} : all.back()));
}

}  // namespace

void chip_box(Frame& frame, const scene::Rect& rect, const ChipLook& look) {
  fill(frame, rect, look.ground, 6);
  if (look.dashed)
    dashed_outline(frame, rect, look.edge, 6, look.stroke);
  else
    outline(frame, rect, look.edge, 6, look.stroke);
}

void chip_tip(Frame& frame, const scene::Rect& rect, std::string_view words) {
  tooltip(frame, words, {rect.x, 0, rect.w, panel_height(frame)}, Tip::below);
}

// Of a matrix of words by words: who asks, in Q's hue, and who is asked, in K's. Elsewhere the hue of the step.
Asked asked(const Frame& frame) {
  Asked a;
  a.row_hue = frame.theme.q;
  a.col_hue = frame.theme.k;
  const auto cell = frame.cell();
  if (!cell || frame.derived.problem) return a;
  const Step& step = frame.trace()[frame.step];
  a.row_sequence = step.out.row_axis.sequence;
  a.col_sequence = step.out.col_axis.sequence;
  a.row = static_cast<int>(step.out.row_axis.first + cell->row);
  a.col = static_cast<int>(step.out.col_axis.first + cell->col);
  if (a.col_sequence == 0 && !frame.view.linked.pointed) {
    const scene::Color hue = scene::role_color(frame.theme, *step.role);
    a.row_hue = hue == frame.theme.t2 ? frame.theme.ink : hue;
  }
  return a;
}

ChipLinks chip_links(const Frame& frame, const Asked& a, std::uint8_t sequence, int first, int last) {
  ChipLinks found;
  if (sequence == 0 || first >= last || frame.derived.problem) return found;
  found.words = word_links(frame, sequence, first, last);
  const auto in = [&](int i) { return i >= first && i < last; };
  const bool pointed = frame.view.linked.pointed;
  found.row = pointed ? found.words.row : a.row_sequence == sequence && in(a.row);
  found.col = pointed ? found.words.col : a.col_sequence == sequence && in(a.col);
  return found;
}

void draw_chip_links(Frame& frame, std::uint8_t sequence, int first, const scene::Rect& rect, const ChipLinks& links,
                     const Asked& a) {
  if (sequence == 0) return;
  const char* const place = frame.trace().sequences()[sequence - 1u].id.c_str();
  const std::string name = std::to_string(first);
  const scene::Color ink = scene::faded(frame.theme.ink, 0.9 * link_strength(frame));
  const float left = rect.x + 7, right = rect.x + rect.w - 7;
  using As = Record::Lit::As;
  if (links.row && links.col)  // a word that looks at itself is both
    outline(frame, {rect.x + 3, rect.y + 3, rect.w - 6, rect.h - 6}, a.col_hue, 4, 1.5f);
  if (frame.record && (links.row || links.col)) frame.record->lit.push_back({place, name, As::itself});
  if (links.words.read) {
    const float y = rect.y + rect.h - 4;
    link_line(frame, place, name, {left, y}, {right, y}, As::read, ink, 1.5f);
  }
  if (links.words.reader) link_line(frame, place, name, {left, rect.y + 4}, {right, rect.y + 4}, As::reader, ink, 1.5f);
}

void sentence_panel(Frame& frame) {
  follow_document(frame);
  const float width = panel_width(frame), height = panel_height(frame), h = height < 48 ? 28.0f : 32.0f,
              y = std::floor((height - h) / 2), middle = height / 2;
  const bool wide = width >= 1280, labels = width >= 800;
  if (frame.derived.busy) fill(frame, {0, 0, width, 2}, frame.theme.ink);
  const TextStyle label{Font::ui_bold, 10.5f, frame.theme.t3};
  const float right = status(frame, width - side, middle, wide) - 16;
  float x = side;
  if (labels) x += text(frame, x, middle, frame.texts("ui.source"), label) + 12;
  const std::string_view target = labels ? frame.texts("ui.target") : std::string_view();
  const float target_label = labels ? frame.fonts.width(target, label.font, label.size) + 12 : 0;
  const std::vector<SourceChip> chips = source_chips(frame);
  // The translation begins where the mock-up has it, further right for a long sentence, and keeps some room.
  const float usual = std::round(width * 0.4444f);
  const bool one_field = frame.view.sentence.open == SentenceEdit::Open::all;
  const float whole = std::max(width_of(chips), one_field ? usual - between - x : 0),
              needed = target_label + target_width(frame), room = right - x,
              share = needed / std::max(1.0f, needed + whole + 20 + between),  // where not all fits: by need
      least = std::min(needed, std::max({150.0f, 0.26f * width, std::min(share, 0.5f) * room}));
  float to = std::max(x + whole + 20 + between, std::min(usual, right - needed));
  to = std::clamp(to, x + 120, std::max(x + 120, right - least));
  const float end = to - between, shown = std::min(whole, end - x);
  source_words(frame, chips, {x, y, shown, h});
  if (frame.view.sentence.open == SentenceEdit::Open::nothing && whole <= end - x &&
      !words(sentence_of(frame.document.request)).empty())
    invitation(frame, x + shown, end, middle, wide);
  if (!run_kind(frame.document.request.kind).needs_model) return parameters(frame, to, right, y, h);
  icon(frame, Icon::closed, to - 18, middle, frame.theme.t3);
  if (labels) text(frame, to, middle, target, label);
  target_words(frame, to + target_label, right, y, h);
}

}  // namespace attn::gui
