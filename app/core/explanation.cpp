#include "app/core/explanation.h"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

#include "engine/ops/ops.h"
#include "engine/path.h"
#include "engine/roles/roles.h"

namespace attn {
namespace {

// "2" of "encoder/layer1/self/head2/query"; empty outside of heads.
std::string head_of(const Step& step) {
  const int number = Path(step.path).number("head");
  return number > 0 ? std::to_string(number) : std::string();
}

// {0} columns, {1} columns of what is read first, {2} rows, {3} head, {4} the divisor or factor of a scaling, {5} how
// many numbers a query has.
std::vector<std::string> sizes(const Trace& trace, const Step& step) {
  const auto cols = [&](int i) { return trace[i].out.cols(); };
  const double factor = static_cast<double>(step.attrs.factor);
  const bool divides = factor > 0 && factor < 1 && step.role != &roles::multiplied;
  std::string query;
  if (!step.inputs.empty() && !trace[step.inputs[0]].inputs.empty()) {
    const Step* scores = &trace[step.inputs[0]];
    if (scores->op == &ops::stack) scores = &trace[scores->inputs[0]];  // of one word, among those of all
    query = std::to_string(cols(scores->inputs[0]));
  }
  return {std::to_string(step.out.cols()),
          step.inputs.empty() ? std::string() : std::to_string(cols(step.inputs[0])),
          std::to_string(step.out.rows()),
          head_of(step),
          fmt::format("{:.4g}", divides ? 1 / factor : factor),
          query};
}

// The word that a row of shares looks at most.
std::string strongest(const Trace& trace, const Step& step, Index row) {
  if (step.inputs.empty()) return {};
  const Tensor& shares = trace[step.inputs[0]].out;
  if (row >= shares.rows() || shares.cols() == 0) return {};
  Index best = 0;
  for (Index c = 1; c < shares.cols(); ++c)
    if (shares(row, c) > shares(row, best)) best = c;
  return shares.col_axis.label(best);
}

// Whether these are the tokens that writing begins with.
bool begins(const Trace& trace, const Step& step) {
  const std::uint8_t target = trace.sequence("target");
  return target != 0 && step.out.row_axis.sequence == target && step.inputs.empty();
}

// Which text says what a step does: its role's, or that of a case of it. Tables that nobody has learned, which are in
// no layer, have their own.
std::string key_of(const Trace& trace, const Step& step) {
  const Role& role = *step.role;
  const bool of_layer = Path(step.path).number("layer") > 0;
  const bool table = role.parameter && role.text_key() == roles::W_Q.text_key();
  const bool projects = role.is(roles::query) || role.is(roles::key) || role.is(roles::value);
  if (!of_layer && table) return "explain.table";
  if (!of_layer && projects) return "explain.projected";
  if (role.is(roles::tokens) && step.op == &ops::append) return "explain.tokens_next";
  if (role.is(roles::tokens) && begins(trace, step)) return "explain.tokens_begin";
  return "explain." + std::string(role.text_key());
}

// Whether a word may not look at another: the cell is struck out, or is the share that follows from that.
bool struck_out(const Trace& trace, const Step& step, Index row, Index col) {
  constexpr Real nothing = -std::numeric_limits<Real>::infinity();
  if (step.role == &roles::mask || step.role->is(roles::masked)) return step.out(row, col) == nothing;
  return step.role->is(roles::weights) && !step.inputs.empty() && trace[step.inputs[0]].out(row, col) == nothing;
}

std::string of_cell(const Texts& texts, const Trace& trace, int number, Index row, Index col) {
  const Step& step = trace[number];
  const Role& role = *step.role;
  std::string key = "here." + std::string(role.text_key());
  if (struck_out(trace, step, row, col)) key += "_later";
  if (!texts.has(key)) return {};
  std::string head;
  if (role.is(roles::concat))
    for (const Source& from : sources(trace, number, row, col)) head = head_of(trace[from.step]);
  const bool mixes = role.is(roles::context);
  return texts(Message{
      key,
      {step.out.row_axis.label(row), step.out.col_axis.label(col), std::to_string(step.out.row_axis.first + row + 1),
       mixes ? strongest(trace, step, row) : std::string(), head}});
}

}  // namespace

std::string explanation(const Texts& texts, const Trace& trace, int step, std::pair<Index, Index> cell) {
  const Step& s = trace[step];
  std::string words;
  if (const std::string key = key_of(trace, s); texts.has(key))
    words = texts(Message{key, sizes(trace, s)});
  else if (const std::string op = "op." + std::string(s.op->name); texts.has(op))
    words = texts(op);
  const auto [row, col] = cell;
  if (words.empty() || !s.out.contains(row, col)) return words;
  const std::string here = of_cell(texts, trace, step, row, col);
  const bool cjk = words.ends_with("。");
  return here.empty() ? words : words + (cjk ? "" : " ") + here;
}

namespace {

// Whether a later step of one kind reads this one.
bool read_by(const Trace& trace, int step, const Role& role) {
  for (int i = step + 1; i < trace.size(); ++i)
    if (trace[i].role->is(role) &&
        std::find(trace[i].inputs.begin(), trace[i].inputs.end(), step) != trace[i].inputs.end())
      return true;
  return false;
}

// Whether what is said of this kind of step is true in this run.
bool holds(const Trace& trace, int step) {
  const Step& s = trace[step];
  if (s.role->is(roles::tokens)) return !read_by(trace, step, roles::newest);  // else rows are not computed again
  if (s.role->is(roles::similarity)) return read_by(trace, s.inputs[1], roles::lookup);  // one table at both ends
  return true;
}

}  // namespace

std::string why(const Texts& texts, const Trace& trace, int step) {
  const Step& s = trace[step];
  if (!holds(trace, step)) return {};
  std::string key = "why." + key_of(trace, s).substr(std::string_view("explain.").size());
  if (s.role->is(roles::masked)) key = "why.mask";
  if (!texts.has(key) && s.role->base) key = "why." + std::string(s.role->base->text_key());
  return texts.has(key) ? std::string(texts(key)) : std::string();
}

}  // namespace attn
