// The format is PKWARE's APPNOTE 6.3.3, without compression and without its 64-bit extensions.
#include "app/scene/zip.h"

#include <libdeflate.h>

#include <cstdint>
#include <stdexcept>

namespace attn::scene {
namespace {

void put(std::string& out, std::uint64_t number, int count) {
  for (int i = 0; i < count; ++i) out += static_cast<char>(number >> (8 * i) & 255);
}

std::uint64_t crc_of(std::string_view bytes) { return libdeflate_crc32(0, bytes.data(), bytes.size()); }

// What the entry itself and its line in the directory have in common.
std::string facts(const ZipEntry& entry, std::uint64_t crc) {
  constexpr std::uint64_t version = 20, utf8_names = 1 << 11, stored = 0, midnight = 0, first_day = 1 << 5 | 1;
  std::string out;
  for (const std::uint64_t number : {version, utf8_names, stored, midnight, first_day}) put(out, number, 2);
  put(out, crc, 4);
  put(out, entry.bytes.size(), 4);
  put(out, entry.bytes.size(), 4);
  put(out, entry.name.size(), 2);
  put(out, 0, 2);  // no extra field
  return out;
}

}  // namespace

std::string zip(std::span<const ZipEntry> entries) {
  constexpr std::uint64_t most_bytes = 0xFFFF'FFFE, most_entries = 0xFFFF, longest_name = 0xFFFF, overhead = 128;
  std::uint64_t size = overhead;
  for (const ZipEntry& entry : entries) {
    size += entry.bytes.size() + 2 * entry.name.size() + overhead;
    if (entry.name.size() > longest_name) throw std::invalid_argument("ZIP: a name is too long");
  }
  if (entries.size() > most_entries || size > most_bytes)
    throw std::invalid_argument("ZIP: more than 65,535 files or 4 GB do not fit; export fewer steps");
  std::string out, directory;
  out.reserve(size);
  for (const ZipEntry& entry : entries) {
    const std::string common = facts(entry, crc_of(entry.bytes));
    directory += "PK\1\2";
    put(directory, 20, 2);  // made by version 2.0
    directory += common;
    put(directory, 0, 2);  // no comment
    put(directory, 0, 8);  // disk, attributes
    put(directory, out.size(), 4);
    directory += entry.name;
    out += "PK\3\4" + common + entry.name + entry.bytes;
  }
  const std::uint64_t begin = out.size();
  out += directory + "PK\5\6";
  put(out, 0, 4);  // disks
  put(out, entries.size(), 2);
  put(out, entries.size(), 2);
  put(out, directory.size(), 4);
  put(out, begin, 4);
  put(out, 0, 2);  // no comment
  return out;
}

}  // namespace attn::scene
