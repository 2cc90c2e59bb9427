// Animations read back by the libraries' own readers, and their limits.
#include <gif_lib.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <webp/decode.h>
#include <webp/demux.h>

#include <cstring>
#include <memory>
#include <stdexcept>

#include "app/scene/animation.h"
#include "app/scene/palette.h"

namespace attn::scene {
namespace {

using testing::ElementsAre;

constexpr int width = 40, height = 24;

// A square that moves on a ground of flat colours and a ramp.
Image frame(int at) {
  Image image{width, height, {}, {}};
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x) {
      const bool square = x >= at && x < at + 6 && y >= 4 && y < 10;
      const auto ramp = static_cast<std::uint8_t>(6 * x);
      for (const int c : {square ? 250 : ramp, square ? 20 : 128, square ? 30 : y, 255})
        image.rgba.push_back(static_cast<std::uint8_t>(c));
    }
  return image;
}

struct Shown {
  Image image;
  int milliseconds = 0;
};

int from_string(GifFileType* file, GifByteType* to, int count) {
  auto& rest = *static_cast<std::string_view*>(file->UserData);
  const auto n = std::min(rest.size(), static_cast<std::size_t>(count));
  std::memcpy(to, rest.data(), n);
  rest.remove_prefix(n);
  return static_cast<int>(n);
}

std::vector<Shown> read_gif(std::string_view bytes) {
  int error = 0;
  GifFileType* file = DGifOpen(&bytes, from_string, &error);
  EXPECT_NE(file, nullptr);
  EXPECT_EQ(DGifSlurp(file), GIF_OK);
  std::vector<Shown> frames;
  Image canvas{file->SWidth, file->SHeight, std::vector<std::uint8_t>(4u * width * height), {}};
  for (int i = 0; i < file->ImageCount; ++i) {
    const SavedImage& saved = file->SavedImages[i];
    GraphicsControlBlock control{};
    EXPECT_EQ(DGifSavedExtensionToGCB(file, i, &control), GIF_OK);
    const GifImageDesc& box = saved.ImageDesc;
    for (int y = 0; y < box.Height; ++y)
      for (int x = 0; x < box.Width; ++x) {
        const int index = saved.RasterBits[y * box.Width + x];
        if (index == control.TransparentColor) continue;
        const GifColorType c = box.ColorMap->Colors[index];
        std::uint8_t* p = &canvas.rgba[4u * static_cast<std::size_t>((box.Top + y) * width + box.Left + x)];
        p[0] = c.Red, p[1] = c.Green, p[2] = c.Blue, p[3] = 255;
      }
    frames.push_back({canvas, 10 * control.DelayTime});
  }
  DGifCloseFile(file, nullptr);
  return frames;
}

std::vector<Shown> read_webp(std::string_view bytes) {
  const WebPData data{reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()};
  const std::unique_ptr<WebPAnimDecoder, void (*)(WebPAnimDecoder*)> decoder(WebPAnimDecoderNew(&data, nullptr),
                                                                             WebPAnimDecoderDelete);
  EXPECT_TRUE(decoder);
  std::vector<Shown> frames;
  int before = 0;
  while (decoder && WebPAnimDecoderHasMoreFrames(decoder.get())) {
    std::uint8_t* pixels = nullptr;
    int until = 0;
    EXPECT_TRUE(WebPAnimDecoderGetNext(decoder.get(), &pixels, &until));
    frames.push_back({{width, height, {pixels, pixels + 4 * width * height}, {}}, until - before});
    before = until;
  }
  return frames;
}

TEST(Animation, AWebpHasEveryFrameAsItWas) {
  const auto writer = webp_animation({.loops = 3, .note = "{\"sentence\": \"a < b & “c”\"}"});
  for (int i = 0; i < 5; ++i) writer->add(frame(5 * i), 100 + i);
  const std::string bytes = writer->finish();
  const std::vector<Shown> frames = read_webp(bytes);
  ASSERT_EQ(frames.size(), 5u);
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(frames[static_cast<std::size_t>(i)].image.rgba, frame(5 * i).rgba) << i;
    EXPECT_EQ(frames[static_cast<std::size_t>(i)].milliseconds, 100 + i);
  }
  EXPECT_EQ(note_in_webp(bytes), "{\"sentence\": \"a < b & “c”\"}");
  const WebPData data{reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()};
  WebPDemuxer* demux = WebPDemux(&data);
  EXPECT_EQ(WebPDemuxGetI(demux, WEBP_FF_LOOP_COUNT), 3u);
  WebPDemuxDelete(demux);
}

