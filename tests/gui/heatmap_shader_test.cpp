// The heatmap's shader, pixel by pixel, against the colours that every other backend gives the same texels.
#include <gtest/gtest.h>
#include <imgui.h>
#include <imgui_impl_opengl3.h>

#include <cmath>
#include <cstdlib>
#include <limits>
#include <random>

#include "app/gui/heatmaps.h"
#include "app/gui/surface.h"
#include "app/scene/texels.h"
#include "engine/eigen.h"

namespace attn::gui {
namespace {

using namespace scene;

constexpr float infinity = std::numeric_limits<float>::infinity();
constexpr int width = 160, height = 120;

class HeatmapShader : public testing::Test {
 protected:
  HeatmapShader() : surface(make_surface(width, height)) {
    ImGui::CreateContext();
    ImGui::GetIO().IniFilename = nullptr;
    ImGui_ImplOpenGL3_Init("#version 330 core");
    heatmaps = std::make_unique<Heatmaps>();
  }
  ~HeatmapShader() override {
    heatmaps.reset();
    ImGui_ImplOpenGL3_Shutdown();
    ImGui::DestroyContext();
  }

  // On bg0, with something ordinary drawn before and after it.
  Image drawn(const std::shared_ptr<const Texels>& texels, const Rect& box, float alpha = 1) {
    ImGuiIO& io = ImGui::GetIO();
    io.DisplaySize = {width, height};
    io.DeltaTime = 1.0f / 60;
    ImGui_ImplOpenGL3_NewFrame();
    ImGui::NewFrame();
    ImDrawList& list = *ImGui::GetBackgroundDrawList();
    const Color ground = dark_theme().bg0;
    list.AddRectFilled({0, 0}, {width, height}, IM_COL32(ground.r, ground.g, ground.b, 255));
    heatmaps->add(list, texels, {box.x, box.y}, {box.x + box.w, box.y + box.h}, alpha);
    list.AddRectFilled({0, 0}, {8, 8}, IM_COL32(255, 0, 0, 255));
    ImGui::Render();
    ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
    heatmaps->begin_frame();
    return surface->pixels();
  }

  // Largest difference in a channel, over the middles of all texels.
  int difference(const std::shared_ptr<const Texels>& texels, const Rect& box) {
    const Image seen = drawn(texels, box);
    int most = 0;
    for (Index r = 0; r < texels->height(); ++r)
      for (Index c = 0; c < texels->width(); ++c) {
        const auto x =
            static_cast<int>(box.x + (static_cast<float>(c) + 0.5f) * box.w / static_cast<float>(texels->width()));
        const auto y =
            static_cast<int>(box.y + (static_cast<float>(r) + 0.5f) * box.h / static_cast<float>(texels->height()));
        Color wanted = texel_color(*texels, r, c);
        if (wanted.a == 0) wanted = dark_theme().bg0;
        const std::uint8_t* p = &seen.rgba[static_cast<std::size_t>(y * width + x) * 4];
        most = std::max({most, std::abs(p[0] - wanted.r), std::abs(p[1] - wanted.g), std::abs(p[2] - wanted.b)});
      }
    const std::uint8_t* after = &seen.rgba[(4 * width + 4) * 4];
    EXPECT_EQ(after[0], 255) << "what is drawn after it is drawn as ever";
    EXPECT_EQ(after[1], 0);
    return most;
  }

