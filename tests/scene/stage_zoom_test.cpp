// The stage looked at more closely, and its lens: numbers are the trace's own, nothing lies on another or leaves the
// scene, whatever part is in sight.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "app/core/moment.h"
#include "app/core/texts.h"
#include "app/scene/raster.h"
#include "engine/model/translate.h"
#include "tests/support/stage.h"

namespace attn {
namespace {

using namespace test;
using ::testing::IsEmpty;

struct World {
  Model model = load_model(std::string(ATTN_SOURCE_DIR "/assets/models/en-fr-tiny"));
  attn::Run run = translate(model,
                            "When the weather is fine my brother and his two friends like to walk along the river and "
                            "talk about the books that they have read and the songs that they have heard and the "
                            "things that they want to do when they are old but today");
  Measure measure = pango_measure();
  Texts texts{Language::en};
  Theme theme = dark_theme();
};
const World& world() {
  static const World w;
  return w;
}

StageRequest request(const char* path, double phase = 1, float width = 808, float height = 579) {
  const World& w = world();
  const Trace& trace = w.run.trace;
  const int step = trace.find(path);
  StageRequest made{trace,        step,    phase,     -1,
                    std::nullopt, w.theme, width,     height,
                    w.measure,    "title", "formula", [&w](std::string_view key) {
                      return std::string(w.texts(key)); }};
  const Index done = cells_done(trace[step], phase);
  if (done < trace[step].out.size()) made.cells_done = done;
  return made;
}

const char* const paths[] = {"encoder/embedding/lookup",
                             "encoder/embedding/positions",
                             "encoder/embedding/sum",
                             "encoder/layer1/self/head2/query",
                             "encoder/layer1/self/head2/scores",
                             "encoder/layer1/self/head2/scaled",
                             "encoder/layer1/self/head2/weights",
                             "encoder/layer1/self/head2/context",
                             "encoder/layer1/self/concat",
                             "encoder/layer1/self/output",
                             "encoder/layer1/add_norm1/norm",
                             "encoder/layer1/ffn/hidden",
                             "encoder/layer1/ffn/activation",
                             "decode8/layer1/self/head1/masked",
                             "decode8/layer1/cross/head3/scores",
                             "decode8/output/state",
                             "decode8/output/similarity",
                             "decode8/output/probabilities"};

TEST(StageClose, EveryKindHoldsTogetherWhateverIsInSight) {
  for (const char* path : paths)
    for (const float zoom : {1.7f, 4.0f, 30.0f})
      for (const double phase : {0.4, 1.0})
        for (const auto& [w, h] : {std::pair(808.0f, 579.0f), {688.0f, 496.0f}}) {
          StageRequest ask = request(path, phase, w, h);
          const Tensor& out = ask.trace[ask.step].out;
          ask.cell = {out.rows() / 2, out.cols() / 2};
          for (const auto& [row, col] : {std::pair<Index, Index>{0, 0}, {out.rows() / 2, out.cols() / 3}}) {
            ask.sight = sight_at(zoom, row, col);
            const Scene scene = stage(ask);
            const std::string where = std::string(path) + " " + std::to_string(zoom) + " " + std::to_string(phase);
            EXPECT_THAT(wrong_numbers(ask, scene), IsEmpty()) << where;
            EXPECT_THAT(covered_texts(scene, ask.measure), IsEmpty()) << where;
            EXPECT_THAT(outside(scene, ask.measure), IsEmpty()) << where;
          }
        }
}

// The cells of the step's own matrix that have a printed number.
std::set<std::pair<Index, Index>> printed_cells(const StageRequest& ask, const Scene& scene) {
  std::set<std::pair<Index, Index>> cells;
  for (const Mark& m : scene.marks)
    if (m.kind == Mark::Kind::text && m.cell.step == ask.step) cells.emplace(m.cell.row, m.cell.col);
  return cells;
}

TEST(StageClose, ScoresAreAPictureFirstThenNumbersInPlace) {
  StageRequest ask = request("encoder/layer1/self/head2/scores");
  ask.cell = {10, 20};
  const auto texels = [&](const Scene& scene) {
    return std::count_if(scene.marks.begin(), scene.marks.end(),
                         [&](const Mark& m) { return m.kind == Mark::Kind::texels && m.cell.step == ask.step; });
  };
  const Scene whole = stage(ask);
  EXPECT_EQ(texels(whole), 1);
  EXPECT_TRUE(whole.follows_pointer);
  ask.sight = sight_at(4, 10, 20);
  const Scene close = stage(ask);
  EXPECT_EQ(texels(close), 0);
  EXPECT_FALSE(close.follows_pointer) << "numbers in place need no lens";
  const Pane& pane = close.panes.back();
  const auto cells = printed_cells(ask, close);
  for (Index r = pane.down.from; r < pane.down.from + pane.down.seen; ++r)
    for (Index c = pane.across.from; c < pane.across.from + pane.across.seen; ++c)
      EXPECT_TRUE(cells.contains({r, c})) << r << ", " << c;
}

// The box of the lens: what is filled behind its cells.
Rect lens_of(const Scene& scene, const Theme& theme) {
  const auto box = std::find_if(scene.marks.begin(), scene.marks.end(), [&](const Mark& m) {
    return m.kind == Mark::Kind::fill && m.color == theme.bg0 && m.radius == 10;
  });
  return box == scene.marks.end() ? Rect{} : box->rect;
}

TEST(StageClose, TheLensShowsSevenBySevenAboutItsCellFiveByFiveWhereThatWouldHideMore) {
  StageRequest ask = request("encoder/layer1/self/head2/scores");
  const Index n = ask.trace[ask.step].out.rows();
  struct Case {
    Index row, col, side;
  };
  for (const auto& [row, col, side] : {Case{0, 0, 7}, {20, 30, 5}, {n - 1, 3, 7}, {3, n - 1, 7}}) {
    ask.pointed = {row, col};
    const Scene scene = stage(ask);
    const auto cells = printed_cells(ask, scene);
    ASSERT_EQ(static_cast<Index>(cells.size()), side * side) << row << ", " << col;
    const Index top = std::clamp<Index>(row - side / 2, 0, n - side),
                left = std::clamp<Index>(col - side / 2, 0, n - side);
    EXPECT_EQ(*cells.begin(), (std::pair{top, left}));
    EXPECT_EQ(*cells.rbegin(), (std::pair{top + side - 1, left + side - 1}));
    EXPECT_THAT(wrong_numbers(ask, scene), IsEmpty());
    // It does not lie on the square that it shows.
    const auto picture = std::find_if(scene.marks.begin(), scene.marks.end(), [&](const Mark& m) {
      return m.kind == Mark::Kind::texels && m.cell.step == ask.step;
    });
    ASSERT_NE(picture, scene.marks.end());
    const Rect own = place_of(*picture, row, col);
    for (const Mark& m : scene.marks)
      EXPECT_FALSE(m.kind == Mark::Kind::fill && m.cell.step == ask.step &&
                   m.rect.contains(own.x + own.w / 2, own.y + own.h / 2));
    // Nor on another matrix.
    const Rect lens = lens_of(scene, ask.theme);
    ASSERT_GT(lens.w, 0);
    for (const Mark& m : scene.marks) {
      if (m.kind != Mark::Kind::texels || m.cell.step == ask.step) continue;
      const Rect& r = m.rect;
      EXPECT_FALSE(lens.x < r.x + r.w && r.x < lens.x + lens.w && lens.y < r.y + r.h && r.y < lens.y + lens.h)
          << row << ", " << col << " lies on " << ask.trace[m.cell.step].path;
    }
  }
}

TEST(StageClose, TheLensGivesNothingAwayEarly) {
  StageRequest ask = request("encoder/layer1/self/head2/scores", 0.5);
  const Index cols = ask.trace[ask.step].out.cols();
  ask.pointed = {ask.cells_done / cols - 1, 10};
  const auto cells = printed_cells(ask, stage(ask));
  EXPECT_FALSE(cells.empty());
  for (const auto& [row, col] : cells) EXPECT_LT(row * cols + col, ask.cells_done);
}

TEST(StageClose, OtherKindsHaveALensWhereThePointerIs) {
  StageRequest ask = request("encoder/layer1/self/head2/scaled");
  const auto shown = [&](const Scene& scene, Index row, Index col) {
    const auto cells = printed_cells(ask, scene);
    return cells.contains({row - 2, col - 2}) && cells.contains({row + 2, col + 2});
  };
  const Scene rest = stage(ask);
  EXPECT_TRUE(rest.follows_pointer);
  EXPECT_FALSE(shown(rest, 20, 20));
  ask.pointed = {20, 20};
  EXPECT_TRUE(shown(stage(ask), 20, 20));
}

// Kinds that draw one word's numbers as bars or as a block: closer, only what is in sight, with its numbers.
TEST(StageClose, RowsOfOneWordAreLookedAtMoreCloselyToo) {
  for (const char* path : {"encoder/layer1/add_norm1/norm", "encoder/layer1/ffn/activation",
                           "encoder/layer1/ffn/output", "decode1/output/logits"}) {
    StageRequest ask = request(path);
    ask.cell = {0, 10};
    EXPECT_FALSE(stage(ask).panes.empty()) << path;
    const Index cols = ask.trace[ask.step].out.cols();
    ask.sight = sight_at(static_cast<float>(cols) / 8, 0, 20);
    const Scene close = stage(ask);
    EXPECT_THAT(wrong_numbers(ask, close), IsEmpty()) << path;
    EXPECT_THAT(outside(close, ask.measure), IsEmpty()) << path;
    const auto pane = std::find_if(close.panes.begin(), close.panes.end(), [](const Pane& p) {
      return p.across.side == Pane::Side::cols || p.down.side == Pane::Side::cols;
    });
    ASSERT_NE(pane, close.panes.end()) << path;
    const Pane::Axis& side = pane->across.side == Pane::Side::cols ? pane->across : pane->down;
    EXPECT_EQ(side.seen, 8) << path;
    const auto cells = printed_cells(ask, close);
    int inside = 0;
    for (const auto& [row, col] : cells) inside += row == 0 && col >= side.from && col < side.from + side.seen;
    EXPECT_GE(inside, 6) << path;
  }
}

TEST(StageClose, TheSameSightGivesTheSameMarks) {
  StageRequest ask = request("encoder/layer1/self/head2/context", 0.5);
  ask.sight = sight_at(3, 12, 8);
  const Scene a = stage(ask), b = stage(ask);
  ASSERT_EQ(a.marks.size(), b.marks.size());
  for (std::size_t i = 0; i < a.marks.size(); ++i) EXPECT_TRUE(same(a.marks[i], b.marks[i])) << i;
}

}  // namespace
}  // namespace attn
