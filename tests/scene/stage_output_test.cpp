// The choice of a word: what the picture says was taken is what was taken, whoever took it.
#include <algorithm>

#include "engine/roles/roles.h"
#include "tests/support/stage_rows.h"

namespace attn::test {
namespace {

std::string all_words(const Scene& scene) {
  std::string words;
  for (const Mark& mark : scene.marks)
    if (mark.kind == Mark::Kind::text) words += mark.text + " ";
  return words;
}

// What the chip says that flew to the input: the text that lies on the mark with the step's own cell.
std::string flown(const Scene& scene, int step) {
  for (const Mark& target : scene.marks) {
    if (target.cell.step != step) continue;
    for (const Mark& text : scene.marks)
      if (text.kind == Mark::Kind::text && target.rect.contains(text.rect.x, text.rect.y)) return text.text;
  }
  return {};
}

int id_of(const Trace& trace, const std::string& label) {
  const Tensor& p = trace.at("decode1/output/probabilities").out;
  for (Index c = 0; c < p.cols(); ++c)
    if (p.col_axis.label(c) == label) return static_cast<int>(c);
  return -1;
}

using StageOutput = StageRows;

TEST_F(StageOutput, AGreedyWordIsTheLargest) {
  const int step = short_->trace.find("decode1/output/next");
  EXPECT_EQ(short_->trace[step].role, &roles::next);
  EXPECT_EQ(flown(draw(short_->trace, "decode1/output/next", {1, {}}, sizes[0]), step), short_->written[0].label);
}

TEST_F(StageOutput, AForcedWordIsWhatFliesToTheInput) {
  const int tu = id_of(short_->trace, "Tu");
  ASSERT_GE(tu, 0);
  const attn::Run forced = translate(*model_, "I am a student", {.forced = {{1, tu}}});
  const int step = forced.trace.find("decode1/output/next");
  EXPECT_EQ(forced.trace[step].role, &roles::next_forced);
  const Scene drawn = draw(forced.trace, "decode1/output/next", {1, {}}, sizes[0]);
  EXPECT_EQ(flown(drawn, step), "Tu");
  EXPECT_NE(all_words(drawn).find("forced"), std::string::npos);
  EXPECT_EQ(all_words(drawn).find("Greedy"), std::string::npos);
  // The next step reads it.
  EXPECT_EQ(forced.trace.at("decode2/embedding/tokens").out.row_axis.label(1), "Tu");
}

// A word that is not among the five best has a line of its own, with its rank by the definition.
TEST_F(StageOutput, ARareWordIsShownWithItsRank) {
  const Tensor& p = short_->trace.at("decode2/output/probabilities").out;
  Index least = 0;
  for (Index c = 1; c < p.cols(); ++c)
    if (p(0, c) < p(0, least)) least = c;
  const attn::Run forced = translate(*model_, "I am a student", {.forced = {{2, static_cast<int>(least)}}});
  const Tensor& q = forced.trace.at("decode2/output/probabilities").out;
  Index before = 0;
  for (Index c = 0; c < q.cols(); ++c) before += q(0, c) > q(0, least) || (q(0, c) == q(0, least) && c < least);
  const int step = forced.trace.find("decode2/output/next");
  const Scene drawn = draw(forced.trace, "decode2/output/next", {1, {}}, sizes[0]);
  EXPECT_EQ(flown(drawn, step), q.col_axis.label(least));
  const std::string rank = std::to_string(before + 1);
  EXPECT_NE(all_words(drawn).find("rank " + rank.substr(0, 1) + "," + rank.substr(1)), std::string::npos)
      << all_words(drawn);
}

TEST_F(StageOutput, ADrawnWordIsWhatFliesToTheInput) {
  SamplingOptions sampling{1.3, 0, 1, 7};
  const attn::Run drawn_run = translate(*model_, "I am a student", {.sampling = sampling});
  for (std::size_t t = 0; t < drawn_run.written.size(); ++t) {
    const std::string path = "decode" + std::to_string(t + 1) + "/output/next";
    const int step = drawn_run.trace.find(path);
    EXPECT_EQ(drawn_run.trace[step].role, &roles::next_drawn);
    const Scene drawn = draw(drawn_run.trace, path.c_str(), {1, {}}, sizes[0]);
    EXPECT_EQ(flown(drawn, step), drawn_run.written[t].label) << path;
    EXPECT_NE(all_words(drawn).find("at random"), std::string::npos) << path;
  }
}

TEST_F(StageOutput, TheLastWordGoesNowhere) {
  const std::string last = "decode" + std::to_string(short_->written.size()) + "/output/next";
  EXPECT_NE(all_words(draw(short_->trace, last.c_str(), {1, {}}, sizes[0])).find("The sentence is complete"),
            std::string::npos);
  EXPECT_EQ(all_words(draw(short_->trace, "decode1/output/next", {1, {}}, sizes[0])).find("complete"),
            std::string::npos);
}

// Before it has landed it is nowhere at the input, and on its way it stays in the picture.
TEST_F(StageOutput, TheWordFliesFromItsBar) {
  for (const double phase : {0.3, 0.5, 0.7, 0.9}) {
    const Scene drawn = draw(short_->trace, "decode3/output/next", {phase, {}}, sizes[0]);
    for (const Mark& mark : drawn.marks)
      if (mark.kind == Mark::Kind::fill && mark.cell.step < 0) {
        EXPECT_GE(mark.rect.x, -1) << phase;
        EXPECT_LE(mark.rect.x + mark.rect.w, drawn.width + 1) << phase;
      }
  }
}

// The table of vectors stays where it is from the state to the word.
TEST_F(StageOutput, TheStepsShareOnePicture) {
  const int similarity = short_->trace.find("decode3/output/similarity");
  const int table = short_->trace[similarity].inputs[1];
  std::optional<Rect> place;
  for (const char* name : {"state", "similarity", "logits", "probabilities", "next"}) {
    const Scene drawn = draw(short_->trace, ("decode3/output/" + std::string(name)).c_str(), {0.5, {}}, sizes[0]);
    const auto picture = std::find_if(drawn.marks.begin(), drawn.marks.end(), [&](const Mark& mark) {
      return mark.kind == Mark::Kind::texels && mark.cell.step == table;
    });
    ASSERT_NE(picture, drawn.marks.end()) << name;
    if (!place) place = picture->rect;
    EXPECT_EQ(picture->rect.x, place->x) << name;
    EXPECT_EQ(picture->rect.y, place->y) << name;
    EXPECT_EQ(picture->rect.w, place->w) << name;
  }
}

TEST_F(StageOutput, NoShareIsSaidBeforeAllAreThere) {
  const char* path = "decode3/output/probabilities";
  const int step = short_->trace.find(path);
  const auto said = [&](double phase) {
    const Scene drawn = draw(short_->trace, path, {phase, {}}, sizes[0]);
    return std::count_if(drawn.marks.begin(), drawn.marks.end(),
                         [&](const Mark& mark) { return mark.kind == Mark::Kind::text && mark.cell.step == step; });
  };
  for (const double phase : {0.0, 0.3, 0.6, 0.95}) EXPECT_EQ(said(phase), 0) << phase;
  EXPECT_GE(said(1), 5);
}

TEST_F(StageOutput, TheDecoderBeginsWithItsMarkAlone) {
  const std::string words = all_words(draw(short_->trace, "decode1/embedding/tokens", {1, {}}, sizes[0]));
  EXPECT_NE(words.find("The decoder begins"), std::string::npos);
  EXPECT_EQ(words.find("is cut into"), std::string::npos) << words;
}

}  // namespace
}  // namespace attn::test
