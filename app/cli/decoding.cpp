#include "app/cli/decoding.h"

#include <cmath>
#include <stdexcept>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/cli/numbers.h"
#include "app/scene/table.h"
#include "engine/model/alignment.h"
#include "engine/runs/marian_params.h"

namespace attn::cli {
namespace {

constexpr int most_positions = 100'000;

int number_of(const std::string& text, int most) {
  if (text.empty() || text.size() > 6 || text.find_first_not_of("0123456789") != std::string::npos) return -1;
  const int n = std::stoi(text);
  return n <= most ? n : -1;
}

// Of "2=une"; below 1: there is none.
int place_of(const std::string& text) {
  const std::size_t sign = text.find('=');
  return sign == std::string::npos ? -1 : number_of(text.substr(0, sign), most_positions);
}

int id_of(const Model& model, const std::string& word) {
  const int count = static_cast<int>(model.config.vocab);
  if (word.starts_with('#')) {
    const int id = number_of(word.substr(1), count - 1);
    if (id < 0) throw std::invalid_argument(fmt::format("{} is not a token id; ids are #0 to #{}", word, count - 1));
    return id;
  }
  for (int id = 0; id < count; ++id)
    if (model.vocabulary.label(id) == word) return id;
  throw std::invalid_argument(fmt::format(
      "'{}' is not in the vocabulary of {} (tokens inside a word begin with ·, as in ·ing)", word, model.name));
}

}  // namespace

Option Decoding::add_ways(const Parser& parser) {
  const Option width = parser.option("--beam,-b", beam, "Beam search of width N: keep the N best hypotheses")
                           .type("N")
                           .check(whole_between(1, widest_beam));
  parser
      .option("--length-penalty", length_penalty,
              "With --beam: α of the length normalisation, score = Σ ln p / ((5 + length) / 6)^α; 0: none")
      .type("A")
      .check(between(0.0, 10.0))
      .needs(width)
      .shown_default();
  const auto drawn = [&](Option option) { option.excludes(width).when_given([this] { draws = true; }); };
  drawn(parser
            .option(
                "--temperature", sampling.temperature,
                "Sample each word; 1: from the model's own distribution, below 1: sharper, 0: always the most probable")
            .type("T")
            .check(between(0.0, 1000.0)));
  drawn(parser.option("--top-k", sampling.top_k, "Sample from the K most probable words only")
            .type("K")
            .check(whole_between(1, 1'000'000)));
  drawn(
      parser.option("--top-p", sampling.top_p, "Sample from the fewest words whose probabilities add up to at least P")
          .type("P")
          .check([](const std::string& text) {
            double p = 0;
            const bool fits = read_number(text, p) && p > 0 && p <= 1;
            return fits ? std::string() : fmt::format("'{}' is not a number above 0 and up to 1", text);
          }));
  return width;
}

void Decoding::add(const Parser& parser) {
  const Option width = add_ways(parser);
  parser.option("--seed", sampling.seed, "Seed for sampling: the same seed gives the same words")
      .type("S")
      .check(whole_between(0, UINT64_MAX))
      .excludes(width)
      .when_given([this] { draws = true; });
  add_force(parser, "--force,-f", forced);
}

Request Decoding::request(const std::string& place, std::string sentence, const Model& model) const {
  Request request = standard_request("marian", place);
  set_sentence(request, std::move(sentence));
  set_draws(request, draws);
  if (draws) set_sampling(request, sampling);
  request.forced = forced_words(model, forced);
  return request;
}

BeamOptions Decoding::beam_options(const Model& model) const {
  return {.width = beam, .length_penalty = length_penalty, .forced = forced_words(model, forced)};
}

void add_force(const Parser& parser, const char* names, std::vector<std::string>& forced) {
  parser.option(names, forced, "Force WORD as word N of the translation and continue from there; may be repeated")
      .type("N=WORD")
      .several()
      .check([](const std::string& text) {
        return place_of(text) < 1 ? fmt::format("'{}' is not a position and a word, as in 2=une", text) : std::string();
      });
}

ForcedWord forced_word(const Model& model, const std::string& text) {
  return {place_of(text), id_of(model, text.substr(text.find('=') + 1))};
}

std::vector<ForcedWord> forced_words(const Model& model, const std::vector<std::string>& texts) {
  std::vector<ForcedWord> words;
  for (const std::string& text : texts) {
    const ForcedWord word = forced_word(model, text);
    for (const ForcedWord& other : words)
      if (other.position == word.position)
        throw std::invalid_argument(fmt::format("--force: word {} is forced twice", word.position));
    words.push_back(word);
  }
  return words;
}

void check_reached(const std::vector<ForcedWord>& forced, std::size_t words) {
  for (const ForcedWord& word : forced)
    if (static_cast<std::size_t>(word.position) > words)
      throw std::invalid_argument(
          fmt::format("--force: there is no word {}; the translation ends after word {}", word.position, words));
}

void print_hypotheses(const BeamSearch& search, int most) {
  for (const Hypothesis& h : search.hypotheses) {
    if (most-- <= 0) break;
    fmt::print("  {:8.4f}  p {:.6f}  {}{}\n", h.score, std::exp(h.sum), h.text, h.complete ? "" : " …");
  }
}

nlohmann::json json_of(const BeamSearch& search) {
  nlohmann::json all = nlohmann::json::array();
  for (const Hypothesis& h : search.hypotheses)
    all.push_back({{"translation", h.text},
                   {"ids", h.ids},
                   {"log_probability", h.sum},
                   {"score", h.score},
                   {"complete", h.complete}});
  return all;
}

void print_alignment(const Run& translation) {
  Step step;
  step.out = cross_attention(translation);
  const int layer = decoder_layers(translation);
  fmt::print(
      "\nWhere each word looked: cross-attention of decoder layer {}, mean of {} heads. Attention is not alignment: "
      "it shows where the decoder read, not which word translates which.\n",
      layer, cross_heads(translation));
  fmt::print("{}", scene::to_table(step, {.max_columns = 0, .max_rows = 0, .decimals = 2}));
}

}  // namespace attn::cli
