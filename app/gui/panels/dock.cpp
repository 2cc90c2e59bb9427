#include <algorithm>
#include <cmath>

#include "app/core/names.h"
#include "app/gui/panels/panels.h"
#include "app/gui/widgets.h"

namespace attn::gui {
namespace {

constexpr float side = 16, strip_height = 12;

float transport(Frame& frame, float y) {
  const std::vector<int>& places = frame.facts.timeline;
  float x = side;
  const auto button = [&](const char* id, Icon which, const char* tip, float width = 32, bool primary = false) {
    const bool clicked = icon_button(frame, id, {x, y, width, 28}, which, frame.texts(tip), {primary, !places.empty()});
    x += width + 6;
    return clicked;
  };
  if (button("###first", Icon::first, "ui.first")) go(frame, places.front());
  if (button("###previous", Icon::previous, "ui.previous")) go_by(frame, -1);
  const bool playing = frame.view.player.playing;
  if (button("###play", playing ? Icon::pause : Icon::play, playing ? "ui.pause" : "ui.play", 44, true))
    toggle_play(frame);
  if (button("###next", Icon::next, "ui.next")) go_by(frame, 1);
  if (button("###last", Icon::last, "ui.last")) go(frame, places.back());
  return x + 10;
}

// "Step 15 / 638  Scores"
float where(Frame& frame, float x, float y, float room) {
  if (frame.step < 0) return x;
  const float begin = x;
  const std::vector<int>& places = frame.facts.timeline;
  const bool weight = places.empty() || frame.step < places.front();
  const scene::Theme& theme = frame.theme;
  if (weight) {
    x += text(frame, x, y, frame.texts("ui.weights"), {Font::ui_bold, 13, theme.t1}, room);
  } else {
    const std::string number = std::to_string(place_of(places, frame.step) + 1);
    x += text(frame, x, y, frame.texts(Message{"ui.step_number", {number}}), {Font::ui_bold, 13, theme.t1});
    x += 6 + text(frame, x + 6, y, "/ " + std::to_string(places.size()), {Font::mono, 12, theme.t3});
  }
  if (room - (x - begin) < 60) return x;
  return x + 14 +
         text(frame, x + 14, y, step_title(frame.texts, frame.trace()[frame.step].path), {Font::ui, 12.5f, theme.t2},
              room - (x - begin) - 14);
}

// Every step as a stroke in its role's hue; a press anywhere goes there.
void strip(Frame& frame, float y, float width) {
  const std::vector<int>& places = frame.facts.timeline;
  const scene::Rect all{side, y, width, strip_height};
  fill(frame, all, frame.theme.bg2, 2);
  if (places.empty() || frame.step < 0) return;
  const auto count = static_cast<float>(places.size());
  const float step_width = width / count;
  std::size_t first = 0;
  const auto hue = [&](std::size_t i) { return scene::role_color(frame.theme, frame.trace()[places[i]].path); };
  for (std::size_t i = 1; i <= places.size(); ++i) {
    if (i < places.size() && hue(i) == hue(first)) continue;
    const float x = side + step_width * static_cast<float>(first), w = step_width * static_cast<float>(i - first);
    fill(frame, {x, y + 3, w, strip_height - 6}, scene::faded(hue(first), 0.55));
    first = i;
  }
  const float at = side + step_width * (static_cast<float>(place_of(places, frame.step)) + 0.5f);
  fill(frame, {at - 1.5f, y - 2, 3, strip_height + 4}, frame.theme.ink, 1.5f);
  const Touch t = touch(frame, "###timeline", {side, y - 4, width, strip_height + 8});
  if (!t.hovered && !t.held) return;
  const float mouse = (ImGui::GetIO().MousePos.x - on_screen(frame, side, 0).x) / frame.px;
  const auto place = static_cast<std::size_t>(std::clamp(std::floor(mouse / step_width), 0.0f, count - 1));
  const Step& step = frame.trace()[places[place]];
  std::string words;
  for (const std::string& part : breadcrumb(frame.texts, step.path)) words += (words.empty() ? "" : " › ") + part;
  tooltip(frame, words);
  if (t.held && places[place] != frame.step) go(frame, places[place]);
}

}  // namespace

void dock_panel(Frame& frame) {
  const float width = panel_width(frame);
  const float x = transport(frame, 8);
  where(frame, x, 22, std::max(120.0f, width - side - x));
  strip(frame, 48, width - 2 * side);
}

}  // namespace attn::gui
