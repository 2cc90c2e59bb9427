// Links: what a thing that is pointed at was computed from, and what was computed from it, by what the ops themselves
// say (`reads`). All panels ask this one place; none knows a kind of step.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "app/scene/scene.h"
#include "engine/trace.h"

namespace attn {

// Cells of one step: rows × cols of them from (row, col) on.
struct CellBox {
  Index row = 0, col = 0, rows = 1, cols = 1;
  bool contains(Index r, Index c) const { return r >= row && c >= col && r < row + rows && c < col + cols; }
  Index size() const { return rows * cols; }
  bool operator==(const CellBox&) const = default;
};

// Cells of one step as few boxes that do not overlap, from top to bottom. Cells may be named more than once.
std::vector<CellBox> boxes_of(std::vector<std::pair<Index, Index>> cells);

// What can be pointed at: a cell, a whole row or column, a step, a group of steps (by the beginning of their paths), a
// word (tokens [first, last) of a sequence).
struct Pointed {
  enum class Kind { nothing, cell, row, col, step, group, word };
  Kind kind = Kind::nothing;
  int step = -1;
  Index row = 0, col = 0;
  std::string path;
  std::uint8_t sequence = 0;  // of a word; see Trace::sequences
  int first = 0, last = 0;
  bool operator==(const Pointed&) const = default;

  static Pointed cell(int step, Index row, Index col);
  static Pointed row_of(int step, Index row);
  static Pointed col_of(int step, Index col);
  static Pointed all_of(int step);
  static Pointed group(std::string path);
  static Pointed word(std::uint8_t sequence, int first, int last);
};

// Of one step: which of its cells are pointed at, which those read, and which read those. Boxes are empty where it is
// told by the step alone: a step or a group is pointed at, or looking at every cell would take too long.
struct StepLinks {
  int step = -1;
  bool itself = false, read = false, reader = false;
  std::vector<CellBox> itself_cells, read_cells, reader_cells;
};

struct Links {
  std::vector<StepLinks> steps;  // by step number; those without any link are not there
  Pointed pointed;
  const StepLinks* of(int step) const;
};

// Looks for the links of a thing, a bit at a time: what is pointed at and what it reads is found at once, readers one
// after the other, some in each call. Keep the trace until it is done.
class LinkSearch {
 public:
  // first: steps to look at first, those on the stage. most: how many references are followed in all; readers that
  // would take more are told by the step alone.
  LinkSearch(const Trace& trace, const Pointed& pointed, std::span<const int> first = {},
             std::size_t most = most_references);
  ~LinkSearch();
  LinkSearch(LinkSearch&&) noexcept;

  void go_on(std::size_t most);  // by about so many references
  bool complete() const;
  const Links& found() const;

  static constexpr std::size_t most_references = 20'000'000;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// A bit that nobody notices: a millisecond or two.
inline constexpr std::size_t most_at_once = 300'000;

// All of it.
Links links(const Trace& trace, const Pointed& pointed, std::span<const int> first = {},
            std::size_t most = LinkSearch::most_references);

// Which words of a sequence the links touch: tokens of rows and columns.
struct WordLinks {
  bool row = false, col = false;  // is pointed at
  bool read = false, reader = false;
};
std::vector<WordLinks> word_links(const Trace& trace, const Links& links, std::uint8_t sequence);

// The cells that this one reads.
std::vector<scene::CellTag> cells_read(const Trace& trace, scene::CellTag cell);

// The steps that a step's cells read: its inputs, but for those of which only the shape matters. In order, each once.
std::vector<int> steps_read(const Trace& trace, int step);

}  // namespace attn
