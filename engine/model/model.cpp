#include "engine/model/model.h"

#include <algorithm>
#include <limits>

#include "assets.h"
#include "engine/eigen.h"
#include "engine/model/safetensors.h"
#include "engine/roles/roles.h"

namespace attn {
namespace {

// Collects givens in order; reads Hugging Face tensors ([out, in]) into the orientation of y = x·W + b.
struct Loader {
  const Safetensors& file;
  const ModelConfig& config;
  std::vector<Given>& givens;
  Labels words;
  const LoadWatch& watch;
  std::size_t done = 0, all = 0;  // bytes

  Mat read(const std::string& name, Index rows, Index cols) {
    if (watch.stop.stop_requested()) throw Cancelled();
    Mat values = file.read(name, rows, cols);
    const auto entry = file.entries().find(name);
    done += entry->second.end - entry->second.begin;
    if (watch.progress) watch.progress(done, all);
    return values;
  }

  int add(std::string path, const Role& role, Mat values, Axis rows = {}, Axis cols = {}) {
    givens.push_back({std::move(path), &role, Tensor(std::move(values), std::move(rows), std::move(cols))});
    return static_cast<int>(givens.size()) - 1;
  }

  Projection projection(const std::string& path, const Role& w, const Role& b, const std::string& name, Index in,
                        Index out) {
    const Mat weight = read(name + ".weight", out, in);
    const int first = add(join(path, w), w, mat_of(eigen(weight).transpose()));
    return {first, add(join(path, b), b, read(name + ".bias", 1, out), single_axis())};
  }

  static std::string join(const std::string& path, const Role& role) { return path + "/" + std::string(role.name); }

  NormWeights norm(const std::string& path, const std::string& name) {
    const Index d = config.d_model;
    const int gamma = add(join(path, roles::gamma), roles::gamma, read(name + ".weight", 1, d), single_axis());
    return {gamma, add(join(path, roles::beta), roles::beta, read(name + ".bias", 1, d), single_axis())};
  }

  // Columns of one head from the d×d projection.
  Projection head_part(const std::string& path, const Role& w, const Role& b, const Mat& weight, const Mat& bias,
                       Index head, Index width) {
    const int first = add(join(path, w), w, mat_of(eigen(weight).middleRows(head * width, width).transpose()));
    return {first, add(join(path, b), b, mat_of(eigen(bias).middleCols(head * width, width)), single_axis())};
  }

  AttentionWeights attention(const std::string& path, const std::string& name, int heads) {
    const Index d = config.d_model, width = d / heads;
    const Mat wq = read(name + ".q_proj.weight", d, d), bq = read(name + ".q_proj.bias", 1, d);
    const Mat wk = read(name + ".k_proj.weight", d, d), bk = read(name + ".k_proj.bias", 1, d);
    const Mat wv = read(name + ".v_proj.weight", d, d), bv = read(name + ".v_proj.bias", 1, d);
    AttentionWeights found;
    for (int h = 0; h < heads; ++h) {
      const std::string at = path + "/head" + std::to_string(h + 1);
      const Projection query = head_part(at, roles::W_Q, roles::b_Q, wq, bq, h, width);
      const Projection key = head_part(at, roles::W_K, roles::b_K, wk, bk, h, width);
      found.heads.push_back({query, key, head_part(at, roles::W_V, roles::b_V, wv, bv, h, width)});
    }
    found.output = projection(path, roles::W_O, roles::b_O, name + ".out_proj", d, d);
    return found;
  }

  FeedForwardWeights ffn(const std::string& path, const std::string& name, Index hidden) {
    const Projection first = projection(path, roles::W_1, roles::b_1, name + ".fc1", config.d_model, hidden);
    return {first, projection(path, roles::W_2, roles::b_2, name + ".fc2", hidden, config.d_model)};
  }

  int table(const std::string& path, const std::string& name) {
    return add(path, roles::embedding_table, read(name, config.vocab, config.d_model), {Axis::Kind::piece, words});
  }

