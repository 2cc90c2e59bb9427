// Deflate (RFC 1950, 1951) for bytes that are runs or noise: repeats of one byte become lengths, all else is coded by
// how often each byte occurs. Of pictures whose rows are filtered nothing more can be gained by a search for longer
// repeats, which is what takes the time in other implementations.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace attn::scene {

class RunDeflate {
 public:
  RunDeflate();
  void add(const std::uint8_t* bytes, std::size_t count);
  std::string finish();  // the zlib stream; nothing can be added after it

 private:
  void block(bool last);
  void bits(std::uint64_t value, int count);

  std::string out_;
  std::vector<std::uint16_t> tokens_;  // a byte, or 256 + (length of a run − 3) …
  std::size_t count_ = 0;              // … the first so many
  std::vector<char> coded_;            // of a block
  int before_ = -1;                    // the last byte
  unsigned long adler_ = 1;
  std::uint64_t waiting_ = 0;
  int waiting_count_ = 0;
};

}  // namespace attn::scene
