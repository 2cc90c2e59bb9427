#include "app/core/links.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <tuple>

namespace attn {
namespace {

using Kind = Pointed::Kind;
using Cells = std::vector<std::pair<Index, Index>>;

std::vector<int> with_input(const Trace& trace, int step) {
  std::vector<int> found;
  for (int i = step + 1; i < trace.size(); ++i)
    if (const auto& in = trace[i].inputs; std::find(in.begin(), in.end(), step) != in.end()) found.push_back(i);
  return found;
}

// Which cells of a step are meant, to be asked millions of times.
class Mask {
 public:
  Mask(const Tensor& of, std::span<const CellBox> boxes)
      : cols_(of.cols()), cells_(static_cast<std::size_t>(of.size())) {
    for (const CellBox& b : boxes)
      for (Index r = b.row; r < b.row + b.rows; ++r)
        for (Index c = b.col; c < b.col + b.cols; ++c) cells_[at(r, c)] = 1;
  }
  bool has(Index r, Index c) const { return cells_[at(r, c)] != 0; }

 private:
  std::size_t at(Index r, Index c) const { return static_cast<std::size_t>(r * cols_ + c); }
  Index cols_;
  std::vector<char> cells_;
};

class Finder {
 public:
  Finder(const Trace& trace, std::size_t most) : trace_(trace), left_(most) {}

  StepLinks& at(int step) {
    StepLinks& found = found_[step];
    found.step = step;
    return found;
  }

  void itself(int step, std::vector<CellBox> boxes) {
    StepLinks& found = at(step);
    found.itself = true;
    found.itself_cells = std::move(boxes);
  }

  // What the pointed cells of a step read, and who reads them.
  void cells(int step, const std::vector<CellBox>& boxes, std::span<const int> first) {
    itself(step, boxes);
    read_by(step, boxes);
    const Mask mask(trace_[step].out, boxes);
    std::vector<int> order = with_input(trace_, step);
    const auto late = [&](int i) { return std::find(first.begin(), first.end(), i) == first.end(); };
    std::sort(order.begin(), order.end(), [&](int a, int b) {
      return std::tuple(late(a), trace_[a].out.size(), a) < std::tuple(late(b), trace_[b].out.size(), b);
    });
    for (const int i : order) reading(i, step, mask);
  }

  void steps(const std::vector<int>& pointed) {
    const auto inside = [&](int i) { return std::binary_search(pointed.begin(), pointed.end(), i); };
    for (const int i : pointed) {
      itself(i, {});
      for (const int input : steps_read(trace_, i))
        if (!inside(input)) at(input).read = true;
    }
    for (int i = pointed.empty() ? trace_.size() : pointed.front() + 1; i < trace_.size(); ++i) {
      const std::vector<int>& inputs = trace_[i].inputs;
      if (inside(i) || std::none_of(inputs.begin(), inputs.end(), inside)) continue;
      const std::vector<int> read = steps_read(trace_, i);
      if (std::any_of(read.begin(), read.end(), inside)) at(i).reader = true;
    }
  }

  std::vector<StepLinks> found() {
    std::vector<StepLinks> all;
    for (auto& [step, links] : found_) all.push_back(std::move(links));
    return all;
  }

 private:
  void read_by(int step, const std::vector<CellBox>& boxes) {
    const Step& s = trace_[step];
    const std::vector<const Tensor*> args = arguments(trace_, step);
    std::map<int, Cells> read;
    Reads reads;
    for (const CellBox& b : boxes)
      for (Index r = b.row; r < b.row + b.rows; ++r)
        for (Index c = b.col; c < b.col + b.cols; ++c) {
          reads.clear();
          s.op->reads(args, s.attrs, r, c, reads);
          for (const CellRef& ref : reads)
            read[s.inputs[static_cast<std::size_t>(ref.input)]].emplace_back(ref.row, ref.col);
        }
    for (auto& [input, cells] : read) {
      StepLinks& found = at(input);
      found.read = true;
      found.read_cells = boxes_of(std::move(cells));
    }
  }

