#include "app/core/player.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "app/core/document.h"

namespace attn {
namespace {

constexpr std::string_view weights_prefix = "model/", decode_prefix = "decode";

int last_place(const std::vector<int>& timeline) { return std::max(0, static_cast<int>(timeline.size()) - 1); }

// "decode7/layer1/…" → the same step of the last decoding step that has it, or -1.
int in_last_decode(const Trace& trace, std::string_view path) {
  if (!path.starts_with(decode_prefix)) return -1;
  const std::size_t slash = path.find('/');
  if (slash == std::string_view::npos) return -1;
  int number = 0;
  std::from_chars(path.data() + decode_prefix.size(), path.data() + slash, number);
  if (trace.size() > 0) number = std::min(number, trace.size());  // no trace has more decoding steps than steps
  for (; number > 0; --number) {
    const int step = trace.find(std::string(decode_prefix) + std::to_string(number) + std::string(path.substr(slash)));
    if (step >= 0) return step;
  }
  return -1;
}

}  // namespace

std::vector<int> timeline(const Trace& trace) {
  std::vector<int> found;
  for (int i = 0; i < trace.size(); ++i)
    if (!trace[i].path.starts_with(weights_prefix)) found.push_back(i);
  return found;
}

int resolve(const Trace& trace, std::string_view path) {
  int step = trace.find(path);
  if (step < 0) step = in_last_decode(trace, path);
  if (step < 0) step = trace.find(default_step);
  if (step >= 0) return step;
  const std::vector<int> played = timeline(trace);
  return played.empty() ? trace.size() - 1 : played.front();
}

int place_of(const std::vector<int>& timeline, int step) {
  const auto at = std::lower_bound(timeline.begin(), timeline.end(), step);
  return std::min(static_cast<int>(at - timeline.begin()), last_place(timeline));
}

int moved(const std::vector<int>& timeline, int step, int by) {
  if (timeline.empty()) return step;
  const bool before_all = step < timeline.front();
  const int from = before_all && by > 0 ? -1 : place_of(timeline, step);
  return timeline[static_cast<std::size_t>(std::clamp(from + by, 0, last_place(timeline)))];
}

Player play(const std::vector<int>& timeline, int step, double now) {
  Player player;
  player.playing = true;
  player.place = place_of(timeline, step);
  if (player.place == last_place(timeline)) player.place = 0;
  player.began = now;
  return player;
}

int place_at(const Player& player, const std::vector<int>& timeline, double now) {
  const double passed = std::floor(std::max(0.0, now - player.began) / player.each);
  return static_cast<int>(std::min<double>(player.place + passed, last_place(timeline)));
}

bool finished(const Player& player, const std::vector<int>& timeline, double now) {
  return place_at(player, timeline, now) >= last_place(timeline);
}

double until_next(const Player& player, double now) {
  const double passed = std::max(0.0, now - player.began);
  return (std::floor(passed / player.each) + 1) * player.each - passed;
}

}  // namespace attn
