// What is exported is what was on the screen: the stage as the window draws it (Dear ImGui, OpenGL) beside the same
// scene as a PNG (Cairo). Geometry to 1 px, colours to 2/255; of a thousand pixels one may stray; letters are left out,
// their shapes are each renderer's own.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "app/gui/headless.h"
#include "app/scene/raster.h"
#include "tests/support/steps.h"

namespace attn::gui {
namespace {

using scene::Image;
using scene::Mark;

int channel(const Image& image, int x, int y, int c) {
  return image
      .rgba[(static_cast<std::size_t>(y) * static_cast<std::size_t>(image.width) + static_cast<std::size_t>(x)) * 4 +
            static_cast<std::size_t>(c)];
}

// Whether the pixel lies, in every channel, between the other picture's darkest and lightest pixels around it.
bool like(const Image& a, const Image& b, int x, int y) {
  for (int c = 0; c < 3; ++c) {
    int least = 255, most = 0;
    for (int v = std::max(0, y - 1); v <= std::min(b.height - 1, y + 1); ++v)
      for (int u = std::max(0, x - 1); u <= std::min(b.width - 1, x + 1); ++u) {
        least = std::min(least, channel(b, u, v, c));
        most = std::max(most, channel(b, u, v, c));
      }
    if (channel(a, x, y, c) < least - 2 || channel(a, x, y, c) > most + 2) return false;
  }
  return true;
}

// Where letters are: their shapes are each renderer's own.
std::vector<bool> lettered(const scene::Scene& scene, const Image& image, float px) {
  const scene::Measure measure = scene::pango_measure();
  std::vector<bool> mask(static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.height));
  for (const Mark& m : scene.marks) {
    if (m.kind != Mark::Kind::text) continue;
    const float width = measure(m.text, m.font, m.size) + 4, reach = m.angle != 0 ? width : m.size * 0.75f;
    const float left = m.align == scene::Align::left ? -2 : m.align == scene::Align::center ? -width / 2 : -width + 2;
    const float x0 = m.angle != 0 ? m.rect.x - width : m.rect.x + left,
                x1 = m.angle != 0 ? m.rect.x + width : m.rect.x + left + width;
    for (int y = static_cast<int>((m.rect.y - reach) * px); y <= static_cast<int>((m.rect.y + reach) * px); ++y)
      for (int x = static_cast<int>(x0 * px); x <= static_cast<int>(x1 * px); ++x)
        if (x >= 0 && y >= 0 && x < image.width && y < image.height)
          mask[static_cast<std::size_t>(y) * static_cast<std::size_t>(image.width) + static_cast<std::size_t>(x)] =
              true;
  }
  return mask;
}

Image part(const Image& whole, int left, int top, int width, int height) {
  Image image{width, height, {}, {}};
  for (int y = top; y < top + height; ++y)
    for (int x = left; x < left + width; ++x)
      for (int c = 0; c < 4; ++c) image.rgba.push_back(static_cast<std::uint8_t>(channel(whole, x, y, c)));
  return image;
}

struct Case {
  const char* sentence;
  const char* step;
  Look look;
  Language language;
  float scale;
};

class ExportScreen : public testing::TestWithParam<Case> {};

TEST_P(ExportScreen, TheStageIsThePng) {
  const Case& c = GetParam();
  HeadlessOptions options;
  options.scale = c.scale;
  options.settings.document.sentence = c.sentence;
  options.settings.document.step = c.step;
  options.settings.document.look = c.look;
  options.settings.document.language = c.language;
  options.settings.document.phase = 0.5;
  options.settings.document.cell.reset();
  Headless window(options);
  const Image picture = window.picture();
  const Stage& stage = window.program().view().stage;
  ASSERT_FALSE(stage.scene.marks.empty());
  const Image exported = scene::to_image(stage.scene, static_cast<double>(stage.px));
  const int left = static_cast<int>(std::lround(stage.origin.x)), top = static_cast<int>(std::lround(stage.origin.y));
  ASSERT_LE(left + exported.width, picture.width);
  ASSERT_LE(top + exported.height, picture.height);
  const Image shown = part(picture, left, top, exported.width, exported.height);
  const std::vector<bool> letters = lettered(stage.scene, exported, stage.px);
  std::size_t compared = 0, strange = 0;
  for (int y = 0; y < exported.height; ++y)
    for (int x = 0; x < exported.width; ++x) {
      if (letters[static_cast<std::size_t>(y) * static_cast<std::size_t>(exported.width) + static_cast<std::size_t>(x)])
        continue;
      ++compared;
      if (!like(shown, exported, x, y) && !like(exported, shown, x, y)) ++strange;
    }
  const double share = static_cast<double>(strange) / static_cast<double>(compared);
  RecordProperty("strange", std::to_string(share));
  EXPECT_GT(compared, exported.rgba.size() / 4 / 3);
  EXPECT_LE(share, 0.001) << strange << " of " << compared << " pixels";
}

INSTANTIATE_TEST_SUITE_P(
    Stages, ExportScreen,
    testing::Values(Case{"I am a student", "encoder/layer1/self/head2/scores", Look::dark, Language::en, 1},
                    Case{"I am a student", "encoder/layer1/self/head2/weights", Look::light, Language::fr, 1},
                    Case{"I am a student", "decode3/layer1/self/head2/masked", Look::light, Language::zh, 2},
                    Case{"I am a student", "encoder/layer1/self/concat", Look::dark, Language::en, 1},
                    Case{"I am a student", "encoder/layer1/ffn/hidden", Look::light, Language::en, 1},
                    Case{test::sentence_of_48_words, "encoder/layer1/self/head2/scaled", Look::dark, Language::en, 1}));

}  // namespace
}  // namespace attn::gui
