// Stages of row-wise steps: two runs, a short and a long one, and a picture of any of their steps at any moment.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "app/core/moment.h"
#include "app/core/texts.h"
#include "app/scene/raster.h"
#include "app/scene/stage/stage.h"
#include "engine/model/translate.h"

namespace attn::test {

using namespace scene;

inline const char* const long_sentence =
    "When the weather is fine my brother and his two friends like to walk along the river and talk about the books "
    "that they have read and the places that they would like to see before the end of the summer and the people they "
    "met there";

inline const char* const paths[] = {"encoder/embedding/tokens",
                                    "encoder/embedding/lookup",
                                    "encoder/embedding/scaled",
                                    "encoder/embedding/positions",
                                    "encoder/embedding/sum",
                                    "encoder/layer1/self/head2/scaled",
                                    "encoder/layer1/self/head2/weights",
                                    "encoder/layer1/self/concat",
                                    "encoder/layer1/add_norm1/sum",
                                    "encoder/layer1/add_norm1/norm",
                                    "encoder/layer1/ffn/activation",
                                    "encoder/layer1/ffn/output",
                                    "decode3/embedding/tokens",
                                    "decode3/mask",
                                    "decode3/layer1/self/head2/masked",
                                    "decode3/layer1/self/head2/weights",
                                    "decode3/layer1/cross/head1/weights",
                                    "decode3/output/state",
                                    "decode3/output/logits",
                                    "decode3/output/probabilities",
                                    "decode3/output/next"};

struct Size {
  float w, h;
};
inline constexpr Size sizes[] = {{848, 590}, {688, 496}, {1400, 800}};

struct Moment4 {
  double phase = 1;
  std::optional<std::pair<Index, Index>> cell;
};

class StageRows : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    model_ = std::make_unique<Model>(load_model("en-fr-tiny"));
    short_ = std::make_unique<attn::Run>(translate(*model_, "I am a student"));
    long_ = std::make_unique<attn::Run>(translate(*model_, long_sentence));
  }
  static void TearDownTestSuite() { model_.reset(), short_.reset(), long_.reset(); }

  Scene draw(const Trace& trace, const char* path, const Moment4& at, Size size, Language language = Language::en) {
    const int step = trace.find(path);
    EXPECT_GE(step, 0) << path;
    const Texts texts(language);
    StageRequest ask{
        trace, step, at.phase, -1, at.cell, theme_, size.w, size.h, measure_, "", "", [&](std::string_view key) {
          EXPECT_TRUE(texts.has(key)) << key;
          return std::string(texts(key));
        }};
    const Index done = cells_done(trace[step], at.phase);
    if (done < trace[step].out.size()) ask.cells_done = done;
    return stage(ask);
  }

  static inline std::unique_ptr<Model> model_;
  static inline std::unique_ptr<attn::Run> short_, long_;
  const Measure measure_ = pango_measure();
  const Theme theme_ = dark_theme();
};

inline std::string described(const char* path, const Moment4& at, Size size, const attn::Run& run) {
  std::ostringstream words;
  words << path << " at " << at.phase << (at.cell ? " with a cell, " : ", ") << size.w << "×" << size.h << ", "
        << run.read.size() << " tokens";
  return words.str();
}

inline std::vector<Moment4> moments(const Trace& trace, const char* path) {
  const Tensor& out = trace.at(path).out;
  return {{0, {}}, {0.3, {}}, {0.6, {}}, {0.9, {}}, {1, {}}, {1, std::pair(out.rows() / 2, out.cols() / 2)}};
}

}  // namespace attn::test
