// The same figure as PNG, SVG and PDF, rendered by the tools that others open them with (librsvg, Poppler, Chromium):
// geometry to 1 px, texts to 2 px, colours to 2/255.
//
// Every figure is made twice, with its texts and without. Without them each pixel has to lie, in every channel, between
// the darkest and the lightest of the other picture's pixels around it, 2/255 more or less. What the texts change is
// their ink: the box around each text's ink may differ by 2 px on each side.
#include <cairo.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <numbers>

#include "app/export/formats.h"
#include "app/scene/heatmap.h"
#include "app/scene/pdf.h"
#include "app/scene/raster.h"
#include "app/scene/svg.h"
#include "app/scene/text.h"
#include "app/scene/write_file.h"
#include "engine/roles/roles.h"
#include "tests/support/export_source.h"
#include "tests/support/tools.h"

using namespace attn;
using namespace attn::figures;
namespace fs = std::filesystem;

namespace {

struct Pixels {
  int width = 0, height = 0;
  std::vector<std::uint32_t> rgb;
  std::uint32_t at(int x, int y) const {
    return rgb[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x)];
  }
};
int channel(std::uint32_t pixel, int which) { return static_cast<int>(pixel >> (8 * which) & 255); }

Pixels read_png(const fs::path& file) {
  cairo_surface_t* surface = cairo_image_surface_create_from_png(file.c_str());
  Pixels image;
  if (cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS) {
    image.width = cairo_image_surface_get_width(surface);
    image.height = cairo_image_surface_get_height(surface);
    for (int y = 0; y < image.height; ++y) {
      const auto* row = reinterpret_cast<const std::uint32_t*>(cairo_image_surface_get_data(surface) +
                                                               static_cast<std::ptrdiff_t>(y) *
                                                                   cairo_image_surface_get_stride(surface));
      image.rgb.insert(image.rgb.end(), row, row + image.width);
    }
  }
  cairo_surface_destroy(surface);
  return image;
}

Pixels part(const Pixels& sheet, int left, int top, int width, int height) {
  Pixels image{width, height, {}};
  for (int y = top; y < top + height; ++y)
    for (int x = left; x < left + width; ++x)
      image.rgb.push_back(x < sheet.width && y < sheet.height ? sheet.at(x, y) : 0);
  return image;
}

// Each pixel the mean of finer × finer, or the one in the middle of them.
Pixels coarser(const Pixels& fine, int finer, bool middle) {
  if (finer == 1) return fine;
  Pixels image{fine.width / finer, fine.height / finer, {}};
  for (int y = 0; y < image.height; ++y)
    for (int x = 0; x < image.width; ++x) {
      std::uint32_t pixel = 0;
      for (int c = 0; c < 3 && !middle; ++c) {
        int sum = 0;
        for (int k = 0; k < finer * finer; ++k)
          sum += channel(fine.at(x * finer + k % finer, y * finer + k / finer), c);
        pixel |= static_cast<std::uint32_t>(sum / (finer * finer)) << (8 * c);
      }
      image.rgb.push_back(middle ? fine.at(x * finer + finer / 2, y * finer + finer / 2) : pixel);
    }
  return image;
}

bool run(const std::string& command) { return std::system((command + " >/dev/null 2>&1").c_str()) == 0; }
bool there(const std::string& tool) { return run("command -v " + tool); }

constexpr int times_finer = 3;

struct Case {
  std::string name;
  scene::Scene scene;
  bool level = true;  // no slanted or curved edges, whose smoothing differs from one renderer to the next
};

// The share of pixels of a that are of no colour that b has within a pixel.
double strange(const Pixels& a, const Pixels& b) {
  std::size_t found = 0;
  for (int y = 0; y < a.height; ++y)
    for (int x = 0; x < a.width; ++x) {
      bool ok = true;
      for (int c = 0; c < 3 && ok; ++c) {
        int least = 255, most = 0;
        for (int v = std::max(0, y - 1); v <= std::min(b.height - 1, y + 1); ++v)
          for (int u = std::max(0, x - 1); u <= std::min(b.width - 1, x + 1); ++u) {
            least = std::min(least, channel(b.at(u, v), c));
            most = std::max(most, channel(b.at(u, v), c));
          }
        const int value = channel(a.at(x, y), c);
        ok = value >= least - 2 && value <= most + 2;
      }
      found += ok ? 0 : 1;
    }
  return static_cast<double>(found) / static_cast<double>(a.rgb.size());
}

