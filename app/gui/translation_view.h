// What the Translation view keeps between frames.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/core/document.h"
#include "app/scene/views/beam.h"
#include "app/scene/views/translation.h"

namespace attn::gui {

// The table in sight, kept while nothing it depends on changes.
struct TableKey {
  std::shared_ptr<const Run> run;
  int step = -1, focus = -1;
  double phase = 1;
  std::vector<ForcedWord> forced;
  TranslationOptions options;
  std::map<std::string, Value, std::less<>> values;  // of what the document asks for
  float width = 0, top = 0, bottom = 0;
  Language language = Language::en;
  Look look = Look::dark;
  int fonts = 0;
  bool operator==(const TableKey&) const = default;
};

// The tree of a beam search in sight.
struct TreeKey {
  std::shared_ptr<const BeamSearch> search;
  std::shared_ptr<const Run> run;
  int node = -1;
  float width = 0, top = 0, bottom = 0;
  Language language = Language::en;
  Look look = Look::dark;
  int fonts = 0;
  bool operator==(const TreeKey&) const = default;
};

// One word as temperature, top-k and top-p have it, kept likewise.
struct SampledWord {
  std::shared_ptr<const Run> run;
  int t = 0;
  SamplingOptions options;
  bool left = false;       // it can be drawn
  double exponential = 0;  // e^((logit − max) / T)
  double sum = 0;          // of all words that are left
  double probability = 0;  // the one by the other
  double from = 0;         // where its share of [0, 1) begins
};

struct TranslationView {
  TableKey key;
  scene::TranslationTable table;
  TreeKey tree_key;
  scene::BeamTree tree;

  // Where the words looked, of a run, a layer and a head.
  std::shared_ptr<const Run> run;
  int layer = 0, head = 0;    // as shown: a layer from 1
  int layers = 0, heads = 0;  // there are
  Tensor looked;

  std::optional<SampledWord> sampled;

  int focus = -1;  // candidate that the keyboard is at; −1: none
  int node = -1;   // of the tree, likewise
  int knob = -1;   // that the keyboard turns; −1: the first, when it does
  static constexpr int nowhere = -1;
  int followed = nowhere;  // the row that the table was last scrolled to
  int forcing = 0;         // the word whose place another one is typed for; 0: none
  bool fresh = false;      // that has just begun
  std::string typed;
  int pick = 0;          // of the completions
  bool overlay = false;  // the arithmetic lies over the table, where there is little room
};

}  // namespace attn::gui
