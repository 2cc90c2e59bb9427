// The Heads view read back from its marks: every texel, cell and ribbon is the trace's number.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <map>

#include "app/scene/views/head_detail.h"
#include "app/scene/views/heads_grid.h"
#include "engine/eigen.h"
#include "engine/model/translate.h"
#include "tests/support/heatmap.h"
#include "tests/support/random.h"
#include "tests/support/stage.h"

namespace attn::test {
namespace {

const Trace& trace() {
  static const attn::Run made = translate(load_model(std::string(default_model)), "I am a student");
  return made.trace;
}

constexpr const char* paths[] = {"encoder/layer1/self/head1/weights", "encoder/layer1/self/head2/weights",
                                 "decode4/layer1/self/head1/weights", "decode4/layer2/cross/head3/weights"};
const Range unit{Range::Kind::unit, 1};

HeadThumb thumb(int id, const Tensor& values, int step, bool causal = false) {
  HeadThumb t;
  t.id = id;
  t.step = step;
  t.values = &values;
  t.range = unit;
  t.causal = causal;
  t.below = "broad";
  return t;
}

HeadsGridRequest page_of(const Theme& theme, std::vector<HeadThumb> thumbs, float width = 640) {
  HeadsGridRequest request{{}, {"Head 1", "Mean"}, theme, width, 0, fake};
  HeadThumbSection section{"Encoder", "about", {}};
  for (HeadThumb& t : thumbs) section.rows.push_back({"Layer", {t}});
  request.sections.push_back(std::move(section));
  return request;
}

HeadsAtlas painted(const HeadsGridRequest& request) {
  HeadsAtlas atlas = heads_atlas(request);
  for (std::size_t row = 0; row < atlas.images.size(); ++row) paint_heads(request, row, atlas);
  return atlas;
}

const Mark* image_of_step(const Scene& scene, int step) {
  for (const Mark& m : scene.marks)
    if (m.kind == Mark::Kind::image && m.cell.step == step) return &m;
  return nullptr;
}

Color texel(const Image& image, Index row, Index col) {
  const std::uint8_t* p = &image.rgba[4 * static_cast<std::size_t>(row * image.width + col)];
  return {p[0], p[1], p[2], p[3]};
}

TEST(HeadsGrid, EveryTexelIsACellOfTheTrace) {
  const Theme theme = dark_theme();
  std::vector<HeadThumb> thumbs;
  for (const char* path : paths)
    thumbs.push_back(thumb(static_cast<int>(thumbs.size()), trace().at(path).out, trace().find(path),
                           std::string(path).find("/self/") != std::string::npos && path[0] == 'd'));
  const HeadsGridRequest request = page_of(theme, thumbs);
  const HeadsAtlas atlas = painted(request);
  const HeadsGrid grid = heads_grid(request, atlas);
  ASSERT_EQ(grid.places.size(), std::size(paths));
  for (const HeadThumb& t : thumbs) {
    const Mark* mark = image_of_step(grid.scene, t.step);
    ASSERT_NE(mark, nullptr);
    EXPECT_EQ(mark->image, atlas.images[static_cast<std::size_t>(t.id)]) << "that of its row";
    const Image part = part_of(*mark);
    ASSERT_EQ(part.width, t.values->cols());
    ASSERT_EQ(part.height, t.values->rows());
    for (Index r = 0; r < t.values->rows(); ++r)
      for (Index c = 0; c < t.values->cols(); ++c) {
        const bool masked = t.causal && c > r;
        const Color wanted = masked ? theme.bg2 : cell_color(theme, static_cast<double>((*t.values)(r, c)), unit);
        EXPECT_EQ(texel(part, r, c), wanted) << t.step << ": " << r << ", " << c;
        const float x = mark->rect.x + (static_cast<float>(c) + 0.5f) * mark->rect.w / static_cast<float>(part.width);
        const float y = mark->rect.y + (static_cast<float>(r) + 0.5f) * mark->rect.h / static_cast<float>(part.height);
        EXPECT_EQ(cell_at(grid.scene, x, y), (CellTag{t.step, r, c})) << "what is pointed at is what is seen";
      }
  }
}

TEST(HeadsGrid, ManyWordsShareTexelsOfTheLargest) {
  Mat values = Mat::filled(300, 300, 0.001f);
  values(200, 17) = 0.9f;
  const Tensor tensor(values, words(300), words(300));
  const Theme theme = light_theme();
  const HeadsGridRequest request = page_of(theme, {thumb(0, tensor, 5)});
  const HeadsAtlas atlas = painted(request);
  const HeadsGrid grid = heads_grid(request, atlas);
  const Mark* mark = image_of_step(grid.scene, 5);
  ASSERT_NE(mark, nullptr);
  EXPECT_LE(mark->rect.w, measures_of(request).side);
  const Image part = part_of(*mark);
  int bright = 0;
  for (Index r = 0; r < part.height; ++r)
    for (Index c = 0; c < part.width; ++c)
      if (texel(part, r, c) == cell_color(theme, static_cast<double>(values(200, 17)), unit)) {
        ++bright;
        EXPECT_EQ(part.cells[static_cast<std::size_t>(r * part.width + c)], 200 * 300 + 17);
      }
  EXPECT_EQ(bright, 1);
}

TEST(HeadsGrid, ManyLargeHeadsFitOneImage) {
  Random random(1);
  const Mat drawn = random.matrix(162, 162);
  const Tensor tensor(mat_of(eigen(drawn).cwiseAbs()), words(162), words(162));
  const Theme theme = dark_theme();
  HeadsGridRequest request = page_of(theme, {});
  request.sections.front().rows.push_back({"Layer", std::vector<HeadThumb>(3000, thumb(0, tensor, 1))});
  const HeadsAtlas atlas = painted(request);
  ASSERT_EQ(atlas.images.size(), 1u);
  EXPECT_LE(atlas.images.front()->width, 4096);
  EXPECT_LE(atlas.images.front()->height, 4096);
  EXPECT_EQ(atlas.parts.size(), 3000u);
}

// Rows are painted one by one, when they are seen.
TEST(HeadsGrid, OnlyThePaintedRowsHaveAPicture) {
  const Theme theme = dark_theme();
  std::vector<HeadThumb> thumbs;
  for (const char* path : paths) thumbs.push_back(thumb(0, trace().at(path).out, trace().find(path)));
  const HeadsGridRequest request = page_of(theme, thumbs);
  HeadsAtlas atlas = heads_atlas(request);
  paint_heads(request, 1, atlas);
  const HeadsGrid grid = heads_grid(request, atlas);
  ASSERT_EQ(grid.rows.size(), std::size(paths));
  for (std::size_t i = 0; i < grid.rows.size(); ++i) {
    ASSERT_EQ(grid.rows[i].pictures.size(), 1u);
    const Mark& picture = grid.scene.marks[grid.rows[i].pictures.front()];
    EXPECT_EQ(picture.kind, Mark::Kind::image);
    EXPECT_EQ(picture.image != nullptr, i == 1) << i;
    EXPECT_GE(picture.rect.y, grid.rows[i].top);
    EXPECT_LE(picture.rect.y + picture.rect.h, grid.rows[i].bottom);
  }
  EXPECT_EQ(heads_grid(request, painted(request)).scene.marks.size(), grid.scene.marks.size());
}

TEST(HeadsGrid, ARangeOfItsOwnEndsAtTheLargestValue) {
  Mat m(2, 2);
  eigen(m) << .25f, .9f, -.5f, .125f;
  EXPECT_NEAR(own_range(Tensor(m, words(2), words(2)), false, Range::Kind::unit).limit, 0.9, 1e-6);
  EXPECT_NEAR(own_range(Tensor(m, words(2), words(2)), true, Range::Kind::unit).limit, 0.5, 1e-6) << "0.9 is masked";
  m(0, 0) = std::numeric_limits<Real>::quiet_NaN();
  EXPECT_NEAR(own_range(Tensor(m, words(2), words(2)), true, Range::Kind::unit).limit, 0.5, 1e-6);
}

TEST(HeadsGrid, NothingIsCoveredOrOutside) {
  std::vector<HeadThumb> thumbs;
  for (const char* path : paths) thumbs.push_back(thumb(0, trace().at(path).out, trace().find(path)));
  thumbs.push_back({});  // left out by a filter
  const HeadsGridRequest request = page_of(dark_theme(), thumbs);
  HeadsGrid grid = heads_grid(request, painted(request));
  for (const Mark& mark : grid.names.marks)
    if (mark.kind == Mark::Kind::text && mark.rect.y > 20) {
      EXPECT_LE(mark.rect.x + fake(mark.text, mark.font, mark.size), grid.names_width + 12) << mark.text;
    }
  grid.scene.marks.insert(grid.scene.marks.end(), grid.names.marks.begin(), grid.names.marks.end());
  EXPECT_EQ(covered_texts(grid.scene, fake), Problems{});
  EXPECT_EQ(outside(grid.scene, fake), Problems{});
  EXPECT_EQ(grid.places.size(), thumbs.size() - 1) << "a place left out cannot be clicked";
}

struct Detail {
  Theme theme = dark_theme();
  Tensor values;
  int step = 0;
  StageRequest stage;
  HeadDetailRequest request;