struct Box {
  int left = 1 << 20, top = 1 << 20, right = -1, bottom = -1;
};

Box ink(const Pixels& with, const Pixels& without, const scene::Rect& room) {
  constexpr int visible = 40;
  Box box;
  for (int y = std::max(0, static_cast<int>(room.y)); y < std::min(with.height, static_cast<int>(room.y + room.h)); ++y)
    for (int x = std::max(0, static_cast<int>(room.x)); x < std::min(with.width, static_cast<int>(room.x + room.w));
         ++x) {
      int change = 0;
      for (int c = 0; c < 3; ++c)
        change = std::max(change, std::abs(channel(with.at(x, y), c) - channel(without.at(x, y), c)));
      if (change < visible) continue;
      box = {std::min(box.left, x), std::min(box.top, y), std::max(box.right, x), std::max(box.bottom, y)};
    }
  return box;
}

scene::Rect room_of(const scene::Mark& mark, float width) {
  const float left = mark.align == scene::Align::left ? 0 : mark.align == scene::Align::center ? -width / 2 : -width;
  const float half = mark.size * 0.68f, more = 2.5f, turn = mark.angle * std::numbers::pi_v<float> / 180;
  scene::Rect room{1e9f, 1e9f, -1e9f, -1e9f};  // right and lower edge, for now
  for (const float dx : {left - more, left + width + more})
    for (const float dy : {-half, half}) {
      const float x = mark.rect.x + dx * std::cos(turn) + dy * std::sin(turn);
      const float y = mark.rect.y - dx * std::sin(turn) + dy * std::cos(turn);
      room = {std::min(room.x, x), std::min(room.y, y), std::max(room.w, x), std::max(room.h, y)};
    }
  return {room.x, room.y, room.w - room.x, room.h - room.y};
}

