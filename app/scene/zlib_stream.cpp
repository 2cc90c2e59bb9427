#include "app/scene/zlib_stream.h"

#ifdef ATTN_ISAL
#include <isa-l/igzip_lib.h>
#else
#include <libdeflate.h>
#endif

#include <new>
#include <stdexcept>
#include <vector>

namespace attn::scene {

#ifdef ATTN_ISAL

struct ZlibStream::State {
  isal_zstream stream;
  std::uint8_t room[ISAL_DEF_LVL2_DEFAULT];
};

ZlibStream::ZlibStream() : state_(std::make_unique_for_overwrite<State>()) {
  isal_zstream& stream = state_->stream;
  isal_deflate_init(&stream);
  stream.level = 2;  // 3 takes three times as long
  stream.level_buf = state_->room;
  stream.level_buf_size = sizeof state_->room;
  stream.gzip_flag = IGZIP_ZLIB;
}

void ZlibStream::add(std::span<const std::uint8_t> piece, bool last) {
  isal_zstream& stream = state_->stream;
  stream.next_in = const_cast<std::uint8_t*>(piece.data());  // only read
  stream.avail_in = static_cast<std::uint32_t>(piece.size());
  stream.end_of_stream = last;
  std::uint8_t room[1 << 15];
  do {
    stream.next_out = room;
    stream.avail_out = sizeof room;
    if (isal_deflate(&stream) != COMP_OK) throw std::runtime_error("ISA-L cannot compress");
    out_.append(reinterpret_cast<const char*>(room), sizeof room - stream.avail_out);
  } while (stream.avail_out == 0);
}

#else

// libdeflate takes everything at once.
struct ZlibStream::State {
  std::vector<std::uint8_t> all;
};

ZlibStream::ZlibStream() : state_(std::make_unique<State>()) {}

void ZlibStream::add(std::span<const std::uint8_t> piece, bool last) {
  std::vector<std::uint8_t>& all = state_->all;
  all.insert(all.end(), piece.begin(), piece.end());
  if (!last) return;
  constexpr int fastest = 1;
  const std::unique_ptr<libdeflate_compressor, decltype(&libdeflate_free_compressor)> compressor(
      libdeflate_alloc_compressor(fastest), libdeflate_free_compressor);
  if (!compressor) throw std::bad_alloc();
  out_.resize(libdeflate_zlib_compress_bound(compressor.get(), all.size()));
  out_.resize(libdeflate_zlib_compress(compressor.get(), all.data(), all.size(), out_.data(), out_.size()));
}

#endif

ZlibStream::~ZlibStream() = default;

}  // namespace attn::scene
