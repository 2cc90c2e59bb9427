#include <gif_lib.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
#include <stdexcept>
#include <unordered_map>
#include <utility>

#include "app/scene/animation.h"
#include "app/scene/palette.h"

namespace attn::scene {
namespace {

[[noreturn]] void fail(int error) {
  const char* why = GifErrorString(error);
  throw std::runtime_error(std::string("GIF: ") + (why ? why : "not possible"));
}

int append(GifFileType* file, const GifByteType* bytes, int count) {
  try {
    static_cast<std::string*>(file->UserData)
        ->append(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(count));
    return count;
  } catch (const std::exception&) {  // must not travel through C
    return 0;
  }
}

struct FreeMap {
  void operator()(ColorMapObject* map) const { GifFreeMapObject(map); }
};

std::uint32_t color_at(const Image& image, int x, int y) {
  const std::uint8_t* p =
      &image.rgba[(static_cast<std::size_t>(y) * static_cast<std::size_t>(image.width) + static_cast<std::size_t>(x)) *
                  4];
  return static_cast<std::uint32_t>(p[0] << 16 | p[1] << 8 | p[2]);
}

struct Box {
  int x0 = 0, y0 = 0, x1 = 0, y1 = 0;  // x1, y1: behind the last
};

// Where two frames of one size differ; one pixel if they do not, since a frame needs one.
Box changed(const Image& a, const Image& b) {
  Box box{a.width, a.height, 0, 0};
  for (int y = 0; y < a.height; ++y)
    for (int x = 0; x < a.width; ++x)
      if (color_at(a, x, y) != color_at(b, x, y)) {
        box.x0 = std::min(box.x0, x), box.x1 = std::max(box.x1, x + 1);
        box.y0 = std::min(box.y0, y), box.y1 = std::max(box.y1, y + 1);
      }
  return box.x1 > 0 ? box : Box{0, 0, 1, 1};
}

class Gif final : public Animation {
 public:
  explicit Gif(AnimationOptions options) : options_(std::move(options)) {
    int error = 0;
    file_ = EGifOpen(&bytes_, append, &error);
    if (!file_) fail(error);
  }
  ~Gif() override {
    if (file_) EGifCloseFile(file_, nullptr);
  }

  void add(const Image& frame, int milliseconds) override {
    if (milliseconds < 1) throw std::invalid_argument("GIF: a frame is shown for at least 1 ms");
    if (before_.rgba.empty())
      begin(frame);
    else if (frame.width != before_.width || frame.height != before_.height)
      throw std::invalid_argument("GIF: frames of different sizes");
    const bool first = before_.rgba.empty();
    const Box box = first ? Box{0, 0, frame.width, frame.height} : changed(before_, frame);
    int left = hundredths(milliseconds);
    write(frame, box, first, std::min(left, longest));
    before_ = frame;
    for (left -= longest; left > 0; left -= longest)  // the same picture again
      write(frame, {0, 0, 1, 1}, false, std::min(left, longest));
  }

  std::string finish() override {
    if (before_.rgba.empty()) throw std::invalid_argument("GIF: no frames");
    int error = 0;
    GifFileType* file = std::exchange(file_, nullptr);
    if (EGifCloseFile(file, &error) == GIF_ERROR) fail(error);
    return std::move(bytes_);
  }

 private:
  static constexpr int longest = 65535;    // hundredths of a second of one frame
  static constexpr int transparent = 255;  // of the colour table: as in the frame before

  void check(int result) {
    if (result == GIF_ERROR) fail(file_->Error);
  }

  void begin(const Image& frame) {
    if (frame.width < 1 || frame.height < 1 || frame.width > 16383 || frame.height > 16383 ||
        frame.rgba.size() != static_cast<std::size_t>(frame.width) * static_cast<std::size_t>(frame.height) * 4)
      throw std::invalid_argument("GIF: a frame of " + std::to_string(frame.width) + "×" +
                                  std::to_string(frame.height) + " pixels cannot be written");
    EGifSetGifVersion(file_, true);
    check(EGifPutScreenDesc(file_, frame.width, frame.height, 8, 0, nullptr));
    // Netscape's extension: how often it is played. 0 is for ever, and without it once.
    if (options_.loops != 1) {
      const int again = options_.loops == 0 ? 0 : std::min(options_.loops - 1, 65535);
      const GifByteType loop[] = {1, static_cast<GifByteType>(again & 255), static_cast<GifByteType>(again >> 8)};
      check(EGifPutExtensionLeader(file_, APPLICATION_EXT_FUNC_CODE));
      check(EGifPutExtensionBlock(file_, 11, "NETSCAPE2.0"));
      check(EGifPutExtensionBlock(file_, 3, loop));
      check(EGifPutExtensionTrailer(file_));
    }
    if (!options_.note.empty()) check(EGifPutComment(file_, options_.note.c_str()));
  }

