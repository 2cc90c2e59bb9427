#include "engine/model/beam.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>

#include <fmt/format.h>

#include "engine/generate.h"
#include "engine/model/transformer.h"

namespace attn {
namespace {

struct Continuation {
  std::size_t from;  // which of the living
  int id;
  double log_probability, sum;
};

// Log-probabilities of the next word after a beginning: a run of its own over the encoder's memory.
class Scorer {
 public:
  Scorer(const Model& model, const std::vector<Token>& tokens, std::stop_token stop)
      : model_(model), stop_(std::move(stop)) {
    Tape tape;
    const std::uint8_t source = tape.sequence("source");
    memory_ = tape.out(Transformer(model_, tape, DecoderRows::all, stop_).encode(id_column(tokens, source)));
  }

  std::vector<double> after(const std::vector<int>& words) const {
    std::vector<Token> prefix{model_.vocabulary.token(model_.config.start)};
    for (const int id : words) prefix.push_back(model_.vocabulary.token(id));
    const int t = static_cast<int>(prefix.size());
    Tape tape;
    Transformer net(model_, tape, DecoderRows::all, stop_);
    tape.sequence("source");  // the memory's
    const std::uint8_t target = tape.sequence("target");
    net.remember(memory_);
    const int probabilities = net.probabilities(t, give_prompt(tape, id_column(prefix, target)));
    return log_softmax(tape.out(tape.trace()[probabilities].inputs[0]));
  }

 private:
  static std::vector<double> log_softmax(const Tensor& logits) {
    const Mat& m = logits.mat();
    std::vector<double> values(m.data(), m.data() + m.size());
    const double largest = *std::max_element(values.begin(), values.end());
    double sum = 0;
    for (const double v : values) sum += std::exp(v - largest);
    for (double& v : values) v -= largest + std::log(sum);
    return values;
  }

  const Model& model_;
  std::stop_token stop_;
  Tensor memory_;
};

bool better(const Continuation& a, const Continuation& b) {
  if (a.sum != b.sum) return a.sum > b.sum;
  return a.from != b.from ? a.from < b.from : a.id < b.id;
}

// The most probable continuations of one beginning, no more than `most`; only the forced word, where there is one.
void continue_with(std::vector<Continuation>& all, std::size_t from, double sum, const std::vector<double>& next,
                   const std::vector<ForcedWord>& forced, int depth, std::size_t most) {
  for (const ForcedWord& word : forced)
    if (word.position == depth) {
      if (word.id < 0 || static_cast<std::size_t>(word.id) >= next.size())
        throw std::invalid_argument(
            fmt::format("word id {} does not exist; ids are 0 to {}", word.id, next.size() - 1));
      const double p = next[static_cast<std::size_t>(word.id)];
      return all.push_back({from, word.id, p, sum + p});
    }
  std::vector<int> order(next.size());
  std::iota(order.begin(), order.end(), 0);
  const std::size_t count = std::min(most, order.size());
  const auto p = [&](int id) { return next[static_cast<std::size_t>(id)]; };
  std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(count), order.end(),
                    [&](int a, int b) { return p(a) != p(b) ? p(a) > p(b) : a < b; });
  for (std::size_t i = 0; i < count; ++i)
    if (std::isfinite(p(order[i]))) all.push_back({from, order[i], p(order[i]), sum + p(order[i])});
}

Hypothesis hypothesis_of(const BeamSearch& search, int node, const Model& model) {
  const BeamNode& last = search.nodes[static_cast<std::size_t>(node)];
  Hypothesis h{node, beginning(search, node), {}, last.sum, last.score, last.fate == BeamNode::Fate::finished};
  h.text = model.vocabulary.decode(h.ids);
  return h;
}

}  // namespace

double normalised(double sum, int length, double alpha) { return sum / std::pow((5.0 + length) / 6.0, alpha); }

std::vector<int> beginning(const BeamSearch& search, int node) {
  std::vector<int> ids;
  for (; node >= 0; node = search.nodes[static_cast<std::size_t>(node)].parent)
    ids.push_back(search.nodes[static_cast<std::size_t>(node)].id);
  std::reverse(ids.begin(), ids.end());
  return ids;
}

BeamSearch beam_search(const Model& model, std::string_view text, const BeamOptions& options) {
  if (options.width < 1 || options.width > widest_beam)
    throw std::invalid_argument(
        fmt::format("the beam width is {}; it must be from 1 to {}", options.width, widest_beam));
  if (!(options.length_penalty >= 0) || !std::isfinite(options.length_penalty))
    throw std::invalid_argument(fmt::format("the length penalty is {}; it must be 0 or more", options.length_penalty));
  const Scorer scorer(model, read_sentence(model, text), options.stop);
  const auto width = static_cast<std::size_t>(options.width);

  BeamSearch search;
  std::vector<int> alive{-1}, finished;
  for (int depth = 1; depth < model.config.max_length && !alive.empty() && finished.size() < width; ++depth) {
    std::vector<Continuation> all;
    for (std::size_t i = 0; i < alive.size(); ++i) {
      const double sum = alive[i] < 0 ? 0 : search.nodes[static_cast<std::size_t>(alive[i])].sum;
      const std::vector<double> next = scorer.after(beginning(search, alive[i]));
      continue_with(all, i, sum, next, options.forced, depth, 2 * width);
    }
    std::sort(all.begin(), all.end(), better);
    if (all.size() > 2 * width) all.resize(2 * width);

    std::vector<int> living;
    for (std::size_t rank = 0; rank < all.size(); ++rank) {
      const Continuation& c = all[rank];
      BeamNode node{alive[c.from],
                    depth,
                    c.id,
                    model.vocabulary.label(c.id),
                    c.log_probability,
                    c.sum,
                    normalised(c.sum, depth, options.length_penalty),
                    BeamNode::Fate::dropped};
      const int number = static_cast<int>(search.nodes.size());
      if (c.id == model.config.eos) {
        if (rank < width) {
          node.fate = BeamNode::Fate::finished;
          finished.push_back(number);
        }
      } else if (living.size() < width) {
        node.fate = BeamNode::Fate::alive;
        living.push_back(number);
      }
      search.nodes.push_back(std::move(node));
    }
    alive = std::move(living);
    if (options.progress) options.progress(depth);
  }
  for (const int node : finished.empty() ? alive : finished)
    search.hypotheses.push_back(hypothesis_of(search, node, model));
  std::stable_sort(search.hypotheses.begin(), search.hypotheses.end(),
                   [](const Hypothesis& a, const Hypothesis& b) { return a.score > b.score; });
  if (search.hypotheses.size() > width) search.hypotheses.resize(width);
  return search;
}

}  // namespace attn
