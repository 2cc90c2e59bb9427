// A ZIP archive of files that are stored as they are.
#pragma once

#include <span>
#include <string>

namespace attn::scene {

struct ZipEntry {
  std::string name;  // UTF-8; "/" between folders
  std::string bytes;
};

// Entries of the same date (1 January 1980), so that the same contents are the same bytes. Throws std::invalid_argument
// if there are more than 65,535 entries, or more bytes than 32-bit offsets reach.
std::string zip(std::span<const ZipEntry> entries);

}  // namespace attn::scene
