#include "app/core/outline.h"

#include <algorithm>

namespace attn {
namespace {

// The child of this name, made if there is none. Steps of one group follow each other, so the last child is tried
// first.
OutlineNode& child(std::vector<OutlineNode>& among, std::string_view name, std::string_view path) {
  const auto found = std::find_if(among.rbegin(), among.rend(), [&](const OutlineNode& n) { return n.name == name; });
  if (found != among.rend()) return *found;
  OutlineNode node;
  node.name = name;
  node.path = path;
  among.push_back(std::move(node));
  return among.back();
}

void insert(std::vector<OutlineNode>& roots, std::string_view path, int step, const Role& role) {
  std::vector<OutlineNode>* among = &roots;
  for (std::size_t from = 0;;) {
    const std::size_t slash = path.find('/', from);
    OutlineNode& node = child(*among, path.substr(from, slash - from), path.substr(0, slash));
    ++node.steps;
    if (slash == std::string_view::npos) {
      node.step = step;
      node.role = &role;
      return;
    }
    among = &node.children;
    from = slash + 1;
  }
}

// A root under which there are only numbers of the model.
bool all_parameters(const OutlineNode& node) {
  if (node.step >= 0) return node.role->parameter;
  return std::all_of(node.children.begin(), node.children.end(), all_parameters);
}

}  // namespace

std::vector<OutlineNode> outline(const Trace& trace) {
  std::vector<OutlineNode> roots;
  for (int i = 0; i < trace.size(); ++i) insert(roots, trace[i].path, i, *trace[i].role);
  std::stable_partition(roots.begin(), roots.end(), [](const OutlineNode& n) { return !all_parameters(n); });
  return roots;
}

}  // namespace attn
