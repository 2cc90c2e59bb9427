#include "app/gui/outline_rows.h"

#include <algorithm>

#include "engine/path.h"

namespace attn::gui {
namespace {

OutlineRow row_of(const OutlineNode& node, int depth) {
  OutlineRow row;
  row.node = &node;
  row.depth = depth;
  const OutlineNode* first = &node;
  while (first->step < 0 && !first->children.empty()) first = &first->children.front();
  row.first = first->step;
  row.shows = node.step >= 0 ? node.step : product_of(node);
  return row;
}

bool leads_to(const OutlineNode& group, std::string_view path) {
  return path.size() > group.path.size() && path.starts_with(group.path) && path[group.path.size()] == '/';
}

void add_unfolded(const OutlineNode& node, int depth, const Folds& open, std::vector<OutlineRow>& rows) {
  rows.push_back(row_of(node, depth));
  rows.back().open = !node.children.empty() && open.contains(node.path);
  if (!rows.back().open) return;
  for (const OutlineNode& child : node.children) add_unfolded(child, depth + 1, open, rows);
}

// Whether there is a hit in or below the node. Below a closed group hits are counted, not shown.
bool add_found(const OutlineNode& node, int depth, const Folds& closed, bool shown,
               const std::function<bool(const OutlineNode&)>& hit, std::vector<OutlineRow>& rows) {
  const std::size_t place = rows.size();
  if (shown) rows.push_back(row_of(node, depth));
  const bool open = !node.children.empty() && !closed.contains(node.path);
  if (shown) rows.back().open = open;
  bool found = node.step >= 0 && hit(node);
  for (const OutlineNode& child : node.children) {
    if (found && !(shown && open)) break;
    found = add_found(child, depth + 1, closed, shown && open, hit, rows) || found;
  }
  if (!found) rows.resize(place);
  return found;
}

void add_rail(const OutlineNode& node, int depth, std::string_view path, std::vector<OutlineRow>& rows) {
  constexpr int narrow = 2;  // levels of which only the way itself is shown
  const bool on_the_way = leads_to(node, path);
  if (depth < narrow && !on_the_way && node.path != path) return;
  rows.push_back(row_of(node, depth));
  rows.back().open = on_the_way;
  if (!on_the_way) return;
  for (const OutlineNode& child : node.children) add_rail(child, depth + 1, path, rows);
}

}  // namespace

std::vector<OutlineRow> unfolded_rows(const std::vector<OutlineNode>& roots, const Folds& open) {
  std::vector<OutlineRow> rows;
  for (const OutlineNode& root : roots) add_unfolded(root, 0, open, rows);
  return rows;
}

std::vector<OutlineRow> found_rows(const std::vector<OutlineNode>& roots, const Folds& closed,
                                   const std::function<bool(const OutlineNode& step)>& hit) {
  std::vector<OutlineRow> rows;
  for (const OutlineNode& root : roots) add_found(root, 0, closed, true, hit, rows);
  return rows;
}

std::vector<OutlineRow> rail_rows(const std::vector<OutlineNode>& roots, std::string_view path) {
  std::vector<OutlineRow> rows;
  for (const OutlineNode& root : roots) add_rail(root, 0, path, rows);
  return rows;
}

void unfold_towards(Folds& open, std::string_view path) {
  for (std::size_t slash = path.find('/'); slash != std::string_view::npos; slash = path.find('/', slash + 1))
    open.emplace(path.substr(0, slash));
}

int product_of(const OutlineNode& group) {
  const bool steps = std::any_of(group.children.begin(), group.children.end(),
                                 [](const OutlineNode& child) { return child.step >= 0; });
  // A layer has only groups: what leaves the last one leaves it.
  if (!steps && !group.children.empty() && Path(group.name).last().number > 0) return product_of(group.children.back());
  const auto found = std::find_if(group.children.rbegin(), group.children.rend(),
                                  [](const OutlineNode& child) { return child.role && child.role->product; });
  return found == group.children.rend() ? -1 : found->step;
}

}  // namespace attn::gui
