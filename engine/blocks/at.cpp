#include "engine/blocks/at.h"

namespace attn {

At At::in(std::string_view part, std::size_t number) const { return in(std::string(part) + std::to_string(number)); }

std::string At::path(const Role& role) const {
  std::string path;
  path.reserve(path_.size() + 1 + role.name.size());
  path.append(path_).append(1, '/').append(role.name);
  return path;
}

}  // namespace attn