  Detail(const Trace& of, int at, float width, float height, const std::function<void(HeadDetailRequest&)>& edit = {})
      : values(of[at].out),
        step(at),
        stage{of,    at,     1,    -1, {}, theme,
              width, height, fake, "", "", [](std::string_view key) { return std::string(key); }},
        request{at, values, values, unit, false, true, true, {}, {}, {}, {}, {}, {}, false, {}, stage} {
    request.bits.assign(static_cast<std::size_t>(values.rows()), 1.25);
    request.most_bits.assign(static_cast<std::size_t>(values.rows()), 2);
    request.received.assign(static_cast<std::size_t>(values.cols()), 0.75);
    request.sentence = {{"Mostly looks at the last word.", theme.t2, Font::ui}};
    if (edit) edit(request);
  }
};

TEST(HeadDetail, CellsAndNumbersAreTheTraces) {
  for (const char* path : paths) {
    const Detail d(trace(), trace().find(path), 568, 690);
    const Scene scene = head_detail(d.request).scene;
    EXPECT_EQ(wrong_numbers(d.stage, scene), Problems{}) << path;
    EXPECT_EQ(wrong_colours(d.stage, scene, [&](const CellTag&, double v) { return cell_color(d.theme, v, unit); }),
              Problems{})
        << path;
    std::size_t cells = 0;
    for (const Mark& m : scene.marks) cells += m.kind == Mark::Kind::fill && m.cell.step >= 0;
    EXPECT_EQ(cells, static_cast<std::size_t>(d.values.size())) << path;
    EXPECT_EQ(covered_texts(scene, fake), Problems{}) << path;
    EXPECT_EQ(outside(scene, fake), Problems{}) << path;
  }
}

TEST(HeadDetail, RibbonsAreAsHighAsTheirWeights) {
  const Detail d(trace(), trace().find(paths[1]), 568, 690);
  const Scene scene = head_detail(d.request).scene;
  double scale = 0;  // pixels of a weight of 1, the same for all
  std::map<std::pair<Index, Index>, int> seen;
  for (const Mark& m : scene.marks) {
    if (m.kind != Mark::Kind::ribbon) continue;
    const double w = number_of(trace(), m.cell);
    for (const std::size_t end : {0u, 2u}) {
      const double height = static_cast<double>(m.points[end + 1].y - m.points[end].y);
      if (scale == 0) scale = height / w;
      EXPECT_NEAR(height, scale * w, 0.01) << m.cell.row << ", " << m.cell.col;
    }
    ++seen[{m.cell.row, m.cell.col}];
  }
  for (Index r = 0; r < d.values.rows(); ++r)
    for (Index c = 0; c < d.values.cols(); ++c) {
      const int wanted = static_cast<double>(d.values(r, c)) * scale >= 0.35 ? 1 : 0;
      EXPECT_EQ((seen[{r, c}]), wanted) << r << ", " << c;
    }
}

TEST(HeadDetail, RibbonsOfAWordDoNotOverlapAndFillItsBar) {
  const Detail d(trace(), trace().find(paths[0]), 568, 690);
  std::map<Index, std::vector<std::pair<float, float>>> into;  // by asking word
  for (const Mark& m : head_detail(d.request).scene.marks)
    if (m.kind == Mark::Kind::ribbon) into[m.cell.row].emplace_back(m.points[2].y, m.points[3].y);
  for (auto& [row, ends] : into) {
    std::sort(ends.begin(), ends.end());
    for (std::size_t i = 1; i < ends.size(); ++i) EXPECT_GE(ends[i].first, ends[i - 1].second - 0.51f) << row;
  }
}

TEST(HeadDetail, MaskedCellsAreHatchedAndHaveNoNumber) {
  const Detail d(trace(), trace().find(paths[2]), 568, 690, [](HeadDetailRequest& r) { r.causal = true; });
  for (const Mark& m : head_detail(d.request).scene.marks) {
    if (m.cell.step < 0 || m.cell.col <= m.cell.row) continue;
    EXPECT_NE(m.kind, Mark::Kind::text) << m.text;
    EXPECT_NE(m.kind, Mark::Kind::ribbon);
    if (m.kind == Mark::Kind::fill) {
      EXPECT_EQ(m.color, d.theme.bg2);
    }
  }
}

// Untagged numbers, as text: those that are not cells of the trace.
std::vector<std::string> numbers_beside(const Scene& scene, float size) {
  std::vector<std::string> found;
  for (const Mark& m : scene.marks)
    if (m.kind == Mark::Kind::text && m.cell.step < 0 && m.font == Font::mono && m.size == size)
      found.push_back(m.text);
  return found;
}

TEST(HeadDetail, SeveralWordsAreAddedOrAveraged) {
  Mat m(3, 3);
  eigen(m) << .5f, .25f, .25f, .1f, .8f, .1f, .3f, .3f, .4f;
  const Trace one = trace_of(m, words(3), words(3), "encoder/layer1/self/head1/weights");
  for (const bool sum : {false, true}) {
    const Detail d(one, 0, 568, 690, [&](HeadDetailRequest& r) {
      r.rows = {0, 1};
      r.sum = sum;
    });
    const std::vector<std::string> shown = numbers_beside(head_detail(d.request).scene, 15);
    const std::vector<std::string> wanted =
        sum ? std::vector<std::string>{"0.60", "1.05", "0.35"} : std::vector<std::string>{"0.30", "0.53", "0.18"};
    EXPECT_EQ(shown, wanted);
  }
  const Detail both(one, 0, 568, 690, [](HeadDetailRequest& r) {
    r.rows = {0, 2};
    r.cols = {0, 1};
    r.sum = true;
  });
  const std::vector<std::string> shown = numbers_beside(head_detail(both.request).scene, 15);
  EXPECT_EQ(shown, (std::vector<std::string>{"0.80", "0.55", "0.65", "0.75", "0.90", "0.60", "1.35"}));
}

TEST(HeadDetail, HoldsForManyWordsAndSmallRoom) {
  Random random(3);
  for (const Index n : {1, 2, 13, 48, 64, 200}) {
    Mat m = random.matrix(n, n);
    eigen(m) = eigen(m).cwiseAbs();
    for (Index r = 0; r < n; ++r) eigen(m).row(r) /= eigen(m).row(r).sum();
    const Trace one = trace_of(m, words(n), words(n), "encoder/layer1/self/head1/weights");
    for (const float height : {444.0f, 690.0f}) {
      const Detail d(one, 0, 568, height, [&](HeadDetailRequest& r) { r.cell = {n / 2, n - 1}; });
      const HeadDetail made = head_detail(d.request);
      EXPECT_EQ(covered_texts(made.scene, fake), Problems{}) << n;
      EXPECT_EQ(outside(made.scene, fake), Problems{}) << n;
      EXPECT_EQ(cell_at(made.scene, made.cells.x + 1, made.cells.y + 1).step, 0) << n;
    }
  }
}

}  // namespace
}  // namespace attn::test
