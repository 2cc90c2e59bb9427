// Bytes compressed as a zlib stream (RFC 1950), for the pixels of pictures.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>

namespace attn::scene {

enum class Effort { fast, small };

// Fast: with ISA-L where the program was built with it, otherwise with libdeflate: the same in other bytes, at a third
// of the speed. Small: with libdeflate. Throws std::bad_alloc if there is no memory, std::runtime_error if a library
// refuses.
class ZlibStream {
 public:
  explicit ZlibStream(Effort effort);
  ~ZlibStream();
  // Pieces in their order; 64 KB at a time are best. After the last of them: bytes().
  void add(std::span<const std::uint8_t> piece, bool last);
  const std::string& bytes() const { return out_; }

 private:
  struct State;
  std::unique_ptr<State> state_;
  std::string out_;
};

}  // namespace attn::scene
