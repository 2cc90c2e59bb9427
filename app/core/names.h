// Names of steps and groups for people, from the text tables: a step is named by its role, a group by its path.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/core/texts.h"
#include "engine/formula.h"
#include "engine/trace.h"

namespace attn {

// Title of a step, "Scores"; without a text for its role, the last part of its path.
std::string step_title(const Texts& texts, const Role& role, std::string_view path);
inline std::string step_title(const Texts& texts, const Step& step) { return step_title(texts, *step.role, step.path); }

// The same for a bar of the flame graph, in ever fewer letters, the longest first: "softmax", "soft", "σ".
std::vector<std::string> flame_labels(const Texts& texts, const Role& role, std::string_view path);
std::vector<std::string> flame_labels(const Texts& texts, std::string_view group);

// Title of a group, from its path: "Layer 1", "Masked self-attention". The text group.ROOT_NAME, of the part's name and
// that of the path's root, goes before group.NAME: self-attention is called otherwise in a decoder.
std::string group_title(const Texts& texts, std::string_view path);

// How a step works, in a word or two: "matmul", "row by row", "÷ √16", "greedy".
std::string badge(const Texts& texts, const Step& step);

// The words of formulas.
FormulaWords formula_words(const Texts& texts);

// From the root to the step: "Encoder", "Layer 1", "Self-attention", "Head 2", "Scores".
std::vector<std::string> breadcrumb(const Texts& texts, const Step& step);

}  // namespace attn
