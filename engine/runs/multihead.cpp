// Multi-head attention of a few words, all of it in sight ("Attention Is All You Need", section 3.2.2): several heads
// with tables of their own look at the same words; their results are put side by side and mixed by W_O. The vectors and
// tables are drawn from a seed; nothing is trained.
#include <string>
#include <vector>

#include <fmt/format.h>

#include "engine/blocks/attention.h"
#include "engine/fault.h"
#include "engine/generator.h"
#include "engine/ops/ops.h"
#include "engine/roles/roles.h"
#include "engine/run_kind.h"
#include "engine/text/unicode.h"
#include "engine/text/word_tokenizer.h"

namespace attn {
namespace {

using Kind = ParamSpec::Kind;

constexpr std::size_t most_words = 64;

constexpr ParamSpec params[] = {
    {.id = "words", .kind = Kind::text, .text = "I am a student"},
    {.id = "d", .kind = Kind::whole, .number = 8, .least = 1, .most = 64},
    {.id = "heads", .kind = Kind::whole, .number = 2, .least = 2, .most = 8},
    {.id = "d_k", .kind = Kind::whole, .number = 4, .least = 1, .most = 64},
    {.id = "mask", .kind = Kind::flag},
    {.id = "seed", .kind = Kind::seed, .text = "1"},
};

Run run(const Request& request, const Model*, const RunWatch&) {
  check(request, params);
  if (!request.forced.empty()) throw std::invalid_argument("a run of multihead writes no words, so none can be forced");
  Run made;
  made.input = normalise(text(request, "words"));
  made.read = WordTokenizer(made.input).encode(made.input);
  made.complete = true;
  if (made.read.empty()) throw Fault("the parameter 'words' contains no word", "no_words", {});
  if (made.read.size() > most_words)
    throw Fault(
        fmt::format("the parameter 'words' contains {} words; at most {} are possible", made.read.size(), most_words),
        "many_words", {std::to_string(made.read.size()), std::to_string(most_words)});
  std::vector<std::string> words;
  for (const Token& token : made.read) words.push_back(token.label);
  const auto n = static_cast<Index>(words.size()), d = static_cast<Index>(whole(request, "d")),
             heads = static_cast<Index>(whole(request, "heads")), d_k = static_cast<Index>(whole(request, "d_k"));
  // −1 … 1, so that scores neither vanish nor settle everything.
  const auto drawn = [&](const std::string& path, Index rows, Index cols) {
    return grid(path, rows, cols, 100, 100, seed(request, "seed"));
  };

  Tape tape(request.changes);
  made.source_sequence = tape.sequence("words");
  const At input(tape, "input"), model(tape, "model"), at(tape, "attention");
  const int x =
      input.give(roles::input, Tensor(drawn("input/x", n, d), token_axis(words, made.source_sequence), {}));  // n×d
  AttentionOptions options;
  if (flag(request, "mask")) options.mask = at.apply(roles::mask, ops::causal_mask, {x}, {.count = n});  // n×n
  std::vector<int> contexts;
  for (Index h = 1; h <= heads; ++h) {
    const At head = at.in("head", static_cast<std::size_t>(h)), tables = model.in("head", static_cast<std::size_t>(h));
    const auto table = [&](const Role& role) {
      const std::string path = fmt::format("model/head{}/{}", h, role.name);
      return tables.give(role, Tensor(drawn(path, d, d_k), {}, {}));
    };
    const int w_q = table(roles::W_Q), w_k = table(roles::W_K), w_v = table(roles::W_V);  // d×d_k each
    const int q = head.apply(roles::query, ops::matmul, {x, w_q});                        // n×d_k = n×d · d×d_k
    const int k = head.apply(roles::key, ops::matmul, {x, w_k});                          // n×d_k
    const int v = head.apply(roles::value, ops::matmul, {x, w_v});                        // n×d_k
    contexts.push_back(attend(head, q, k, v, options).context);                           // n×d_k
  }
  const int joined = at.apply(roles::concat, ops::concat, contexts);                           // n×h·d_k
  const int w_o = model.give(roles::W_O, Tensor(drawn("model/W_O", heads * d_k, d), {}, {}));  // h·d_k×d
  at.apply(roles::projection, ops::matmul, {joined, w_o});  // n×d = n×h·d_k · h·d_k×d
  made.trace = tape.finish();
  return made;
}

}  // namespace

extern constinit const RunKind multihead_run;
constinit const RunKind multihead_run{
    .id = "multihead", .params = params, .first_step = "attention/head1/weights", .run = run};

}  // namespace attn
