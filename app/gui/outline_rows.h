// Rows of the outline: what of the tree of steps is unfolded, or found, one below the other. Pure; knows no window.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "app/core/outline.h"

namespace attn::gui {

struct OutlineRow {
  const OutlineNode* node = nullptr;
  int depth = 0;
  bool open = false;  // its children follow
  int first = -1;     // the earliest step in or below it
  int shows = -1;     // the step whose picture stands for it; -1: none does
};

using Folds = std::set<std::string, std::less<>>;  // paths of groups

// Groups are folded, except those named.
std::vector<OutlineRow> unfolded_rows(const std::vector<OutlineNode>& roots, const Folds& open);

// The steps that are hits, below the groups they are in. Groups are unfolded, except those named.
std::vector<OutlineRow> found_rows(const std::vector<OutlineNode>& roots, const Folds& closed,
                                   const std::function<bool(const OutlineNode& step)>& hit);

// Where a step is, in few rows: the root and the part of it that lead there, then everything beside the rest of the
// way.
std::vector<OutlineRow> rail_rows(const std::vector<OutlineNode>& roots, std::string_view path);

// Opens all groups above a path.
void unfold_towards(Folds& open, std::string_view path);

// The step whose output is what a group is for, as its role says: of a head its weights, of an attention block its
// output, of a layer its last norm. -1: the group has none, or none in this trace.
int product_of(const OutlineNode& group);

}  // namespace attn::gui
