// Files of former versions in the words of today: JSON in, JSON out, so that one reader serves them all.
//
// These functions are for ever: tests/sessions keeps files of every released version.
#pragma once

#include <nlohmann/json.hpp>

namespace attn {

// Settings of 0.1.0 have model and sentence at the root and the knobs of sampling in "translation".
void renew_settings(nlohmann::json& root);

// A session of format 1 (0.1.0) as one of format 2. Format 1 has the sentence, forced, sampling and edits at the root,
// the model's place in "model", knobs in "translation", and the filters of heads as flags in an order: of patterns
// seven before "mixed" was told from "broad", then
// eight. What is of another form than that stays, for the reader to report.
void renew_session(nlohmann::json& root);

}  // namespace attn