  std::unique_ptr<Surface> surface;
  std::unique_ptr<Heatmaps> heatmaps;
};

Cut cut(Index count, Index per = 1, Index from = 0, Index seen = -1) {
  Cut made{count, per, 0, 1, from, seen};
  made.shown = (made.till() - from + per - 1) / per;
  return made;
}

Mat noise(Index rows, Index cols, float size) {
  std::mt19937 random(7);
  std::uniform_real_distribution<float> within(-size, size);
  Mat m(rows, cols);
  for (Index i = 0; i < m.size(); ++i) m.data()[i] = within(random);
  return m;
}

Texels plain(Mat values, Cut down, Cut across, const Range& range) {
  Texels t;
  t.down = down, t.across = across;
  t.done = values.size();
  t.of = Tensor(std::move(values), {}, {});
  t.limit = range.limit;
  t.colors = number_colors(dark_theme(), range);
  return t;
}

constexpr Rect box{16, 10, 130, 100};
const Range signs{Range::Kind::symmetric, 2};

TEST_F(HeatmapShader, NumbersOfBothSignsAndOfNoSize) {
  Mat m = noise(20, 26, 2.4f);
  m(0, 0) = 0, m(0, 1) = -0.0f, m(1, 0) = -infinity, m(1, 1) = infinity, m(2, 2) = std::nanf(""), m(3, 3) = 1e-30f;
  EXPECT_LE(difference(with_bins(plain(m, cut(20), cut(26), signs)), box), 2);
}

TEST_F(HeatmapShader, SharesOfOneAndNames) {
  const Mat drawn = noise(10, 13, 1), m = mat_of(eigen(drawn).cwiseAbs());
  EXPECT_LE(difference(with_bins(plain(m, cut(10), cut(13), {Range::Kind::unit, 1})), box), 2);
  EXPECT_LE(difference(with_bins(plain(m, cut(10), cut(13), {Range::Kind::names, 0})), box), 2);
}

TEST_F(HeatmapShader, PendingCellsTurnedOrNot) {
  for (const Index done : {0, 1, 137, 259, 260}) {
    Texels t = plain(noise(20, 13, 2), cut(20), cut(13), signs);
    t.done = done;
    EXPECT_LE(difference(with_bins(t), box), 2) << done;
    t.turned = true;
    std::swap(t.down, t.across);
    EXPECT_LE(difference(with_bins(t), box), 2) << done;
  }
}

TEST_F(HeatmapShader, AWindowAndABoxBetweenPixels) {
  Texels t = plain(noise(50, 60, 2), cut(50, 1, 17, 10), cut(60, 1, 3, 13), signs);
  EXPECT_LE(difference(with_bins(t), {16.3f, 10.6f, 129.5f, 99.2f}), 2);
}

TEST_F(HeatmapShader, BinsOfMoreCellsThanPixels) {
  Mat m = noise(300, 400, 2);
  m(7, 9) = std::nanf("");
  Texels t = plain(m, cut(300, 7), cut(400, 9), signs);
  t.done = 300 * 200 + 11;
  EXPECT_LE(difference(with_bins(t), box), 2);
  t.turned = true;
  std::swap(t.down, t.across);
  EXPECT_LE(difference(with_bins(t), box), 2);
}

TEST_F(HeatmapShader, WeakRowsAndClearTexels) {
  Mat m = noise(10, 13, 2);
  m(2, 2) = -infinity;
  Texels t = plain(m, cut(10), cut(13), signs);
  t.colors.masked = {0, 0, 0, 0};
  EXPECT_LE(difference(with_bins(t), box), 2);
  for (int i = 0; i < 10; ++i) t.strength.push_back(static_cast<float>(i) / 9);
  EXPECT_LE(difference(with_bins(t), box), 2);
}

TEST_F(HeatmapShader, PaleAsAsked) {
  const auto texels = with_bins(plain(Mat::filled(2, 2, 2), cut(2), cut(2), signs));
  const Image seen = drawn(texels, box, 0.5f);
  const Theme theme = dark_theme();
  const std::uint8_t* p = &seen.rgba[(60 * width + 80) * 4];
  EXPECT_NEAR(p[0], (theme.pos[255].r + theme.bg0.r) / 2, 2);
}

TEST_F(HeatmapShader, ATensorGoesUpOnceWhateverIsShownOfIt) {
  Texels t = plain(noise(50, 60, 2), cut(50), cut(60), signs);
  for (Index i = 0; i < 20; ++i) {
    t.done = 100 * i;
    t.down = cut(50, 1, i, 20);
    drawn(with_bins(t), box);
  }
  EXPECT_EQ(heatmaps->uploads(), 1u);
  EXPECT_EQ(heatmaps->textures(), 1u);
  for (Index i = 0; i < 5; ++i) drawn(with_bins(plain(noise(300, 400, 2), cut(300, 7), cut(400, 9), signs)), box);
  EXPECT_EQ(heatmaps->textures(), 2u) << "of bins only the latest is kept";
  for (Index i = 0; i < 40; ++i)
    drawn(with_bins(plain(noise(1000, 600, 2), cut(1000, 1, 0, 100), cut(600, 1, 0, 100), signs)), box);
  EXPECT_LE(heatmaps->textures(), 16u) << "and no more than a budget of all";
}

}  // namespace
}  // namespace attn::gui
