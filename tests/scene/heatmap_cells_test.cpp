// The cells of a heatmap: colours, numbers, the states a cell can be in.
#include "app/scene/heatmap.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <map>
#include <set>

#include "app/scene/marks.h"
#include "engine/eigen.h"
#include "tests/support/heatmap.h"

using namespace attn;
using namespace attn::scene;
using namespace attn::test;

namespace {

constexpr float infinity = std::numeric_limits<float>::infinity();

TEST(Heatmap, CellsHaveTheirColours) {
  Mat m(1, 3);
  eigen(m) << 1, -1, 0;
  const Scene scene = draw(trace_of(m, {}, {}));
  const Theme t = dark_theme();
  std::vector<Color> colors;
  for (const Mark* mark : marks(scene, Mark::Kind::fill))
    if (mark->cell.step >= 0) colors.push_back(mark->color);
  EXPECT_EQ(colors, (std::vector<Color>{t.pos[255], t.neg[255], t.bg2}));
}

// The notches of a scene: triangles in ink, each in the upper right corner of a cell.
std::set<std::pair<Index, Index>> notched(const Scene& scene, const Theme& theme) {
  std::set<std::pair<Index, Index>> cells;
  for (const Mark* m : marks(scene, Mark::Kind::polygon)) {
    if (!(m->color == theme.ink)) continue;
    EXPECT_EQ(m->points.size(), 3u);
    EXPECT_FLOAT_EQ(m->points[1].x - m->points[0].x, 4);
    EXPECT_FLOAT_EQ(m->points[2].y - m->points[1].y, 4);
    const CellTag at = cell_at(scene, m->points[1].x - 1, m->points[1].y + 1);
    cells.insert({at.row, at.col});
  }
  return cells;
}

// Of 60 numbers 59 are at most 2, and one of these may be beyond.
TEST(Heatmap, NumbersBeyondTheRangeHaveANotch) {
  Mat m = Mat::filled(6, 10, 2);
  m(2, 3) = -4.06f;
  for (const Theme& theme : {dark_theme(), light_theme()}) {
    HeatmapOptions options;
    options.theme = theme;
    const Scene scene = draw(trace_of(m, words(6), words(10)), options);
    EXPECT_EQ(notched(scene, theme), (std::set<std::pair<Index, Index>>{{2, 3}}));
    std::set<std::string> texts;
    for (const Mark* t : marks(scene, Mark::Kind::text)) texts.insert(t->text);
    EXPECT_TRUE(texts.contains("−4.06 ◂ −2")) << "the bar says how far it goes";
    EXPECT_TRUE(texts.contains("+2"));
    options.cells_done = 23;  // the one before
    EXPECT_TRUE(notched(draw(trace_of(m, words(6), words(10)), options), theme).empty());
  }
  m(2, 3) = 2;
  EXPECT_TRUE(notched(draw(trace_of(m, words(6), words(10))), dark_theme()).empty());
}

TEST(Heatmap, TheBarSaysItsEndsAndWhatIsBeyondThem) {
  const auto six = [](const std::string& words) { return 6 * static_cast<float>(display_width(words)); };
  const auto ticks = [&](const Range& range, float width) {
    const parts::RangeTicks t = parts::range_ticks(range, width, six);
    return t.low + "|" + t.middle + "|" + t.high;
  };
  EXPECT_EQ(ticks({Range::Kind::unit, 1}, 100), "0|0.5|1");
  EXPECT_EQ(ticks({Range::Kind::symmetric, 3}, 100), "−3|0|+3");
  EXPECT_EQ(ticks({Range::Kind::symmetric, 3, 4.06}, 180), "−3|0|+3 ▸ 4.06");
  EXPECT_EQ(ticks({Range::Kind::symmetric, 3, 4.06}, 80), "−3||+3 ▸ 4.06");
  EXPECT_EQ(ticks({Range::Kind::symmetric, 3, -4.06}, 180), "−4.06 ◂ −3|0|+3");
  EXPECT_EQ(ticks({Range::Kind::symmetric, 3, 4.06}, 60), "||±3 ▸ 4.06");  // 9 · 6 = 54 px
  EXPECT_EQ(ticks({Range::Kind::symmetric, 3, -4.06}, 60), "||±3 ▸ 4.06");
  EXPECT_EQ(ticks({Range::Kind::symmetric, 3, 4.06}, 50), "−3|0|+3") << "its ends are worth more";
}

TEST(Heatmap, ImagesHaveATexelPerCell) {
  const Mat values = waves(300, 64);
  const Trace trace = trace_of(values, {}, {});
  const Scene scene = draw(trace);
  const Mark* m = image_of(scene);
  ASSERT_NE(m, nullptr);
  EXPECT_EQ(m->image->width, 64);
  EXPECT_EQ(m->image->height, 300);
  EXPECT_EQ(m->rows, 300);
  EXPECT_EQ(m->cols, 64);
  const Theme t = dark_theme();
  const float w = m->rect.w / 64, h = m->rect.h / 300;
  for (Index r = 0; r < 300; ++r)
    for (Index c = 0; c < 64; ++c) {
      const float x = m->rect.x + (static_cast<float>(c) + 0.5f) * w,
                  y = m->rect.y + (static_cast<float>(r) + 0.5f) * h;
      ASSERT_EQ(cell_at(scene, x, y), (CellTag{0, r, c}));
      const Color expected = cell_color(t, static_cast<double>(values(r, c)), {Range::Kind::symmetric, 1});
      const std::uint8_t* texel = &m->image->rgba[static_cast<std::size_t>(r * 64 + c) * 4];
      ASSERT_EQ((Color{texel[0], texel[1], texel[2], texel[3]}), expected);
    }
}

TEST(Heatmap, BinsShowTheirLargestAndNameIt) {
  Mat m = Mat::filled(1, 8000, 0.01f);
  m(0, 4321) = -3;
  m(0, 77) = 2;
  eigen(m).block(0, 5000, 1, 100).setConstant(-infinity);
  HeatmapOptions options;
  options.binned_columns = "{} in one";
  const Scene scene = draw(trace_of(m, single_axis(), {}), options);
  EXPECT_LE(scene.width, 1600);
  const Mark* image = image_of(scene);
  ASSERT_NE(image, nullptr);
  EXPECT_LE(static_cast<float>(image->image->width), image->rect.w);  // a pixel for every texel: none is lost
  std::set<Index> hit;
  for (float x = image->rect.x + 0.5f; x < image->rect.x + image->rect.w; ++x)
    hit.insert(cell_at(scene, x, image->rect.y + 5).col);
  EXPECT_TRUE(hit.contains(4321));
  EXPECT_TRUE(hit.contains(77));
  EXPECT_EQ(hit.size(), static_cast<std::size_t>(image->image->width));
  const Index per = (8000 + image->image->width - 1) / image->image->width;
  const std::uint8_t* texel = &image->image->rgba[static_cast<std::size_t>(4321 / per) * 4];
  EXPECT_EQ((Color{texel[0], texel[1], texel[2], texel[3]}), dark_theme().neg[255]) << "beyond 0.01";
  EXPECT_EQ(image->image->rgba[static_cast<std::size_t>(5050 / per) * 4 + 3], 0);  // only −∞ there: no colour
  bool said = false;
  for (const Mark* t : marks(scene, Mark::Kind::text)) said |= t->text == std::to_string(per) + " in one";
  EXPECT_TRUE(said);
}

TEST(Heatmap, NumbersFitTheirCells) {
  for (const float width : {0.0f, 200.0f, 330.0f, 420.0f}) {
    const Scene scene = draw(trace_of(waves(6, 8, 50), words(6), {}), sized(width, 0));
    for (const Mark* m : marks(scene, Mark::Kind::text)) {
      if (m->cell.step < 0) continue;
      const Rect r = text_box(*m);
      EXPECT_EQ(cell_at(scene, r.x, m->rect.y), m->cell);
      EXPECT_EQ(cell_at(scene, r.x + r.w, m->rect.y), m->cell);
    }
  }
}

// "≈0" takes as many bytes as "0.01", but fewer columns: the widest number decides, wherever it stands.
TEST(Heatmap, NumbersFitTheirCellsBesideNextToNothing) {
  Mat values = Mat::filled(3, 24, 1e-5f);
  values(0, 0) = 0.71f;
  values(1, 1) = 0.28f;
  const Trace trace = trace_of(values, words(3), words(24), "encoder/layer1/self/head1/weights");
  for (const float width : {300.0f, 500.0f, 620.0f, 700.0f, 900.0f}) {
    const Scene scene = draw(trace, sized(width, 400));
    float cell = 0;
    for (const Mark& m : scene.marks)
      if (m.kind == Mark::Kind::fill && m.cell.step >= 0) cell = m.rect.w;
    for (const Mark& m : scene.marks)
      if (m.kind == Mark::Kind::text && m.cell.step >= 0) {
        EXPECT_LE(fake(m.text, m.font, m.size), cell) << m.text << " at " << width;
      }
  }
}

TEST(Heatmap, MinusInfinityIsAStrokeWithoutColour) {
  Mat m(2, 2);
  eigen(m) << 0.5f, -infinity, 0.25f, 1.5f;
  for (const Theme& theme : {dark_theme(), light_theme()}) {
    HeatmapOptions options;
    options.theme = theme;
    options.legend = false;
    const Scene scene = draw(trace_of(m, words(2), words(2)), options);
    for (const Mark* mark : marks(scene, Mark::Kind::fill)) {
      if (mark->cell != CellTag{0, 0, 1}) continue;
      EXPECT_EQ(mark->color, theme.bg2);
      int strokes = 0;
      for (const Mark* line : marks(scene, Mark::Kind::line))
        strokes += mark->rect.contains(line->rect.x, line->rect.y) &&
                   mark->rect.contains(line->rect.x + line->rect.w, line->rect.y + line->rect.h);
      EXPECT_EQ(strokes, 1);
    }
  }
}

TEST(Heatmap, NotANumberIsOutlinedAndSaid) {
  Mat m(1, 2);
  eigen(m) << std::nanf(""), infinity;
  const Scene scene = draw(trace_of(m, {}, {}));
  int rings = 0;
  for (const Mark* o : marks(scene, Mark::Kind::outline)) rings += o->color == dark_theme().err;
  EXPECT_EQ(rings, 2);
  std::set<std::string> texts;
  for (const Mark* t : marks(scene, Mark::Kind::text)) texts.insert(t->text);
  EXPECT_TRUE(texts.contains("NaN"));
  EXPECT_TRUE(texts.contains("∞"));
}

TEST(Heatmap, OneNotANumberIsSeenAmongManyCells) {
  Mat m = waves(1, 8000);
  m(0, 1234) = std::nanf("");
  const Scene scene = draw(trace_of(m, {}, {}));
  const Mark* image = image_of(scene);
  ASSERT_NE(image, nullptr);
  const Color err = dark_theme().err;
  int found = 0;
  for (std::size_t i = 0; i < image->image->rgba.size(); i += 4) {
    const std::uint8_t* p = &image->image->rgba[i];
    found += Color{p[0], p[1], p[2], p[3]} == err;
  }
  EXPECT_EQ(found, 1);
}

TEST(Heatmap, NothingToAttendToIsNoError) {
  const Scene zero = draw(trace_of(Mat::zeros(2, 3), words(2), words(3), "h/weights"));
  for (const Mark* m : marks(zero, Mark::Kind::fill)) EXPECT_EQ(m->color, dark_theme().bg2);
  EXPECT_GT(draw(trace_of(Mat::filled(2, 2, -infinity), {}, {})).marks.size(), 4u);
  EXPECT_TRUE(draw(trace_of(Mat(0, 0), {}, {})).marks.empty());
}

TEST(Heatmap, TokenIdsAreWholeAndWithoutLegend) {
  Mat m(2, 1);
  eigen(m) << 47, 3207;
  const Scene scene = draw(trace_of(m, words(2), single_axis(), "e/tokens"));
  std::set<std::string> texts;
  for (const Mark* t : marks(scene, Mark::Kind::text)) texts.insert(t->text);
  EXPECT_TRUE(texts.contains("3207"));
  EXPECT_TRUE(marks(scene, Mark::Kind::image).empty());
}

TEST(Heatmap, SelectedAndHighlightedCellsAreRinged) {
  const Trace trace = trace_of(waves(4, 4), words(4), words(4));
  HeatmapOptions options;
  options.legend = false;
  options.selected = {0, 1, 2};
  for (Index c = 0; c < 4; ++c) options.highlighted.push_back({0, 3, c});
  options.highlighted.push_back({7, 0, 0});   // of another step
  options.highlighted.push_back({0, 99, 0});  // of no cell
  const Scene scene = draw(trace, options);
  const auto rings = marks(scene, Mark::Kind::outline);
  ASSERT_EQ(rings.size(), 4u);  // two tones each; the row is one ring
  const Rect row = rings[0]->rect;
  for (Index c = 0; c < 4; ++c)
    for (const Mark* m : marks(scene, Mark::Kind::fill))
      if (m->cell == CellTag{0, 3, c}) {
        EXPECT_TRUE(row.contains(m->rect.x + m->rect.w / 2, m->rect.y + m->rect.h / 2));
      }
  const Theme t = dark_theme();
  std::set<std::string> blue, orange;
  for (const Mark* m : marks(scene, Mark::Kind::text)) {
    if (m->color == t.q) blue.insert(m->text);
    if (m->color == t.k) orange.insert(m->text);
  }
  EXPECT_EQ(blue, std::set<std::string>{"word1"});
  EXPECT_EQ(orange, std::set<std::string>{"word2"});
}

// Of each cell: its fill, and what is printed in it.
struct Seen {
  Color fill;
  std::string text;
};
std::map<std::pair<Index, Index>, Seen> seen_cells(const Scene& scene) {
  std::map<std::pair<Index, Index>, Seen> seen;
  for (const Mark& m : scene.marks) {
    if (m.cell.step < 0) continue;
    Seen& cell = seen[{m.cell.row, m.cell.col}];
    if (m.kind == Mark::Kind::fill) cell.fill = m.color;
    if (m.kind == Mark::Kind::text) cell.text = m.text;
  }
  return seen;
}

TEST(HeatmapPending, CellsAppearRowByRow) {
  Mat m(2, 3);
  eigen(m) << 1, 2, 3, 4, -5, 6;
  const Trace trace = trace_of(m, words(2), words(3));
  for (const Theme& theme : {dark_theme(), light_theme()}) {
    HeatmapOptions options;
    options.theme = theme;
    const auto all = seen_cells(draw(trace, options));
    for (const Index done : {0, 1, 4, 6, 99}) {
      options.cells_done = done;
      const auto seen = seen_cells(draw(trace, options));
      ASSERT_EQ(seen.size(), 6u) << "a pending cell can still be pointed at";
      for (const auto& [at, cell] : seen) {
        const bool computed = at.first * 3 + at.second < done;
        EXPECT_EQ(cell.fill, computed ? all.at(at).fill : theme.bg1) << done << ": " << at.first << ", " << at.second;
        EXPECT_EQ(cell.text, computed ? all.at(at).text : "") << done << ": " << at.first << ", " << at.second;
      }
    }
  }
}

TEST(HeatmapPending, NothingMovesWhileTheMatrixFills) {
  const Trace trace = trace_of(waves(5, 8, 40), words(5), {});
  const Scene whole = draw(trace);
  HeatmapOptions options;
  options.cells_done = 7;
  const Scene filling = draw(trace, options);
  EXPECT_EQ(filling.width, whole.width);
  EXPECT_EQ(filling.height, whole.height);
  for (const Mark* m : marks(whole, Mark::Kind::fill)) {
    if (m->cell.step < 0) continue;
    EXPECT_EQ(cell_at(filling, m->rect.x, m->rect.y), m->cell);
    EXPECT_EQ(cell_at(filling, m->rect.x + m->rect.w - 1, m->rect.y + m->rect.h - 1), m->cell);
  }
}

TEST(HeatmapPending, TheCellComputedLastGlows) {
  const Trace trace = trace_of(waves(3, 4), words(3), words(4));
  const Theme theme = dark_theme();
  const auto glow_of = [&](Index done) {
    HeatmapOptions options;
    options.legend = false;
    options.cells_done = done;
    const Scene scene = draw(trace, options);
    std::set<std::pair<Index, Index>> middles;
    std::vector<int> alphas;
    for (const Mark* m : marks(scene, Mark::Kind::outline)) {
      const Color c = m->color;
      if (Color{c.r, c.g, c.b, 255} != theme.ink) continue;
      alphas.push_back(c.a);
      const CellTag at = cell_at(scene, m->rect.x + m->rect.w / 2, m->rect.y + m->rect.h / 2);
      middles.insert({at.row, at.col});
    }
    return std::pair(middles, alphas);
  };
  using Places = std::set<std::pair<Index, Index>>;
  EXPECT_EQ(glow_of(6).first, (Places{{1, 1}}));
  EXPECT_EQ(glow_of(6).second, (std::vector<int>{13, 20, 36, 255}));  // .05, .08, .14 of 255, and the ring
  EXPECT_EQ(glow_of(12).first, (Places{{2, 3}}));
  EXPECT_EQ(glow_of(0).first, Places{});
  EXPECT_EQ(glow_of(-1).first, Places{});
  EXPECT_EQ(glow_of(13).first, Places{});
}

// The boxes of an image's pending texels.
std::vector<Rect> pending_ground(const Scene& scene) {
  const Color ground = dark_theme().bg1;
  std::vector<Rect> found;
  for (const Mark* m : marks(scene, Mark::Kind::fill))
    if (m->cell.step < 0 && m->color == ground) found.push_back(m->rect);
  return found;
}

bool any_contains(const std::vector<Rect>& boxes, float x, float y) {
  return std::any_of(boxes.begin(), boxes.end(), [&](const Rect& box) { return box.contains(x, y); });
}

TEST(HeatmapPending, PendingTexelsAreClear) {
  Mat values = waves(100, 50);
  values(2, 3) = -infinity;
  const Trace trace = trace_of(values, {}, {});
  for (const Index done : {0, 1, 49, 50, 51, 2525, 4999}) {
    HeatmapOptions options;
    options.cells_done = done;
    const Scene scene = draw(trace, options);
    const Mark* m = image_of(scene);
    ASSERT_NE(m, nullptr);
    ASSERT_EQ(m->image->width, 50);
    const std::vector<Rect> ground = pending_ground(scene);
    for (Index i = 0; i < 5000; ++i) {
      const bool masked = i == 2 * 50 + 3;
      const std::uint8_t alpha = m->image->rgba[static_cast<std::size_t>(i) * 4 + 3];
      ASSERT_EQ(alpha, i < done && !masked ? 255 : 0) << i << " of " << done;
      const float x = m->rect.x + (static_cast<float>(i % 50) + 0.5f) * m->rect.w / 50;
      const float y = m->rect.y + (static_cast<float>(i / 50) + 0.5f) * m->rect.h / 100;
      ASSERT_EQ(any_contains(ground, x, y), i >= done) << i << " of " << done;
    }
  }
}

TEST(HeatmapPending, ABinShowsWhatIsComputedOfIt) {
  Mat m = Mat::filled(1, 8000, 0.5f);
  m(0, 99) = 2;
  const Trace trace = trace_of(m, single_axis(), {});
  HeatmapOptions options;
  options.cells_done = 99;
  const Scene scene = draw(trace, options);
  const Mark* image = image_of(scene);
  ASSERT_NE(image, nullptr);
  const Index per = (8000 + image->image->width - 1) / image->image->width;
  ASSERT_GT(per, 1);
  ASSERT_NE(99 % per, 0) << "the bin of cell 99 has computed cells too";
  const auto texel = [&](Index i) {
    const std::uint8_t* p = &image->image->rgba[static_cast<std::size_t>(i) * 4];
    return Color{p[0], p[1], p[2], p[3]};
  };
  EXPECT_EQ(texel(99 / per), cell_color(dark_theme(), 0.5, {Range::Kind::symmetric, 0.5}));
  EXPECT_EQ(texel(99 / per + 1).a, 0);
  const float right = image->rect.x + image->rect.w - 1, y = image->rect.y + 2;
  EXPECT_TRUE(any_contains(pending_ground(scene), right, y));
  EXPECT_EQ(cell_at(scene, right, y).col / per, image->image->width - 1) << "a pending texel names a cell of its bin";
}

}  // namespace
