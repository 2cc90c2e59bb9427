// The operations of one head, embedding, norm or feed-forward part as a chain: Q, K, V, S, ÷, σ, Σ. What is done, where
// we are, what is to come.
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "app/core/names.h"
#include "app/gui/actions.h"
#include "app/gui/panels/stage_parts.h"
#include "app/gui/widgets.h"
#include "engine/ops/ops.h"
#include "engine/path.h"

namespace attn::gui {
namespace {

constexpr float box = 26, gap = 10, middle = 22;

struct Link {
  int step;
  std::string_view sign;
};

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
  const auto add = [&](int step) { found.push_back({step, trace[step].role->sign}); };
  if (complete == group) {
    for (const int step : own) add(step);
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
  const float width = static_cast<float>(all.size()) * (box + gap) - gap;
  const scene::Theme& theme = frame.theme;
  float x = right - width;
  int wanted = -1;
  for (const Link& link : all) {
    const scene::Rect rect{x, middle - box / 2, box, box};
    const Touch t = touch(frame, ("###chain " + std::string(link.sign)).c_str(), rect);
    const bool current = link.step == frame.step, future = link.step > frame.step;
    if (current || t.hovered) fill(frame, rect, current ? theme.bg4 : theme.bg3, 6);
    if (future)
      dashed_outline(frame, rect, theme.line2, 6, 1);
    else
      outline(frame, rect, current ? theme.ink : theme.line2, 6, current ? 1.5f : 1);
    const scene::Color hue = scene::role_color(theme, *frame.trace()[link.step].role);
    text(frame, x + box / 2, middle, link.sign,
         {Font::ui_bold, 12,
          future    ? theme.t3
          : current ? theme.t1
                    : hue,
          scene::Align::center});
    if (link.sign != all.back().sign) line(frame, x + box + 2, middle, x + box + gap - 2, middle, theme.line2);
    if (t.hovered) tooltip(frame, step_title(frame.texts, frame.trace()[link.step]));
    if (t.clicked) wanted = link.step;
    x += box + gap;
  }
  if (wanted >= 0) go(frame, wanted);
  return width;
}

}  // namespace attn::gui