class Parity : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    std::string name = (fs::temp_directory_path() / "attnscope-XXXXXX").string();
    if (!mkdtemp(name.data())) return;
    folder = name;
    measure = scene::remembered(scene::pango_measure());
    make_cases();
    for (std::size_t i = 0; i < cases.size(); ++i)
      for (const bool bare : {false, true}) {
        scene::Scene scene = cases[i].scene;
        if (bare) std::erase_if(scene.marks, [](const scene::Mark& m) { return m.kind == scene::Mark::Kind::text; });
        const std::string stem = (folder / stem_of(i, bare)).string();
        scene::write_file(stem + ".png", scene::to_png(scene, 1));
        if (bare) scene::write_file(stem + ".fine.png", scene::to_png(scene, times_finer));
        scene::write_file(stem + ".svg", scene::to_svg(scene));
        scene::write_file(stem + ".pdf", scene::to_pdf({&scene, 1}));
      }
  }
  static void TearDownTestSuite() {
    if (!std::getenv("ATTN_KEEP")) fs::remove_all(folder);
  }
  static std::string stem_of(std::size_t i, bool bare) { return std::to_string(i) + (bare ? "b" : "t"); }

  static void add(std::string name, const Figure& figure, const Subject& subject, bool level) {
    cases.push_back({std::move(name), draw(figure, subject, measure).scene, level});
  }

  static void make_cases() {
    const Subject english = test::source("I am a student");
    const Subject longer = test::source("Where is the station? I am looking for it.");
    const Subject edited = test::source("I am a student", {{"encoder/layer1/self/head2/weights", 1, 3, -2.5f},
                                                           {"encoder/layer1/self/head2/scores", 0, 0, -HUGE_VALF}});
    const auto matrix = [&](const Subject& s, std::string_view path, Language language, Paper paper,
                            bool level = true) {
      Figure figure;
      figure.step = test::step_of(s, path);
      figure.language = language;
      figure.paper = paper;
      figure.cell = Cell{0, 0};
      add(std::string(path), figure, s, level);
    };
    matrix(english, "encoder/layer1/self/head2/weights", Language::en, Paper::print);
    matrix(english, "encoder/layer1/self/head2/scores", Language::fr, Paper::dark);
    matrix(english, "encoder/layer1/self/head1/query", Language::zh, Paper::print);
    matrix(english, "encoder/embedding/tokens", Language::zh, Paper::light);
    matrix(english, "encoder/layer2/ffn/hidden", Language::fr, Paper::print);
    matrix(english, "decode3/mask", Language::en, Paper::print, false);  // −∞ is a slanted stroke
    matrix(english, "decode3/layer1/self/head1/masked", Language::zh, Paper::dark, false);
    matrix(english, "decode2/output/probabilities", Language::en, Paper::print, false);  // slanted ticks
    matrix(longer, "decode4/layer1/cross/head3/weights", Language::fr, Paper::print);
    matrix(longer, "encoder/layer1/self/concat", Language::zh, Paper::light);
    matrix(edited, "encoder/layer1/self/head2/weights", Language::en, Paper::print);
    matrix(edited, "encoder/layer1/self/head2/scores", Language::zh, Paper::print, false);
    const auto view = [&](const Subject& s, What what, std::string_view path, Language language, Paper paper,
                          bool level) {
      Figure figure;
      figure.what = what;
      figure.step = test::step_of(s, path);
      figure.language = language;
      figure.paper = paper;
      add("view of " + std::string(path), figure, s, level);
    };
    view(english, What::stage, "encoder/layer1/self/head2/scores", Language::fr, Paper::print, false);
    view(english, What::stage, "encoder/layer1/self/head2/weights", Language::zh, Paper::dark, false);
    view(edited, What::stage, "encoder/layer1/self/head2/context", Language::en, Paper::print, false);
    view(english, What::map, "decode2/output/next", Language::zh, Paper::print, false);
    view(english, What::heads, "encoder/layer1/self/head2/weights", Language::fr, Paper::print, false);
    view(english, What::translation, "decode4/output/next", Language::zh, Paper::dark, false);
    // 64×64, as cells and, one more, as an image.
    for (const Index side : {64, 96}) {
      Mat m(side, side);
      for (Index i = 0; i < m.size(); ++i) m.data()[i] = std::sin(static_cast<Real>(i) * 1.7f);
      Tape tape;
      tape.give("scores", roles::scores, Tensor(std::move(m), {}, {}));
      const Trace trace = tape.finish();
      scene::HeatmapOptions options;
      options.theme = theme_of(Paper::print);
      options.title = "été 矩阵";
      cases.push_back({"matrix of " + std::to_string(side), scene::heatmap(trace, 0, options, measure), true});
    }
  }

  // solid: both bare pictures without smoothing, where it can be had.
  static void compare(const Case& one, const Pixels& ours, const Pixels& bare, const Pixels& theirs,
                      const Pixels& theirs_bare, const std::array<Pixels, 2>& solid) {
    SCOPED_TRACE(one.name);
    ASSERT_NEAR(theirs.width, ours.width, 1);
    ASSERT_NEAR(theirs.height, ours.height, 1);
    // Smoothed edges that are neither level nor upright are a matter of taste; they are few.
    const double allowed = one.level ? 0.0005 : 0.01;
    EXPECT_LE(strange(solid[0], solid[1]), allowed);
    EXPECT_LE(strange(solid[1], solid[0]), allowed);
    std::vector<scene::Rect> rooms;
    std::vector<const scene::Mark*> marks;
    for (const scene::Mark& mark : one.scene.marks)
      if (mark.kind == scene::Mark::Kind::text && !mark.text.empty()) {
        marks.push_back(&mark);
        rooms.push_back(room_of(mark, measure(mark.text, mark.font, mark.size)));
      }
    int texts = 0;
    for (std::size_t i = 0; i < marks.size(); ++i) {
      const scene::Mark& mark = *marks[i];
      const scene::Rect& room = rooms[i];
      // Where another text is close, the ink would be of both.
      const bool crowded = std::count_if(rooms.begin(), rooms.end(), [&](const scene::Rect& other) {
                             return other.x < room.x + room.w && room.x < other.x + other.w &&
                                    other.y < room.y + room.h && room.y < other.y + other.h;
                           }) > 1;
      if (crowded) continue;
      const Box a = ink(ours, bare, room), b = ink(theirs, theirs_bare, room);
      if (a.right < 0) continue;  // too faint to be seen
      ++texts;
      EXPECT_NEAR(a.left, b.left, 2) << mark.text;
      EXPECT_NEAR(a.right, b.right, 2) << mark.text;
      EXPECT_NEAR(a.top, b.top, 2) << mark.text;
      EXPECT_NEAR(a.bottom, b.bottom, 2) << mark.text;
    }
    EXPECT_GT(5 * texts, 2 * static_cast<int>(marks.size()));  // the letters of a formula are crowded
  }

  // render(stem) writes stem.KIND.png, `finer` times as large as the figure.
  template <class Render>
  static void compare_all(const char* kind, int finer, Render render) {
    ASSERT_EQ(cases.size(), 20u);
    for (std::size_t i = 0; i < cases.size(); ++i) {
      std::array<Pixels, 2> ours, theirs;
      std::array<Pixels, 2> solid;
      for (const bool bare : {false, true}) {
        const std::string stem = (folder / stem_of(i, bare)).string();
        ASSERT_TRUE(render(stem)) << stem;
        ours[bare] = read_png(stem + ".png");
        const Pixels fine = read_png(stem + "." + kind + ".png");
        ASSERT_GT(fine.width, 0) << stem;
        theirs[bare] = coarser(fine, finer, false);
        solid[1] = coarser(fine, finer, true);
      }
      solid[0] = finer == 1 ? ours[1] : coarser(read_png(folder / (stem_of(i, true) + ".fine.png")), finer, true);
      compare(cases[i], ours[0], ours[1], theirs[0], theirs[1], solid);
    }
  }

  static inline fs::path folder;
  static inline scene::Measure measure;
  static inline std::vector<Case> cases;
};

