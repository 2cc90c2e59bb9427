#include "engine/model/translate.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include <fmt/format.h>

#include "engine/model/transformer.h"
#include "engine/ops/ops.h"
#include "engine/path.h"
#include "engine/roles/roles.h"
#include "engine/text/unicode.h"

namespace attn {
namespace {

constexpr std::size_t most_bytes = 1 << 20;  // far above any model's limit; keeps a stray file from being tokenised

constexpr int most_probable = std::numeric_limits<int>::min();

// The word that is forced or drawn at step t, if one is.
int other_word(const Trace& trace, int t, int probabilities, const TranslateOptions& options) {
  for (const ForcedWord& word : options.forced)
    if (word.position == t) return word.id;
  if (!options.sampling) return most_probable;
  const Tensor& logits = trace[trace[probabilities].inputs[0]].out;
  return draw(adjusted(logits, *options.sampling), uniform(options.sampling->seed, t));
}

}  // namespace

std::vector<Token> read_sentence(const Model& model, std::string_view given) {
  if (given.size() > most_bytes)
    throw std::invalid_argument(fmt::format("the text has {} bytes; a sentence may have {}", given.size(), most_bytes));
  const std::string text = normalise(given);
  if (text.empty()) throw std::invalid_argument("the sentence is empty");
  std::vector<Token> tokens = model.vocabulary.encode(text);
  const auto most = static_cast<std::size_t>(model.config.max_positions);
  if (tokens.size() == 1) throw std::invalid_argument("the sentence is empty");
  if (tokens.size() > most)
    throw std::invalid_argument(fmt::format("the sentence has {} tokens with its closing </s>; {} takes at most {}",
                                            tokens.size(), model.name, most));
  return tokens;
}

Tensor id_column(const std::vector<Token>& tokens, std::uint8_t sequence) {
  Mat ids(static_cast<Index>(tokens.size()), 1);
  std::vector<std::string> words;
  for (const Token& t : tokens) {
    ids(static_cast<Index>(words.size()), 0) = static_cast<Real>(t.id);
    words.push_back(t.label);
  }
  return {std::move(ids), token_axis(std::move(words), sequence), single_axis()};
}

Translation translate(const Model& model, std::string_view text, const TranslateOptions& options) {
  Translation found;
  found.tokens = read_sentence(model, text);
  found.source = normalise(text);

  Tape tape(options.edits);
  Transformer net(model, tape, options.stop);
  const std::uint8_t source = tape.sequence("source"), target = tape.sequence("target");
  found.source_sequence = source;
  found.target_sequence = target;
  const int memory = net.encode(tape.give("encoder/embedding/tokens", roles::tokens, id_column(found.tokens, source)));

  const Tensor start(Mat::filled(1, 1, static_cast<Real>(model.config.start)),
                     token_axis({model.vocabulary.label(model.config.start)}, target), single_axis());
  int prefix = tape.give("decode1/embedding/tokens", roles::tokens, start);
  found.prompt = prefix;
  for (int t = 1; t < model.config.max_length; ++t) {
    const int probabilities = net.decode(t, prefix, memory);
    if (const int word = other_word(tape.trace(), t, probabilities, options); word != most_probable)
      tape.edit({fmt::format("decode{}/output/next", t), 0, 0, static_cast<Real>(word)});
    const int next = net.choose(t, probabilities);
    const int id = static_cast<int>(tape.out(next)(0, 0));
    const double before = found.log_sums.empty() ? 0 : found.log_sums.back();
    found.log_sums.push_back(before + std::log(static_cast<double>(tape.out(probabilities)(0, id))));
    found.ids.push_back(id);
    found.labels.push_back(tape.out(next).row_axis.label(0));
    found.written.push_back({probabilities, next, id, found.labels.back()});
    if (options.progress) options.progress(t);
    if (id == model.config.eos) {
      found.complete = true;
      break;
    }
    if (t + 1 < model.config.max_length)
      prefix = tape.apply(fmt::format("decode{}/embedding/tokens", t + 1), roles::tokens, ops::append, {prefix, next});
  }
  found.text = model.vocabulary.decode(found.ids);
  found.trace = tape.finish();
  return found;
}

int word_at(const Translation& run, int step) {
  if (step < 0) return 0;
  const auto word =
      std::find_if(run.written.begin(), run.written.end(), [&](const Written& w) { return w.chosen >= step; });
  if (word == run.written.end()) return 0;
  const auto root = [&](int i) { return Path(run.trace[i].path).root().text; };
  return root(word->chosen) == root(step) ? static_cast<int>(word - run.written.begin()) + 1 : 0;
}

std::vector<Candidate> top_candidates(const Translation& run, int t, int k) {
  if (t < 1 || static_cast<std::size_t>(t) > run.written.size())
    throw std::invalid_argument(fmt::format("no word {}, there are {}", t, run.written.size()));
  const Tensor& p = run.trace[run.written[static_cast<std::size_t>(t - 1)].probabilities].out;
  std::vector<int> order(static_cast<std::size_t>(p.cols()));
  std::iota(order.begin(), order.end(), 0);
  const auto count = std::min<std::size_t>(order.size(), static_cast<std::size_t>(std::max(0, k)));
  std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(count), order.end(),
                    [&](int a, int b) { return std::pair(-p(0, a), a) < std::pair(-p(0, b), b); });
  std::vector<Candidate> found;
  for (std::size_t i = 0; i < count; ++i) found.push_back({order[i], p.col_axis.label(order[i]), p(0, order[i])});
  return found;
}

}  // namespace attn
