// What the inspector keeps between frames: how one cell was computed, made anew when the cell or its look changes.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/core/arithmetic.h"
#include "app/core/document.h"
#include "app/core/provenance.h"
#include "app/scene/provenance.h"
#include "engine/run.h"

namespace attn::gui {

struct InspectorView {
  struct Key {
    std::shared_ptr<const Run> run;
    int step = -1;
    std::optional<Cell> cell;
    bool computed = false;
    int most_terms = 0;
    float width = 0;
    Language language = Language::en;
    Look look = Look::dark;
    int fonts = 0;
    int links = 0;  // see Linked::found
    bool operator==(const Key&) const = default;
  } key;
  std::vector<ArithmeticRow> rows;  // none while the cell is still to be computed

  // Where things in the panel lead: the boxes of the graph first, then what uses the cell.
  struct Way {
    std::string name;  // of the thing, for tests
    int step = -1;
    CellBox cells;
    int steps = 1;       // it stands for
    bool whole = false;  // of the step no cell in particular
  };
  std::vector<Way> ways;
  std::size_t graph_ways = 0;
  scene::Graph graph;
  int earlier = 0;   // steps before those of the graph; the last of graph_ways leads there
  bool why = false;  // the step's reasons are open

  static constexpr int first_terms = 6, more_terms = 8, all_terms = 6 * 8 * 8;
  static constexpr int products_for_term = 3;  // products of cells stand in columns: there is room for more
  int most_terms = first_terms;                // rows per sum, more after a click
  std::size_t most_readers = 4;                // likewise
  int focus = -1;                              // which way the keys have come to
  int move = 0;                                // to the next or the previous one, in this frame
  bool follow = false;                         // where it leads
  bool reveal = false;                         // scroll there
};

}  // namespace attn::gui
