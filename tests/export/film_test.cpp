// Films: what is shown when, and the files read back.
#include "app/export/film.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <webp/demux.h>

#include <filesystem>
#include <fstream>

#include "app/core/player.h"
#include "app/export/session.h"
#include "engine/runs/marian_params.h"
#include "tests/support/environment.h"
#include "tests/support/export_source.h"

using namespace attn;
using namespace attn::figures;
using ::testing::HasSubstr;

namespace {

const Subject& subject() {
  static const Subject s = test::source("I am a student");
  return s;
}
int step(const char* path) { return test::step_of(subject(), path); }
const std::vector<int> two() {
  return {step("encoder/layer1/self/head2/scaled"), step("encoder/layer1/self/head2/weights")};
}

int all_milliseconds(const std::vector<FilmFrame>& frames) {
  int sum = 0;
  for (const FilmFrame& frame : frames) sum += frame.milliseconds;
  return sum;
}

FilmOptions quick() {
  FilmOptions options;
  options.fps = 5;
  options.seconds = 1;
  options.pause = 0.5;
  options.scale = 0.5;
  return options;
}

Figure small_figure() {
  Figure figure;
  figure.what = What::stage;
  figure.width = 500;
  figure.height = 400;
  return figure;
}

TEST(Film, FillsOneStepAfterAnother) {
  const std::vector<FilmFrame> frames = film_frames(subject().trace(), two(), {});
  ASSERT_GT(frames.size(), 20u);
  EXPECT_EQ(frames.front().moment, (Moment{two()[0], 0}));
  EXPECT_EQ(frames.back().moment, (Moment{two()[1], 1}));
  for (std::size_t i = 1; i < frames.size(); ++i) {
    const Moment &a = frames[i - 1].moment, &b = frames[i].moment;
    EXPECT_TRUE(b.step > a.step || (b.step == a.step && b.phase > a.phase)) << i;
    EXPECT_GT(frames[i].milliseconds, 0);
  }
}

TEST(Film, TakesAsLongAsThePlayerAndItsPauses) {
  FilmOptions options;
  options.pause = 2;
  double seconds = 4;
  for (const int s : two()) seconds += duration(subject().trace()[s]);
  EXPECT_NEAR(all_milliseconds(film_frames(subject().trace(), two(), options)), 1000 * seconds, 110);
  options.seconds = 3;
  EXPECT_NEAR(all_milliseconds(film_frames(subject().trace(), two(), options)), 7000, 110);
}

TEST(Film, OptionsOutOfRangeAreRefused) {
  const auto refused = [](FilmOptions o, std::vector<int> steps) {
    EXPECT_THROW(film_frames(subject().trace(), steps, o), std::invalid_argument);
  };
  refused({}, {});
  refused({}, {100000});
  refused({.fps = 0}, two());
  refused({.fps = 51}, two());
  refused({.seconds = -1}, two());
  refused({.fps = 50, .seconds = 3600}, two());  // too many frames
  refused({.pause = 61}, two());
  refused({.loops = -1}, two());
}

TEST(Film, AWebpHasAllFramesOfOneSizeAndItsSession) {
  const std::string bytes = film_file(small_figure(), subject(), two(), FilmFormat::webp, quick());
  const WebPData data{reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()};
  WebPAnimDecoder* decoder = WebPAnimDecoderNew(&data, nullptr);
  ASSERT_NE(decoder, nullptr);
  WebPAnimInfo info;
  ASSERT_TRUE(WebPAnimDecoderGetInfo(decoder, &info));
  EXPECT_GE(info.canvas_width, 250u);
  std::uint32_t count = 0;
  int until = 0;
  for (std::uint8_t* pixels = nullptr; WebPAnimDecoderHasMoreFrames(decoder); ++count)
    ASSERT_TRUE(WebPAnimDecoderGetNext(decoder, &pixels, &until));
  WebPAnimDecoderDelete(decoder);
  const std::vector<FilmFrame> frames = film_frames(subject().trace(), two(), quick());
  EXPECT_EQ(until, all_milliseconds(frames));
  EXPECT_EQ(read_session(bytes).document.step, "encoder/layer1/self/head2/scaled");
}

TEST(Film, AGifHasItsSession) {
  const std::string bytes = film_file(small_figure(), subject(), {two()[1]}, FilmFormat::gif, quick());
  EXPECT_TRUE(bytes.starts_with("GIF89a"));
  const Session session = read_session(bytes);
  EXPECT_EQ(sentence_of(session.document.request), "I am a student");
  EXPECT_EQ(session.document.step, "encoder/layer1/self/head2/weights");
}

TEST(Film, CanBeStopped) {
  std::size_t asked = 0;
  const auto stop = [&](std::size_t done, std::size_t all) {
    EXPECT_EQ(all, film_frames(subject().trace(), two(), quick()).size());
    return asked = done, done < 2;
  };
  EXPECT_THROW(film_file(small_figure(), subject(), two(), FilmFormat::gif, quick(), stop), Stopped);
  EXPECT_EQ(asked, 2u);
}

// A program in the place of ffmpeg, first in PATH.
class Mp4 : public testing::Test {
 protected:
  void put(const std::string& script) {
    folder_ = std::filesystem::temp_directory_path() / ("attn_ffmpeg_" + std::to_string(::getpid()));
    std::filesystem::create_directories(folder_);
    std::ofstream(folder_ / "ffmpeg") << "#!/bin/sh\n" << script;
    std::filesystem::permissions(folder_ / "ffmpeg", std::filesystem::perms::owner_all);
    path_.set(folder_.string() + ":/usr/bin:/bin");
  }
  void TearDown() override {
    if (!folder_.empty()) std::filesystem::remove_all(folder_);
  }
  std::filesystem::path folder_;
  test::Variable path_{"PATH"};
};

TEST_F(Mp4, GetsEveryFrameAsPixels) {
  put("for last; do :; done\nwc -c > \"$last\"\n");  // the film is how many bytes came
  const std::string bytes = film_file(small_figure(), subject(), {two()[1]}, FilmFormat::mp4, quick());
  const std::vector<FilmFrame> frames = film_frames(subject().trace(), {two()[1]}, quick());
  const long came = std::stol(bytes), shown = std::lround(all_milliseconds(frames) * 5 / 1000.0);
  EXPECT_EQ(came % shown, 0) << "not whole frames";
  EXPECT_GE(came / shown, 250 * 200 * 4);
}

TEST_F(Mp4, WhereFfmpegFailsItsReasonIsTold) {
  put("cat > /dev/null\necho 'Unknown encoder' >&2\nexit 1\n");
  try {
    film_file(small_figure(), subject(), {two()[1]}, FilmFormat::mp4, quick());
    ADD_FAILURE() << "nothing thrown";
  } catch (const std::runtime_error& e) {
    EXPECT_THAT(e.what(), HasSubstr("Unknown encoder"));
  }
}

TEST_F(Mp4, AnFfmpegThatEndsEarlyIsNoCrash) {
  put("echo 'No space left' >&2\nexit 1\n");
  EXPECT_THROW(film_file(small_figure(), subject(), {two()[1]}, FilmFormat::mp4, quick()), std::runtime_error);
}

TEST_F(Mp4, WithoutFfmpegItSaysSo) {
  path_.set("/nowhere");
  EXPECT_FALSE(can_write_mp4());
  try {
    film_file(small_figure(), subject(), {two()[1]}, FilmFormat::mp4, quick());
    ADD_FAILURE() << "nothing thrown";
  } catch (const std::runtime_error& e) {
    EXPECT_THAT(e.what(), HasSubstr("ffmpeg"));
  }
}

}  // namespace