TEST(Animation, AGifOfFewColoursHasThemAsTheyWere) {
  const auto flat = [](int at) {
    Image image = frame(at);
    for (std::size_t i = 0; i < image.rgba.size(); i += 4)
      if (image.rgba[i] != 250) image.rgba[i] = 10, image.rgba[i + 2] = 90;
    return image;
  };
  const auto writer = gif_animation({.note = std::string(700, 'n') + "é"});
  for (int i = 0; i < 4; ++i) writer->add(flat(5 * i), 40);
  writer->add(flat(15), 40);  // nothing moves
  const std::string bytes = writer->finish();
  const std::vector<Shown> frames = read_gif(bytes);
  ASSERT_EQ(frames.size(), 5u);
  for (int i = 0; i < 5; ++i)
    EXPECT_EQ(frames[static_cast<std::size_t>(i)].image.rgba, flat(std::min(15, 5 * i)).rgba) << i;
  EXPECT_EQ(note_in_gif(bytes), std::string(700, 'n') + "é");
  EXPECT_NE(bytes.find("NETSCAPE2.0"), bytes.npos);
}

TEST(Animation, AGifOfManyColoursKeepsThemNear) {
  const auto writer = gif_animation();
  writer->add(frame(3), 50);
  const std::vector<Shown> frames = read_gif(writer->finish());
  ASSERT_EQ(frames.size(), 1u);
  const Image wanted = frame(3);
  int most = 0;
  for (std::size_t i = 0; i < wanted.rgba.size(); ++i)
    most = std::max(most, std::abs(wanted.rgba[i] - frames[0].image.rgba[i]));
  EXPECT_LE(most, 16);
}

// 33 ms is no whole number of hundredths: three frames take ten of them all the same.
TEST(Animation, AGifsClockDoesNotDrift) {
  const auto writer = gif_animation();
  for (int i = 0; i < 30; ++i) writer->add(frame(i % 20), 33);
  int all = 0;
  for (const Shown& shown : read_gif(writer->finish())) all += shown.milliseconds;
  EXPECT_NEAR(all, 990, 10);
}

TEST(Animation, OfNothingOrOfTwoSizesIsRefused) {
  for (const auto make : {gif_animation, webp_animation}) {
    EXPECT_THROW(make({})->finish(), std::invalid_argument);
    EXPECT_THROW(make({})->add({}, 10), std::invalid_argument);
    EXPECT_THROW(make({})->add(frame(0), 0), std::invalid_argument);
    const auto writer = make({});
    writer->add(frame(0), 10);
    EXPECT_THROW(writer->add({1, 1, {0, 0, 0, 255}, {}}, 10), std::invalid_argument);
  }
}

TEST(Animation, NotesOfDamagedFilesAreEmptyOrWhole) {
  const auto gif = gif_animation({.note = "a note"}), webp = webp_animation({.note = "a note"});
  gif->add(frame(0), 10);
  webp->add(frame(0), 10);
  for (const auto& [bytes, read] : {std::pair{gif->finish(), &note_in_gif}, std::pair{webp->finish(), &note_in_webp}}) {
    EXPECT_EQ(read(bytes), "a note");
    for (std::size_t n = 0; n < bytes.size(); ++n) {
      const std::string note = read(std::string_view(bytes).substr(0, n));
      EXPECT_TRUE(note.empty() || note == "a note") << n;
    }
  }
  EXPECT_EQ(note_in_gif("no such file"), "");
  EXPECT_EQ(note_in_webp(""), "");
}

TEST(Palette, KeepsFrequentColours) {
  std::unordered_map<std::uint32_t, int> counts;
  for (std::uint32_t i = 0; i < 1000; ++i) counts[i * 977 & 0xFFFFFF] = 1;
  counts[0x123456] = 50;
  counts[0x654321] = 40;
  Palette palette(counts);
  EXPECT_EQ(palette.colors().size(), Palette::most);
  EXPECT_EQ(palette.colors()[palette.index(0x123456)], 0x123456u);
  EXPECT_EQ(palette.colors()[palette.index(0x654321)], 0x654321u);
}

TEST(Gif, ALongRestIsNotCutShort) {
  const auto gif = gif_animation();
  gif->add(frame(0), 1'400'000);
  gif->add(frame(5), 100);
  const std::vector<Shown> frames = read_gif(gif->finish());
  int until = 0;
  for (const Shown& shown : frames) until += shown.milliseconds;
  EXPECT_EQ(until, 1'400'100);
  ASSERT_EQ(frames.size(), 4u);
  EXPECT_EQ(frames[2].image.rgba, frames[0].image.rgba);
}

}  // namespace
}  // namespace attn::scene
