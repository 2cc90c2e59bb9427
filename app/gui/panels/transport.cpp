#include <algorithm>
#include <cmath>
#include <iterator>

#include "app/core/names.h"
#include "app/gui/actions.h"
#include "app/gui/controls.h"
#include "app/gui/panels/dock_parts.h"

namespace attn::gui {
namespace {

constexpr float middle = transport_height / 2;
constexpr const char* speed_names[] = {"¼×", "½×", "1×", "2×", "4×", "8×"};

float buttons(Frame& frame, float x) {
  const std::vector<int>& places = frame.facts.timeline;
  const auto button = [&](const char* id, Icon which, const char* tip, float width = 32, bool primary = false) {
    const bool clicked =
        icon_button(frame, id, {x, middle - 16, width, 32}, which, frame.texts(tip), {primary, !places.empty()});
    x += width + 4;
    return clicked;
  };
  if (button("###first", Icon::first, "ui.first")) go_first(frame);
  if (button("###previous", Icon::previous, "ui.previous")) go_by(frame, -1);
  const bool playing = frame.view.player.playing;
  if (button("###play", playing ? Icon::pause : Icon::play, playing ? "ui.pause" : "ui.play", 44, true))
    toggle_play(frame);
  if (button("###next", Icon::next, "ui.next")) go_by(frame, 1);
  if (button("###last", Icon::last, "ui.last")) go_last(frame);
  return x + 12;
}

float speed(Frame& frame, float x, bool labelled) {
  if (labelled) x += text(frame, x, middle, frame.texts("ui.speed"), {Font::ui, 11, frame.theme.t3}) + 10;
  const auto at = std::find(std::begin(speeds), std::end(speeds), frame.document.speed);
  const int current = at == std::end(speeds) ? 2 : static_cast<int>(at - std::begin(speeds));
  constexpr int count = static_cast<int>(std::size(speeds));
  const float w = labelled ? 84.0f : 68.0f;
  const int chosen = slider(frame, "###speed", {x, middle - 12, w, 24}, count, current, frame.texts("ui.speed_tip"));
  frame.document.speed = speeds[chosen];
  x += w + 10;
  text(frame, x, middle, speed_names[chosen], {Font::mono, 11, frame.theme.t1});
  return x + 32;
}

float grain(Frame& frame, float x, bool labelled) {
  if (labelled) x += text(frame, x, middle, frame.texts("ui.grain"), {Font::ui, 11, frame.theme.t3}) + 10;
  const std::string labels[] = {std::string(frame.texts("ui.grain_cell")), std::string(frame.texts("ui.grain_step")),
                                std::string(frame.texts("ui.grain_block")), std::string(frame.texts("ui.grain_layer"))};
  const Segments segments{"grain", labels, static_cast<std::size_t>(frame.document.grain)};
  frame.document.grain =
      static_cast<Grain>(segmented(frame, x, middle - 14, 28, segments, frame.texts("ui.grain_tip")));
  return x + segments_width(frame, segments) + 18;
}

// What play shows: the story, or every step.
float story(Frame& frame, float x) {
  const std::string labels[] = {std::string(frame.texts("ui.play_story")), std::string(frame.texts("ui.play_all"))};
  const Segments segments{"course", labels, frame.document.play_all ? 1u : 0u};
  frame.document.play_all = segmented(frame, x, middle - 14, 28, segments, frame.texts("ui.course_tip")) == 1;
  return x + segments_width(frame, segments) + 18;
}

// "Step 15 / 638  Scores  cell 8 / 16", as much of it as there is room for.
void where(Frame& frame, float x, float right) {
  if (frame.step < 0) return;
  const std::vector<int>& places = frame.facts.timeline;
  const scene::Theme& theme = frame.theme;
  const Step& step = frame.trace()[frame.step];
  const auto put = [&](const std::string& words, const TextStyle& style, float gap) {
    if (x + gap + frame.fonts.width(words, style.font, style.size) > right) return false;
    x += gap + text(frame, x + gap, middle, words, style);
    return true;
  };
  if (places.empty() || frame.step < places.front()) {
    put(std::string(frame.texts("ui.weights")), {Font::ui_bold, 13, theme.t1}, 0);
  } else {
    const std::string number = std::to_string(place_of(places, frame.step) + 1);
    if (!put(frame.texts(Message{"ui.step_number", {number}}), {Font::ui_bold, 13, theme.t1}, 0)) return;
    if (!put("/", {Font::mono, 12, theme.t3}, 8)) return;
    if (!put(std::to_string(places.size()), {Font::mono, 12, theme.t3}, 8)) return;
  }
  if (!put(step_title(frame.texts, step), {Font::ui, 12.5f, theme.t2}, 14)) return;
  if (!by_cells(step)) return;
  const int all = units(step);
  const int begun =
      std::clamp(static_cast<int>(std::ceil(frame.document.phase * all - 1e-6)), 0, all);  // as the cursor
  put(frame.texts(Message{"ui.cell_number", {std::to_string(begun), std::to_string(all)}}), {Font::ui, 11, theme.t3},
      12);
}

// Returns the left end.
float zoom_buttons(Frame& frame, float right, bool labelled) {
  const bool any = !frame.facts.timeline.empty();
  const auto button = [&](const char* id, Icon which, const char* tip) {
    right -= 28;
    const bool clicked = icon_button(frame, id, {right, middle - 14, 28, 28}, which, frame.texts(tip), {false, any});
    right -= 4;
    return clicked;
  };
  if (button("###timeline fit", Icon::fit, "ui.timeline_fit")) fit_timeline(frame);
  if (button("###timeline closer", Icon::plus, "ui.timeline_closer")) zoom_timeline(frame, 1.5);
  if (button("###timeline farther", Icon::minus, "ui.timeline_farther")) zoom_timeline(frame, 1 / 1.5);
  if (!labelled) return right;
  right -= 6;
  return right - text(frame, right, middle, frame.texts("ui.timeline_zoom"),
                      {Font::ui, 11, frame.theme.t3, scene::Align::right});
}

}  // namespace

void transport(Frame& frame, float width, bool full) {
  const bool labelled = width >= 1280;
  float x = buttons(frame, dock_side);
  float right = width - dock_side;
  if (full) right = zoom_buttons(frame, right, labelled) - 16;
  if (width >= 800) x = story(frame, x);
  if (width >= 700) x = speed(frame, x, labelled);
  if (width >= 1024) x = grain(frame, x, labelled);
  where(frame, x, right);
}

}  // namespace attn::gui
