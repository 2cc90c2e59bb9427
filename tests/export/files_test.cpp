// Names from patterns, captions, and many files at once.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <cmath>
#include <filesystem>

#include "app/export/batch.h"
#include "app/export/formats.h"
#include "app/export/names.h"
#include "app/scene/raster.h"
#include "app/scene/text.h"
#include "app/scene/write_file.h"
#include "tests/support/export_source.h"

using namespace attn;
using namespace attn::figures;
namespace fs = std::filesystem;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;

namespace {

template <class Call>
std::string problem(Call call) {
  try {
    call();
  } catch (const std::exception& e) {
    return e.what();
  }
  return "no error";
}

const NameValues values{7, "encoder/layer1/self/head2/scores", "scores", "matmul_nt", "Scores: S", "en-fr-tiny", "png"};

TEST(Names, FieldsAreFilledIn) {
  EXPECT_EQ(name_from("{n:03}-{path}.{format}", values), "007-encoder-layer1-self-head2-scores.png");
  EXPECT_EQ(name_from("{n}_{name}_{op}_{model}", values), "7_scores_matmul_nt_en-fr-tiny");
  EXPECT_EQ(name_from("{title}", values), "Scores- S");
  EXPECT_EQ(name_from("{{{n}}}", values), "{7}");
  EXPECT_EQ(name_from("mot-é-词", values), "mot-é-词");
}

TEST(Names, WhatCannotBeIsRefused) {
  const auto refused = [](const char* pattern) { return problem([&] { name_from(pattern, values); }); };
  EXPECT_THAT(refused("{stepp}.png"), HasSubstr("{n}, {path}, {name}, {op}, {title}, {model} and {format}"));
  EXPECT_THAT(refused("{n"), HasSubstr("without its '}'"));
  EXPECT_THAT(refused("n}"), HasSubstr("without its '{'"));
  EXPECT_THAT(refused("a/{n}"), HasSubstr("cannot be part of a file name"));
  EXPECT_THAT(refused("{n:x}"), HasSubstr("{n:03}"));
  EXPECT_THAT(refused("{path:3}"), HasSubstr("only n"));
  EXPECT_THAT(refused(""), HasSubstr("nothing"));
  EXPECT_THAT(refused(".."), HasSubstr("dots"));
}

std::string caption(const Figure& figure, const Subject& source) {
  std::string all;
  for (const std::string& line : caption_of(figure, source)) all += line + "\n";
  return all;
}

TEST(Caption, SaysWhatIsTrueOfTheFigure) {
  const char* path = "encoder/layer1/self/head2/weights";
  const Subject plain = test::source("I am a student");
  Figure figure;
  figure.step = test::step_of(plain, path);
  std::string said = caption(figure, plain);
  EXPECT_THAT(said, HasSubstr("5×5"));
  EXPECT_THAT(said, HasSubstr("“I am a student” → “Je suis étudiant”  ·  model en-fr-tiny"));
  EXPECT_THAT(said, HasSubstr("0 white, 1 dark purple"));
  EXPECT_THAT(said, Not(HasSubstr("by hand")));
  EXPECT_THAT(said, Not(HasSubstr("Forced")));
  EXPECT_THAT(said, Not(HasSubstr("computed")));
  figure.phase = 0.4;
  EXPECT_THAT(caption(figure, plain), HasSubstr("10 of 25 cells computed"));
  figure.legend = false;
  EXPECT_THAT(caption(figure, plain), Not(HasSubstr("purple")));

  const Subject edited = test::source("I am a student", {{path, 1, 3, -2.5f}}, {{1, 20}});
  Figure after;
  after.step = figure.step;
  said = caption(after, edited);
  EXPECT_THAT(said, HasSubstr("Edited by hand: encoder/layer1/self/head2/weights (2, 4) = −2.5"));
  EXPECT_THAT(said, HasSubstr("Forced words: 1 = " + edited.run->written[0].label));
  EXPECT_THAT(said, HasSubstr("−3 blue, 0 white, +3 brown"));  // weights outside 0…1 have another scale
}

TEST(Figures, EveryKindOfFigureInEveryPaperAndLanguage) {
  const Subject source = test::source("Where is the station?");
  const scene::Measure measure = scene::remembered(scene::pango_measure());
  for (const What what : {What::matrix, What::stage, What::map, What::heads, What::translation})
    for (const Paper paper : {Paper::print, Paper::light, Paper::dark})
      for (const Language language : languages) {
        Figure figure;
        figure.what = what;
        figure.step = test::step_of(source, "decode2/layer1/cross/head3/weights");
        figure.paper = paper;
        figure.language = language;
        const Drawing drawing = draw(figure, source, measure);
        EXPECT_GT(drawing.scene.marks.size(), 20u);
        EXPECT_EQ(drawing.scene.background, theme_of(paper).bg0);
        EXPECT_FALSE(drawing.title.empty());
        for (const scene::Mark& mark : drawing.scene.marks) {
          if (mark.kind != scene::Mark::Kind::text || mark.align != scene::Align::left || mark.angle != 0) continue;
          EXPECT_GE(mark.rect.x, 0) << mark.text;
          EXPECT_LE(mark.rect.x + measure(mark.text, mark.font, mark.size), drawing.scene.width + 1) << mark.text;
          EXPECT_LE(mark.rect.y, drawing.scene.height) << mark.text;
        }
      }
}

TEST(Figures, CellsThatAreNotThereAreRefused) {
  const Subject source = test::source("I am");
  Figure figure;
  figure.step = test::step_of(source, "encoder/layer1/self/head1/scores");
  figure.cell = Cell{9, 0};
  EXPECT_THAT(problem([&] { draw(figure, source, scene::pango_measure()); }), HasSubstr("no cell 10,1"));
  figure.step = -1;
  EXPECT_THAT(problem([&] { draw(figure, source, scene::pango_measure()); }), HasSubstr("no step"));
}

class Batch : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "attnscope-XXXXXX").string();
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    folder = name;
  }
  void TearDown() override { fs::remove_all(folder); }
  std::vector<Job> jobs(int count) const {
    std::vector<Job> all;
    for (int i = 0; i < count; ++i)
      all.push_back({folder / "new" / std::to_string(i), [i](const scene::Measure&) { return std::to_string(i); }});
    return all;
  }
  std::size_t files() const {
    if (!fs::exists(folder / "new")) return 0;
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder / "new"), fs::directory_iterator()));
  }
  fs::path folder;
};

