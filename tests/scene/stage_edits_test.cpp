// Pictures of edited steps: what they print of a row as a whole is what the trace holds, not what it would be without
// the edit.
#include <gmock/gmock.h>

#include <cstdio>

#include "app/scene/views/next_word.h"
#include "tests/support/stage.h"
#include "tests/support/stage_rows.h"

namespace attn::test {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

class StageEdits : public StageRows {
 protected:
  static attn::Run run(std::vector<Edit> edits) {
    TranslateOptions options;
    options.edits = std::move(edits);
    return translate(*model_, "I am a student", options);
  }
  static Trace edited(std::vector<Edit> edits) { return run(std::move(edits)).trace; }
  Scene drawn(const Trace& trace, const char* path, const Moment4& at = {}) {
    return draw(trace, path, at, {848, 590});
  }
};

std::vector<std::string> texts_of(const Scene& scene) {
  std::vector<std::string> found;
  for (const Mark& m : scene.marks)
    if (m.kind == Mark::Kind::text) found.push_back(m.text);
  return found;
}

constexpr const char* weights = "encoder/layer1/self/head2/weights";

TEST_F(StageEdits, SoftmaxAddsUpTheRowThatIsThere) {
  EXPECT_THAT(texts_of(drawn(short_->trace, weights)), Contains("= 1.000"));
  const Index n = short_->trace.at(weights).out.cols();
  std::vector<Edit> quarters;
  for (Index c = 0; c < n; ++c) quarters.push_back({weights, 3, c, 0.25f});  // the row that is looked at
  const Trace trace = edited(quarters);
  char sum[32];
  std::snprintf(sum, sizeof sum, "= %.3f", 0.25 * static_cast<double>(n));
  ASSERT_NE(n, 4);
  EXPECT_THAT(texts_of(drawn(trace, weights)), Contains(sum));
  EXPECT_THAT(texts_of(drawn(trace, weights)), Not(Contains("= 1.000")));
  // The other rows are as they were.
  EXPECT_THAT(texts_of(drawn(trace, weights, {1, std::pair<Index, Index>(1, 0)})), Contains("= 1.000"));
}

constexpr const char *masked = "decode3/layer1/self/head2/masked",
                     *decoder_weights = "decode3/layer1/self/head2/weights";

// What goes to words that may not be looked at, a number per row: without the mask and with it, in turn.
std::vector<std::string> leaks(const Scene& scene) {
  std::vector<std::string> found;
  for (const Mark& m : scene.marks)
    if (m.kind == Mark::Kind::text && m.cell.step < 0 && m.font == Font::mono && m.size == 11 &&
        m.align == Align::right && m.text.starts_with("."))
      found.push_back(m.text);
  return found;
}
std::vector<std::string> with_mask(const Scene& scene) {
  const std::vector<std::string> all = leaks(scene);
  std::vector<std::string> found;
  for (std::size_t i = 1; i < all.size(); i += 2) found.push_back(all[i]);
  return found;
}

TEST_F(StageEdits, MaskSaysWhatTheWeightsLetThrough) {
  EXPECT_THAT(with_mask(drawn(short_->trace, masked)), ElementsAre(".00", ".00", ".00"));
  // A weight on a later word.
  const Trace leaking = edited({{decoder_weights, 0, 2, 0.3f}});
  EXPECT_THAT(with_mask(drawn(leaking, masked)), ElementsAre(".30", ".00", ".00"));
  // A later word that may be looked at: what goes to it is no leak, and its numbers are the trace's.
  const Trace open = edited({{masked, 0, 2, 5}});
  const Scene scene = drawn(open, masked);
  EXPECT_GT(open.at(decoder_weights).out(0, 2), 0.01f);
  EXPECT_THAT(with_mask(scene), ElementsAre(".00", ".00", ".00"));
  EXPECT_THAT(texts_of(scene), Contains("5.00"));
}

TEST_F(StageEdits, NumbersOfCellsAreTheTraces) {
  const Trace trace = edited({{weights, 0, 1, 0.9f}, {masked, 0, 2, 5}, {decoder_weights, 1, 2, 0.3f}});
  for (const char* path : {weights, masked, decoder_weights}) {
    const StageRequest ask{trace, trace.find(path), 1, -1, {}, theme_, 848, 590, measure_, "", "", {}};
    EXPECT_THAT(wrong_numbers(ask, drawn(trace, path)), IsEmpty()) << path;
  }
}

TEST_F(StageEdits, NormSaysMeanAndSpreadOfWhatItMade) {
  constexpr const char *sum = "encoder/layer1/add_norm1/sum", *norm = "encoder/layer1/add_norm1/norm";
  EXPECT_THAT(texts_of(drawn(short_->trace, norm)), Contains(testing::HasSubstr("spread 1.00")));
  std::vector<Edit> alike;  // a row without any spread
  for (Index c = 0; c < short_->trace.at(sum).out.cols(); ++c) alike.push_back({sum, 3, c, 2});
  EXPECT_THAT(texts_of(drawn(edited(alike), norm)), Contains("mean 0.00  spread 0.00"));
}

// From one step to the next nothing jumps.
TEST_F(StageEdits, AddAndNormHaveOnePage) {
  constexpr const char *sum = "encoder/layer1/add_norm1/sum", *norm = "encoder/layer1/add_norm1/norm";
  const Trace trace = edited({{sum, 3, 5, 2.5f}});
  const Moment4 at{1, std::pair<Index, Index>(3, 5)};
  const Scene adding = drawn(trace, sum, at), normal = drawn(trace, norm, at);
  for (const Scene* scene : {&adding, &normal}) EXPECT_THAT(texts_of(*scene), Contains("2.50"));
  const auto height = [](const Scene& scene, const char* words) {
    for (const Mark& m : scene.marks)
      if (m.kind == Mark::Kind::text && m.text == words) return m.rect.y;
    return -1.0f;
  };
  for (const char* lane : {"Sum", "Rescaled", "Tuned"}) {
    EXPECT_GT(height(adding, lane), 0) << lane;
    EXPECT_EQ(height(adding, lane), height(normal, lane)) << lane;
  }
}

TEST_F(StageEdits, NextWordAddsUpTheProbabilitiesThatAreThere) {
  constexpr const char* path = "decode1/output/probabilities";
  EXPECT_NEAR(next_word(*short_, 1).together, 1, 1e-4);
  const double before = static_cast<double>(short_->trace.at(path).out(0, 7));
  EXPECT_NEAR(next_word(run({{path, 0, 7, 2}}), 1).together, 3 - before, 1e-4);
}

}  // namespace
}  // namespace attn::test