TEST_F(Parity, SvgInLibrsvg) {
  if (!there("rsvg-convert")) ATTN_LEFT_OUT("no rsvg-convert here");
  compare_all("rsvg", 1, [](const std::string& stem) {
    return run("rsvg-convert '" + stem + ".svg' -o '" + stem + ".rsvg.png'");
  });
}

TEST_F(Parity, PdfInPoppler) {
  if (!there("pdftoppm")) ATTN_LEFT_OUT("no pdftoppm here");
  // Poppler paints a part of every pixel that a shape merely touches, which fills gaps of one pixel; three times as
  // fine, the middle of each pixel is what it is.
  compare_all("pdf", times_finer, [](const std::string& stem) {
    return run("pdftoppm -r 288 -png -singlefile '" + stem + ".pdf' '" + stem + ".pdf'");
  });
}

TEST_F(Parity, SvgInChromium) {
  if (!there("chromium")) ATTN_LEFT_OUT("no chromium here");
  // One page of all, because starting the browser takes seconds: texts at the left, none at the right.
  int wide = 0, high = 0;
  std::vector<int> tops;
  for (const Case& one : cases) {
    tops.push_back(high);
    wide = std::max(wide, static_cast<int>(std::ceil(one.scene.width)) + 8);
    high += static_cast<int>(std::ceil(one.scene.height)) + 8;
  }
  std::string page = "<!doctype html><body style='margin:0'>";
  for (std::size_t i = 0; i < cases.size(); ++i)
    for (const bool bare : {false, true})
      page += "<img src='" + stem_of(i, bare) +
              ".svg' style='position:absolute;left:" + std::to_string(bare ? wide : 0) +
              "px;top:" + std::to_string(tops[i]) + "px'>";
  scene::write_file(folder / "page.html", page);
  const std::string command =
      "timeout 120 chromium --headless --no-sandbox --disable-gpu --hide-scrollbars "
      "--force-device-scale-factor=1 --user-data-dir='" +
      (folder / "profile").string() + "' --window-size=" + std::to_string(2 * wide) + "," + std::to_string(high) +
      " --screenshot='" + (folder / "page.png").string() + "' 'file://" + (folder / "page.html").string() + "'";
  if (!run(command)) ATTN_LEFT_OUT("chromium does not run here: a machine may forbid it");
  const Pixels sheet = read_png(folder / "page.png");
  ASSERT_EQ(sheet.width, 2 * wide);
  for (std::size_t i = 0; i < cases.size(); ++i) {
    std::array<Pixels, 2> ours, theirs;
    for (const bool bare : {false, true}) {
      ours[bare] = read_png(folder / (stem_of(i, bare) + ".png"));
      theirs[bare] = part(sheet, bare ? wide : 0, tops[i], ours[bare].width, ours[bare].height);
    }
    compare(cases[i], ours[0], ours[1], theirs[0], theirs[1], {ours[1], theirs[1]});
  }
}

}  // namespace
