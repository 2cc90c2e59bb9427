// Document: all that a person has chosen, as a small value. Undo keeps what can be chosen of it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "app/core/export_options.h"
#include "app/core/views.h"
#include "engine/model/model.h"
#include "engine/request.h"
#include "engine/run_kind.h"

namespace attn {

enum class Language { en, zh, fr };
enum class Look { dark, light };
enum class ViewName { step, map, heads, translation };  // how the run is shown
enum class Grain { cell, step, block, layer };          // how far one press of an arrow key goes

struct Cell {
  Index row = 0, col = 0;
  bool operator==(const Cell&) const = default;
};

struct Document {
  // With every value of its kind. Words are drawn where it says so and the Translation view shows it: see ask_of().
  Request request = standard_request("marian", std::string(default_model));
  Language language = Language::en;
  Look look = Look::dark;
  float zoom = 1;  // of everything drawn, 0.8 … 2
  ViewName view = ViewName::step;
  TranslationOptions translation;
  std::string step{default_first_step};  // path of the step on the stage
  std::optional<Cell> cell;              // selected; where a step has no such cell, its default one is looked at
  double phase = 1;                      // how much of the step on the stage is done, 0 … 1
  Grain grain = Grain::step;
  float speed = 1;              // of playing: one of the speeds below
  bool play_all = false;        // every step is played, not the story
  bool reduced_motion = false;  // steps appear complete; nothing travels
  bool outline_open = true;
  MapOptions map;
  HeadsOptions heads;  // what the Heads view shows
  ExportOptions exporting;

  bool operator==(const Document&) const = default;
};

inline constexpr float smallest_zoom = 0.8f, largest_zoom = 2;
inline constexpr float speeds[] = {0.25f, 0.5f, 1, 2, 4, 8};

}  // namespace attn
