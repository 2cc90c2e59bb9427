// Scaled dot-product attention of a few words, all of it in sight: softmax(Q·Kᵀ/√d_k)·V ("Attention Is All You Need",
// equation 1), once, with numbers that are given, follow a pattern or are drawn from a seed. Nothing of it is trained.
#include <stdexcept>

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

constexpr Index most_words = 64, most_width = 64;
constexpr double most_numbers = static_cast<double>(most_words * most_width);

// vectors: every next word has 0.1 more in each place, of the third of four 0.1 less (pattern); by the seed; or x.
constexpr std::string_view vectors[] = {"pattern", "seeded", "given"};
// projections: none, so that query, key and value are the word's own vector; or tables W_Q, W_K, W_V.
constexpr std::string_view projections[] = {"none", "identity", "seeded", "given"};

constexpr ParamSpec params[] = {
    {.id = "words", .kind = Kind::text, .text = "I am a student"},
    {.id = "d", .kind = Kind::whole, .number = 4, .least = 1, .most = most_width},
    {.id = "vectors", .kind = Kind::choice, .text = "pattern", .choices = vectors},
    {.id = "x", .kind = Kind::matrix, .most = most_numbers, .only_with = "vectors=given"},
    {.id = "projections", .kind = Kind::choice, .text = "none", .choices = projections},
    {.id = "W_Q", .kind = Kind::matrix, .most = most_numbers, .only_with = "projections=given"},
    {.id = "W_K", .kind = Kind::matrix, .most = most_numbers, .only_with = "projections=given"},
    {.id = "W_V", .kind = Kind::matrix, .most = most_numbers, .only_with = "projections=given"},
    {.id = "factor", .kind = Kind::number, .number = 0, .least = 0, .most = 1000, .zero = "1/√d_k"},
    {.id = "mask", .kind = Kind::flag},
    {.id = "seed", .kind = Kind::seed, .text = "1"},
};

std::vector<Token> words_of(const std::string& text) {
  std::vector<Token> words = WordTokenizer(text).encode(text);
  if (words.empty()) throw Fault("the parameter 'words' contains no word", "no_words", {});
  if (std::ssize(words) > most_words)
    throw Fault(
        fmt::format("the parameter 'words' contains {} words; at most {} are possible", words.size(), most_words),
        "many_words", {std::to_string(words.size()), std::to_string(most_words)});
  return words;
}

// The table of a parameter. Throws std::invalid_argument if it has not `rows` rows, or not `cols` columns (0: any).
Mat table_of(const Request& request, std::string_view id, Index rows, Index cols) {
  const auto at = request.values.find(id);
  const Table* const table = at == request.values.end() ? nullptr : std::get_if<Table>(&at->second);
  if (!table || table->numbers.empty())
    throw Fault(fmt::format("the parameter '{}' is missing; it needs rows × columns numbers", id), "no_table",
                {std::string(id)});
  if (table->rows != rows)
    throw Fault(fmt::format("the parameter '{}' is {}×{}; it needs {} rows", id, table->rows, table->cols, rows),
                "table_rows", {std::string(id), fmt::format("{}×{}", table->rows, table->cols), std::to_string(rows)});
  if (cols > 0 && table->cols != cols)
    throw Fault(fmt::format("the parameter '{}' is {}×{}; it needs {} columns", id, table->rows, table->cols, cols),
                "table_columns",
                {std::string(id), fmt::format("{}×{}", table->rows, table->cols), std::to_string(cols)});
  Mat m(table->rows, table->cols);
  std::ranges::copy(table->numbers, m.data());
  return m;
}

// −1 … 1, so that scores neither vanish nor settle everything.
Mat drawn(std::string_view name, Index rows, Index cols, const Request& request) {
  return grid(name, rows, cols, 100, 100, seed(request, "seed"));
}

Mat vectors_of(const Request& request, Index n, Index d) {
  const std::string_view how = text(request, "vectors");
  if (how == "given") return table_of(request, "x", n, d);
  if (how == "seeded") return drawn("input/x", n, d, request);
  Mat m(n, d);
  for (Index r = 0; r < n; ++r)
    for (Index c = 0; c < d; ++c) {
      const double tenths = static_cast<double>(c % 4 + 1 + r);
      m(r, c) = static_cast<Real>((c % 4 == 2 ? -tenths : tenths) / 10);
    }
  return m;
}

Mat projection_of(const Request& request, const Role& role, Index d, Index width) {
  const std::string_view how = text(request, "projections");
  if (how == "given") return table_of(request, role.name, d, width);
  if (how == "seeded") return drawn("model/" + std::string(role.name), d, d, request);
  Mat m = Mat::zeros(d, d);
  for (Index i = 0; i < d; ++i) m(i, i) = 1;
  return m;
}

Run run(const Request& request, const Model*, const RunWatch&) {
  check(request, params);
  if (!request.forced.empty()) throw std::invalid_argument("a run of attention writes no words, so none can be forced");
  Run made;
  made.input = normalise(text(request, "words"));
  made.read = words_of(made.input);
  made.complete = true;
  std::vector<std::string> words;
  for (const Token& token : made.read) words.push_back(token.label);
  const auto n = static_cast<Index>(words.size()), d = static_cast<Index>(whole(request, "d"));

  Tape tape(request.changes);
  made.source_sequence = tape.sequence("words");
  const At input(tape, "input"), model(tape, "model"), at(tape, "attention");
  const int x =
      input.give(roles::input, Tensor(vectors_of(request, n, d), token_axis(words, made.source_sequence), {}));  // n×d
  int q = x, k = x, v = x;
  if (text(request, "projections") != "none") {
    Mat wq = projection_of(request, roles::W_Q, d, 0), wk = projection_of(request, roles::W_K, d, wq.cols()),
        wv = projection_of(request, roles::W_V, d, 0);
    const int q_table = model.give(roles::W_Q, Tensor(std::move(wq), {}, {}));  // d×d_k
    const int k_table = model.give(roles::W_K, Tensor(std::move(wk), {}, {}));  // d×d_k
    const int v_table = model.give(roles::W_V, Tensor(std::move(wv), {}, {}));  // d×d_v
    q = at.apply(roles::query, ops::matmul, {x, q_table});                      // n×d_k
    k = at.apply(roles::key, ops::matmul, {x, k_table});                        // n×d_k
    v = at.apply(roles::value, ops::matmul, {x, v_table});                      // n×d_v
  }
  AttentionOptions options{.factor = static_cast<Real>(number(request, "factor"))};
  if (flag(request, "mask")) options.mask = at.apply(roles::mask, ops::causal_mask, {x}, {.count = n});  // n×n
  attend(at, q, k, v, options);                                                                          // n×d_v
  made.trace = tape.finish();
  return made;
}

}  // namespace

extern constinit const RunKind attention_run;
constinit const RunKind attention_run{
    .id = "attention", .params = params, .first_step = "attention/weights", .run = run};

}  // namespace attn
