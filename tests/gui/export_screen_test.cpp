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
#include "engine/runs/marian_params.h"
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

// A scene as the window drew it: where its corner is, how large its pixels are, and which part of the window shows
// nothing but it, in pixels.
struct Shown {
  const scene::Scene& scene;
  float x, y, px;
  scene::Rect part;
  std::vector<scene::Rect> not_its_own = {};  // buttons that the window draws over it; of the scene
};

void expect_the_png(const Image& window, const Shown& shown) {
  ASSERT_FALSE(shown.scene.marks.empty());
  const Image exported = scene::to_image(shown.scene, static_cast<double>(shown.px));
  const int left = static_cast<int>(std::lround(shown.x)), top = static_cast<int>(std::lround(shown.y));
  const int x0 = std::max(left, static_cast<int>(shown.part.x)), y0 = std::max(top, static_cast<int>(shown.part.y));
  const int x1 = std::min({left + exported.width, window.width, static_cast<int>(shown.part.x + shown.part.w)}),
            y1 = std::min({top + exported.height, window.height, static_cast<int>(shown.part.y + shown.part.h)});
  ASSERT_GT(x1 - x0, 200);
  ASSERT_GT(y1 - y0, 150);
  const Image seen = part(window, x0, y0, x1 - x0, y1 - y0),
              written = part(exported, x0 - left, y0 - top, x1 - x0, y1 - y0);
  const std::vector<bool> letters = lettered(shown.scene, exported, shown.px);
  const auto left_out = [&](int x, int y) {
    const auto at =
        static_cast<std::size_t>(y) * static_cast<std::size_t>(exported.width) + static_cast<std::size_t>(x);
    if (letters[at]) return true;
    const float u = static_cast<float>(x) / shown.px, v = static_cast<float>(y) / shown.px;
    return std::any_of(shown.not_its_own.begin(), shown.not_its_own.end(),
                       [&](const scene::Rect& rect) { return rect.contains(u, v); });
  };
  std::size_t compared = 0, strange = 0;
  for (int y = 0; y < seen.height; ++y)
    for (int x = 0; x < seen.width; ++x) {
      if (left_out(x + x0 - left, y + y0 - top)) continue;
      ++compared;
      if (!like(seen, written, x, y) && !like(written, seen, x, y)) ++strange;
    }
  const double share = static_cast<double>(strange) / static_cast<double>(compared);
  testing::Test::RecordProperty("strange", std::to_string(share));
  EXPECT_GT(compared, seen.rgba.size() / 4 / 3);
  EXPECT_LE(share, 0.001) << strange << " of " << compared << " pixels";
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
  set_sentence(options.settings.document.request, c.sentence);
  options.settings.document.step = c.step;
  options.settings.document.look = c.look;
  options.settings.document.language = c.language;
  options.settings.document.phase = 0.5;
  options.settings.document.cell.reset();
  Headless window(options);
  const Image picture = window.picture();
  const Stage& stage = window.program().view().stage;
  expect_the_png(picture, {stage.scene,
                           stage.origin.x,
                           stage.origin.y,
                           stage.px,
                           {0, 0, static_cast<float>(picture.width), static_cast<float>(picture.height)}});
}

INSTANTIATE_TEST_SUITE_P(
    Stages, ExportScreen,
    testing::Values(Case{"I am a student", "encoder/layer1/self/head2/scores", Look::dark, Language::en, 1},
                    Case{"I am a student", "encoder/layer1/self/head2/weights", Look::light, Language::fr, 1},
                    Case{"I am a student", "decode3/layer1/self/head2/masked", Look::light, Language::zh, 2},
                    Case{"I am a student", "encoder/layer1/self/concat", Look::dark, Language::en, 1},
                    Case{"I am a student", "encoder/layer1/ffn/hidden", Look::light, Language::en, 1},
                    Case{test::sentence_of_48_words, "encoder/layer1/self/head2/scaled", Look::dark, Language::en, 1}));

// The other views: the window's scene, where the window drew it, beside the same scene as a PNG.
struct ViewCase {
  ViewName view;
  Decoding decoding;
  Look look;
  Language language;
  float scale;
};

class ExportScreenView : public testing::TestWithParam<ViewCase> {};

// A thing of the window and the box of the scene that it lies on: where the scene's corner is.
scene::Point corner(const scene::Rect& in_window, const scene::Rect& in_scene, float zoom = 1) {
  return {in_window.x - in_scene.x * zoom, in_window.y - in_scene.y * zoom};
}

