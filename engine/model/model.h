// A Marian translation model: config, vocabulary, and every weight as a tensor with a path.
#pragma once

#include <functional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "engine/blocks/layer.h"
#include "engine/model/config.h"
#include "engine/role.h"
#include "engine/text/vocabulary.h"

namespace attn {

// A weight as the trace shows it. Its place in Model::givens is its step number in every trace of the model.
struct Given {
  std::string path;
  const Role* role;
  Tensor value;
};

// The weights of a layer by their numbers among the givens.
struct EncoderLayer {
  AttentionWeights self;
  NormWeights norm1;
  FeedForwardWeights ffn;
  NormWeights norm2;
};
struct DecoderLayer {
  AttentionWeights self;
  NormWeights norm1;
  AttentionWeights cross;
  NormWeights norm2;
  FeedForwardWeights ffn;
  NormWeights norm3;
};

struct Model {
  std::string name, place;
  ModelConfig config;
  Vocabulary vocabulary;
  std::vector<Given> givens;
  int encoder_embedding = 0, decoder_embedding = 0, output_embedding = 0;  // V×d; one and the same where tied
  int output_bias = 0;                                                     // 1×V
  int forbidden = -1;                                                      // 1×V of 0 and −∞, or −1
  std::vector<EncoderLayer> encoder;
  std::vector<DecoderLayer> decoder;

  Index parameters() const;  // how many numbers the weights hold
};

// Watches a model being read: progress is called with bytes of weights, done and in all. Reading stops when asked to.
struct LoadWatch {
  std::function<void(std::size_t done, std::size_t all)> progress = {};
  std::stop_token stop = {};
};

// Reads config.json, vocab.json, source.spm, target.spm and model.safetensors (Hugging Face names).
// Throws std::invalid_argument naming the file and what is wrong with it, Cancelled.
Model load_model(const ModelFiles& files, const LoadWatch& watch = {});

// A bundled model by name, or a folder by path. Throws as above.
Model load_model(const std::string& name_or_folder, const LoadWatch& watch = {});

std::vector<std::string> bundled_models();  // names, the default first
inline constexpr std::string_view default_model = "en-fr-tiny";

}  // namespace attn
