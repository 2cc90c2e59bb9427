#include "app/scene/zlib_stream.h"

#include <libdeflate.h>
#ifdef ATTN_ISAL
#include <isa-l/igzip_lib.h>
#endif

#include <new>
#include <stdexcept>
#include <vector>

namespace attn::scene {
namespace {

// libdeflate takes everything at once.
std::string deflated(const std::vector<std::uint8_t>& all, int level) {
  const std::unique_ptr<libdeflate_compressor, decltype(&libdeflate_free_compressor)> compressor(
      libdeflate_alloc_compressor(level), libdeflate_free_compressor);
  if (!compressor) throw std::bad_alloc();
  std::string out(libdeflate_zlib_compress_bound(compressor.get(), all.size()), '\0');
  out.resize(libdeflate_zlib_compress(compressor.get(), all.data(), all.size(), out.data(), out.size()));
  return out;
}

#ifdef ATTN_ISAL
class Stream {
 public:
  Stream() {
    isal_deflate_init(&stream_);
    stream_.level = 2;  // 3 takes three times as long
    stream_.level_buf = room_;
    stream_.level_buf_size = sizeof room_;
    stream_.gzip_flag = IGZIP_ZLIB;
  }
  void add(std::span<const std::uint8_t> piece, bool last, std::string& out) {
    stream_.next_in = const_cast<std::uint8_t*>(piece.data());  // only read
    stream_.avail_in = static_cast<std::uint32_t>(piece.size());
    stream_.end_of_stream = last;
    std::uint8_t room[1 << 15];
    do {
      stream_.next_out = room;
      stream_.avail_out = sizeof room;
      if (isal_deflate(&stream_) != COMP_OK) throw std::runtime_error("ISA-L cannot compress");
      out.append(reinterpret_cast<const char*>(room), sizeof room - stream_.avail_out);
    } while (stream_.avail_out == 0);
  }

 private:
  isal_zstream stream_;
  std::uint8_t room_[ISAL_DEF_LVL2_DEFAULT];
};
#endif

constexpr int fastest = 1, usual = 6;  // libdeflate's levels

}  // namespace

struct ZlibStream::State {
  Effort effort;
  std::vector<std::uint8_t> all;
#ifdef ATTN_ISAL
  std::unique_ptr<Stream> stream;
#endif
};

ZlibStream::ZlibStream(Effort effort) : state_(std::make_unique<State>(effort)) {
#ifdef ATTN_ISAL
  if (effort == Effort::fast) state_->stream = std::make_unique_for_overwrite<Stream>();
#endif
}

ZlibStream::~ZlibStream() = default;

void ZlibStream::add(std::span<const std::uint8_t> piece, bool last) {
#ifdef ATTN_ISAL
  if (state_->stream) return state_->stream->add(piece, last, out_);
#endif
  state_->all.insert(state_->all.end(), piece.begin(), piece.end());
  if (last) out_ = deflated(state_->all, state_->effort == Effort::fast ? fastest : usual);
}

}  // namespace attn::scene
