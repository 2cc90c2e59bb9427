// The knobs of beam search and sampling, above the tree or the table.
#include <algorithm>
#include <array>
#include <cmath>

#include "app/gui/controls.h"
#include "app/gui/panels/translation_parts.h"
#include "app/gui/translation_actions.h"
#include "engine/runs/marian_params.h"

namespace attn::gui {
namespace {

struct KnobLook {
  const char *id, *name, *tip;  // name: a key, or words that are the same in every language
};

KnobLook look_of(Knob knob) {
  switch (knob) {
    case Knob::width:
      return {"###beam width", "translation.width", "translation.width_tip"};
    case Knob::penalty:
      return {"###penalty", "translation.penalty", "translation.penalty_tip"};
    case Knob::temperature:
      return {"###temperature", "translation.temperature", "translation.temperature_tip"};
    case Knob::top_k:
      return {"###top k", "top-k", "translation.top_k_tip"};
    case Knob::top_p:
      return {"###top p", "top-p", "translation.top_p_tip"};
  }
  return {};
}

constexpr float number_room = 36;

float label_width(Frame& frame, Knob knob) {
  return std::ceil(frame.fonts.width(frame.texts(look_of(knob).name), Font::ui, 11.5f));
}

// "temperature ──o── 0.7"; returns where it ends.
float knob_at(Frame& frame, float x, float middle, float length, Knob knob, bool current) {
  const scene::Theme& theme = frame.theme;
  Document& document = frame.document;
  const KnobLook look = look_of(knob);
  const float label = label_width(frame, knob);
  text(frame, x, middle, frame.texts(look.name), {Font::ui, 11.5f, theme.t3});
  const scene::Rect bar{x + label + 10, middle - 12, length, 24};
  if (current) outline(frame, {bar.x - 6, bar.y, bar.w + 12, bar.h}, theme.ink, 6, 1.5f);
  set_stop(document, knob, slider(frame, look.id, bar, stops(knob), stop_of(document, knob), frame.texts(look.tip)));
  text(frame, bar.x + bar.w + 12, middle, stop_text(frame, knob), {Font::mono, 11.5f, theme.t1}, number_room);
  return bar.x + bar.w + 12 + number_room;
}

// Draw, or with another seed, or no longer; returns the left end.
float draw_buttons(Frame& frame, float right, float y) {
  Request& request = frame.document.request;
  const auto button = [&](const char* id, std::string_view label, bool primary, const char* tip) {
    const float w = std::max(64.0f, frame.fonts.width(label, Font::ui_bold, 13) + 28);
    const bool clicked = text_button(frame, id, right, y, label, {primary, true});
    if (ImGui::IsItemHovered() && tip) tooltip(frame, frame.texts(tip));
    right -= w + 8;
    return clicked;
  };
  if (button("###draw", frame.texts(draws(request) ? "translation.draw_again" : "translation.draw"), true,
             "translation.draw_tip"))
    draw_words_anew(frame);
  else if (draws(request) && button("###undraw", frame.texts("translation.undraw"), false, nullptr))
    set_draws(request, false);
  if (!draws(request)) return right;
  const std::string which = frame.texts(Message{"translation.seed", {std::to_string(seed(request, "seed"))}});
  return right - 4 - text(frame, right - 4, y + 16, which, {Font::mono, 11, frame.theme.t2, scene::Align::right}, 110);
}

}  // namespace

void translation_options(Frame& frame, float y, float width) {
  const TranslationOptions& options = frame.document.translation;
  const std::vector<Knob> all = knobs(options.decoding);
  const float middle = y + 18;
  float right = width - 24;
  if (options.decoding == Decoding::sampling) right = draw_buttons(frame, right, y + 2) - 12;
  if (options.decoding == Decoding::beam && (frame.derived.searching || frame.derived.busy))
    right -= 12 + text(frame, right, middle, frame.texts("translation.searching"),
                       {Font::ui, 12, frame.theme.t2, scene::Align::right}, width / 3);
  const auto count = static_cast<float>(all.size());
  float used = 0;
  for (const Knob knob : all) used += label_width(frame, knob) + 22 + number_room + 12;
  const float length = std::clamp((right - 24 - used) / count, 24.0f, 140.0f);
  float x = 24;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const bool current = frame.view.translation.knob == static_cast<int>(i);
    x = knob_at(frame, x, middle, length, all[i], current) + 12;
  }
}

}  // namespace attn::gui
