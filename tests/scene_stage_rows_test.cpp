// Stages of row-wise steps, read back from their marks: every number and every colour is the trace's own, nothing
// leaves the scene, no text lies on another.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <sstream>

#include "app/core/moment.h"
#include "app/core/texts.h"
#include "app/scene/raster.h"
#include "app/scene/stage/stage.h"
#include "engine/model/translate.h"

using namespace attn;
using namespace attn::scene;

namespace {

const char* const long_sentence =
    "When the weather is fine my brother and his two friends like to walk along the river and talk about the books "
    "that they have read and the places that they would like to see before the end of the summer and the people they "
    "met there";

const char* const paths[] = {"encoder/embedding/tokens",
                             "encoder/embedding/lookup",
                             "encoder/embedding/scaled",
                             "encoder/embedding/positions",
                             "encoder/embedding/sum",
                             "encoder/layer1/self/head2/scaled",
                             "encoder/layer1/self/head2/weights",
                             "encoder/layer1/self/concat",
                             "encoder/layer1/add_norm1/sum",
                             "encoder/layer1/add_norm1/norm",
                             "encoder/layer1/ffn/activation",
                             "encoder/layer1/ffn/output",
                             "decode3/embedding/tokens",
                             "decode3/mask",
                             "decode3/layer1/self/head2/masked",
                             "decode3/layer1/self/head2/weights",
                             "decode3/layer1/cross/head1/weights",
                             "decode3/output/state",
                             "decode3/output/logits",
                             "decode3/output/probabilities",
                             "decode3/output/next"};

struct Size {
  float w, h;
};
constexpr Size sizes[] = {{848, 590}, {688, 496}, {1400, 800}};

struct Moment4 {
  double phase = 1;
  std::optional<std::pair<Index, Index>> cell;
};

class StageRows : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    model_ = std::make_unique<Model>(load_model("en-fr-tiny"));
    short_ = std::make_unique<Translation>(translate(*model_, "I am a student"));
    long_ = std::make_unique<Translation>(translate(*model_, long_sentence));
  }
  static void TearDownTestSuite() { model_.reset(), short_.reset(), long_.reset(); }

  Scene draw(const Trace& trace, const char* path, const Moment4& at, Size size, Language language = Language::en) {
    const int step = trace.find(path);
    EXPECT_GE(step, 0) << path;
    const Texts texts(language);
    StageRequest ask{
        trace, step, at.phase, -1, at.cell, theme_, size.w, size.h, measure_, "", "", [&](std::string_view key) {
          EXPECT_TRUE(texts.has(key)) << key;
          return std::string(texts(key));
        }};
    const Index done = cells_done(trace[step], at.phase);
    if (done < trace[step].out.size()) ask.cells_done = done;
    return stage(ask);
  }

  static std::unique_ptr<Model> model_;
  static std::unique_ptr<Translation> short_, long_;
  const Measure measure_ = pango_measure();
  const Theme theme_ = dark_theme();
};
std::unique_ptr<Model> StageRows::model_;
std::unique_ptr<Translation> StageRows::short_, StageRows::long_;

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
      for (const double base : {1.0, 1.4, 2.0, 5.0}) {
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

std::string described(const char* path, const Moment4& at, Size size, const Translation& run) {
  std::ostringstream words;
  words << path << " at " << at.phase << (at.cell ? " with a cell, " : ", ") << size.w << "×" << size.h << ", "
        << run.tokens.size() << " tokens";
  return words.str();
}

std::vector<Moment4> moments(const Trace& trace, const char* path) {
  const Tensor& out = trace.at(path).out;
  return {{0, {}}, {0.3, {}}, {0.6, {}}, {0.9, {}}, {1, {}}, {1, std::pair(out.rows() / 2, out.cols() / 2)}};
}

TEST_F(StageRows, NumbersAndColoursAreTheTraces) {
  for (const Translation* run : {short_.get(), long_.get()})
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
  for (const Translation* run : {short_.get(), long_.get()})
    for (const char* path : paths)
      for (const Moment4& at : moments(run->trace, path))
        for (const Size size : sizes)
          expect_tidy(draw(run->trace, path, at, size), size, measure_, described(path, at, size, *run));
}

TEST_F(StageRows, OtherLanguagesAndSmallRoomsAreTidyToo) {
  for (const Language language : {Language::zh, Language::fr})
    for (const Translation* run : {short_.get(), long_.get()})
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
      Translation run;
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

// The texts of a scene, in order.
std::vector<std::string> texts_of(const Scene& scene) {
  std::vector<std::string> found;
  for (const Mark& mark : scene.marks)
    if (mark.kind == Mark::Kind::text) found.push_back(mark.text);
  return found;
}

bool has_text(const Scene& scene, const std::string& text) {
  const std::vector<std::string> all = texts_of(scene);
  return std::find(all.begin(), all.end(), text) != all.end();
}

// Of a row of numbers, by the definition.
std::vector<double> softmax(const Tensor& of, Index row, double factor) {
  double sum = 0;
  std::vector<double> shares;
  for (Index c = 0; c < of.cols(); ++c) shares.push_back(std::exp(static_cast<double>(of(row, c)) * factor));
  for (const double share : shares) sum += share;
  for (double& share : shares) share /= sum;
  return shares;
}

std::string two_digits(double value) {
  std::ostringstream words;
  words.setf(std::ios::fixed);
  words.precision(2);
  words << value;
  return words.str();
}

TEST_F(StageRows, TheScaleSaysWhatTheSoftmaxWouldDoWithoutIt) {
  const char* path = "encoder/layer1/self/head2/scaled";
  const Tensor& scores = short_->trace.at("encoder/layer1/self/head2/scores").out;
  for (const Index row : {0, 2}) {
    const Scene drawn = draw(short_->trace, path, {1, std::pair<Index, Index>(row, 1)}, sizes[0]);
    const std::vector<double> plain = softmax(scores, row, 1), divided = softmax(scores, row, 0.25);
    EXPECT_TRUE(has_text(drawn, two_digits(*std::max_element(plain.begin(), plain.end())))) << row;
    EXPECT_TRUE(has_text(drawn, two_digits(*std::max_element(divided.begin(), divided.end())))) << row;
    double slope = 0;
    for (const double p : divided) slope += p * (1 - p);
    EXPECT_TRUE(has_text(drawn, two_digits(slope))) << row;
  }
  // Before the row is divided, what dividing makes of it is not told.
  const Scene begun = draw(short_->trace, path, {0, {}}, sizes[0]);
  EXPECT_TRUE(has_text(begun, "…"));
}

TEST_F(StageRows, TheMaskSaysWhatWouldHaveLeaked) {
  const char* path = "decode3/layer1/self/head2/masked";
  const Tensor& scaled = short_->trace.at("decode3/layer1/self/head2/scaled").out;
  const Scene drawn = draw(short_->trace, path, {1, {}}, sizes[0]);
  for (const Index row : {0, 1}) {
    const std::vector<double> free = softmax(scaled, row, 1);
    double leak = 0;
    for (Index c = row + 1; c < scaled.cols(); ++c) leak += free[static_cast<std::size_t>(c)];
    EXPECT_TRUE(has_text(drawn, two_digits(leak).substr(1))) << row << ": " << leak;  // ".49"
  }
}

TEST_F(StageRows, TheBestAreThoseComputedSoFar) {
  const char* path = "decode3/output/logits";
  const Tensor& out = short_->trace.at(path).out;
  for (const double phase : {0.0, 0.25, 0.5, 1.0}) {
    const Scene drawn = draw(short_->trace, path, {phase, {}}, sizes[0]);
    const Index done = cells_done(short_->trace.at(path), phase);
    EXPECT_EQ(done, static_cast<Index>(phase * static_cast<double>(out.cols())));
    Index best = -1;
    for (Index c = 0; c < done; ++c)
      if (best < 0 || out(0, c) > out(0, best)) best = c;
    for (const Mark& mark : drawn.marks)
      EXPECT_TRUE(mark.cell.step != short_->trace.find(path) || mark.cell.col < done) << phase;
    EXPECT_TRUE(best < 0 || has_text(drawn, out.col_axis.label(best))) << phase;
  }
}

// Terms, others and bias of a narrow layer's number stand on each other and end at the number.
TEST_F(StageRows, WhatTheUnitsBringAddsUp) {
  const char* path = "encoder/layer1/ffn/output";
  const Tensor& out = short_->trace.at(path).out;
  for (const auto& cell : {std::pair<Index, Index>(1, 7), std::pair<Index, Index>(1, 2)}) {
    const Scene drawn = draw(short_->trace, path, {1, cell}, sizes[0]);
    double sum = 0;
    int parts = 0;
    for (const std::string& text : texts_of(drawn)) {
      const bool plus = text.starts_with("+"), minus = text.starts_with("−");
      if ((!plus && !minus) || text.size() < 5 || text.find('.') + 4 != text.size()) continue;
      sum += (plus ? 1 : -1) * std::stod(text.substr(plus ? 1 : std::string("−").size()));
      ++parts;
    }
    const auto value = static_cast<double>(out(cell.first, cell.second));
    ASSERT_GT(std::abs(value), 0.1) << "else the card prints three digits, too";
    if (value < 0) sum -= value, --parts;  // the sum itself is printed so, too
    EXPECT_GE(parts, 5);
    EXPECT_NEAR(sum, value, 0.0006 * (parts + 1)) << cell.first << ", " << cell.second;
  }
}

}  // namespace
