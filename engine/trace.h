// Trace: every step of a computation in order; Tape: the only way to make one.
//
// Steps replay: op + attributes + inputs give the output bit for bit, unless an edit changed it. What is known about a
// step when it is recorded is recorded with it: what its numbers are (its role), which sequences its rows and columns
// belong to (its axes). Nobody reads that out of a path.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/op.h"
#include "engine/role.h"

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
  const Role* role = nullptr;           // what its numbers are; of a recorded step never null
  std::shared_ptr<const Mat> computed;  // what the op gave, where an edit put something else; otherwise null

  bool edited() const { return computed != nullptr; }
};

// What tokens, pixels or moments of time follow each other: "source", "target", "pixels". Axes name it by its number.
struct Sequence {
  std::string id;
  bool operator==(const Sequence&) const = default;
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
  // Step number, or −1. The first search makes an index; later ones take no longer for a longer trace.
  int find(std::string_view path) const;
  const Step& at(std::string_view path) const;  // throws std::invalid_argument naming the nearest path

  // Sequence number n of an axis is entry n − 1.
  const std::vector<Sequence>& sequences() const { return sequences_; }
  std::uint8_t sequence(std::string_view id) const;  // its number, or 0

 private:
  friend class Tape;
  class ByPath;
  std::vector<Step> steps_;
  std::vector<Sequence> sequences_;
  std::shared_ptr<ByPath> by_path_;  // of a finished trace; copies share it
};

class Tape {
 public:
  explicit Tape(std::vector<Edit> edits = {}) : edits_(std::move(edits)) { trace_.steps_.reserve(1024); }

  // Records a tensor that nothing computes (op "given").
  int give(std::string path, const Role& role, Tensor value);
  // Evaluates and records; inputs are step numbers of this tape. Throws std::invalid_argument on bad shapes.
  int apply(std::string path, const Role& role, const Op& op, std::span<const int> inputs, Attrs attrs = {});
  int apply(std::string path, const Role& role, const Op& op, std::initializer_list<int> inputs, Attrs attrs = {}) {
    return apply(std::move(path), role, op, std::span(inputs.begin(), inputs.size()), attrs);
  }

  // One more sequence; its number, from 1.
  std::uint8_t sequence(std::string id);

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
