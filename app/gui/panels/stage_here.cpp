// You are here: the architecture of the run in a few bars, the block of this step lit; a click goes to a block.
#include <algorithm>

#include "app/core/names.h"
#include "app/gui/actions.h"
#include "app/gui/panels/map_parts.h"
#include "app/gui/panels/stage_parts.h"
#include "app/gui/widgets.h"
#include "engine/path.h"

namespace attn::gui {
namespace {

using Kind = scene::MapBlock::Kind;

constexpr float bar_height = 13, gap = 2, row_pitch = 18, top = 5, loop_room = 8;

float bar_width(Kind kind) {
  switch (kind) {
    case Kind::self:
    case Kind::cross:
      return 12;
    case Kind::add_norm:
      return 3;
    default:
      return 8;
  }
}

float stack_width(const scene::MapStack& stack) {
  float width = -gap;
  for (const scene::MapBlock& block : stack.blocks) width += bar_width(block.kind) + gap;
  return std::max(0.0f, width);
}

scene::Color hue_of(const scene::Theme& theme, Kind kind) {
  return kind == Kind::self || kind == Kind::cross      ? theme.v
         : kind == Kind::embedding || kind == Kind::ffn ? theme.e
                                                        : theme.t3;
}

// "Decoding 2 › Layer 1 › Cross-attention"
std::string name_of(const Frame& frame, const scene::MapBlock& block) {
  std::string_view group = Path(frame.trace()[block.result].path).group();
  std::string words;
  for (std::size_t end = group.find('/'); true; end = group.find('/', end + 1)) {
    words += (words.empty() ? "" : " › ") + group_title(frame.texts, group.substr(0, end));
    if (end == group.npos) break;
  }
  return words;
}

// Where a click on a block leads: to the same kind of step of it, else to its first.
void draw_stack(Frame& frame, const scene::MapStack& stack, float x, float y, const std::string& id) {
  const scene::Theme& theme = frame.theme;
  int number = 0, wanted = -1;
  for (const scene::MapBlock& block : stack.blocks) {
    const scene::Rect bar{x, y, bar_width(block.kind), bar_height};
    const bool now = frame.step >= block.first && frame.step <= block.last, done = frame.step > block.last;
    const Touch t = touch(frame, ("###here " + id + std::to_string(number++)).c_str(),
                          {bar.x - 1, bar.y - 2, bar.w + 2, bar.h + 4});
    if (now)
      fill(frame, bar, theme.ink, 2);
    else if (done || t.hovered)
      fill(frame, bar, t.hovered ? theme.t2 : scene::faded(hue_of(theme, block.kind), 0.5), 2);
    else
      outline(frame, bar, theme.line2, 2);
    if (t.hovered) tooltip(frame, name_of(frame, block));
    if (t.clicked) wanted = block.first;
    x += bar.w + gap;
  }
  if (wanted >= 0) go(frame, wanted);
}

}  // namespace

float you_are_here(Frame& frame, float right) {
  settle_map(frame);
  const scene::MapRun& run = frame.view.map.run;
  if (run.encoder.blocks.empty() || run.decodes.empty()) return 0;
  const int t = std::max(1, scene::decode_of(run, frame.step));
  const scene::MapStack& decode = run.decodes[static_cast<std::size_t>(t - 1)];
  const float width = std::max(stack_width(run.encoder), stack_width(decode)) + loop_room;
  const float x = right - width;
  draw_stack(frame, run.encoder, x, top, "e");
  draw_stack(frame, decode, x, top + row_pitch, "d");
  // The chosen word becomes the next input.
  const float end = x + stack_width(decode) + 4, low = top + row_pitch + bar_height + 3;
  line(frame, end - 2, top + row_pitch + bar_height / 2, end, top + row_pitch + bar_height / 2, frame.theme.line3);
  line(frame, end, top + row_pitch + bar_height / 2, end, low, frame.theme.line3);
  line(frame, x, low, end, low, frame.theme.line3);
  line(frame, x, low, x, low - 3, frame.theme.line3);
  return width;
}

}  // namespace attn::gui
