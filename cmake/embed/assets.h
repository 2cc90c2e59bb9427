// Files that travel inside the program, by name: "models/en-fr-tiny/config.json", "i18n/en.json", "fonts/DejaVuSans".
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace attn::assets {

struct Asset {
  std::string_view name;             // '/' between the parts, on every system
  std::span<const std::byte> bytes;  // begins at an address divisible by 64; lives as long as the program

  std::string_view text() const { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }
};

std::span<const Asset> all();              // in byte order of the names
const Asset* find(std::string_view name);  // null if there is none

}  // namespace attn::assets
