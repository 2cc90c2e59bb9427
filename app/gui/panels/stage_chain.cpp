// The operations of the current group as a chain, of one head Q, K, V, S, ÷, σ, Σ; groups within it are links too: H1,
// H2 … ‖. What is done, where we are, what is to come.
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "app/core/names.h"
#include "app/gui/actions.h"
#include "app/gui/panels/outline_parts.h"
#include "app/gui/panels/stage_parts.h"
#include "app/gui/widgets.h"
#include "engine/ops/ops.h"
#include "engine/path.h"

namespace attn::gui {
namespace {

constexpr float least_box = 26, wide_gap = 10, narrow_gap = 3, middle = 22, crumbs = 280;

struct Link {
  int step;
  std::string sign;
  std::string_view group = {};  // the path of the group that it stands for; the step is that group's last
  std::string_view low = {};    // lowered, after the sign
};

float low_width(const Frame& frame, const Link& link) {
  return link.low.empty() ? 0 : frame.fonts.width(link.low, Font::ui_bold, 9);
}

float width_of(const Frame& frame, const Link& link) {
  const float words = frame.fonts.width(link.sign, Font::ui_bold, 12) + low_width(frame, link);
  return std::max(least_box, words + 10);
}

// The current step's siblings and the groups between them, in the order in which they begin.
std::vector<Link> with_groups(const Frame& frame, std::string_view group, const std::vector<int>& own) {
  const Trace& trace = frame.trace();
  const std::size_t depth = Path(group).parts().size() + 1;
  std::vector<Link> found;
  for (int i = 0; i < trace.size(); ++i) {
    const Path path(trace[i].path);
    if (!path.within(group) || trace[i].path.size() == group.size() || trace[i].role->parameter) continue;
    if (std::find(own.begin(), own.end(), i) != own.end()) {
      found.push_back({i, std::string(trace[i].role->sign), {}, trace[i].role->low});
      continue;
    }
    const std::string_view child = path.first(depth);
    const auto known = std::find_if(found.begin(), found.end(), [&](const Link& link) { return link.group == child; });
    if (known != found.end())
      known->step = i;
    else
      found.push_back({i, outline_parts::short_group(frame, last_part(child)), child});
  }
  return found;
}

// The steps of the current step's group in their order. Of a later decoding step some lie elsewhere: the keys and
// values of the sentence were computed once, in the group of that name of the first decoding step.
std::vector<Link> links(const Frame& frame) {
  const Trace& trace = frame.trace();
  const Step& current = trace[frame.step];
  const std::string_view group = Path(current.path).group(), inside = Path(group).after(1);
  if (group.empty() || current.role->parameter) return {};
  const auto group_of = [&](int step) { return Path(trace[step].path).group(); };
  std::vector<int> own;
  std::string_view complete = group;  // the group that has them all
  for (int i = 0; i < trace.size(); ++i) {
    if (!trace[i].path.starts_with(group) || group_of(i) != group) continue;
    own.push_back(i);
    if (trace[i].op == &ops::append || trace[i].op == &ops::stack) continue;  // rows of words before, each in its group
    for (const int input : trace[i].inputs)
      if (!inside.empty() && !trace[input].role->parameter && group_of(input) != group &&
          Path(group_of(input)).after(1) == inside)
        complete = group_of(input);
  }
  std::vector<Link> found;
  const auto add = [&](int step) { found.push_back({step, std::string(trace[step].role->sign)}); };
  if (complete == group) {
    found = with_groups(frame, group, own);
  } else {
    for (int i = 0; i < own.front(); ++i) {
      if (!trace[i].path.starts_with(complete) || group_of(i) != complete) continue;
      const auto here = std::find_if(own.begin(), own.end(),
                                     [&](int step) { return last_part(trace[step].path) == last_part(trace[i].path); });
      add(here == own.end() ? i : *here);
    }
  }
  const bool signs = std::all_of(found.begin(), found.end(), [](const Link& link) { return !link.sign.empty(); });
  return signs ? found : std::vector<Link>();
}

}  // namespace

float chain(Frame& frame, float right) {
  const std::vector<Link> all = links(frame);
  if (all.size() < 2) return 0;
  float boxes = 0;
  for (const Link& link : all) boxes += width_of(frame, link);
  const auto gaps = static_cast<float>(all.size() - 1);
  const float gap = right - boxes - gaps * wide_gap >= crumbs ? wide_gap : narrow_gap;
  const float width = boxes + gaps * gap;
  if (right - width < crumbs) return 0;
  const scene::Theme& theme = frame.theme;
  float x = right - width;
  int wanted = -1;
  for (const Link& link : all) {
    const float box = width_of(frame, link);
    const scene::Rect rect{x, middle - least_box / 2, box, least_box};
    const Touch t = touch(frame, ("###chain " + link.sign).c_str(), rect);
    const bool current = link.step == frame.step, future = link.step > frame.step;
    if (current || t.hovered) fill(frame, rect, current ? theme.bg4 : theme.bg3, 6);
    if (future)
      dashed_outline(frame, rect, theme.line2, 6, 1);
    else
      outline(frame, rect, current ? theme.ink : theme.line2, 6, current ? 1.5f : 1);
    const scene::Color hue = link.group.empty() ? scene::role_color(theme, *frame.trace()[link.step].role) : theme.t2;
    const scene::Color ink = future ? theme.t3 : current ? theme.t1 : hue;
    const float low = low_width(frame, link);
    text(frame, x + (box - low) / 2, middle, link.sign, {Font::ui_bold, 12, ink, scene::Align::center});
    if (low > 0)
      text(frame, x + (box + frame.fonts.width(link.sign, Font::ui_bold, 12) - low) / 2, middle + 4, link.low,
           {Font::ui_bold, 9, ink});
    if (&link != &all.back() && gap > 4) line(frame, x + box + 2, middle, x + box + gap - 2, middle, theme.line2);
    if (t.hovered)
      tooltip(frame, link.group.empty() ? step_title(frame.texts, frame.trace()[link.step])
                                        : group_title(frame.texts, link.group));
    if (t.clicked) wanted = link.step;
    x += box + gap;
  }
  if (wanted >= 0) go(frame, wanted);
  return width;
}

}  // namespace attn::gui
