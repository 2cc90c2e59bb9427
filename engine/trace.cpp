#include "engine/trace.h"

#include <algorithm>
#include <cmath>
#include <mutex>
#include <numeric>
#include <utility>

#include "engine/ops/ops.h"
#include "engine/roles/roles.h"

namespace attn {
namespace {

// Characters to add, to drop or to exchange to make one path of the other (Levenshtein 1966).
std::size_t apart(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);  // from the beginning of a to each beginning of b
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i + 1);
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t exchanged = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = std::exchange(row[j + 1], std::min({exchanged, row[j + 1] + 1, row[j] + 1}));
    }
  }
  return row.back();
}

// The path that may have been meant, the first of several; none if half of it would have to change.
const Step* nearest_to(std::string_view path, const std::vector<Step>& steps) {
  constexpr std::size_t longest = 200;  // no path of ours, and soon compared
  const Step* nearest = nullptr;
  std::size_t least = path.size() / 2 + 1;
  if (path.size() > longest) return nullptr;
  for (const Step& step : steps)
    if (const std::size_t distance = apart(path, step.path); distance < least) {
      least = distance;
      nearest = &step;
    }
  return nearest;
}

// Rows named anew where an edit puts another token: by the first table of pieces, if there is one.
Axis renamed(const std::vector<Step>& steps, const Tensor& tokens, const Edit& edit) {
  const auto table =
      std::find_if(steps.begin(), steps.end(), [](const Step& s) { return s.role == &roles::embedding_table; });
  if (table == steps.end() || !(edit.value >= 0) || edit.value >= static_cast<Real>(table->out.rows()))
    return tokens.row_axis;
  std::vector<std::string> names;
  for (Index r = 0; r < tokens.rows(); ++r) names.push_back(tokens.row_axis.label(r));
  names[static_cast<std::size_t>(edit.row)] = table->out.row_axis.label(static_cast<Index>(edit.value));
  return token_axis(std::move(names), tokens.row_axis.sequence);
}

// The name of a chosen column that an edit replaces: a forced word keeps its own name.
Axis chosen(const Tensor& row, const Edit& edit) {
  if (!(edit.value >= 0) || edit.value >= static_cast<Real>(row.cols()) || edit.value != std::floor(edit.value))
    throw std::invalid_argument(edit.path + ": " + std::to_string(edit.value) + " is not a column; columns are 0 to " +
                                std::to_string(row.cols() - 1));
  return token_axis({row.col_axis.label(static_cast<Index>(edit.value))});
}

}  // namespace

// Step numbers in the order of their paths, made when somebody looks for the first one: most traces are never asked.
class Trace::ByPath {
 public:
  int find(const std::vector<Step>& steps, std::string_view path) {
    std::call_once(made_, [&] {
      order_.resize(steps.size());
      std::iota(order_.begin(), order_.end(), 0);
      std::stable_sort(order_.begin(), order_.end(),
                       [&](int a, int b) { return path_of(steps, a) < path_of(steps, b); });
    });
    const auto at = std::lower_bound(order_.begin(), order_.end(), path,
                                     [&](int step, std::string_view wanted) { return path_of(steps, step) < wanted; });
    return at != order_.end() && path_of(steps, *at) == path ? *at : -1;
  }

 private:
  static std::string_view path_of(const std::vector<Step>& steps, int step) {
    return steps[static_cast<std::size_t>(step)].path;
  }
  std::once_flag made_;
  std::vector<int> order_;
};

int Trace::find(std::string_view path) const {
  if (by_path_) return by_path_->find(steps_, path);
  const auto it = std::find_if(steps_.begin(), steps_.end(), [&](const Step& s) { return s.path == path; });
  return it == steps_.end() ? -1 : static_cast<int>(it - steps_.begin());
}

std::uint8_t Trace::sequence(std::string_view id) const {
  const auto at = std::find_if(sequences_.begin(), sequences_.end(), [&](const Sequence& s) { return s.id == id; });
  return at == sequences_.end() ? std::uint8_t{0} : static_cast<std::uint8_t>(at - sequences_.begin() + 1);
}

const Step& Trace::at(std::string_view path) const {
  const int i = find(path);
  if (i >= 0) return (*this)[i];
  std::string text = "no step is called '" + std::string(path) + "'";
  if (const Step* nearest = nearest_to(path, steps_)) text += "; the nearest is '" + nearest->path + "'";
  throw std::invalid_argument(text);
}

std::vector<const Tensor*> arguments(const Trace& trace, int step) {
  std::vector<const Tensor*> found;
  found.reserve(trace[step].inputs.size());
  for (const int i : trace[step].inputs) found.push_back(&trace[i].out);
  return found;
}