TEST_F(Batch, WritesEveryFileOnce) {
  BatchOptions options;
  options.make_folders = true;
  options.threads = 3;
  std::size_t last = 0;
  options.progress = [&](std::size_t done, std::size_t all) {
    EXPECT_EQ(done, last + 1);
    EXPECT_EQ(all, 50u);
    last = done;
  };
  const BatchResult result = run_batch(jobs(50), options);
  EXPECT_EQ(result.files, 50u);
  EXPECT_EQ(result.bytes, 90u);
  EXPECT_FALSE(result.cancelled);
  EXPECT_EQ(files(), 50u);
}

TEST_F(Batch, OldFilesStayUnlessToldOtherwise) {
  fs::create_directory(folder / "new");
  scene::write_file(folder / "new" / "1", "old");
  BatchOptions options;
  EXPECT_THAT(problem([&] { run_batch(jobs(3), options); }), HasSubstr("is already there; --overwrite replaces it"));
  EXPECT_EQ(files(), 1u);  // nothing is written before that is known
  options.replace = true;
  EXPECT_EQ(run_batch(jobs(3), options).files, 3u);
}

TEST_F(Batch, TwoFilesOfOneName) {
  std::vector<Job> twice = jobs(2);
  twice[1].file = folder / "new" / "." / "0";
  EXPECT_THAT(problem([&] { run_batch(twice, {}); }), HasSubstr("two files would be called"));
}

TEST_F(Batch, CancelledFilesAreWhole) {
  BatchOptions options;
  options.make_folders = true;
  options.threads = 2;
  std::atomic<int> asked = 0;
  options.cancelled = [&] { return ++asked > 10; };
  const BatchResult result = run_batch(jobs(50), options);
  EXPECT_TRUE(result.cancelled);
  EXPECT_LE(result.files, 5u);  // asked twice for each
  EXPECT_EQ(files(), result.files);
}

TEST_F(Batch, WhatIsMadeWhenItIsCancelledIsNotWritten) {
  bool stop = false;
  std::vector<Job> one = jobs(1);
  one[0].bytes = [&](const scene::Measure&) { return stop = true, std::string("made"); };
  BatchOptions options;
  options.make_folders = true;
  options.cancelled = [&] { return stop; };
  EXPECT_TRUE(run_batch(one, options).cancelled);
  EXPECT_EQ(files(), 0u);
}

TEST_F(Batch, WhatFailsWhenItIsCancelledIsNoError) {
  bool stop = false;
  std::vector<Job> one = jobs(1);
  one[0].bytes = [&](const scene::Measure&) -> std::string {
    stop = true;
    throw std::runtime_error("ended by the same signal");
  };
  BatchOptions options;
  options.make_folders = true;
  options.cancelled = [&] { return stop; };
  EXPECT_TRUE(run_batch(one, options).cancelled);
  EXPECT_EQ(files(), 0u);
}

TEST_F(Batch, FontsThatCannotBeHadAreAnErrorLikeAnother) {
  BatchOptions options;
  options.make_folders = true;
  options.threads = 3;
  options.measure = []() -> scene::Measure { throw std::runtime_error("no fonts"); };
  EXPECT_EQ(problem([&] { run_batch(jobs(9), options); }), "no fonts");
  EXPECT_EQ(files(), 0u);
}

TEST_F(Batch, TheFirstErrorEndsIt) {
  std::vector<Job> all = jobs(20);
  all[5].bytes = [](const scene::Measure&) -> std::string { throw std::runtime_error("number five"); };
  BatchOptions options;
  options.make_folders = true;
  EXPECT_EQ(problem([&] { run_batch(all, options); }), "number five");
  EXPECT_LT(files(), 20u);
  EXPECT_FALSE(fs::exists(folder / "new" / "5"));
  EXPECT_THAT(problem([&] { run_batch(jobs(1), {}); }), Not(HasSubstr("no error")));  // 0 is there by now
}

}  // namespace
