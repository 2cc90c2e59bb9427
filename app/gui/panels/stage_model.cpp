// The stage while a model is being read, and where it could not be.
#include <algorithm>

#include "app/gui/actions.h"
#include "app/gui/panels/stage_parts.h"
#include "app/gui/widgets.h"
#include "app/scene/text.h"

namespace attn::gui {
namespace {

constexpr float card_width = 480, cell = 18;

scene::Rect card(Frame& frame, float width, float height, float h) {
  const float w = std::min(card_width, width - 32);
  const scene::Rect box{std::round((width - w) / 2), std::round(std::max(8.0f, (height - h) / 2)), w, h};
  fill(frame, box, frame.theme.bg1, 10);
  outline(frame, box, frame.theme.line2, 10);
  return box;
}

// "1.9 MB"
std::string megabytes(std::size_t bytes) {
  const std::size_t tenths = (bytes + 50'000) / 100'000;
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10);
}

}  // namespace

void loading_card(Frame& frame, float width, float height) {
  const Derived& derived = frame.derived;
  const scene::Rect box = card(frame, width, height, 190);
  const float middle = box.x + box.w / 2;
  const double done =
      static_cast<double>(derived.loaded) / static_cast<double>(std::max<std::size_t>(1, derived.to_load));
  for (int i = 0; i < 9; ++i) {
    const scene::Rect place{middle - 1.5f * (cell + 2) + static_cast<float>(i % 3) * (cell + 2),
                            box.y + 20 + static_cast<float>(i / 3) * (cell + 2), cell, cell};
    const bool full = done * 9 >= i + 1;
    fill(frame, place, full ? frame.theme.seq[static_cast<std::size_t>(70 + 20 * i)] : frame.theme.bg2, 3);
  }
  text(frame, middle, box.y + 100, frame.texts(Message{"ui.loading", {short_name(frame.document.request.place)}}),
       {Font::ui_bold, 14, frame.theme.t1, scene::Align::center}, box.w - 32);
  text(frame, middle, box.y + 122,
       frame.texts(Message{"ui.loading_bytes", {megabytes(derived.loaded), megabytes(derived.to_load)}}),
       {Font::mono, 11.5f, frame.theme.t2, scene::Align::center}, box.w - 32);
  if (frame.run() && text_button(frame, "###cancel loading", middle + 44, box.y + 142, frame.texts("ui.cancel")))
    frame.document.request = derived.answer.asked.request;
}

void model_problem_card(Frame& frame, float width, float height) {
  const std::string words = frame.texts(*frame.derived.problem);
  const float inner = std::min(card_width, width - 32) - 48;
  const auto rows = scene::wrap(words, inner, Font::ui, 13, frame.fonts.measure());
  const float h = 48 + 20 * static_cast<float>(rows.size()) + 68;
  const scene::Rect box = card(frame, width, height, h);
  text(frame, box.x + 24, box.y + 28, frame.texts("ui.model_problem"), {Font::ui_bold, 15, frame.theme.t1}, inner);
  float y = paragraph(frame, box.x + 24, box.y + 46, inner, words, {Font::ui, 13, frame.theme.t2}, 20) + 14;
  float right = box.x + box.w - 24;
  const auto button = [&](const char* id, std::string_view label, ButtonLook look = {}) {
    const bool clicked = text_button(frame, id, right, y, label, look);
    right -= std::max(64.0f, frame.fonts.width(label, Font::ui_bold, 13) + 28) + 8;
    return clicked;
  };
  if (button("###retry model", frame.texts("ui.retry"), {true, true})) frame.view.retry = true;
  if (button("###other model", frame.texts("ui.other_model"))) ask_for_model(frame);
  const std::string& last = frame.run() ? frame.derived.answer.asked.request.place : std::string(default_model);
  if (!last.empty() && last != frame.document.request.place && button("###last model", short_name(last)))
    open_model(frame, last);
}

}  // namespace attn::gui
