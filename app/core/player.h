// Player: which moment is on the stage when the clock moves it. All pure; time is an argument, in seconds.
#pragma once

#include <string_view>
#include <utility>
#include <vector>

#include "app/core/document.h"
#include "app/core/moment.h"

namespace attn {

// Step numbers that are played, in order: everything that is computed, not the model's weights.
std::vector<int> timeline(const Trace& trace);

// The step a path means in this trace: itself; in a decoding step that this trace does not reach, the same step of the
// last one; else `first`; else the first of the timeline. -1 if the trace has no steps.
int resolve(const Trace& trace, std::string_view path, std::string_view first = default_first_step);

// What is played: steps in order, and how many seconds at speed 1 each stays when it is complete (none: 0.4).
struct Course {
  std::vector<int> steps;
  std::vector<double> pauses;

  Course() = default;
  Course(std::vector<int> all, std::vector<double> seconds = {}) : steps(std::move(all)), pauses(std::move(seconds)) {}
  double pause(std::size_t place) const;
};

// Seconds at speed 1 that the pieces of a step take to appear, and that it is shown until the next one begins: the
// complete step lingers a moment. The first piece takes 1.2 s, further cells of the first row 90 ms, those after it a
// quarter of that, whole rows 90 ms; never more than 6 s in all. 64 parts sweep by, 25 ms each. A step of one piece
// takes 0.8 s.
double filling(const Step& step);
double duration(const Step& step);

struct Player {
  bool playing = false;
  Moment from;           // the moment when play began …
  double began = 0;      // … and when that was
  double speed = 1;      // more than 0
  bool reduced = false;  // steps appear complete, every 0.8 s
};

// Playing on from a moment: a step that is begun is filled, after a complete one comes the next, after the last the
// first. From a step that is not in the course: the next one that is.
Player play(const Trace& trace, const Course& course, Moment from, double now, double speed = 1, bool reduced = false);

// The moment shown now, held at the end.
Moment at(const Player& player, const Trace& trace, const Course& course, double now);

// Whether the end has been reached.
bool finished(const Player& player, const Trace& trace, const Course& course, double now);

// Seconds from now until the picture changes: 0 while cells appear and at the end (which stops the player), infinity
// if nothing plays.
double until_next(const Player& player, const Trace& trace, const Course& course, double now);

// The same player with another speed, or another kind of motion: what is shown now does not jump.
Player with_speed(Player player, double speed, double now);
Player with_reduced(Player player, const Trace& trace, const Course& course, bool reduced, double now);

}  // namespace attn