  std::string first_of(std::initializer_list<const char*> names) const {
    for (const char* name : names)
      if (file.has(name)) return name;
    return *names.begin();
  }
};

void load_embeddings(Loader& loader, Model& model) {
  if (model.config.tied) {
    const std::string name =
        loader.first_of({"model.shared.weight", "lm_head.weight", "model.encoder.embed_tokens.weight"});
    model.encoder_embedding = model.decoder_embedding = model.output_embedding = loader.table("model/embedding", name);
    return;
  }
  model.encoder_embedding = loader.table("model/encoder/embedding",
                                         loader.first_of({"model.encoder.embed_tokens.weight", "model.shared.weight"}));
  model.decoder_embedding = loader.table("model/decoder/embedding",
                                         loader.first_of({"model.decoder.embed_tokens.weight", "model.shared.weight"}));
  model.output_embedding =
      loader.table("model/output/embedding", loader.first_of({"lm_head.weight", "model.decoder.embed_tokens.weight"}));
}

void load_layers(Loader& loader, Model& model) {
  for (int i = 0; i < model.config.encoder.layers; ++i) {
    const std::string at = "model/encoder/layer" + std::to_string(i + 1),
                      name = "model.encoder.layers." + std::to_string(i);
    EncoderLayer layer;
    layer.self = loader.attention(at + "/self", name + ".self_attn", model.config.encoder.heads);
    layer.norm1 = loader.norm(at + "/add_norm1", name + ".self_attn_layer_norm");
    layer.ffn = loader.ffn(at + "/ffn", name, model.config.encoder.ffn);
    layer.norm2 = loader.norm(at + "/add_norm2", name + ".final_layer_norm");
    model.encoder.push_back(std::move(layer));
  }
  for (int i = 0; i < model.config.decoder.layers; ++i) {
    const std::string at = "model/decoder/layer" + std::to_string(i + 1),
                      name = "model.decoder.layers." + std::to_string(i);
    DecoderLayer layer;
    layer.self = loader.attention(at + "/self", name + ".self_attn", model.config.decoder.heads);
    layer.norm1 = loader.norm(at + "/add_norm1", name + ".self_attn_layer_norm");
    layer.cross = loader.attention(at + "/cross", name + ".encoder_attn", model.config.decoder.heads);
    layer.norm2 = loader.norm(at + "/add_norm2", name + ".encoder_attn_layer_norm");
    layer.ffn = loader.ffn(at + "/ffn", name, model.config.decoder.ffn);
    layer.norm3 = loader.norm(at + "/add_norm3", name + ".final_layer_norm");
    model.decoder.push_back(std::move(layer));
  }
}

}  // namespace

Index Model::parameters() const {
  Index n = 0;
  for (const Given& g : givens)
    if (g.role != &roles::forbidden) n += g.value.size();
  return n;
}

Model load_model(const ModelFiles& files, const LoadWatch& watch) {
  const ModelConfig config = read_config(files.read("config.json"));
  Model model{files.name(),
              files.place(),
              config,
              Vocabulary(files.read("vocab.json"), files.read("source.spm"), files.read("target.spm"), config.vocab,
                         config.eos, config.start),
              {},
              0,
              0,
              0,
              0,
              -1,
              {},
              {}};
  const Safetensors file(files.read("model.safetensors"));
  Loader loader{file, config, model.givens, model.vocabulary.labels(), watch};
  for (const auto& [name, entry] : file.entries()) loader.all += entry.end - entry.begin;
  load_embeddings(loader, model);
  Tensor& output = model.givens[static_cast<std::size_t>(model.output_embedding)].value;
  output = output.with_panels();
  load_layers(loader, model);
  const Axis pieces{Axis::Kind::piece, loader.words};
  Mat bias = Mat::zeros(1, config.vocab);
  if (file.has("final_logits_bias")) bias = loader.read("final_logits_bias", 1, config.vocab);
  model.output_bias = loader.add("model/output/bias", roles::output_bias, std::move(bias), single_axis(), pieces);
  if (!config.forbidden.empty()) {
    Mat values = Mat::zeros(1, config.vocab);
    for (const int id : config.forbidden) values(0, id) = -std::numeric_limits<Real>::infinity();
    model.forbidden = loader.add("model/output/forbidden", roles::forbidden, std::move(values), single_axis(), pieces);
  }
  return model;
}

Model load_model(const std::string& name_or_folder, const LoadWatch& watch) {
  const std::vector<std::string> names = bundled_models();
  if (std::find(names.begin(), names.end(), name_or_folder) != names.end())
    return load_model(ModelFiles::bundled(name_or_folder), watch);
  return load_model(ModelFiles::folder(name_or_folder), watch);
}

std::vector<std::string> bundled_models() {
  constexpr std::string_view prefix = "models/", suffix = "/config.json";
  std::vector<std::string> names;
  for (const assets::Asset& asset : assets::all()) {
    const std::string_view name = asset.name;
    if (name.starts_with(prefix) && name.ends_with(suffix))
      names.emplace_back(name.substr(prefix.size(), name.size() - prefix.size() - suffix.size()));
  }
  std::sort(names.begin(), names.end());
  const auto first = std::find(names.begin(), names.end(), default_model);
  if (first != names.end()) std::rotate(names.begin(), first, first + 1);
  return names;
}

}  // namespace attn
