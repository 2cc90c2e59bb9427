// Trace: every step of a computation in order; Tape: the only way to make one.
//
// Steps replay: op + attributes + inputs give the output bit for bit, unless an edit changed it.
#pragma once

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/op.h"

namespace attn {

// Step numbers of a step's inputs, in order. Like a vector, but up to four need no memory of their own.
class Inputs {
 public:
  Inputs() = default;
  explicit Inputs(std::span<const int> steps) : count_(steps.size()) {
    if (count_ > few_.size()) many_.resize(count_);
    std::copy(steps.begin(), steps.end(), many_.empty() ? few_.data() : many_.data());
  }

  const int* begin() const { return many_.empty() ? few_.data() : many_.data(); }
  const int* end() const { return begin() + count_; }
  std::size_t size() const { return count_; }
  bool empty() const { return count_ == 0; }
  int operator[](std::size_t i) const { return begin()[i]; }
  operator std::vector<int>() const { return {begin(), end()}; }
  bool operator==(const Inputs& other) const { return std::equal(begin(), end(), other.begin(), other.end()); }

 private:
  std::array<int, 4> few_{};
  std::vector<int> many_;  // all of them, if there are more
  std::size_t count_ = 0;
};

struct Step {
  std::string path;  // unique and stable: "encoder/layer1/self/head2/scores"
  const Op* op = nullptr;
  Attrs attrs;
  Inputs inputs;  // step numbers, always smaller than this step's own
  Tensor out;
  Aux aux;
  std::string_view role;  // last part of the path: query, key, scores, weights …; never dangling: points to a literal
  bool edited = false;
};

// A number put in place of the computed one, when the named step is recorded.
struct Edit {
  std::string path;
  Index row = 0, col = 0;
  Real value = 0;
  bool operator==(const Edit&) const = default;
};

class Trace {
 public:
  const std::vector<Step>& steps() const { return steps_; }
  int size() const { return static_cast<int>(steps_.size()); }
  const Step& operator[](int i) const { return steps_[static_cast<std::size_t>(i)]; }
  int find(std::string_view path) const;        // step number, or -1
  const Step& at(std::string_view path) const;  // throws std::invalid_argument naming the nearest path

 private:
  friend class Tape;
  std::vector<Step> steps_;
};

class Tape {
 public:
  explicit Tape(std::vector<Edit> edits = {}) : edits_(std::move(edits)) { trace_.steps_.reserve(1024); }

  // Records a tensor that nothing computes (op "given").
  int give(std::string path, std::string_view role, Tensor value);
  // Evaluates and records; inputs are step numbers of this tape. Throws std::invalid_argument on bad shapes.
  int apply(std::string path, std::string_view role, const Op& op, std::span<const int> inputs, Attrs attrs = {});
  int apply(std::string path, std::string_view role, const Op& op, std::initializer_list<int> inputs,
            Attrs attrs = {}) {
    return apply(std::move(path), role, op, std::span(inputs.begin(), inputs.size()), attrs);
  }

  // One more edit, of a step that is still to come.
  void edit(Edit edit) { edits_.push_back(std::move(edit)); }

  const Tensor& out(int step) const { return trace_[step].out; }
  const Trace& trace() const { return trace_; }
  // The finished trace. Throws std::invalid_argument if an edit named no recorded step or no cell of it.
  Trace finish();

 private:
  class NewStep;
  void edit(Step& step);  // as the edits that name it say
  std::vector<Edit> edits_;
  std::vector<bool> used_;
  Trace trace_;
};

// The output of a step computed again from its recorded inputs (givens return themselves).
Tensor replay(const Trace& trace, int step, Aux* aux = nullptr);

// Input cells of one output cell as (step number, row, column).
struct Source {
  int step;
  Index row, col;
  bool operator==(const Source&) const = default;
};
std::vector<Source> sources(const Trace& trace, int step, Index row, Index col);

// One cell in numbers, from the op and the recorded inputs. Throws std::invalid_argument outside the shape.
Explanation explain(const Trace& trace, int step, Index row, Index col);

// Recorded input tensors of a step, in order.
std::vector<const Tensor*> arguments(const Trace& trace, int step);

}  // namespace attn
