#include "engine/generate.h"

#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "engine/ops/ops.h"
#include "engine/roles/roles.h"

namespace attn {
namespace {

// How the word at place t is taken: the most probable one, one that is forced, or one that is drawn.
struct Choice {
  const Role* role = &roles::next;
  std::optional<int> id = {};  // of a forced or drawn word
};
Choice choice_at(const Trace& trace, int t, int probabilities, const GenerateOptions& options) {
  for (const ForcedWord& word : options.forced)
    if (word.position == t) return {&roles::next_forced, word.id};
  if (!options.sampling) return {};
  const Tensor& logits = trace[trace[probabilities].inputs[0]].out;
  return {&roles::next_drawn, draw(adjusted(logits, *options.sampling), uniform(options.sampling->seed, t))};
}

}  // namespace

int give_prompt(Tape& tape, Tensor ids) { return tape.give("decode1/embedding/tokens", roles::tokens, std::move(ids)); }

int generate(Tape& tape, Decoder& decoder, int prompt, const GenerateOptions& options, Run& run) {
  run.prompt = prompt;
  int tokens = prompt;
  for (int t = 1; t <= options.most; ++t) {
    const int probabilities = decoder.probabilities(t, tokens);
    std::string chosen = fmt::format("decode{}/output/next", t);
    const Choice choice = choice_at(tape.trace(), t, probabilities, options);
    if (choice.id) tape.edit({chosen, 0, 0, static_cast<Real>(*choice.id)});
    const int next = tape.apply(std::move(chosen), *choice.role, ops::argmax, {probabilities});  // 1×1
    const int id = static_cast<int>(tape.out(next)(0, 0));
    const double before = run.written.empty() ? 0 : run.written.back().log_sum;
    run.written.push_back({probabilities, next, id, tape.out(next).row_axis.label(0),
                           before + std::log(static_cast<double>(tape.out(probabilities)(0, id)))});
    if (options.progress) options.progress(t);
    if (id == options.end) {
      run.complete = true;
      break;
    }
    if (t < options.most)
      tokens = tape.apply(fmt::format("decode{}/embedding/tokens", t + 1), roles::tokens, ops::append,
                          {tokens, next});  // (t+1)×1
  }
  return tokens;
}

}  // namespace attn
