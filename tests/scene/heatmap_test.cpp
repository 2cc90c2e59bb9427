// The layout of a step: every cell is where it says, nothing leaves the picture, no label touches another or the cells.
#include "app/scene/heatmap.h"

#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "tests/support/heatmap.h"

using namespace attn;
using namespace attn::scene;
using namespace attn::test;

namespace {

constexpr float pi = 3.14159265f;

void expect_inside(const Scene& scene) {
  constexpr float slack = 2;
  EXPECT_GT(scene.width, 0);
  EXPECT_GT(scene.height, 0);
  for (const Mark& m : scene.marks) {
    Rect r = m.kind == Mark::Kind::text ? text_box(m) : m.rect;
    if (m.kind == Mark::Kind::line) {
      r = {std::min(r.x, r.x + r.w), std::min(r.y, r.y + r.h), std::abs(r.w), std::abs(r.h)};
    } else {
      EXPECT_GE(r.w, 0);
      EXPECT_GE(r.h, 0);
    }
    if (m.kind == Mark::Kind::text && m.angle != 0) {
      const float reach = r.w * std::sin(m.angle * pi / 180);
      r = {m.rect.x, m.rect.y - reach, reach, reach};
    }
    EXPECT_GE(r.x, -slack) << m.text;
    EXPECT_GE(r.y, -slack) << m.text;
    EXPECT_LE(r.x + r.w, scene.width + slack) << m.text;
    EXPECT_LE(r.y + r.h, scene.height + slack) << m.text;
  }
}

TEST(Heatmap, EveryCellIsHitWhereItIsDrawn) {
  const Trace trace = trace_of(waves(5, 16), words(5), {});
  const Scene scene = draw(trace);
  std::set<std::pair<Index, Index>> seen;
  for (const Mark* m : marks(scene, Mark::Kind::fill)) {
    if (m->cell.step < 0) continue;
    seen.insert({m->cell.row, m->cell.col});
    const CellTag hit = cell_at(scene, m->rect.x + m->rect.w / 2, m->rect.y + m->rect.h / 2);
    EXPECT_EQ(hit, m->cell);
    EXPECT_EQ(cell_at(scene, m->rect.x, m->rect.y), m->cell);
  }
  EXPECT_EQ(seen.size(), 80u);
  EXPECT_EQ(cell_at(scene, 0, 0).step, -1);
  const Rect box = cells_box(scene);
  for (float x = box.x; x < box.x + box.w; ++x) EXPECT_GE(cell_at(scene, x, box.y + 3).step, 0) << "gap at " << x;
  EXPECT_EQ(cell_at(scene, box.x - 3, box.y + 3).step, -1);
}

TEST(Heatmap, NoPictureIsUnbounded) {
  for (const auto& [rows, cols] :
       {std::pair<Index, Index>{1, 8000}, {8000, 64}, {8000, 1}, {5000, 5000}, {1, 1}, {2, 4096}}) {
    const Trace trace = trace_of(waves(rows, cols), {}, {});
    const Scene scene = draw(trace, sized(0, 0));
    EXPECT_LE(scene.width, 1600);
    EXPECT_LE(scene.height, 1000);
    expect_inside(scene);
    if (const Mark* image = image_of(scene)) {
      EXPECT_LE(image->image->width, 4096);
      EXPECT_LE(image->image->height, 4096);
    }
  }
}

TEST(Heatmap, FitsIntoAnyRoom) {
  for (const Theme& theme : {dark_theme(), light_theme()})
    for (const auto& [rows, cols] : {std::pair<Index, Index>{5, 5}, {1, 40}, {30, 2}, {70, 70}, {1, 3000}})
      for (const float width : {1.0f, 10.0f, 40.0f, 90.0f, 150.0f, 333.0f, 900.0f})
        for (const float height : {1.0f, 10.0f, 40.0f, 90.0f, 150.0f, 333.0f, 900.0f}) {
          HeatmapOptions options = sized(width, height);
          options.theme = theme;
          options.selected = {0, rows - 1, cols - 1};
          const Trace trace = trace_of(waves(rows, cols), words(rows, "Donaudampfschiff"), words(cols, "w"));
          const Scene scene = draw(trace, options);
          SCOPED_TRACE(trace[0].out.shape() + " in " + std::to_string(width) + "×" + std::to_string(height));
          EXPECT_LE(scene.width, std::max(width, 4.0f) + 0.5f);
          EXPECT_LE(scene.height, std::max(height, 4.0f) + 0.5f);
          expect_inside(scene);
        }
}

TEST(Heatmap, LabelsStayBesideTheCells) {
  for (const Index count : {3, 12, 30, 60, 90})
    for (const float room : {0.0f, 300.0f, 600.0f}) {
      const Axis axis = words(count, "Donaudampfschifffahrtsgesellschaft学生");
      const Scene scene = draw(trace_of(waves(count, count), axis, axis), sized(room, room));
      const Rect box = cells_box(scene);
      int labels = 0;
      for (const Mark* m : marks(scene, Mark::Kind::text)) {
        if (m->cell.step >= 0) continue;
        const Rect r = text_box(*m);
        const bool beside = r.y + r.h > box.y && r.y < box.y + box.h;
        if (beside && m->angle == 0) {
          EXPECT_LE(r.x + r.w, box.x) << m->text;
        }
        if (m->align == Align::right && beside) ++labels;
      }
      EXPECT_GT(labels, 0) << count << " words in " << room;
    }
}

TEST(Heatmap, LabelsDoNotTouchEachOther) {
  for (const Index count : {5, 20, 50, 200})
    for (const float room : {0.0f, 250.0f, 700.0f}) {
      const Scene scene =
          draw(trace_of(waves(count, count), words(count, "abcdef"), words(count, "abcdef")), sized(room, room));
      const auto texts = marks(scene, Mark::Kind::text);
      for (std::size_t i = 0; i < texts.size(); ++i)
        for (std::size_t j = i + 1; j < texts.size(); ++j) {
          const Mark &a = *texts[i], &b = *texts[j];
          if (a.angle != 0 && b.angle != 0) {  // both slanted from the same line: their distance across is what counts
            EXPECT_GE(std::abs(a.rect.x - b.rect.x) * std::sin(pi / 4), a.size) << a.text << " and " << b.text;
          } else if (a.angle == 0 && b.angle == 0) {
            const Rect p = text_box(a), q = text_box(b);
            const bool apart = p.x + p.w <= q.x || q.x + q.w <= p.x || p.y + p.h <= q.y || q.y + q.h <= p.y;
            EXPECT_TRUE(apart) << a.text << " and " << b.text;
          }
        }
    }
}

TEST(Heatmap, LegendNamesTheRange) {
  const auto texts_of = [](const Scene& scene) {
    std::set<std::string> texts;
    for (const Mark* t : marks(scene, Mark::Kind::text)) texts.insert(t->text);
    return texts;
  };
  const auto scores = texts_of(draw(trace_of(waves(2, 2, 3), {}, {})));
  EXPECT_TRUE(scores.contains("−3") && scores.contains("0") && scores.contains("+3"));
  const auto weights = texts_of(draw(trace_of(Mat::filled(2, 2, 0.51f), {}, {}, "h/weights")));
  EXPECT_TRUE(weights.contains("0") && weights.contains("0.5") && weights.contains("1"));
}

TEST(Heatmap, TheSelectedCellHasItsLabelsEvenWhereLabelsAreThinned) {
  const Trace trace = trace_of(waves(200, 200), words(200), words(200));
  HeatmapOptions options = sized(500, 500);
  options.selected = {0, 113, 57};
  std::set<std::string> texts;
  const Scene scene = draw(trace, options);
  for (const Mark* m : marks(scene, Mark::Kind::text)) texts.insert(m->text);
  EXPECT_TRUE(texts.contains("word113"));
  EXPECT_TRUE(texts.contains("word57"));
}

TEST(Heatmap, AVocabularyIsLabelledWhereItsLargestNumbersAre) {
  Mat m = Mat::filled(1, 8000, -5);
  m(0, 6543) = 9;
  m(0, 12) = 8;
  Axis pieces = words(8000, "piece");
  pieces.kind = Axis::Kind::piece;
  const Scene scene = draw(trace_of(m, single_axis(), pieces, "decode1/output/logits"));
  const Mark* image = image_of(scene);
  ASSERT_NE(image, nullptr);
  bool found = false;
  for (const Mark* t : marks(scene, Mark::Kind::text)) {
    if (t->text != "piece6543") continue;
    found = true;
    EXPECT_EQ(cell_at(scene, t->rect.x, image->rect.y + 1), (CellTag{0, 0, 6543}));
  }
  EXPECT_TRUE(found);
}

TEST(Heatmap, IsAFunctionOfItsArguments) {
  const Trace trace = trace_of(waves(9, 9), words(9), words(9));
  const Scene a = draw(trace), b = draw(trace);
  ASSERT_EQ(a.marks.size(), b.marks.size());
  for (std::size_t i = 0; i < a.marks.size(); ++i) {
    EXPECT_EQ(a.marks[i].rect.x, b.marks[i].rect.x);
    EXPECT_EQ(a.marks[i].text, b.marks[i].text);
  }
  EXPECT_THROW(heatmap(trace, 1, {}, fake), std::invalid_argument);
  EXPECT_THROW(heatmap(trace, -1, {}, fake), std::invalid_argument);
}

}  // namespace
