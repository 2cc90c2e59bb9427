// Outline: the steps of a trace as the tree that their paths spell.
#pragma once

#include <string>
#include <vector>

#include "engine/trace.h"

namespace attn {

struct OutlineNode {
  std::string name, path;      // last part, and all of it: "head2", "encoder/layer1/self/head2"
  int step = -1;               // the step of this path; -1: only a group
  const Role* role = nullptr;  // of that step
  int steps = 0;               // steps in and below this node
  std::vector<OutlineNode> children;
};

// In the order of the trace; the model's weights last.
std::vector<OutlineNode> outline(const Trace& trace);

}  // namespace attn
