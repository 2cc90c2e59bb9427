#include <webp/demux.h>
#include <webp/encode.h>
#include <webp/mux.h>

#include <memory>
#include <stdexcept>

#include "app/scene/animation.h"
#include "app/scene/markup.h"

namespace attn::scene {
namespace {

// XMP: the note as the description of the picture.
constexpr std::string_view
    before_note =
        R"(<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">)"
        R"(<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:description>)",
    after_note = "</dc:description></rdf:Description></rdf:RDF></x:xmpmeta>";

struct FreeEncoder {
  void operator()(WebPAnimEncoder* encoder) const { WebPAnimEncoderDelete(encoder); }
};
struct FreeMux {
  void operator()(WebPMux* mux) const { WebPMuxDelete(mux); }
};
struct FreeData {
  void operator()(WebPData* data) const { WebPDataClear(data); }
};
struct FreeDemux {
  void operator()(WebPDemuxer* demux) const { WebPDemuxDelete(demux); }
};

class Picture {
 public:
  explicit Picture(const Image& image) {
    if (!WebPPictureInit(&picture_)) throw std::runtime_error("WebP: another version of the library is installed");
    picture_.use_argb = 1;
    picture_.width = image.width;
    picture_.height = image.height;
    if (!WebPPictureImportRGBA(&picture_, image.rgba.data(), image.width * 4)) throw std::bad_alloc();
  }
  ~Picture() { WebPPictureFree(&picture_); }
  Picture(const Picture&) = delete;
  Picture& operator=(const Picture&) = delete;
  WebPPicture* get() { return &picture_; }

 private:
  WebPPicture picture_;
};

class WebP final : public Animation {
 public:
  explicit WebP(AnimationOptions options) : options_(std::move(options)) {
    if (!WebPConfigInit(&config_)) throw std::runtime_error("WebP: another version of the library is installed");
    config_.lossless = 1;
    config_.quality = 30;  // of lossless pictures: how hard it is tried to make them small
    config_.method = 1;
  }

  void add(const Image& frame, int milliseconds) override {
    if (milliseconds < 1) throw std::invalid_argument("WebP: a frame is shown for at least 1 ms");
    if (!encoder_) begin(frame);
    if (frame.width != width_ || frame.height != height_)
      throw std::invalid_argument("WebP: frames of different sizes");
    Picture picture(frame);
    if (!WebPAnimEncoderAdd(encoder_.get(), picture.get(), now_, &config_)) fail();
    now_ += milliseconds;
  }

  std::string finish() override {
    if (!encoder_) throw std::invalid_argument("WebP: no frames");
    WebPData data;
    WebPDataInit(&data);
    const std::unique_ptr<WebPData, FreeData> frees(&data);
    if (!WebPAnimEncoderAdd(encoder_.get(), nullptr, now_, nullptr) || !WebPAnimEncoderAssemble(encoder_.get(), &data))
      fail();
    if (options_.note.empty()) return {reinterpret_cast<const char*>(data.bytes), data.size};
    const std::unique_ptr<WebPMux, FreeMux> mux(WebPMuxCreate(&data, 1));
    const std::string xmp = std::string(before_note) + markup(options_.note) + std::string(after_note);
    const WebPData note{reinterpret_cast<const std::uint8_t*>(xmp.data()), xmp.size()};
    WebPData noted;
    WebPDataInit(&noted);
    const std::unique_ptr<WebPData, FreeData> frees_noted(&noted);
    if (!mux || WebPMuxSetChunk(mux.get(), "XMP ", &note, 1) != WEBP_MUX_OK ||
        WebPMuxAssemble(mux.get(), &noted) != WEBP_MUX_OK)
      throw std::runtime_error("WebP: its note cannot be written");
    return {reinterpret_cast<const char*>(noted.bytes), noted.size};
  }

 private:
  void begin(const Image& frame) {
    if (frame.width < 1 || frame.height < 1 || frame.width > WEBP_MAX_DIMENSION || frame.height > WEBP_MAX_DIMENSION ||
        frame.rgba.size() != static_cast<std::size_t>(frame.width) * static_cast<std::size_t>(frame.height) * 4)
      throw std::invalid_argument("WebP: a frame of " + std::to_string(frame.width) + "×" +
                                  std::to_string(frame.height) + " pixels cannot be written");
    WebPAnimEncoderOptions o;
    if (!WebPAnimEncoderOptionsInit(&o)) throw std::runtime_error("WebP: another version of the library is installed");
    o.anim_params.loop_count = options_.loops;
    width_ = frame.width;
    height_ = frame.height;
    encoder_.reset(WebPAnimEncoderNew(width_, height_, &o));
    if (!encoder_) throw std::bad_alloc();
  }

  [[noreturn]] void fail() {
    throw std::runtime_error(std::string("WebP: ") + WebPAnimEncoderGetError(encoder_.get()));
  }

  AnimationOptions options_;
  WebPConfig config_;
  std::unique_ptr<WebPAnimEncoder, FreeEncoder> encoder_;
  int width_ = 0, height_ = 0, now_ = 0;  // milliseconds
};

}  // namespace

std::unique_ptr<Animation> webp_animation(const AnimationOptions& options) { return std::make_unique<WebP>(options); }

std::string note_in_webp(std::string_view bytes) {
  const WebPData data{reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()};
  const std::unique_ptr<WebPDemuxer, FreeDemux> demux(WebPDemux(&data));
  WebPChunkIterator chunk;
  if (!demux || !WebPDemuxGetChunk(demux.get(), "XMP ", 1, &chunk)) return {};
  const std::string xmp(reinterpret_cast<const char*>(chunk.chunk.bytes), chunk.chunk.size);
  WebPDemuxReleaseChunkIterator(&chunk);
  if (!xmp.starts_with(before_note) || !xmp.ends_with(after_note)) return {};
  return text_of_markup(
      std::string_view(xmp).substr(before_note.size(), xmp.size() - before_note.size() - after_note.size()));
}

}  // namespace attn::scene
