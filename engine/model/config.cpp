#include "engine/model/config.h"

#include <stdexcept>

#include <nlohmann/json.hpp>

#include "engine/fault.h"

namespace attn {
namespace {

using Json = nlohmann::json;

struct Reader {
  const Json& json;
  const std::string& origin;

  [[noreturn]] void fail(const std::string& field, const std::string& what) const {
    throw std::invalid_argument(origin + ": \"" + field + "\" " + what);
  }
  // What a person meets who opens a model of another kind.
  [[noreturn]] void foreign(const std::string& field, const std::string& what, const char* key) const {
    throw Fault(origin + ": \"" + field + "\" " + what, key, {origin});
  }
  bool has(const char* field) const { return json.contains(field) && !json[field].is_null(); }
  Index number(const char* field, Index low, Index high) const {
    if (!has(field)) fail(field, "is missing");
    if (!json[field].is_number_integer()) fail(field, "is not a whole number");
    const auto n = json[field].get<std::int64_t>();
    if (n < low || n > high)
      fail(field, "is " + std::to_string(n) + ", expected " + std::to_string(low) + " to " + std::to_string(high));
    return static_cast<Index>(n);
  }
  Index number(const char* field, Index low, Index high, Index otherwise) const {
    return has(field) ? number(field, low, high) : otherwise;
  }
  bool flag(const char* field, bool otherwise) const {
    if (!has(field)) return otherwise;
    if (!json[field].is_boolean()) fail(field, "is not true or false");
    return json[field].get<bool>();
  }
  std::string text(const char* field) const {
    if (!has(field) || !json[field].is_string()) fail(field, "is missing or not text");
    return json[field].get<std::string>();
  }
};

StackConfig stack(const Reader& r, const std::string& side, Index d_model) {
  StackConfig s;
  s.layers = static_cast<int>(r.number((side + "_layers").c_str(), 1, 64));
  s.heads = static_cast<int>(r.number((side + "_attention_heads").c_str(), 1, 64));
  s.ffn = r.number((side + "_ffn_dim").c_str(), 1, 65536);
  if (d_model % s.heads != 0)
    r.fail(side + "_attention_heads",
           "is " + std::to_string(s.heads) + ", which does not divide d_model " + std::to_string(d_model));
  return s;
}

}  // namespace

ModelConfig read_config(const Bytes& file) {
  const Json json = Json::parse(file.text(), nullptr, false);
  if (json.is_discarded() || !json.is_object()) throw std::invalid_argument(file.origin + ": not a JSON object");
  const Reader r{json, file.origin};
  if (r.has("model_type") && r.text("model_type") != "marian")
    r.foreign("model_type", "is not \"marian\"", "model_type");
  ModelConfig c;
  c.d_model = r.number("d_model", 2, 8192);
  c.vocab = r.number("vocab_size", 3, 1'000'000);
  c.encoder = stack(r, "encoder", c.d_model);
  c.decoder = stack(r, "decoder", c.d_model);
  c.activation = r.text("activation_function");
  if (c.activation == "swish") c.activation = "silu";
  if (c.activation != "relu" && c.activation != "gelu" && c.activation != "silu")
    r.fail("activation_function", "is \"" + c.activation + "\"; relu, gelu, silu and swish are known");
  c.scale_embedding = r.flag("scale_embedding", false);
  c.tied = r.flag("share_encoder_decoder_embeddings", true) && r.flag("tie_word_embeddings", true);
  if (r.flag("normalize_before", false))
    r.foreign("normalize_before", "is true; only post-norm models can be computed", "model_norm");
  if (!r.flag("static_position_embeddings", true))
    r.foreign("static_position_embeddings", "is false; only sinusoidal positions can be computed", "model_positions");
  c.max_positions = r.number("max_position_embeddings", 2, 65536);
  c.max_length = std::min(r.number("max_length", 2, 65536, c.max_positions), c.max_positions);
  const Index last = c.vocab - 1;
  c.eos = static_cast<int>(r.number("eos_token_id", 0, last));
  c.pad = static_cast<int>(r.number("pad_token_id", 0, last));
  c.start = static_cast<int>(r.number("decoder_start_token_id", 0, last, c.pad));
  if (r.has("bad_words_ids")) {
    if (!json["bad_words_ids"].is_array()) r.fail("bad_words_ids", "is not a list");
    for (const Json& word : json["bad_words_ids"]) {
      if (!word.is_array() || word.size() != 1 || !word[0].is_number_integer())
        r.fail("bad_words_ids", "contains something other than lists of one id");
      const auto id = word[0].get<std::int64_t>();
      if (id < 0 || id > last)
        r.fail("bad_words_ids", "contains " + std::to_string(id) + ", which is outside the vocabulary");
      c.forbidden.push_back(static_cast<int>(id));
    }
  }
  return c;
}

}  // namespace attn
