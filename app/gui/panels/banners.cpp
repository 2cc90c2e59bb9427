// Boxes above the picture: what went wrong, what was replaced, and a button that mends it.
#include <algorithm>
#include <functional>

#include "app/gui/panels/stage_parts.h"
#include "app/gui/widgets.h"
#include "app/scene/text.h"
#include "engine/runs/marian_params.h"

namespace attn::gui {
namespace {

constexpr float padding = 16, button_height = 28;

struct Mend {
  std::string label;
  std::function<void(Request&)> mend;
  float width = 0;
};

void mend_button(Frame& frame, const Mend& mend, const scene::Rect& place) {
  const Touch t = touch(frame, ("###mend " + mend.label).c_str(), place);
  fill(frame, place, t.held ? frame.theme.bg4 : t.hovered ? frame.theme.bg3 : frame.theme.bg2, 6);
  outline(frame, place, frame.theme.line2, 6);
  text(frame, place.x + 12, place.y + button_height / 2, mend.label, {Font::ui, 12, frame.theme.t1}, place.w - 24);
  if (t.clicked) mend.mend(frame.document.request);
}

float box(Frame& frame, float x, float y, float width, const std::string& words, scene::Color edge,
          const std::vector<Mend>& mends = {}) {
  // One short line with one button: side by side.
  if (mends.size() == 1) {
    const float words_w = frame.fonts.width(words, Font::ui, 13), button = mends.front().width;
    if (2 * padding + words_w + 16 + button <= width) {
      fill(frame, {x, y, width, 40}, frame.theme.bg1, 6);
      outline(frame, {x, y, width, 40}, edge, 6);
      text(frame, x + padding, y + 20, words, {Font::ui, 13, frame.theme.t1});
      mend_button(frame, mends.front(), {x + width - padding + 8 - button, y + 6, button, button_height});
      return y + 48;
    }
  }
  const float inner = width - 2 * padding;
  const auto rows = scene::wrap(words, inner, Font::ui, 13, frame.fonts.measure());
  const float text_height = 20 * static_cast<float>(rows.size()) + 16;
  // Buttons stand below the text, in as many lines as they need.
  float bx = 0, by = 0;
  std::vector<scene::Rect> places;
  for (const Mend& mend : mends) {
    if (bx > 0 && bx + mend.width > inner) {
      bx = 0;
      by += button_height + 6;
    }
    places.push_back({x + padding + bx, y + text_height + by, std::min(mend.width, inner), button_height});
    bx += mend.width + 8;
  }
  const float height = text_height + (mends.empty() ? 0 : by + button_height + 12);
  fill(frame, {x, y, width, height}, frame.theme.bg1, 6);
  outline(frame, {x, y, width, height}, edge, 6);
  paragraph(frame, x + padding, y + 8, inner, words, {Font::ui, 13, frame.theme.t1}, 20);
  for (std::size_t i = 0; i < mends.size(); ++i) {
    mend_button(frame, mends[i], places[i]);
  }
  return y + height + 8;
}

Mend labelled(Frame& frame, std::string label, std::function<void(Request&)> mend) {
  const float width = frame.fonts.width(label, Font::ui, 12) + 24;
  return {std::move(label), std::move(mend), width};
}

std::vector<Mend> mends_of(Frame& frame, const Message& note) {
  if (note.key == "note.kept" || note.key == "note.kept_long")
    return {labelled(frame, std::string(frame.texts("note.all_rows")),
                     [](Request& request) { request.values["keys_values"] = std::string("computed"); })};
  if (note.key != "note.unknown") return {};
  constexpr std::size_t most = 4;
  std::vector<Mend> mends;
  for (const UnknownWord& unknown : frame.facts.unknown) {
    if (!unknown.suggestion || mends.size() == most) continue;
    mends.push_back(labelled(frame, frame.texts(Message{"ui.use_instead", {unknown.word, *unknown.suggestion}}),
                             [word = unknown.word, by = *unknown.suggestion](Request& request) {
                               set_sentence(request, exchanged(sentence_of(request), word, by));
                             }));
  }
  return mends;
}

}  // namespace

float banners(Frame& frame, float x, float y, float width) {
  if (const auto& problem = frame.derived.problem)
    return box(frame, x, y, width, frame.texts(*problem), frame.theme.err);
  for (const Message& note : frame.facts.notes) {
    const bool unknown = note.key == "note.unknown";
    y = box(frame, x, y, width, frame.texts(note), unknown ? frame.theme.err : frame.theme.line2,
            mends_of(frame, note));
  }
  return y;
}

}  // namespace attn::gui
