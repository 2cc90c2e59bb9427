#include <algorithm>
#include <cmath>

#include "app/core/names.h"
#include "app/gui/actions.h"
#include "app/gui/panels/dock_parts.h"
#include "app/gui/widgets.h"

namespace attn::gui {
namespace {

constexpr float height = 12, edge = 6;

bool is_part(std::string_view path, std::string_view name) { return path.substr(path.rfind('/') + 1) == name; }

// The hue of a block, and how strongly it is told from its neighbours; alpha 0: not drawn.
scene::Color block_color(const scene::Theme& theme, std::string_view path) {
  if (is_part(path, "cross")) return scene::faded(theme.a, 0.6);
  if (is_part(path, "self")) return scene::faded(theme.t2, 0.28);
  if (is_part(path, "ffn")) return scene::faded(theme.t3, 0.6);
  if (is_part(path, "embedding")) return scene::faded(theme.e, 0.6);
  if (is_part(path, "output")) return scene::faded(theme.t1, 0.6);
  return {0, 0, 0, 0};
}

struct Strip {
  float y, width;
  int places;
  float x(double place) const { return dock_side + width * static_cast<float>(place / std::max(1, places)); }
  double place(const Frame& frame) const {
    const float mouse = (ImGui::GetIO().MousePos.x - on_screen(frame, dock_side, 0).x) / frame.px;
    return static_cast<double>(mouse / width) * places;
  }
  std::size_t index(const Frame& frame) const {
    return static_cast<std::size_t>(std::clamp(place(frame), 0.0, places - 1.0));
  }
};

void blocks(Frame& frame, const Strip& strip) {
  const Flame& flame = frame.facts.flame;
  const auto bar = [&](const FlameBar& b, float y, float h, scene::Color c) {
    const float left = strip.x(b.first);
    const float w = std::max(1.0f, strip.x(b.last) - left - 1);
    fill(frame, {left, y, w, h}, c, w < 4 ? 0.0f : 1.0f);  // of a long run there are thousands: round corners cost most
  };
  for (const FlameBar& b : flame.lanes.front())
    bar(b, strip.y, height, b.path == "encoder" ? frame.theme.bg4 : frame.theme.bg3);
  for (std::size_t lane = 1; lane < flame.lanes.size(); ++lane)
    for (const FlameBar& b : flame.lanes[lane])
      if (b.step < 0)
        if (const scene::Color c = block_color(frame.theme, b.path); c.a > 0) bar(b, strip.y + 4, height - 4, c);
}

// Dragging the window of the flame graph: the whole of it, or one of its edges.
void drag_window(Frame& frame, const Strip& strip, FlameWindow& window) {
  View::Drag& drag = frame.view.overview_drag;
  const double place = strip.place(frame);
  if (ImGui::IsItemActivated()) {
    const double near = static_cast<double>(edge / strip.width) * strip.places;
    drag.part = std::abs(place - window.first) < near         ? View::Drag::Part::first
                : std::abs(place - window.last) < near        ? View::Drag::Part::last
                : place > window.first && place < window.last ? View::Drag::Part::all
                                                              : View::Drag::Part::none;
    drag.from = place;
    if (drag.part == View::Drag::Part::none) {  // beside the window: it comes here
      const double half = (window.last - window.first) / 2;
      window = clamped({place - half, place + half}, strip.places);
      drag.part = View::Drag::Part::all;
    }
    return;
  }
  const double by = place - drag.from;
  drag.from = place;
  if (drag.part == View::Drag::Part::all) window = panned(window, by, strip.places);
  if (drag.part == View::Drag::Part::first)
    window = clamped({std::min(window.first + by, window.last - narrowest_window), window.last}, strip.places);
  if (drag.part == View::Drag::Part::last)
    window = clamped({window.first, std::max(window.last + by, window.first + narrowest_window)}, strip.places);
}

void tip(Frame& frame, const Strip& strip) {
  const std::size_t at = strip.index(frame);
  const int step = frame.facts.timeline[at];
  point_at(frame, Pointed::all_of(step));
  std::string words;
  for (const std::string& part : breadcrumb(frame.texts, frame.trace()[step]))
    words += (words.empty() ? "" : " › ") + part;
  const float x = strip.x(static_cast<double>(at));
  tooltip(frame, words, {x, strip.y - 4, std::max(1.0f, strip.x(1) - strip.x(0)), height + 8}, Tip::below);
}

// Ticks at its foot: what is read; at its head: what reads. A word is in nearly every step, which says nothing here.
void links(Frame& frame, const Strip& strip) {
  const Links& shown = frame.view.linked.shown();
  if (shown.pointed.kind == Pointed::Kind::word) return;
  const std::vector<int>& timeline = frame.facts.timeline;
  const double strength = link_strength(frame);
  for (const StepLinks& of : shown.steps) {
    if (of.step < timeline.front()) continue;  // a weight
    const std::string& path = frame.trace()[of.step].path;
    const float x = strip.x(place_of(timeline, of.step)), w = std::max(3.0f, strip.x(1) - strip.x(0));
    const scene::Color hue = scene::faded(link_hue(frame.theme, *frame.trace()[of.step].role), strength);
    const auto tick = [&](bool lit, float top, scene::Color c, Record::Lit::As as) {
      if (!lit) return;
      if (frame.record) frame.record->lit.push_back({"overview", path, as});
      fill(frame, {x, top, w, 4}, c, 1);
    };
    tick(of.itself && frame.view.linked.pointed, strip.y + 4, frame.theme.ink, Record::Lit::As::itself);
    tick(of.read, strip.y + height - 2, hue, Record::Lit::As::read);
    tick(of.reader, strip.y - 2, hue, Record::Lit::As::reader);
  }
}

}  // namespace

void overview(Frame& frame, float y, float width, bool full) {
  const Strip strip{y, width, static_cast<int>(frame.facts.timeline.size())};
  fill(frame, {dock_side, y, width, height}, frame.theme.bg2, 2);
  if (strip.places == 0 || frame.step < 0) return;
  blocks(frame, strip);
  const Touch t = touch(frame, "###overview", {dock_side, y - 4, width, height + 6}, Reach::area);
  if (t.held && full) drag_window(frame, strip, frame.view.flame);
  if (t.held && !full) scrub(frame, strip.place(frame));
  if (t.clicked && !was_dragged()) go(frame, frame.facts.timeline[strip.index(frame)]);
  if (t.hovered && !t.held) tip(frame, strip);
  if (full) {
    const FlameWindow& window = frame.view.flame;
    const float left = strip.x(window.first);
    const scene::Rect box{left, y - 2, std::max(8.0f, strip.x(window.last) - left), height + 4};
    fill(frame, box, scene::faded(frame.theme.ink, 0.1), 2);
    outline(frame, box, frame.theme.ink, 2, 1.5f);
  }
  links(frame, strip);
  const float head = strip.x(playhead(frame));
  fill(frame, {head - 1, y - 3, 2, height + 6}, frame.theme.ink);
}

}  // namespace attn::gui