Shown map_shown(const Headless& window, const View& view, float scale) {
  const scene::Rect box = window.seen().find("map")->rect;
  const MapView& map = view.map;
  const float zoom = map.key.zoom, spare = std::max(0.0f, box.w - map.plan.width * zoom) / 2;
  return {map.scene.scene,
          std::round((box.x + spare) * scale - map.x * zoom * scale),
          std::round(box.y * scale - map.y * zoom * scale),
          zoom * scale,
          {box.x * scale, box.y * scale, (box.w - 8) * scale, (box.h - 8) * scale}};  // but for its scroll bars
}

Shown heads_shown(const Headless& window, const View& view, const Trace& trace, float scale) {
  const HeadsView& heads = view.heads;
  const scene::HeadsGrid::Place& first = heads.grid.places.front();
  const std::string name = "head " + trace[heads.heads.all[static_cast<std::size_t>(first.id)].weights].path;
  const scene::Point at = corner(window.seen().find(name)->rect, first.box);
  const float rows = heads.grid.rows[1].bottom;  // two of them are in sight
  static scene::Scene whole;                     // with the names, which the window draws apart
  whole = heads.grid.scene;
  whole.marks.insert(whole.marks.end(), heads.grid.names.marks.begin(), heads.grid.names.marks.end());
  return {whole,
          std::round(at.x * scale),
          std::round(at.y * scale),
          scale,
          {at.x * scale, at.y * scale, heads.grid.scene.width * scale, rows * scale}};
}

Shown table_shown(const Headless& window, const View& view, float scale) {
  const scene::TranslationTable& table = view.translation.table;
  const scene::Point at = corner(window.seen().find("row 1")->rect, table.rows[0].card);
  const scene::Rect& second = table.rows[1].card;
  Shown shown{table.scene,
              at.x * scale,
              at.y * scale,
              scale,
              {at.x * scale, at.y * scale, (table.scene.width - 14) * scale, (second.y + second.h) * scale}};
  for (const scene::TableRow& row : table.rows)
    shown.not_its_own.push_back({row.button.x - 2, row.button.y - 2, row.button.w + 40, row.button.h + 4});
  return shown;
}

Shown tree_shown(const Headless& window, const View& view, float scale) {
  const scene::BeamTree& tree = view.translation.tree;
  const scene::Point at = corner(window.seen().find("node 0")->rect, tree.nodes.front().box);
  return {tree.scene, at.x * scale, at.y * scale, scale, {at.x * scale, at.y * scale, 1e6f, 330 * scale}};
}

TEST_P(ExportScreenView, IsThePng) {
  const ViewCase& c = GetParam();
  HeadlessOptions options;
  options.scale = c.scale;
  Document& document = options.settings.document;
  document.view = c.view;
  document.look = c.look;
  document.language = c.language;
  document.translation.decoding = c.decoding;
  document.step = "decode2/output/next";  // the table is not scrolled
  document.cell.reset();
  document.phase = 1;
  Headless window(options);
  window.move(3, 3);  // nothing is pointed at
  const Image picture = window.picture();
  const View& view = window.program().view();
  switch (c.view) {
    case ViewName::map:
      return expect_the_png(picture, map_shown(window, view, c.scale));
    case ViewName::heads:
      return expect_the_png(picture, heads_shown(window, view, window.program().derived().answer.run->trace, c.scale));
    default:
      return expect_the_png(picture, c.decoding == Decoding::beam ? tree_shown(window, view, c.scale)
                                                                  : table_shown(window, view, c.scale));
  }
}

INSTANTIATE_TEST_SUITE_P(
    Views, ExportScreenView,
    testing::Values(ViewCase{ViewName::map, Decoding::greedy, Look::dark, Language::en, 1},
                    ViewCase{ViewName::map, Decoding::greedy, Look::light, Language::zh, 2},
                    ViewCase{ViewName::heads, Decoding::greedy, Look::dark, Language::fr, 1},
                    ViewCase{ViewName::heads, Decoding::greedy, Look::light, Language::zh, 2},
                    ViewCase{ViewName::translation, Decoding::greedy, Look::light, Language::en, 1},
                    ViewCase{ViewName::translation, Decoding::sampling, Look::dark, Language::fr, 1},
                    ViewCase{ViewName::translation, Decoding::beam, Look::dark, Language::en, 2},
                    ViewCase{ViewName::translation, Decoding::beam, Look::light, Language::zh, 1}));

}  // namespace
}  // namespace attn::gui
