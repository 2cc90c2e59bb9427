// Names of steps and groups for people, and what each step does: text tables keyed by what the path says.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/core/texts.h"
#include "engine/trace.h"

namespace attn {

// What a step is, whatever layer and head it is in: "scores", "cross_scores", "ffn_output". Each has the keys
// title.KIND and explain.KIND. A path unlike any known one is its last part.
std::string kind_of(std::string_view path);
std::span<const std::string_view> known_kinds();

// Title of a step, "Scores"; of a step of unknown kind, the last part of its path.
std::string step_title(const Texts& texts, std::string_view path);

// The same in a few letters, for a bar of the flame graph: "QKᵀ"; where the title is short enough, the title.
std::string flame_label(const Texts& texts, std::string_view path);

// The letter that a step's numbers have in formulas, "S"; of weights with what stands below it, "W" and "Q".
struct StepSymbol {
  std::string letter, low;
};
StepSymbol step_symbol(std::string_view path);

// Title of a group, from the last part of its path: "Layer 1", "Masked self-attention".
std::string group_title(const Texts& texts, std::string_view path);
std::span<const std::string_view> known_groups();  // each has the key group.NAME

// From the root to the step: "Encoder", "Layer 1", "Self-attention", "Head 2", "Scores".
std::vector<std::string> breadcrumb(const Texts& texts, std::string_view path);

}  // namespace attn
