// Player: which step is on the stage, by hand or by the clock. All pure; time is an argument, in seconds.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/trace.h"

namespace attn {

// Step numbers that are played, in order: everything that is computed, not the model's weights.
std::vector<int> timeline(const Trace& trace);

// The step a path means in this trace: itself; in a decoding step that this trace does not reach, the same step of the
// last one; else the default step; else the first of the timeline. -1 if the trace has no steps.
int resolve(const Trace& trace, std::string_view path);

// Place of a step in the timeline: of the first entry that is not before it (a weight comes before all others).
int place_of(const std::vector<int>& timeline, int step);

// The step `by` places further on, held at both ends.
int moved(const std::vector<int>& timeline, int step, int by);

struct Player {
  bool playing = false;
  int place = 0;      // in the timeline, when play began
  double began = 0;   // when that was
  double each = 0.8;  // seconds per step
};

// Playing from a step on; at the end, from the beginning.
Player play(const std::vector<int>& timeline, int step, double now);

// The place shown now, held at the end.
int place_at(const Player& player, const std::vector<int>& timeline, double now);

// Whether the end has been reached.
bool finished(const Player& player, const std::vector<int>& timeline, double now);

// Seconds from now until the next step is due, at least 0.
double until_next(const Player& player, double now);

}  // namespace attn
