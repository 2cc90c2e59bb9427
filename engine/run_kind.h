// RunKind: a computation that can be asked for, stepped, changed and exported. One file of engine/runs each.
#pragma once

#include <functional>
#include <span>
#include <stop_token>
#include <string_view>

#include "engine/model/model.h"
#include "engine/request.h"
#include "engine/run.h"

namespace attn {

struct RunWatch {
  std::stop_token stop = {};                    // then a run throws Cancelled
  std::function<void(int step)> progress = {};  // called after each written word
};

struct RunKind {
  std::string_view id;                // of requests, sessions and the command line: "attention"
  std::span<const ParamSpec> params;  // the first text is what the field for the sentence holds
  std::string_view first_step;        // path of the step that is shown first
  bool needs_model = false;           // its place names a model; otherwise there is none, and the model is null
  // Throws std::invalid_argument: a parameter, a forced word or a change that does not fit.
  Run (*run)(const Request&, const Model*, const RunWatch&);
};

inline constexpr std::string_view default_run = "marian", default_first_step = "encoder/layer1/self/head1/weights";
std::span<const RunKind* const> run_kinds();       // every file of engine/runs, from the manifest
const RunKind& run_kind(std::string_view id);      // throws std::invalid_argument naming those that there are
const ParamSpec* text_param(const RunKind& kind);  // its first text; null: it has none

}  // namespace attn
