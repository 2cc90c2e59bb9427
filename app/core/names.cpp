#include "app/core/names.h"

#include <algorithm>
#include <array>

#include "engine/formula.h"

namespace attn {
namespace {

constexpr std::array<std::string_view, 41> kinds = {
    "tokens",      "lookup",    "embedding_scaled", "positions",     "embedding_sum",   "mask",        "query",
    "key",         "value",     "cross_query",      "cross_key",     "cross_value",     "scores",      "cross_scores",
    "scaled",      "masked",    "weights",          "cross_weights", "context",         "concat",      "projection",
    "residual",    "norm",      "hidden",           "activation",    "ffn_output",      "state",       "similarity",
    "logits",      "allowed",   "probabilities",    "next",          "embedding_table", "gamma",       "beta",
    "output_bias", "forbidden", "weight",           "bias",          "cross_context",   "cross_scaled"};

constexpr std::array<std::string_view, 13> groups = {"encoder",     "decoder", "decode", "layer",    "self",
                                                     "masked_self", "cross",   "head",   "add_norm", "ffn",
                                                     "embedding",   "output",  "model"};

constexpr std::array<std::pair<std::string_view, std::string_view>, 39> symbols = {{{"tokens", "id"},
                                                                                    {"lookup", "E[id]"},
                                                                                    {"embedding_scaled", "√d·E"},
                                                                                    {"positions", "P"},
                                                                                    {"embedding_sum", "X"},
                                                                                    {"mask", "M"},
                                                                                    {"query", "Q"},
                                                                                    {"key", "K"},
                                                                                    {"value", "V"},
                                                                                    {"cross_query", "Q"},
                                                                                    {"cross_key", "K"},
                                                                                    {"cross_value", "V"},
                                                                                    {"scores", "S"},
                                                                                    {"cross_scores", "S"},
                                                                                    {"scaled", "S/√d"},
                                                                                    {"cross_scaled", "S/√d"},
                                                                                    {"masked", "S+M"},
                                                                                    {"weights", "A"},
                                                                                    {"cross_weights", "A"},
                                                                                    {"context", "O"},
                                                                                    {"cross_context", "O"},
                                                                                    {"concat", "C"},
                                                                                    {"projection", "Y"},
                                                                                    {"residual", "X+Y"},
                                                                                    {"norm", "X"},
                                                                                    {"hidden", "H"},
                                                                                    {"activation", "f(H)"},
                                                                                    {"ffn_output", "Y"},
                                                                                    {"state", "y"},
                                                                                    {"similarity", "s"},
                                                                                    {"logits", "z"},
                                                                                    {"allowed", "z+M"},
                                                                                    {"probabilities", "p"},
                                                                                    {"next", "max"},
                                                                                    {"embedding_table", "E"},
                                                                                    {"gamma", "γ"},
                                                                                    {"beta", "β"},
                                                                                    {"output_bias", "b"},
                                                                                    {"forbidden", "M"}}};

struct Part {
  std::string_view name, number;  // "layer1" → "layer", "1"
};

Part split(std::string_view part) {
  const std::size_t digits = part.find_last_not_of("0123456789") + 1;
  return {part.substr(0, digits), part.substr(digits)};
}

std::string_view parent(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string_view{} : path.substr(0, slash);
}

bool contains(std::span<const std::string_view> list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

}  // namespace

std::string kind_of(std::string_view path) {
  const std::string_view role = last_part(path), group = split(last_part(parent(path))).name;
  const bool weight = path.starts_with("model/");
  if (weight && role.starts_with("W_")) return "weight";
  if (weight && role.starts_with("b_")) return "bias";
  if (weight && role == "embedding") return "embedding_table";
  if (weight && role == "bias") return "output_bias";
  if (role == "sum") return group == "embedding" ? "embedding_sum" : "residual";
  if (role == "scaled" && group == "embedding") return "embedding_scaled";
  if (role == "output") return group == "ffn" ? "ffn_output" : "projection";
  if (path.find("/cross/") != std::string_view::npos) {
    const std::string crossed = "cross_" + std::string(role);
    if (contains(kinds, crossed)) return crossed;
  }
  return std::string(role);
}

std::span<const std::string_view> known_kinds() { return kinds; }
std::span<const std::string_view> known_groups() { return groups; }

std::string step_title(const Texts& texts, std::string_view path) {
  const std::string key = "title." + kind_of(path), name(last_part(path));
  return texts.has(key) ? texts(Message{key, {name}}) : name;
}

std::string flame_label(const Texts& texts, std::string_view path) {
  const std::string key = "flame." + kind_of(path);
  return texts.has(key) ? std::string(texts(key)) : step_title(texts, path);
}

StepSymbol step_symbol(std::string_view path) {
  const std::string kind = kind_of(path), name(last_part(path));
  if (const std::size_t low = name.find('_'); low != std::string::npos && (kind == "weight" || kind == "bias"))
    return {name.substr(0, low), name.substr(low + 1)};
  for (const auto& [of, letter] : symbols)
    if (of == kind) return {std::string(letter), {}};
  return {name, {}};
}

std::string group_title(const Texts& texts, std::string_view path) {
  const auto [name, number] = split(last_part(path));
  const bool masked = name == "self" && path.starts_with("decode") && !path.starts_with("decoder");
  const std::string key = masked ? "group.masked_self" : "group." + std::string(name);
  return texts.has(key) ? texts(Message{key, {std::string(number)}}) : std::string(last_part(path));
}

std::vector<std::string> breadcrumb(const Texts& texts, std::string_view path) {
  std::vector<std::string> titles;
  for (std::size_t slash = path.find('/'); slash != std::string_view::npos; slash = path.find('/', slash + 1))
    titles.push_back(group_title(texts, path.substr(0, slash)));
  titles.push_back(step_title(texts, path));
  return titles;
}

}  // namespace attn
