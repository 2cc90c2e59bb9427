// The layout of a step: every cell is where it says, nothing leaves the picture, no label touches another or the cells.
#include "app/scene/heatmap.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <set>

#include "app/scene/text.h"
#include "engine/ops/ops.h"

using namespace attn;
using namespace attn::scene;

namespace {

constexpr float infinity = std::numeric_limits<float>::infinity();
constexpr float pi = 3.14159265f;

float fake_width(std::string_view text, Font font, float size) {
  return static_cast<float>(display_width(text)) * size * (font == Font::ui_bold ? 0.65f : 0.6f);
}
const Measure fake = fake_width;

Mat waves(Index rows, Index cols) {
  Mat m(rows, cols);
  for (Index i = 0; i < m.size(); ++i) m.data()[i] = std::sin(static_cast<float>(i) * 1.7f + 0.3f);
  return m;
}

Axis words(Index count, const std::string& stem = "word") {
  std::vector<std::string> all;
  for (Index i = 0; i < count; ++i) all.push_back(stem + std::to_string(i));
  return token_axis(all);
}

Trace trace_of(Mat values, Axis rows, Axis cols, const char* path = "encoder/layer1/self/head1/scores") {
  static const std::string roles[] = {"scores", "weights", "tokens", "logits"};
  const std::string_view role = std::string_view(path).substr(std::string_view(path).rfind('/') + 1);
  Tape tape;
  for (const std::string& known : roles)
    if (known == role) tape.give(path, known, Tensor(std::move(values), std::move(rows), std::move(cols)));
  return tape.finish();
}

Scene draw(const Trace& trace, HeatmapOptions options = {}) { return heatmap(trace, 0, options, fake); }

HeatmapOptions sized(float width, float height) {
  HeatmapOptions options;
  options.title = "Scores";
  options.caption = "A large positive score means that this word matters.";
  options.max_width = width;
  options.max_height = height;
  return options;
}

std::vector<const Mark*> marks(const Scene& scene, Mark::Kind kind) {
  std::vector<const Mark*> found;
  for (const Mark& m : scene.marks)
    if (m.kind == kind) found.push_back(&m);
  return found;
}

const Mark* image_of(const Scene& scene) {
  for (const Mark* m : marks(scene, Mark::Kind::image))
    if (m->cell.step >= 0) return m;
  return nullptr;
}

// The box around all cells.
Rect cells_box(const Scene& scene) {
  float left = 1e9f, top = 1e9f, right = -1e9f, bottom = -1e9f;
  for (const Mark& m : scene.marks) {
    if (m.cell.step < 0 || (m.kind != Mark::Kind::fill && m.kind != Mark::Kind::image)) continue;
    left = std::min(left, m.rect.x), top = std::min(top, m.rect.y);
    right = std::max(right, m.rect.x + m.rect.w), bottom = std::max(bottom, m.rect.y + m.rect.h);
  }
  return {left, top, right - left, bottom - top};
}

// A text's box before it is turned about its anchor.
Rect text_box(const Mark& m) {
  const float w = fake(m.text, m.font, m.size);
  const float left = m.align == Align::left ? 0 : m.align == Align::center ? -w / 2 : -w;
  return {m.rect.x + left, m.rect.y - m.size / 2, w, m.size};
}

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

TEST(Heatmap, CellsHaveTheirColours) {
  Mat m(1, 3);
  m << 1, -1, 0;
  const Scene scene = draw(trace_of(m, {}, {}));
  const Theme t = dark_theme();
  std::vector<Color> colors;
  for (const Mark* mark : marks(scene, Mark::Kind::fill))
    if (mark->cell.step >= 0) colors.push_back(mark->color);
  EXPECT_EQ(colors, (std::vector<Color>{t.pos[255], t.neg[255], t.bg2}));
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
  Mat m = Mat::Constant(1, 8000, 0.01f);
  m(0, 4321) = -3;
  m(0, 77) = 2;
  m.block(0, 5000, 1, 100).setConstant(-infinity);
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
  EXPECT_EQ((Color{texel[0], texel[1], texel[2], texel[3]}), cell_color(dark_theme(), -3, {Range::Kind::symmetric, 5}));
  EXPECT_EQ(image->image->rgba[static_cast<std::size_t>(5050 / per) * 4 + 3], 0);  // only −∞ there: no colour
  bool said = false;
  for (const Mark* t : marks(scene, Mark::Kind::text)) said |= t->text == std::to_string(per) + " in one";
  EXPECT_TRUE(said);
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

TEST(Heatmap, NumbersFitTheirCells) {
  for (const float width : {0.0f, 200.0f, 330.0f, 420.0f}) {
    const Scene scene = draw(trace_of(waves(6, 8) * 50, words(6), {}), sized(width, 0));
    for (const Mark* m : marks(scene, Mark::Kind::text)) {
      if (m->cell.step < 0) continue;
      const Rect r = text_box(*m);
      EXPECT_EQ(cell_at(scene, r.x, m->rect.y), m->cell);
      EXPECT_EQ(cell_at(scene, r.x + r.w, m->rect.y), m->cell);
    }
  }
}

TEST(Heatmap, MinusInfinityIsAStrokeWithoutColour) {
  Mat m(2, 2);
  m << 0.5f, -infinity, 0.25f, 1.5f;
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
  m << std::nanf(""), infinity;
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
  const Scene zero = draw(trace_of(Mat::Zero(2, 3), words(2), words(3), "h/weights"));
  for (const Mark* m : marks(zero, Mark::Kind::fill)) EXPECT_EQ(m->color, dark_theme().bg2);
  EXPECT_GT(draw(trace_of(Mat::Constant(2, 2, -infinity), {}, {})).marks.size(), 4u);
  EXPECT_TRUE(draw(trace_of(Mat(0, 0), {}, {})).marks.empty());
}

TEST(Heatmap, TokenIdsAreWholeAndWithoutLegend) {
  Mat m(2, 1);
  m << 47, 3207;
  const Scene scene = draw(trace_of(m, words(2), single_axis(), "e/tokens"));
  std::set<std::string> texts;
  for (const Mark* t : marks(scene, Mark::Kind::text)) texts.insert(t->text);
  EXPECT_TRUE(texts.contains("3207"));
  EXPECT_TRUE(marks(scene, Mark::Kind::image).empty());
}

TEST(Heatmap, LegendNamesTheRange) {
  const auto texts_of = [](const Scene& scene) {
    std::set<std::string> texts;
    for (const Mark* t : marks(scene, Mark::Kind::text)) texts.insert(t->text);
    return texts;
  };
  const auto scores = texts_of(draw(trace_of(waves(2, 2) * 3, {}, {})));
  EXPECT_TRUE(scores.contains("−5") && scores.contains("0") && scores.contains("+5"));
  const auto weights = texts_of(draw(trace_of(Mat::Constant(2, 2, 0.51f), {}, {}, "h/weights")));
  EXPECT_TRUE(weights.contains("0") && weights.contains("0.5") && weights.contains("1"));
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
  Mat m = Mat::Constant(1, 8000, -5);
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
