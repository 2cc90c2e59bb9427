// The operations of one head, embedding, norm or feed-forward part as a chain: Q, K, V, S, ÷, σ, Σ. What is done, where
// we are, what is to come.
#include <string>
#include <utility>
#include <vector>

#include "app/core/names.h"
#include "app/gui/actions.h"
#include "app/gui/panels/stage_parts.h"
#include "app/gui/widgets.h"

namespace attn::gui {
namespace {

constexpr float box = 26, gap = 10, middle = 22;

struct Link {
  int step;
  const char* sign;
};

using Signs = std::vector<std::pair<const char*, const char*>>;

// Signs of the steps of a group in their order.
const Signs& signs_of(const std::string& group) {
  static const Signs head{{"query", "Q"},  {"key", "K"},    {"value", "V"},   {"scores", "S"},
                          {"scaled", "÷"}, {"masked", "∅"}, {"weights", "σ"}, {"context", "Σ"}},
      embedding{{"tokens", "#"}, {"lookup", "E"}, {"scaled", "×"}, {"positions", "P"}, {"sum", "+"}},
      add_norm{{"sum", "+"}, {"norm", "N"}}, ffn{{"hidden", "W₁"}, {"activation", "f"}, {"output", "W₂"}}, none;
  const std::string name = group.substr(group.rfind('/') + 1);
  if (name.starts_with("head")) return head;
  if (name == "embedding") return embedding;
  if (name.starts_with("add_norm")) return add_norm;
  return name == "ffn" ? ffn : none;
}

// The steps of the current step's group; the keys and values of the other sentence are those of decode 1.
std::vector<Link> links(const Frame& frame) {
  const std::string& path = frame.trace()[frame.step].path;
  const std::size_t end = path.rfind('/');
  if (end == std::string::npos || path.starts_with("model/")) return {};
  const std::string group = path.substr(0, end);
  std::vector<Link> found;
  for (const auto& [role, sign] : signs_of(group)) {
    int step = frame.find(group + "/" + role);
    if (step < 0 && group.find("/cross/") != std::string::npos)
      step = frame.find("decode1" + group.substr(group.find('/')) + "/" + role);
    if (step >= 0) found.push_back({step, sign});
  }
  return found;
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
    const std::string& path = frame.trace()[link.step].path;
    const Touch t = touch(frame, ("###chain " + std::string(link.sign)).c_str(), rect);
    const bool current = link.step == frame.step, future = link.step > frame.step;
    if (current || t.hovered) fill(frame, rect, current ? theme.bg4 : theme.bg3, 6);
    if (future)
      dashed_outline(frame, rect, theme.line2, 6, 1);
    else
      outline(frame, rect, current ? theme.ink : theme.line2, 6, current ? 1.5f : 1);
    const scene::Color hue = scene::role_color(theme, path);
    text(frame, x + box / 2, middle, link.sign,
         {Font::ui_bold, 12,
          future    ? theme.t3
          : current ? theme.t1
                    : hue,
          scene::Align::center});
    if (link.sign != all.back().sign) line(frame, x + box + 2, middle, x + box + gap - 2, middle, theme.line2);
    if (t.hovered) tooltip(frame, step_title(frame.texts, path));
    if (t.clicked) wanted = link.step;
    x += box + gap;
  }
  if (wanted >= 0) go(frame, wanted);
  return width;
}

}  // namespace attn::gui
