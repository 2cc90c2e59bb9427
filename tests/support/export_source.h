// A run to make figures of: translated once, with words forced and cells edited as asked.
#pragma once

#include <memory>

#include "app/export/figure.h"

namespace attn::test {

inline std::shared_ptr<const Model> tiny_model() {
  static const auto model = std::make_shared<const Model>(load_model(std::string(default_model)));
  return model;
}

inline figures::Subject source(const std::string& sentence, std::vector<Edit> edits = {},
                               std::vector<ForcedWord> forced = {}) {
  TranslateOptions options;
  options.edits = edits;
  options.forced = forced;
  auto translation = std::make_shared<const Translation>(translate(*tiny_model(), sentence, options));
  return {tiny_model(), translation,       sentence,     std::string(default_model),
          "sha256:00",  std::move(forced), std::nullopt, std::move(edits)};
}

inline int step_of(const figures::Subject& source, std::string_view path) { return source.trace().find(path); }

}  // namespace attn::test
