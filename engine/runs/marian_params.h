// Parameters of a translation by a Marian model: the sentence, and how its words are chosen.
//
// Words are drawn exactly if `draw` is set; then temperature, top_k, top_p and seed mean what they mean in
// SamplingOptions.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "engine/model/sampling.h"
#include "engine/model/translate.h"
#include "engine/request.h"

namespace attn {

std::span<const ParamSpec> marian_params();

// The first text of a run of any kind; of a kind without one it is empty, and setting it does nothing.
std::string_view sentence_of(const Request& request);
void set_sentence(Request& request, std::string sentence);

SamplingOptions sampling_of(const Request& request);  // also where nothing is drawn
void set_sampling(Request& request, const SamplingOptions& sampling);
// Whether words are drawn: never by other kinds of runs, for which the next functions do nothing.
bool draws(const Request& request);
void set_draws(Request& request, bool drawn);
// What words are drawn with, if they are.
std::optional<SamplingOptions> drawn_with(const Request& request);

// Everything that is asked for but the sentence. Throws std::invalid_argument as check() does.
TranslateOptions translate_options(const Request& request);

}  // namespace attn
