#include "app/gui/view.h"

#include <algorithm>
#include <vector>

namespace attn::gui {

std::span<const ViewKind* const> tabs() {
  static const std::vector<const ViewKind*> sorted = [] {
    std::vector<const ViewKind*> all(view_kinds().begin(), view_kinds().end());
    std::sort(all.begin(), all.end(), [](const ViewKind* a, const ViewKind* b) { return a->name < b->name; });
    return all;
  }();
  return sorted;
}

const ViewKind& view_kind(ViewName name) {
  for (const ViewKind* kind : view_kinds())
    if (kind->name == name) return *kind;
  return *tabs().front();
}

bool fits(const Frame& frame, const ViewKind& kind) { return !kind.fits || !frame.run() || kind.fits(frame); }

const ViewKind& shown_view(const Frame& frame) {
  const ViewKind& wanted = view_kind(frame.document.view);
  return fits(frame, wanted) ? wanted : *tabs().front();
}

}  // namespace attn::gui