  void reading(int reader, int step, const Mask& mask) {
    const Step& s = trace_[reader];
    const std::vector<const Tensor*> args = arguments(trace_, reader);
    std::vector<bool> from_step;
    for (const int input : s.inputs) from_step.push_back(input == step);
    Cells found;
    Reads reads;
    std::size_t looked_at = 0;
    for (Index r = 0; r < s.out.rows(); ++r)
      for (Index c = 0; c < s.out.cols(); ++c) {
        reads.clear();
        s.op->reads(args, s.attrs, r, c, reads);
        if (looked_at == 0 && std::max<std::size_t>(1, reads.size()) * static_cast<std::size_t>(s.out.size()) > left_) {
          at(reader).reader = true;  // too many to look at: told by the step alone
          return;
        }
        looked_at += reads.size() + 1;
        const bool hit = std::any_of(reads.begin(), reads.end(), [&](const CellRef& ref) {
          return from_step[static_cast<std::size_t>(ref.input)] && mask.has(ref.row, ref.col);
        });
        if (hit) found.emplace_back(r, c);
      }
    left_ -= std::min(left_, looked_at);
    if (found.empty()) return;
    at(reader).reader = true;
    at(reader).reader_cells = boxes_of(std::move(found));
  }

  const Trace& trace_;
  std::size_t left_;
  std::map<int, StepLinks> found_;
};

bool in_group(std::string_view path, std::string_view group) {
  return path.size() > group.size() && path.starts_with(group) && path[group.size()] == '/';
}

std::vector<CellBox> of_word(const Step& step, const Pointed& word) {
  const Sides sides = sides_of(step);
  std::vector<CellBox> boxes;
  const Index rows = step.out.rows(), cols = step.out.cols();
  const Index last_row = std::min<Index>(word.last, rows), last_col = std::min<Index>(word.last, cols);
  if (sides.rows == word.side && word.first < last_row) boxes.push_back({word.first, 0, last_row - word.first, cols});
  if (sides.cols == word.side && word.first < last_col) boxes.push_back({0, word.first, rows, last_col - word.first});
  return boxes;
}

}  // namespace

std::vector<CellBox> boxes_of(std::vector<std::pair<Index, Index>> cells) {
  std::sort(cells.begin(), cells.end());
  cells.erase(std::unique(cells.begin(), cells.end()), cells.end());
  std::vector<CellBox> boxes, open;  // open: those that reach the row above, by column
  for (std::size_t i = 0; i < cells.size();) {
    const Index row = cells[i].first;
    std::vector<CellBox> runs;
    for (; i < cells.size() && cells[i].first == row; ++i) {
      const Index col = cells[i].second;
      if (!runs.empty() && runs.back().col + runs.back().cols == col)
        ++runs.back().cols;
      else
        runs.push_back({row, col, 1, 1});
    }
    for (CellBox& run : runs)
      for (CellBox& above : open)
        if (above.rows > 0 && above.row + above.rows == row && above.col == run.col && above.cols == run.cols) {
          run = {above.row, run.col, above.rows + 1, run.cols};
          above.rows = 0;  // goes on below
        }
    std::copy_if(open.begin(), open.end(), std::back_inserter(boxes), [](const CellBox& b) { return b.rows > 0; });
    open = std::move(runs);
  }
  boxes.insert(boxes.end(), open.begin(), open.end());
  std::sort(boxes.begin(), boxes.end(),
            [](const CellBox& a, const CellBox& b) { return std::tie(a.row, a.col) < std::tie(b.row, b.col); });
  return boxes;
}

Pointed Pointed::cell(int step, Index row, Index col) { return {Kind::cell, step, row, col, {}, Side::none, 0, 0}; }
Pointed Pointed::row_of(int step, Index row) { return {Kind::row, step, row, 0, {}, Side::none, 0, 0}; }
Pointed Pointed::col_of(int step, Index col) { return {Kind::col, step, 0, col, {}, Side::none, 0, 0}; }
Pointed Pointed::all_of(int step) { return {Kind::step, step, 0, 0, {}, Side::none, 0, 0}; }
Pointed Pointed::group(std::string path) { return {Kind::group, -1, 0, 0, std::move(path), Side::none, 0, 0}; }
Pointed Pointed::word(Side side, int first, int last) { return {Kind::word, -1, 0, 0, {}, side, first, last}; }

const StepLinks* Links::of(int step) const {
  const auto found =
      std::lower_bound(steps.begin(), steps.end(), step, [](const StepLinks& a, int b) { return a.step < b; });
  return found != steps.end() && found->step == step ? &*found : nullptr;
}

Links links(const Trace& trace, const Pointed& pointed, std::span<const int> first, std::size_t most) {
  Finder finder(trace, most);
  const bool has_step = pointed.step >= 0 && pointed.step < trace.size();
  std::vector<CellBox> boxes;
  switch (pointed.kind) {
    case Kind::nothing:
      break;
    case Kind::cell:
      boxes = {{pointed.row, pointed.col, 1, 1}};
      break;
    case Kind::row:
      if (has_step) boxes = {{pointed.row, 0, 1, trace[pointed.step].out.cols()}};
      break;
    case Kind::col:
      if (has_step) boxes = {{0, pointed.col, trace[pointed.step].out.rows(), 1}};
      break;
    case Kind::step:
      if (has_step) finder.steps({pointed.step});
      break;
    case Kind::group: {
      std::vector<int> inside;
      for (int i = 0; i < trace.size(); ++i)
        if (in_group(trace[i].path, pointed.path)) inside.push_back(i);
      finder.steps(inside);
      break;
    }
    case Kind::word:
      for (int i = 0; i < trace.size(); ++i)
        if (std::vector<CellBox> of = of_word(trace[i], pointed); !of.empty()) finder.itself(i, std::move(of));
      break;
  }
  if (!boxes.empty() && has_step && trace[pointed.step].out.contains(boxes[0].row, boxes[0].col))
    finder.cells(pointed.step, boxes, first);
  return {finder.found(), pointed};
}

std::vector<WordLinks> word_links(const Trace& trace, const Links& links, Side side) {
  std::vector<WordLinks> words;
  const auto mark = [&](Index first, Index count, Index all, bool WordLinks::*what) {
    if (words.size() < static_cast<std::size_t>(all)) words.resize(static_cast<std::size_t>(all));
    for (Index i = first; i < first + count; ++i) words[static_cast<std::size_t>(i)].*what = true;
  };
  const Pointed& pointed = links.pointed;
  if (pointed.kind == Kind::word) {
    if (pointed.side == side) mark(pointed.first, pointed.last - pointed.first, pointed.last, &WordLinks::row);
    return words;
  }
  for (const StepLinks& of : links.steps) {
    const Step& step = trace[of.step];
    const Sides sides = sides_of(step);
    const auto both = [&](const std::vector<CellBox>& boxes, bool WordLinks::*row, bool WordLinks::*col) {
      for (const CellBox& b : boxes) {
        // A whole column says nothing of its rows, a whole row nothing of its columns.
        const bool column = b.rows > 1 && b.rows == step.out.rows() && b.cols < step.out.cols();
        const bool line = b.cols > 1 && b.cols == step.out.cols() && b.rows < step.out.rows();
        if (sides.rows == side && !(column && sides.cols != Side::none)) mark(b.row, b.rows, step.out.rows(), row);
        if (sides.cols == side && !(line && sides.rows != Side::none)) mark(b.col, b.cols, step.out.cols(), col);
      }
    };
    both(of.itself_cells, &WordLinks::row, &WordLinks::col);
    both(of.read_cells, &WordLinks::read, &WordLinks::read);
    both(of.reader_cells, &WordLinks::reader, &WordLinks::reader);
  }
  return words;
}

std::vector<scene::CellTag> cells_read(const Trace& trace, scene::CellTag cell) {
  std::vector<scene::CellTag> found;
  for (const Source& s : sources(trace, cell.step, cell.row, cell.col)) found.push_back({s.step, s.row, s.col});
  return found;
}

std::vector<int> steps_read(const Trace& trace, int step) {
  const Step& s = trace[step];
  std::vector<int> all = s.inputs, found;
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  const std::vector<const Tensor*> args = arguments(trace, step);
  Reads reads;
  for (Index r = 0; r < s.out.rows() && found.size() < all.size(); ++r)
    for (Index c = 0; c < s.out.cols() && found.size() < all.size(); ++c) {
      reads.clear();
      s.op->reads(args, s.attrs, r, c, reads);
      for (const CellRef& ref : reads) {
        const int input = s.inputs[static_cast<std::size_t>(ref.input)];
        if (std::find(found.begin(), found.end(), input) == found.end()) found.push_back(input);
      }
    }
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace attn
