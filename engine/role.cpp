#include "engine/role.h"

#include <map>
#include <memory>
#include <mutex>
#include <string>

namespace attn {

const Role& role_of(std::string_view id) {
  for (const RoleFamily& family : role_families())
    for (const Role* role : family)
      if (role->id == id) return *role;
  struct Plain {
    std::string id;
    Role role;
  };
  static std::mutex mutex;
  static std::map<std::string, std::unique_ptr<Plain>, std::less<>> plain;
  const std::lock_guard lock(mutex);
  auto at = plain.find(id);
  if (at == plain.end()) {
    auto made = std::make_unique<Plain>(Plain{std::string(id), {}});
    made->role.id = made->role.name = made->role.symbol = made->id;
    at = plain.emplace(made->id, std::move(made)).first;
  }
  return at->second->role;
}

}  // namespace attn
