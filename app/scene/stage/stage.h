// Stage: how each kind of step is laid out and set in motion. Pure: the same request gives the same marks, bit for bit.
//
// One file of kinds/ per kind of step, found by the manifest; each defines `extern constinit const StageKind
// NAME_stage`.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "app/scene/scene.h"
#include "app/scene/sight.h"
#include "app/scene/theme.h"
#include "engine/trace.h"

namespace attn::scene {
namespace parts {
class Canvas;
}

// What is to be drawn. Sizes in logical pixels; phase 0: nothing of the step is there yet, 1: all of it.
struct StageRequest {
  const Trace& trace;
  int step = 0;
  double phase = 1;
  Index cells_done = -1;  // how many of the step's cells are there at this phase, row by row; −1: all
  std::optional<std::pair<Index, Index>> cell;  // selected: row and column of the step
  const Theme& theme;
  float width = 0, height = 0;
  const Measure& measure;
  std::string title, formula;                             // of the step, for kinds that have no other
  std::function<std::string(std::string_view key)> text;  // of the text table
  Sight sight = {};                                       // which part of its matrices
  std::optional<std::pair<Index, Index>> pointed = {};    // the cell under the pointer, if it has a say
  bool sweeping = false;                                  // the step plays: see cursor.h
};

struct StageKind {
  std::string_view name;
  bool (*draws)(const Trace& trace, int step);
  void (*draw)(parts::Canvas& canvas);
};

std::span<const StageKind* const> stage_kinds();  // from the manifest

// The step as its kind draws it. Throws std::invalid_argument if the trace has no such step.
Scene stage(const StageRequest& request);

}  // namespace attn::scene
