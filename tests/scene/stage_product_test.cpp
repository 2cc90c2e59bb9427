// The stage of the products: scores, projections, weighted sums, similarity. Every number and colour is read back.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "app/core/moment.h"
#include "app/core/texts.h"
#include "app/scene/raster.h"
#include "app/scene/svg.h"
#include "engine/eigen.h"
#include "engine/model/translate.h"
#include "engine/ops/ops.h"
#include "engine/roles/roles.h"
#include "tests/support/stage.h"

namespace attn {
namespace {

using namespace test;
using ::testing::IsEmpty;

const char* const steps[] = {
    "encoder/layer1/self/head2/scores",  "decode2/layer1/self/head1/scores",   "decode3/layer2/cross/head1/scores",
    "encoder/layer1/self/head2/query",   "encoder/layer2/self/head1/key",      "decode1/layer1/cross/head1/value",
    "encoder/layer1/self/output",        "encoder/layer1/ffn/hidden",          "encoder/layer1/ffn/output",
    "encoder/layer1/self/head2/context", "decode3/layer1/cross/head3/context", "decode1/layer1/self/head1/context",
    "decode2/output/similarity"};

const std::string short_sentence = "I am a student",
                  long_sentence =
                      "When the weather is fine my brother and his two friends like to walk along the "
                      "river and talk about the books that they have read in the old house near the sea "
                      "where my mother and my father live with the big dog and the small cat";

struct World {
  Model model = load_model(std::string(ATTN_SOURCE_DIR "/assets/models/en-fr-tiny"));
  attn::Run brief = translate(model, short_sentence), full = translate(model, long_sentence);
  Measure measure = pango_measure();
  std::map<Language, Texts> texts{
      {Language::en, Texts(Language::en)}, {Language::zh, Texts(Language::zh)}, {Language::fr, Texts(Language::fr)}};
  Theme dark = dark_theme(), light = light_theme();
};

const World& world() {
  static const World w;
  return w;
}

struct Look {
  float width = 808, height = 579;
  double phase = 1;
  Language language = Language::en;
  bool light = false;
  std::optional<std::pair<Index, Index>> cell;
};

StageRequest request(const Trace& trace, const char* path, const Look& look = {}) {
  const World& w = world();
  const int step = trace.find(path);
  StageRequest made{
      trace,      step,
      look.phase, -1,
      look.cell,  look.light ? w.light : w.dark,
      look.width, look.height,
      w.measure,  "title",
      "formula",  [texts = &w.texts.at(look.language)](std::string_view key) { return std::string((*texts)(key)); }};
  const Index done = cells_done(trace[step], look.phase);
  if (done < trace[step].out.size()) made.cells_done = done;
  return made;
}

// The colour of a number as the specification has it: one range for what is compared, values dimmed to their share.
Colours colours(const StageRequest& r, std::pair<Index, Index> active) {
  const Trace& trace = r.trace;
  const Step& step = trace[r.step];
  const auto range = [&trace](int s) { return choose_range(*trace[s].role, trace[s].out.mat()); };
  std::map<int, Range> ranges;
  for (const int input : step.inputs) ranges[input] = range(input);
  ranges[r.step] = range(r.step);
  const auto join = [&](int a, int b) {
    const double limit = std::max(ranges[a].limit, ranges[b].limit);
    ranges[a].limit = ranges[b].limit = limit;
  };
  if (step.role->is(roles::scores)) join(step.inputs[0], step.inputs[1]);
  if (step.role->is(roles::context)) join(step.inputs[1], r.step);
  return [&r, &step, ranges, active](const CellTag& at, double value) {
    const Color full = cell_color(r.theme, value, ranges.at(at.step));
    if (!step.role->is(roles::context) || at.step != step.inputs[1]) return full;
    const Tensor& shares = r.trace[step.inputs[0]].out;
    const double largest = static_cast<double>(eigen(shares.mat()).row(active.first).maxCoeff());
    const double part = 0.16 + 0.84 * static_cast<double>(shares(active.first, at.row)) / largest;
    const auto mix = [&](int from, int to) {
      return static_cast<std::uint8_t>(std::lround(from + (to - from) * part));
    };
    const Color ground = r.theme.bg0;
    return Color{mix(ground.r, full.r), mix(ground.g, full.g), mix(ground.b, full.b), 255};
  };
}

// The cell that has a ring: the last opaque outline in ink.
std::pair<Index, Index> ringed(const StageRequest& r, const Scene& scene) {
  for (auto m = scene.marks.rbegin(); m != scene.marks.rend(); ++m) {
    if (m->kind != Mark::Kind::outline || !(m->color == r.theme.ink)) continue;
    const CellTag at = cell_at(scene, m->rect.x + m->rect.w / 2, m->rect.y + m->rect.h / 2);
    if (at.step == r.step) return {at.row, at.col};
  }
  return {-1, -1};
}

void expect_true(const StageRequest& r, const std::string& where) {
  const Scene drawn = stage(r);
  EXPECT_EQ(drawn.width, r.width) << where;
  EXPECT_EQ(drawn.height, r.height) << where;
  EXPECT_THAT(wrong_numbers(r, drawn), IsEmpty()) << where;
  EXPECT_THAT(wrong_colours(r, drawn, colours(r, ringed(r, drawn))), IsEmpty()) << where;
}

TEST(ProductStage, DrawsTheTracesNumbersInTheirColours) {
  for (const char* path : steps)
    for (const double phase : {0.0, 0.3, 0.6, 1.0})
      for (const bool light : {false, true}) {
        Look look;
        look.phase = phase;
        look.light = light;
        look.width = light ? 1400 : 808;
        look.height = light ? 800 : 579;
        expect_true(request(world().brief.trace, path, look), path + std::string(" ") + std::to_string(phase));
      }
}

TEST(ProductStage, DrawsLongSentencesInTheirColours) {
  for (const char* path : steps) expect_true(request(world().full.trace, path), path);
}

// The checks above can fail: a digit, a colour, a number before its time.
TEST(ProductStage, AWrongNumberIsNoticed) {
  const StageRequest r = request(world().brief.trace, steps[0]);
  Scene drawn = stage(r);
  const auto number = std::find_if(drawn.marks.begin(), drawn.marks.end(), [](const Mark& m) {
    return m.kind == Mark::Kind::text && m.cell.step >= 0 && m.text.ends_with("3");
  });
  ASSERT_NE(number, drawn.marks.end());
  number->text.back() = '5';
  EXPECT_EQ(wrong_numbers(r, drawn).size(), 1u);
  const auto cell = std::find_if(drawn.marks.begin(), drawn.marks.end(),
                                 [](const Mark& m) { return m.kind == Mark::Kind::fill && m.cell.step >= 0; });
  cell->color.g ^= 32;
  EXPECT_EQ(wrong_colours(r, drawn, colours(r, ringed(r, drawn))).size(), 1u);
}

TEST(ProductStage, EveryCellOfSmallFactorsAndResultsCanBePointedAt) {
  for (const char* path : {steps[0], steps[9]}) {
    const StageRequest r = request(world().brief.trace, path);
    const Scene drawn = stage(r);
    std::vector<int> shown = r.trace[r.step].inputs;
    shown.push_back(r.step);
    for (const int step : shown)
      for (Index row = 0; row < r.trace[step].out.rows(); ++row)
        for (Index col = 0; col < r.trace[step].out.cols(); ++col) {
          const CellTag tag{step, row, col};
          EXPECT_TRUE(std::any_of(drawn.marks.begin(), drawn.marks.end(),
                                  [&](const Mark& m) {
                                    return m.kind == Mark::Kind::fill && m.cell == tag &&
                                           cell_at(drawn, m.rect.x + m.rect.w / 2, m.rect.y + m.rect.h / 2) == tag;
                                  }))
              << path << ": " << r.trace[step].path << " " << row << ", " << col;
        }
  }
}

TEST(ProductStage, TurnsAboutTheSelectedCellOrTheNewest) {
  const Trace& trace = world().brief.trace;
  Look look;
  look.cell = {2, 1};
  for (const char* path : {steps[0], steps[3], steps[9]}) {
    StageRequest r = request(trace, path, look);
    EXPECT_EQ(ringed(r, stage(r)), (std::pair<Index, Index>{2, 1})) << path;
    const auto size = static_cast<double>(trace[r.step].out.size());
    const Index cols = trace[r.step].out.cols();
    r.cells_done = 7;
    r.phase = 7 / size;  // the seventh has just landed
    EXPECT_EQ(ringed(r, stage(r)), (std::pair<Index, Index>{6 / cols, 6 % cols})) << path;
    r.phase = 7.5 / size;  // the eighth is on its way
    EXPECT_EQ(ringed(r, stage(r)), (std::pair<Index, Index>{7 / cols, 7 % cols})) << path;
  }
}

TEST(ProductStage, IsAPureFunction) {
  for (const char* path : steps)
    for (const double phase : {0.35, 1.0}) {
      Look look;
      look.phase = phase;
      const StageRequest r = request(world().brief.trace, path, look);
      const Scene a = stage(r), b = stage(r);
      ASSERT_EQ(a.marks.size(), b.marks.size()) << path;
      for (std::size_t i = 0; i < a.marks.size(); ++i) ASSERT_TRUE(same(a.marks[i], b.marks[i])) << path << " " << i;
    }
}

// Nothing jumps while a matrix fills.
TEST(ProductStage, CellsStandStillWhileTheyFill) {
  for (const char* path : {steps[0], steps[3], steps[9]}) {
    Look early;
    early.phase = 0.2;
    const Scene a = stage(request(world().brief.trace, path, early)), b = stage(request(world().brief.trace, path));
    const int step = world().brief.trace.find(path);
    const auto place = [&](const Scene& s, const CellTag& at) {
      for (const Mark& m : s.marks)
        if (m.kind == Mark::Kind::fill && m.cell == at) return std::pair(m.rect.x, m.rect.y);
      return std::pair(-1.0f, -1.0f);
    };
    for (Index c = 0; c < 5; ++c) EXPECT_EQ(place(a, {step, 1, c}), place(b, {step, 1, c})) << path;
  }
}

struct Size {
  float width, height;
};

class ProductRoom : public testing::TestWithParam<Size> {};

TEST_P(ProductRoom, HoldsEverythingWithoutOverlap) {
  const auto [width, height] = GetParam();
  for (const char* path : steps)
    for (const attn::Run* run : {&world().brief, &world().full})
      for (const Language language : languages)
        for (const double phase : {0.31, 1.0}) {
          Look look;
          look.width = width;
          look.height = height;
          look.phase = phase;
          look.language = language;
          const Scene drawn = stage(request(run->trace, path, look));
          const std::string where = path + std::string(run == &world().brief ? ", short, " : ", long, ") +
                                    std::string(code(language)) + " " + std::to_string(phase);
          EXPECT_EQ(drawn.width, width);
          EXPECT_EQ(drawn.height, height);
          EXPECT_THAT(covered_texts(drawn, world().measure), IsEmpty()) << where;
          EXPECT_THAT(outside(drawn, world().measure), IsEmpty()) << where;
        }
}

INSTANTIATE_TEST_SUITE_P(Sizes, ProductRoom,
                         testing::Values(Size{808, 579}, Size{976, 500}, Size{848, 590}, Size{688, 496}, Size{648, 440},
                                         Size{1400, 800}, Size{520, 330}, Size{360, 240}));

Tensor some(Index rows, Index cols) {
  Mat m(rows, cols);
  for (Index i = 0; i < m.size(); ++i) m.data()[i] = std::sin(static_cast<float>(i) * 1.7f);
  return {m, {}, {}};
}

// A what-if may make numbers that are none: the pictures say so and stay where they are.
TEST(ProductStage, HoldsWhatIsNotANumber) {
  for (const float broken : {std::nanf(""), std::numeric_limits<float>::infinity()}) {
    Tape tape({{"x/query", 1, 2, broken}, {"y/weights", 1, 0, broken}, {"z/state", 0, 3, broken}});
    const int x = tape.give("x/norm", roles::norm, some(3, 4)), w = tape.give("w/W_Q", roles::W_Q, some(4, 4)),
              b = tape.give("w/b_Q", roles::b_Q, some(1, 4)), k = tape.give("x/key", roles::key, some(5, 4)),
              a = tape.give("y/weights", roles::weights, some(3, 5)),
              v = tape.give("y/value", roles::value, some(5, 4)), y = tape.give("z/state", roles::state, some(1, 4)),
              e = tape.give("z/embedding", roles::embedding_table, some(9, 4));
    const int q = tape.apply("x/query", roles::query, ops::linear, {x, w, b});
    tape.apply("x/scores", roles::scores, ops::matmul_nt, {q, k});
    tape.apply("y/context", roles::context, ops::matmul, {a, v});
    tape.apply("z/similarity", roles::similarity, ops::matmul_nt, {y, e});
    const Trace trace = tape.finish();
    for (const char* path : {"x/query", "x/scores", "y/context", "z/similarity"})
      for (const double phase : {0.0, 0.35, 1.0}) {
        Look look;
        look.phase = phase;
        look.cell = {path[0] == 'z' ? 0 : 1, 2};
        const StageRequest r = request(trace, path, look);
        const Scene drawn = stage(r);
        EXPECT_THAT(outside(drawn, world().measure), IsEmpty()) << path << ": a place that is no number is outside";
        EXPECT_THAT(covered_texts(drawn, world().measure), IsEmpty()) << path;
      }
    const StageRequest r = request(trace, "x/query");
    const Scene drawn = stage(r);
    EXPECT_TRUE(std::any_of(drawn.marks.begin(), drawn.marks.end(), [&](const Mark& m) {
      return (m.text == "NaN" || m.text == "∞") && m.cell == CellTag{r.step, 1, 2} && m.color == r.theme.err;
    }));
  }
}

TEST(ProductStage, IsDrawnByEveryBackend) {
  for (const char* path : {steps[0], steps[9]}) {
    const StageRequest r = request(world().brief.trace, path);
    const Scene drawn = stage(r);
    EXPECT_THAT(to_svg(drawn, &r.trace), ::testing::HasSubstr("<polyline points="));
    EXPECT_GT(to_png(drawn).size(), 10000u);
  }
}

}  // namespace
}  // namespace attn
