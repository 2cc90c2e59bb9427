// Stages of row-wise steps, read back from their marks: every number and every colour is the trace's own, nothing
// leaves the scene, no text lies on another.
#include <algorithm>
#include <cmath>
#include <map>

#include "app/core/moment.h"
#include "tests/support/stage_rows.h"

namespace attn::test {
namespace {

// Whether a text says this number, as far as its digits go.
bool says(std::string shown, double value) {
  for (std::size_t at; (at = shown.find("−")) != shown.npos;) shown.replace(at, std::string("−").size(), "-");
  if (shown == "-∞") return std::isinf(value) && value < 0;
  if (shown == "≈0") return value != 0 && std::abs(value) < 0.005;
  char* end = nullptr;
  const double read = std::strtod(shown.c_str(), &end);
  if (shown.empty() || *end != '\0') return false;
  const std::size_t dot = shown.find('.');
  const double unit = dot == shown.npos ? 1 : std::pow(10.0, -static_cast<double>(shown.size() - dot - 1));
  return std::abs(read - value) <= 0.51 * unit;
}

// Whether the colour is that of this part of the way along a table; neighbours may differ by rounding.
bool has_colour(const ColorTable& table, double part, Color color) {
  const int at = static_cast<int>(std::lround(std::clamp(part, 0.0, 1.0) * 255));
  for (int i = std::max(0, at - 1); i <= std::min(255, at + 1); ++i)
    if (table[static_cast<std::size_t>(i)] == color) return true;
  return false;
}

// What is wrong with the numbers and colours of a scene.
std::vector<std::string> wrong(const Scene& scene, const Trace& trace, const Theme& theme, int step, Index done) {
  std::vector<std::string> found;
  const auto complain = [&](const Mark& mark, const char* what) {
    std::ostringstream words;
    words << what << " '" << mark.text << "' at " << mark.rect.x << ", " << mark.rect.y << ": "
          << trace[mark.cell.step].path << " (" << mark.cell.row << ", " << mark.cell.col << ")";
    found.push_back(words.str());
  };
  std::map<int, std::vector<std::pair<double, Color>>> signed_cells;  // of a step: values and their colours
  for (const Mark& mark : scene.marks) {
    if (mark.cell.step < 0) continue;
    const Tensor& out = trace[mark.cell.step].out;
    if (!out.contains(mark.cell.row, mark.cell.col)) {
      complain(mark, "no such cell");
      continue;
    }
    const double value = static_cast<double>(out(mark.cell.row, mark.cell.col));
    const bool pending = mark.cell.step == step && mark.cell.row * out.cols() + mark.cell.col >= done;
    if (mark.kind == Mark::Kind::text && !says(mark.text, value)) complain(mark, "wrong number");
    if (mark.kind == Mark::Kind::text && pending) complain(mark, "number too early");
    if (mark.kind != Mark::Kind::fill || mark.color.a < 255) continue;
    if (pending && mark.color == theme.bg1) continue;
    if (!std::isfinite(value)) {
      if (mark.color != theme.bg2) complain(mark, "colour of no number");
      continue;
    }
    if (has_colour(theme.seq, value, mark.color)) continue;
    signed_cells[mark.cell.step].push_back({value, mark.color});
  }
  // One range must explain all colours of a step.
  for (const auto& [of, cells] : signed_cells) {
    bool explained = false;
    for (int power = -4; power <= 4 && !explained; ++power)
      for (const double base : {1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0}) {
        const double limit = base * std::pow(10.0, power);
        explained =
            explained || std::all_of(cells.begin(), cells.end(), [&](const std::pair<double, Color>& cell) {
              return has_colour(cell.first < 0 ? theme.neg : theme.pos, std::abs(cell.first) / limit, cell.second);
            });
      }
    if (!explained) found.push_back("colours of " + trace[of].path + " do not fit their numbers");
  }
  return found;
}

struct Box {
  float x, y, r, b;
  const Mark* mark;
};

Box box_of(const Mark& mark, const Measure& measure) {
  if (mark.kind != Mark::Kind::text) {
    const Rect& r = mark.rect;
    return {std::min(r.x, r.x + r.w), std::min(r.y, r.y + r.h), std::max(r.x, r.x + r.w), std::max(r.y, r.y + r.h),
            &mark};
  }
  const float w = measure(mark.text, mark.font, mark.size), h = mark.size * 0.72f;
  const float x = mark.rect.x - (mark.align == Align::left ? 0 : mark.align == Align::center ? w / 2 : w);
  if (mark.angle != 0) {
    const float reach = w * 0.7072f;
    return {mark.rect.x, mark.rect.y - reach, mark.rect.x + reach, mark.rect.y, &mark};
  }
  return {x, mark.rect.y - h / 2, x + w, mark.rect.y + h / 2, &mark};
}

void expect_tidy(const Scene& scene, Size size, const Measure& measure, const std::string& where) {
  EXPECT_EQ(scene.width, size.w) << where;
  EXPECT_EQ(scene.height, size.h) << where;
  std::vector<Box> texts;
  for (const Mark& mark : scene.marks) {
    const Box box = box_of(mark, measure);
    constexpr float slack = 5;  // halos
    EXPECT_TRUE(box.x >= -slack && box.y >= -slack && box.r <= size.w + slack && box.b <= size.h + slack)
        << where << ": outside: '" << mark.text << "' " << box.x << ", " << box.y << " – " << box.r << ", " << box.b
        << " kind " << static_cast<int>(mark.kind);
    if (mark.kind != Mark::Kind::text || mark.angle != 0) continue;
    EXPECT_TRUE(box.x >= -1 && box.r <= size.w + 1 && box.y >= -1 && box.b <= size.h + 1)
        << where << ": cut: '" << mark.text << "'";
    texts.push_back(box);
  }
  for (std::size_t i = 0; i < texts.size(); ++i)
    for (std::size_t j = i + 1; j < texts.size(); ++j) {
      const Box &a = texts[i], &b = texts[j];
      EXPECT_FALSE(a.x + 0.75f < b.r && b.x + 0.75f < a.r && a.y + 0.75f < b.b && b.y + 0.75f < a.b)
          << where << ": '" << a.mark->text << "' on '" << b.mark->text << "' at " << a.x << ", " << a.y;
    }
}

TEST_F(StageRows, NumbersAndColoursAreTheTraces) {
  for (const attn::Run* run : {short_.get(), long_.get()})
    for (const char* path : paths)
      for (const Moment4& at : moments(run->trace, path))
        for (const Size size : sizes) {
          const int step = run->trace.find(path);
          const Scene scene = draw(run->trace, path, at, size);
          const Index done = cells_done(run->trace[step], at.phase);
          for (const std::string& complaint : wrong(scene, run->trace, theme_, step, done))
            ADD_FAILURE() << described(path, at, size, *run) << ": " << complaint;
        }
}

TEST_F(StageRows, AWrongNumberOrColourIsFound) {
  const char* path = "encoder/layer1/self/head2/weights";
  const int step = short_->trace.find(path);
  Scene scene = draw(short_->trace, path, {1, {}}, sizes[0]);
  int changed = 0;
  for (Mark& mark : scene.marks) {
    if (mark.cell.step < 0 || changed > 40) continue;
    const Mark kept = mark;
    if (mark.kind == Mark::Kind::text)
      mark.text = mark.text == "0.77" ? "0.78" : "0.77";
    else if (mark.kind == Mark::Kind::fill && mark.color.a == 255)
      mark.color.r = static_cast<std::uint8_t>(mark.color.r ^ 64);
    else
      continue;
    EXPECT_FALSE(wrong(scene, short_->trace, theme_, step, 25).empty()) << kept.text;
    mark = kept;
    ++changed;
  }
  EXPECT_GT(changed, 20);
}

TEST_F(StageRows, EveryStepShowsNumbersThatCanBePointedAt) {
  for (const char* path : paths) {
    const Scene scene = draw(short_->trace, path, {1, std::pair<Index, Index>(0, 0)}, sizes[0]);
    const int step = short_->trace.find(path);
    int own = 0;
    for (const Mark& mark : scene.marks)
      own += mark.cell.step == step && (mark.kind == Mark::Kind::fill || mark.kind == Mark::Kind::texels);
    EXPECT_GT(own, 0) << path;
  }
}

TEST_F(StageRows, NothingOverlapsOrLeavesTheScene) {
  for (const attn::Run* run : {short_.get(), long_.get()})
    for (const char* path : paths)
      for (const Moment4& at : moments(run->trace, path))
        for (const Size size : sizes)
          expect_tidy(draw(run->trace, path, at, size), size, measure_, described(path, at, size, *run));
}

TEST_F(StageRows, OtherLanguagesAndSmallRoomsAreTidyToo) {
  for (const Language language : {Language::zh, Language::fr})
    for (const attn::Run* run : {short_.get(), long_.get()})
      for (const char* path : paths)
        for (const Size size : {sizes[0], sizes[1], Size{480, 360}, Size{320, 240}, Size{640, 160}}) {
          const Moment4 at = moments(run->trace, path).back();
          expect_tidy(draw(run->trace, path, at, size, language), size, measure_,
                      std::string(code(language)) + " " + described(path, at, size, *run));
        }
}

TEST_F(StageRows, TheSameRequestGivesTheSameMarks) {
  for (const char* path : paths) {
    const Scene a = draw(short_->trace, path, {0.6, {}}, sizes[0]), b = draw(short_->trace, path, {0.6, {}}, sizes[0]);
    ASSERT_EQ(a.marks.size(), b.marks.size()) << path;
    for (std::size_t i = 0; i < a.marks.size(); ++i) {
      const Mark &m = a.marks[i], &n = b.marks[i];
      EXPECT_TRUE(m.kind == n.kind && m.rect.x == n.rect.x && m.rect.y == n.rect.y && m.rect.w == n.rect.w &&
                  m.rect.h == n.rect.h && m.color == n.color && m.text == n.text && m.cell == n.cell)
          << path << ", mark " << i;
    }
  }
}

// A what-if may put anything anywhere.
TEST_F(StageRows, NumbersThatAreNoneLeaveNoMarkNowhere) {
  int drawn = 0;
  for (const double value : {std::nan(""), HUGE_VAL, -HUGE_VAL, 1e30, 0.0}) {
    const auto edited = static_cast<Real>(value);
    for (const char* where : {"encoder/embedding/positions", "encoder/layer1/self/head2/scores",
                              "encoder/layer1/ffn/hidden", "encoder/layer1/add_norm1/sum", "decode1/output/logits"}) {
      TranslateOptions options;
      options.edits = {{where, 0, 1, edited}};
      attn::Run run;
      try {
        run = translate(*model_, "I am a student", options);
      } catch (const std::invalid_argument&) {
        continue;  // the engine does not choose among numbers that are none
      }
      ++drawn;
      for (const char* path : paths) {
        const std::string name = path[0] == 'd' ? "decode1" + std::string(path).substr(7) : path;
        for (const Moment4& at : moments(run.trace, name.c_str()))
          for (const Mark& mark : draw(run.trace, name.c_str(), at, sizes[0]).marks)
            EXPECT_TRUE(std::isfinite(mark.rect.x + mark.rect.y + mark.rect.w + mark.rect.h))
                << name << " after " << where << " = " << value << ": " << mark.text;
      }
    }
  }
  EXPECT_GE(drawn, 10);
}

// A step in motion is not a still picture.
TEST_F(StageRows, ThePhaseMovesThePicture) {
  for (const char* path : paths) {
    const Scene a = draw(short_->trace, path, {0.3, {}}, sizes[0]), b = draw(short_->trace, path, {0.6, {}}, sizes[0]);
    bool moved = a.marks.size() != b.marks.size();
    for (std::size_t i = 0; !moved && i < a.marks.size(); ++i)
      moved = a.marks[i].rect.x != b.marks[i].rect.x || a.marks[i].rect.y != b.marks[i].rect.y ||
              a.marks[i].rect.w != b.marks[i].rect.w || a.marks[i].rect.h != b.marks[i].rect.h ||
              a.marks[i].color != b.marks[i].color || a.marks[i].text != b.marks[i].text;
    EXPECT_TRUE(moved) << path;
  }
}

}  // namespace
}  // namespace attn::test
