#include "app/core/links.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
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

// Some cells of a step, to be set and asked millions of times.
class Mask {
 public:
  explicit Mask(const Tensor& of, std::span<const CellBox> boxes = {})
      : cols_(of.cols()), cells_(static_cast<std::size_t>(of.size())) {
    for (const CellBox& b : boxes)
      for (Index r = b.row; r < b.row + b.rows; ++r)
        for (Index c = b.col; c < b.col + b.cols; ++c) set(r, c);
  }
  void set(Index r, Index c) { cells_[at(r, c)] = 1; }
  bool has(Index r, Index c) const { return cells_[at(r, c)] != 0; }
  Cells cells() const {
    Cells found;
    for (std::size_t i = 0; i < cells_.size(); ++i)
      if (cells_[i]) found.emplace_back(static_cast<Index>(i) / cols_, static_cast<Index>(i) % cols_);
    return found;
  }

 private:
  std::size_t at(Index r, Index c) const { return static_cast<std::size_t>(r * cols_ + c); }
  Index cols_;
  std::vector<char> cells_;
};

bool in_group(std::string_view path, std::string_view group) {
  return path.size() > group.size() && path.starts_with(group) && path[group.size()] == '/';
}

std::vector<CellBox> of_word(const Step& step, const Pointed& word) {
  const std::uint8_t of_rows = step.out.row_axis.sequence, of_cols = step.out.col_axis.sequence;
  std::vector<CellBox> boxes;
  const Index rows = step.out.rows(), cols = step.out.cols();
  // The places of the word among those that an axis holds.
  const auto held = [&](const Axis& axis, Index count) {
    return std::pair(std::max<Index>(word.first - axis.first, 0), std::min<Index>(word.last - axis.first, count));
  };
  const auto [row, last_row] = held(step.out.row_axis, rows);
  const auto [col, last_col] = held(step.out.col_axis, cols);
  if (of_rows == word.sequence && row < last_row) boxes.push_back({row, 0, last_row - row, cols});
  if (of_cols == word.sequence && col < last_col) boxes.push_back({0, col, rows, last_col - col});
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

Pointed Pointed::cell(int step, Index row, Index col) { return {Kind::cell, step, row, col, {}, 0, 0, 0}; }
Pointed Pointed::row_of(int step, Index row) { return {Kind::row, step, row, 0, {}, 0, 0, 0}; }
Pointed Pointed::col_of(int step, Index col) { return {Kind::col, step, 0, col, {}, 0, 0, 0}; }
Pointed Pointed::all_of(int step) { return {Kind::step, step, 0, 0, {}, 0, 0, 0}; }
Pointed Pointed::group(std::string path) { return {Kind::group, -1, 0, 0, std::move(path), 0, 0, 0}; }
Pointed Pointed::word(std::uint8_t sequence, int first, int last) {
  return {Kind::word, -1, 0, 0, {}, sequence, first, last};
}

const StepLinks* Links::of(int step) const {
  const auto found =
      std::lower_bound(steps.begin(), steps.end(), step, [](const StepLinks& a, int b) { return a.step < b; });
  return found != steps.end() && found->step == step ? &*found : nullptr;
}

struct LinkSearch::State {
  const Trace& trace;
  Links links;
  std::size_t left;  // references that may still be followed
  std::optional<Mask> pointed;
  // Readers that are still to be looked at, the next one last, and how far that one is.
  std::vector<int> open;
  Index row = 0, col = 0;
  Cells found;

  StepLinks& at(int step) {
    auto& all = links.steps;
    const auto place =
        std::lower_bound(all.begin(), all.end(), step, [](const StepLinks& a, int b) { return a.step < b; });
    if (place != all.end() && place->step == step) return *place;
    StepLinks made;
    made.step = step;
    return *all.insert(place, std::move(made));
  }

  void itself(int step, std::vector<CellBox> boxes) {
    StepLinks& of = at(step);
    of.itself = true;
    of.itself_cells = std::move(boxes);
  }

  void steps(const std::vector<int>& inside_it) {
    const auto inside = [&](int i) { return std::binary_search(inside_it.begin(), inside_it.end(), i); };
    for (const int i : inside_it) {
      itself(i, {});
      for (const int input : steps_read(trace, i))
        if (!inside(input)) at(input).read = true;
    }
    for (int i = inside_it.empty() ? trace.size() : inside_it.front() + 1; i < trace.size(); ++i) {
      const std::vector<int>& inputs = trace[i].inputs;
      if (inside(i) || std::none_of(inputs.begin(), inputs.end(), inside)) continue;
      const std::vector<int> read = steps_read(trace, i);
      if (std::any_of(read.begin(), read.end(), inside)) at(i).reader = true;
    }
  }

  // What the pointed cells of a step read; who reads them is left open.
  void cells(int step, const CellBox& box, std::span<const int> first) {
    itself(step, {box});
    read_by(step, box);
    pointed.emplace(trace[step].out, std::span(&box, 1));
    open = with_input(trace, step);
    const auto early = [&](int i) { return std::find(first.begin(), first.end(), i) != first.end(); };
    std::sort(open.begin(), open.end(), [&](int a, int b) {
      return std::tuple(early(a), -trace[a].out.size(), -a) < std::tuple(early(b), -trace[b].out.size(), -b);
    });
  }

  void read_by(int step, const CellBox& box) {
    const Step& s = trace[step];
    const std::vector<const Tensor*> args = arguments(trace, step);
    std::map<int, Mask> read;
    Reads reads;
    std::size_t followed = 0;
    for (Index r = box.row; r < box.row + box.rows; ++r)
      for (Index c = box.col; c < box.col + box.cols; ++c) {
        reads.clear();
        s.op->reads(args, s.attrs, r, c, reads);
        if (followed == 0 && reads.size() * static_cast<std::size_t>(box.size()) > most_at_once) {
          for (const int input : steps_read(trace, step)) at(input).read = true;
          return;
        }
        followed += reads.size() + 1;
        for (const CellRef& ref : reads) {
          const int input = s.inputs[static_cast<std::size_t>(ref.input)];
          read.try_emplace(input, trace[input].out).first->second.set(ref.row, ref.col);
        }
      }
    for (const auto& [input, mask] : read) {
      StepLinks& of = at(input);
      of.read = true;
      of.read_cells = boxes_of(mask.cells());
    }
  }

  // Goes on with the reader that is next, for about so many references; returns how many were followed.
  std::size_t reader(std::size_t most) {
    const int number = open.back();
    const Step& s = trace[number];
    const std::vector<const Tensor*> args = arguments(trace, number);
    const int step = step_of_mask();
    const auto done = [&] {
      open.pop_back();
      row = col = 0;
      found.clear();
    };
    Reads reads;
    std::size_t followed = 0;
    for (; row < s.out.rows(); ++row, col = 0)
      for (; col < s.out.cols(); ++col) {
        if (followed >= most) return followed;
        reads.clear();
        s.op->reads(args, s.attrs, row, col, reads);
        if (row == 0 && col == 0 && (reads.size() + 1) * static_cast<std::size_t>(s.out.size()) > left) {
          at(number).reader = true;  // too many to look at: told by the step alone
          done();
          return followed + reads.size();
        }
        followed += reads.size() + 1;
        left -= std::min(left, reads.size() + 1);
        const bool hit = std::any_of(reads.begin(), reads.end(), [&](const CellRef& ref) {
          return s.inputs[static_cast<std::size_t>(ref.input)] == step && pointed->has(ref.row, ref.col);
        });
        if (hit) found.emplace_back(row, col);
      }
    if (!found.empty()) {
      StepLinks& of = at(number);
      of.reader = true;
      of.reader_cells = boxes_of(std::move(found));
    }
    done();
    return followed;
  }

  int step_of_mask() const { return links.pointed.step; }
};

LinkSearch::LinkSearch(const Trace& trace, const Pointed& pointed, std::span<const int> first, std::size_t most)
    : state_(std::make_unique<State>(State{trace, {{}, pointed}, most, {}, {}, 0, 0, {}})) {
  State& s = *state_;
  const bool has_step = pointed.step >= 0 && pointed.step < trace.size();
  const auto cells = [&](const CellBox& box) {
    if (has_step && trace[pointed.step].out.contains(box.row, box.col)) s.cells(pointed.step, box, first);
  };
  switch (pointed.kind) {
    case Kind::nothing:
      break;
    case Kind::cell:
      cells({pointed.row, pointed.col, 1, 1});
      break;
    case Kind::row:
      if (has_step) cells({pointed.row, 0, 1, trace[pointed.step].out.cols()});
      break;
    case Kind::col:
      if (has_step) cells({0, pointed.col, trace[pointed.step].out.rows(), 1});
      break;
    case Kind::step:
      if (has_step) s.steps({pointed.step});
      break;
    case Kind::group: {
      std::vector<int> inside;
      for (int i = 0; i < trace.size(); ++i)
        if (in_group(trace[i].path, pointed.path)) inside.push_back(i);
      s.steps(inside);
      break;
    }
    case Kind::word:
      for (int i = 0; i < trace.size(); ++i)
        if (std::vector<CellBox> of = of_word(trace[i], pointed); !of.empty()) s.itself(i, std::move(of));
      break;
  }
}

LinkSearch::~LinkSearch() = default;
LinkSearch::LinkSearch(LinkSearch&&) noexcept = default;

bool LinkSearch::complete() const { return state_->open.empty(); }

void LinkSearch::go_on(std::size_t most) {
  for (std::size_t followed = 0; followed < most && !complete();) followed += state_->reader(most - followed);
}

const Links& LinkSearch::found() const { return state_->links; }

Links links(const Trace& trace, const Pointed& pointed, std::span<const int> first, std::size_t most) {
  LinkSearch search(trace, pointed, first, most);
  while (!search.complete()) search.go_on(most_at_once);
  return search.found();
}

std::vector<WordLinks> word_links(const Trace& trace, const Links& links, std::uint8_t sequence) {
  std::vector<WordLinks> words;
  const auto mark = [&](Index first, Index count, Index all, bool WordLinks::*what) {
    if (words.size() < static_cast<std::size_t>(all)) words.resize(static_cast<std::size_t>(all));
    for (Index i = first; i < first + count; ++i) words[static_cast<std::size_t>(i)].*what = true;
  };
  const Pointed& pointed = links.pointed;
  if (pointed.kind == Kind::word) {
    if (pointed.sequence == sequence) mark(pointed.first, pointed.last - pointed.first, pointed.last, &WordLinks::row);
    return words;
  }
  for (const StepLinks& of : links.steps) {
    const Step& step = trace[of.step];
    const std::uint8_t of_rows = step.out.row_axis.sequence, of_cols = step.out.col_axis.sequence;
    const Index rows_from = step.out.row_axis.first, cols_from = step.out.col_axis.first;
    const auto both = [&](const std::vector<CellBox>& boxes, bool WordLinks::*row, bool WordLinks::*col) {
      for (const CellBox& b : boxes) {
        // A whole column says nothing of its rows, a whole row nothing of its columns.
        const bool column = b.rows > 1 && b.rows == step.out.rows() && b.cols < step.out.cols();
        const bool line = b.cols > 1 && b.cols == step.out.cols() && b.rows < step.out.rows();
        if (of_rows == sequence && !(column && of_cols != 0))
          mark(rows_from + b.row, b.rows, rows_from + step.out.rows(), row);
        if (of_cols == sequence && !(line && of_rows != 0))
          mark(cols_from + b.col, b.cols, cols_from + step.out.cols(), col);
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
