// attnscope models: what is bundled, or what a folder holds.
#include <iostream>
#include <memory>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/cli/command.h"
#include "app/cli/input.h"

namespace attn::cli {
namespace {

nlohmann::json describe(const Model& m) {
  const ModelConfig& c = m.config;
  return {{"name", m.name},
          {"place", m.place},
          {"d_model", c.d_model},
          {"encoder_layers", c.encoder.layers},
          {"decoder_layers", c.decoder.layers},
          {"encoder_heads", c.encoder.heads},
          {"decoder_heads", c.decoder.heads},
          {"encoder_ffn", c.encoder.ffn},
          {"decoder_ffn", c.decoder.ffn},
          {"activation", c.activation},
          {"vocabulary", c.vocab},
          {"max_tokens", c.max_positions},
          {"parameters", m.parameters()},
          {"default", m.name == default_model && m.place.starts_with("bundled:")}};
}

void print(const Model& m) {
  const ModelConfig& c = m.config;
  std::cout << fmt::format(
      "{:<16} d {}, {}+{} layers, {} heads, ffn {}, {}, {} tokens in the vocabulary, {} parameters, sentences of up to "
      "{} tokens{}\n",
      m.name, c.d_model, c.encoder.layers, c.decoder.layers, c.encoder.heads, c.encoder.ffn, c.activation, c.vocab,
      m.parameters(), c.max_positions, m.name == default_model && m.place.starts_with("bundled:") ? "  (default)" : "");
}

void add(const Parser& parser) {
  struct Options {
    std::string folder;
    bool json = false;
  };
  const auto o = std::make_shared<Options>();
  parser.help("List the bundled models, or describe the one in a folder");
  parser.option("--model,-m", o->folder, "Describe this folder instead").type("DIR");
  parser.flag("--json", o->json, "As JSON, one object a line");
  parser.footer("\nExamples:\n  attnscope models\n  attnscope models --model ./opus-mt-en-de");
  parser.callback([o] {
    const std::vector<std::string> names = o->folder.empty() ? bundled_models() : std::vector<std::string>{o->folder};
    for (const std::string& name : names) {
      const Model model = load_model(name);
      if (o->json)
        std::cout << describe(model).dump() << "\n";
      else
        print(model);
    }
  });
}

}  // namespace

extern constinit const Command models_command;
constinit const Command models_command{"models", 6, add};

}  // namespace attn::cli
