// A run to make figures of: translated once, with words forced and cells edited as asked.
#pragma once

#include <memory>

#include "app/export/figure.h"
#include "engine/runs/marian_params.h"

namespace attn::test {

inline std::shared_ptr<const Model> tiny_model() {
  static const auto model = std::make_shared<const Model>(load_model(std::string(default_model)));
  return model;
}

inline figures::Subject source(const std::string& sentence, std::vector<Edit> edits = {},
                               std::vector<ForcedWord> forced = {}) {
  Request request = standard_request("marian", std::string(default_model));
  set_sentence(request, sentence);
  request.forced = std::move(forced);
  request.changes = std::move(edits);
  auto translation = std::make_shared<const attn::Run>(translate(*tiny_model(), sentence, translate_options(request)));
  return {tiny_model(), translation, std::move(request), "sha256:00"};
}

inline int step_of(const figures::Subject& source, std::string_view path) { return source.trace().find(path); }

}  // namespace attn::test