// The last step while it is made, in its place in the trace; taken away again unless it is kept.
class Tape::NewStep {
 public:
  NewStep(Tape& tape, std::string path, const Role& role, const Op& op)
      : tape_(tape), step_(tape.trace_.steps_.emplace_back()) {
    step_.path = std::move(path);
    step_.role = &role;
    step_.op = &op;
  }
  ~NewStep() {
    if (!kept_) tape_.trace_.steps_.pop_back();
  }
  NewStep(const NewStep&) = delete;
  NewStep& operator=(const NewStep&) = delete;

  Step* operator->() { return &step_; }
  int keep() {
    if (!tape_.edits_.empty()) tape_.edit(step_);
    kept_ = true;
    return tape_.trace_.size() - 1;
  }

 private:
  Tape& tape_;
  Step& step_;
  bool kept_ = false;
};

int Tape::give(std::string path, const Role& role, Tensor value) {
  NewStep step(*this, std::move(path), role, ops::given);
  step->out = std::move(value);
  return step.keep();
}

int Tape::apply(std::string path, const Role& role, const Op& op, std::span<const int> inputs, Attrs attrs) {
  NewStep step(*this, std::move(path), role, op);
  step->attrs = attrs;
  step->inputs = Inputs(inputs);
  const Tensor* args[16];
  std::vector<const Tensor*> more;
  const Tensor** first = args;
  if (inputs.size() > std::size(args)) {
    more.resize(inputs.size());
    first = more.data();
  }
  for (std::size_t i = 0; i < inputs.size(); ++i) first[i] = &trace_[inputs[i]].out;
  try {
    step->out = op.eval(Args(first, inputs.size()), attrs, step->aux);
  } catch (const std::invalid_argument& e) {
    throw std::invalid_argument(step->path + ": " + e.what());
  }
  return step.keep();
}

void Tape::edit(Step& step) {
  if (used_.size() != edits_.size()) used_.resize(edits_.size());
  for (std::size_t i = 0; i < edits_.size(); ++i) {
    const Edit& edit = edits_[i];
    if (edit.path != step.path) continue;
    if (!step.out.contains(edit.row, edit.col))
      throw std::invalid_argument(edit.path + ": there is no cell (" + std::to_string(edit.row + 1) + ", " +
                                  std::to_string(edit.col + 1) + "); its shape is " + step.out.shape());
    Mat values = step.out.mat();
    values(edit.row, edit.col) = edit.value;
    const Axis rows = step.op == &ops::argmax       ? chosen(out(step.inputs[0]), edit)
                      : step.role == &roles::tokens ? renamed(trace_.steps_, step.out, edit)
                                                    : step.out.row_axis;
    if (!step.computed) step.computed = std::make_shared<const Mat>(step.out.mat());
    step.out = Tensor(std::move(values), rows, step.out.col_axis);
    used_[i] = true;
  }
}

std::uint8_t Tape::sequence(std::string id) {
  trace_.sequences_.push_back({std::move(id)});
  return static_cast<std::uint8_t>(trace_.sequences_.size());
}

Trace Tape::finish() {
  used_.resize(edits_.size());
  for (std::size_t i = 0; i < edits_.size(); ++i)
    if (!used_[i]) throw std::invalid_argument("edit: no step is called '" + edits_[i].path + "'");
  trace_.by_path_ = std::make_shared<Trace::ByPath>();
  return std::move(trace_);
}

Tensor replay(const Trace& trace, int step, Aux* aux) {
  const Step& s = trace[step];
  if (s.op == &ops::given) return s.out;
  Aux by_products;
  Tensor out = s.op->eval(arguments(trace, step), s.attrs, by_products);
  if (aux) *aux = std::move(by_products);
  return out;
}

std::vector<Source> sources(const Trace& trace, int step, Index row, Index col) {
  const Step& s = trace[step];
  if (!s.out.contains(row, col))
    throw std::invalid_argument(s.path + ": there is no such cell; its shape is " + s.out.shape());
  Reads reads;
  s.op->reads(arguments(trace, step), s.attrs, row, col, reads);
  std::vector<Source> found;
  found.reserve(reads.size());
  for (const CellRef& cell : reads)
    found.push_back({s.inputs[static_cast<std::size_t>(cell.input)], cell.row, cell.col});
  return found;
}

Explanation explain(const Trace& trace, int step, Index row, Index col) {
  const Step& s = trace[step];
  if (!s.out.contains(row, col))
    throw std::invalid_argument(s.path + ": there is no cell (" + std::to_string(row + 1) + ", " +
                                std::to_string(col + 1) + "); its shape is " + s.out.shape());
  Explanation found;
  s.op->explain(arguments(trace, step), s.attrs, s.out, s.aux, row, col, found);
  return found;
}

}  // namespace attn
