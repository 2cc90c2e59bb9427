#include <algorithm>

#include "assets.h"

namespace attn::assets {

const Asset* find(std::string_view name) {
  const std::span<const Asset> list = all();
  const auto at = std::ranges::lower_bound(list, name, {}, &Asset::name);
  return at != list.end() && at->name == name ? &*at : nullptr;
}

}  // namespace attn::assets