  int hundredths(int milliseconds) {
    owed_ += milliseconds;
    const int shown = std::max(2, (owed_ + 5) / 10);
    owed_ -= 10 * shown;
    return shown;
  }

  void write(const Image& frame, const Box& box, bool first, int hundredths) {
    std::unordered_map<std::uint32_t, int> counts;
    const auto same = [&](int x, int y) { return !first && color_at(frame, x, y) == color_at(before_, x, y); };
    for (int y = box.y0; y < box.y1; ++y)
      for (int x = box.x0; x < box.x1; ++x)
        if (!same(x, y)) ++counts[color_at(frame, x, y)];
    Palette palette(counts);
    const std::unique_ptr<ColorMapObject, FreeMap> map(GifMakeMapObject(256, nullptr));
    if (!map) throw std::bad_alloc();
    for (std::size_t i = 0; i < palette.colors().size(); ++i) {
      const std::uint32_t c = palette.colors()[i];
      map->Colors[i] = {static_cast<GifByteType>(c >> 16), static_cast<GifByteType>(c >> 8),
                        static_cast<GifByteType>(c)};
    }
    GraphicsControlBlock control{DISPOSE_DO_NOT, false, hundredths, transparent};
    std::array<GifByteType, 4> extension{};
    EGifGCBToExtension(&control, extension.data());
    check(EGifPutExtension(file_, GRAPHICS_EXT_FUNC_CODE, static_cast<int>(extension.size()), extension.data()));
    const int width = box.x1 - box.x0;
    check(EGifPutImageDesc(file_, box.x0, box.y0, width, box.y1 - box.y0, false, map.get()));
    std::vector<GifPixelType> line(static_cast<std::size_t>(width));
    for (int y = box.y0; y < box.y1; ++y) {
      for (int x = box.x0; x < box.x1; ++x)
        line[static_cast<std::size_t>(x - box.x0)] =
            same(x, y) ? static_cast<GifPixelType>(transparent) : palette.index(color_at(frame, x, y));
      check(EGifPutLine(file_, line.data(), width));
    }
  }

  AnimationOptions options_;
  std::string bytes_;
  GifFileType* file_ = nullptr;
  Image before_;
  int owed_ = 0;  // milliseconds that were to be shown and were not yet
};

// Reads from a string.
struct Reading {
  std::string_view bytes;
  std::size_t at = 0;
};
int take(GifFileType* file, GifByteType* to, int count) {
  auto& from = *static_cast<Reading*>(file->UserData);
  const std::size_t n = std::min(static_cast<std::size_t>(std::max(count, 0)), from.bytes.size() - from.at);
  std::memcpy(to, from.bytes.data() + from.at, n);
  from.at += n;
  return static_cast<int>(n);
}

struct CloseReader {
  void operator()(GifFileType* file) const { DGifCloseFile(file, nullptr); }
};

}  // namespace

std::unique_ptr<Animation> gif_animation(const AnimationOptions& options) { return std::make_unique<Gif>(options); }

// The first comment before the first frame.
std::string note_in_gif(std::string_view bytes) {
  Reading from{bytes};
  int error = 0;
  const std::unique_ptr<GifFileType, CloseReader> file(DGifOpen(&from, take, &error));
  if (!file) return {};
  GifRecordType type = UNDEFINED_RECORD_TYPE;
  while (DGifGetRecordType(file.get(), &type) != GIF_ERROR && type == EXTENSION_RECORD_TYPE) {
    int code = 0;
    GifByteType* block = nullptr;
    if (DGifGetExtension(file.get(), &code, &block) == GIF_ERROR) return {};
    std::string note;
    while (block) {
      note.append(reinterpret_cast<const char*>(block + 1), block[0]);
      if (DGifGetExtensionNext(file.get(), &block) == GIF_ERROR) return {};
    }
    if (code == COMMENT_EXT_FUNC_CODE) return note;
  }
  return {};
}

}  // namespace attn::scene
