#include "app/core/player.h"

#include <algorithm>
#include <limits>
#include <string>

#include "app/core/document.h"
#include "engine/path.h"

namespace attn {
namespace {

// Seconds at speed 1.
constexpr double first_piece = 1.2, each_piece = 0.09, each_later = each_piece / 4, each_part = 0.025;
constexpr double lone_piece = 0.4, linger = 0.4, longest = 6 - linger, each_reduced = 0.8;

// "decode7/layer1/…" → the same step of the last decoding step that has it, or -1: what of a part with a number this
// trace has with a smaller one.
int in_last_of(const Trace& trace, std::string_view text) {
  const Path path(text);
  const Part& root = path.root();
  // No trace has more decoding steps than steps.
  for (int number = std::min(root.number, trace.size()); number > 0; --number)
    if (const int step = trace.find(path.with(root.name, number)); step >= 0) return step;
  return -1;
}

// When the pieces of a step appear: a line with a bend after the first piece and one after the first row.
class Pace {
 public:
  explicit Pace(const Step& step)
      : all_(units(step)),
        row_(by_cells(step) ? std::max<double>(1, static_cast<double>(step.out.cols())) : all_),
        each_(by_cells(step) || all_ == static_cast<double>(step.out.rows()) ? each_piece : each_part),
        first_(all_ <= 1             ? lone_piece
               : each_ == each_piece ? first_piece
                                     : each_part) {
    const double rest = at_leisure(all_);
    if (first_ + rest > longest) hurry_ = rest / (longest - first_);
  }

  // Seconds until so much is done, and how much is done after so many.
  double seconds(double phase) const {
    const double pieces = std::clamp(phase, 0.0, 1.0) * all_;
    return pieces < 1 ? first_ * pieces : first_ + at_leisure(pieces) / hurry_;
  }
  double phase(double seconds) const {
    if (seconds < first_) return std::max(0.0, seconds) / first_ / all_;
    const double rest = (seconds - first_) * hurry_, in_row = each_ * (row_ - 1);
    const double pieces = rest < in_row ? 1 + rest / each_ : row_ + (rest - in_row) / each_later;
    return seconds >= this->seconds(1) ? 1 : std::min(1.0, pieces / all_);
  }

 private:
  // Seconds from the first piece to the given one, were there no limit.
  double at_leisure(double pieces) const {
    return each_ * (std::min(pieces, row_) - 1) + each_later * std::max(0.0, pieces - row_);
  }

  double all_, row_, each_, first_;
  double hurry_ = 1;
};

// What is shown, and for how many more seconds at speed 1 this step is.
struct Shown {
  Moment moment;
  double left;
};

Shown shown(const Player& player, const Trace& trace, const Course& course, double now) {
  const std::vector<int>& steps = course.steps;
  if (steps.empty()) return {player.from, 0};
  auto place = static_cast<std::size_t>(place_of(steps, player.from.step));
  const auto step = [&]() -> const Step& { return trace[steps[place]]; };
  const auto whole = [&] {
    return player.reduced ? std::max(each_reduced, course.pause(place)) : filling(step()) + course.pause(place);
  };
  double passed = std::max(0.0, now - player.began) * player.speed;
  if (!player.reduced) passed += Pace(step()).seconds(player.from.phase);
  for (; place + 1 < steps.size() && passed >= whole(); ++place) passed -= whole();
  const double phase = player.reduced ? 1 : Pace(step()).phase(passed);
  return {{steps[place], phase}, std::max(0.0, whole() - passed)};
}

}  // namespace

std::vector<int> timeline(const Trace& trace) {
  std::vector<int> found;
  for (int i = 0; i < trace.size(); ++i)
    if (!trace[i].role->parameter) found.push_back(i);
  return found;
}

int resolve(const Trace& trace, std::string_view path, std::string_view first) {
  int step = trace.find(path);
  if (step < 0) step = in_last_of(trace, path);
  if (step < 0) step = trace.find(first);
  if (step >= 0) return step;
  const std::vector<int> played = timeline(trace);
  return played.empty() ? trace.size() - 1 : played.front();
}

double Course::pause(std::size_t place) const { return place < pauses.size() ? pauses[place] : linger; }

double filling(const Step& step) { return Pace(step).seconds(1); }
double duration(const Step& step) { return filling(step) + linger; }

Player play(const Trace& trace, const Course& course, Moment from, double now, double speed, bool reduced) {
  const std::vector<int>& steps = course.steps;
  if (!steps.empty()) {
    const bool complete = from.phase >= 1;
    const int next = steps[static_cast<std::size_t>(place_of(steps, from.step))];
    if (from.step < steps.front() || from.step > steps.back() || (complete && from.step == steps.back()))
      from = {steps.front(), 0};
    else if (next != from.step)
      from = {next, 0};
    else if (complete)
      from = {moved(trace, steps, from, Grain::step, 1).step, 0};
  }
  return {true, from, now, speed, reduced};
}

Moment at(const Player& player, const Trace& trace, const Course& course, double now) {
  return shown(player, trace, course, now).moment;
}

bool finished(const Player& player, const Trace& trace, const Course& course, double now) {
  return course.steps.empty() || at(player, trace, course, now) == Moment{course.steps.back(), 1};
}

double until_next(const Player& player, const Trace& trace, const Course& course, double now) {
  if (!player.playing) return std::numeric_limits<double>::infinity();
  if (finished(player, trace, course, now)) return 0;
  const Shown now_shown = shown(player, trace, course, now);
  return now_shown.moment.phase < 1 ? 0 : now_shown.left / player.speed;
}

Player with_speed(Player player, double speed, double now) {
  player.began = now - (now - player.began) * player.speed / speed;
  player.speed = speed;
  return player;
}

Player with_reduced(Player player, const Trace& trace, const Course& course, bool reduced, double now) {
  if (player.reduced == reduced) return player;
  player.from = at(player, trace, course, now);
  player.began = now;
  player.reduced = reduced;
  return player;
}

}  // namespace attn
