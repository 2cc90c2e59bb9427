// Worked solutions: every number is the trace's; exercises give nothing away, their keys all of it.
#include "app/export/worked.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <regex>
#include <set>

#include "app/core/player.h"
#include "app/export/latex.h"
#include "app/export/session.h"
#include "app/scene/format.h"
#include "app/scene/markup.h"
#include "engine/runs/marian_params.h"
#include "tests/support/export_source.h"

using namespace attn;
using namespace attn::figures;
using ::testing::HasSubstr;
using ::testing::Not;

namespace {

const Subject& subject() {
  static const Subject s = test::source("I am a <b> student & friend");
  return s;
}
int step(const std::string& path) { return test::step_of(subject(), path); }
const std::string head = "encoder/layer1/self/head2/";

float bits_of(const std::string& text) {
  if (text == "-inf") return -HUGE_VALF;
  return std::strtof(text.c_str(), nullptr);
}

std::vector<std::string> found(const std::string& in, const char* pattern) {
  std::vector<std::string> all;
  const std::regex expression(pattern);
  for (std::sregex_iterator at(in.begin(), in.end(), expression), end; at != end; ++at) all.push_back((*at)[1]);
  return all;
}

// What is between <table … data-step="PATH"> (or <pre …>) and its end.
std::string part(const std::string& html, const char* element, const std::string& path) {
  const std::size_t at = html.find("data-step=\"" + path + "\">");
  EXPECT_NE(at, html.npos) << path;
  return html.substr(at, html.find(std::string("</") + element, at) - at);
}

TEST(Worked, TablesReadBackBitForBit) {
  const std::vector<int> steps{step(head + "scores"), step(head + "query"), step("decode2/layer1/self/head1/masked")};
  const std::string html = to_html(worked({}, subject(), steps), {}, subject());
  for (const int s : steps) {
    const Tensor& out = subject().trace()[s].out;
    const std::vector<std::string> values =
        found(part(html, "table", subject().trace()[s].path), "<td title=\"([^\"]*)\"");
    ASSERT_EQ(values.size(), static_cast<std::size_t>(out.size())) << subject().trace()[s].path;
    for (Index i = 0; i < out.size(); ++i) {
      const float read = bits_of(values[static_cast<std::size_t>(i)]), wanted = out(i / out.cols(), i % out.cols());
      EXPECT_EQ(std::memcmp(&read, &wanted, sizeof read), 0) << values[static_cast<std::size_t>(i)];
    }
  }
}

TEST(Worked, WideStepsReadBackBitForBit) {
  const std::string path = "encoder/layer1/ffn/hidden";
  const std::string html = to_html(worked({}, subject(), {step(path)}), {}, subject());
  const std::string text = part(html, "pre", path);
  const Tensor& out = subject().trace()[step(path)].out;
  std::size_t line = text.find('\n');
  for (Index r = 0; r < out.rows(); ++r) {
    std::size_t tab = text.find('\t', line);
    for (Index c = 0; c < out.cols(); ++c) {
      const float read = std::strtof(text.c_str() + tab + 1, nullptr), wanted = out(r, c);
      ASSERT_EQ(std::memcmp(&read, &wanted, sizeof read), 0) << r << ", " << c;
      tab = text.find('\t', tab + 1);
    }
    line = text.find('\n', line + 1);
  }
}

TEST(Worked, ThePageIsSelfContainedAndEscaped) {
  const std::string html = to_html(worked({}, subject(), {step("encoder/embedding/tokens")}), {}, subject());
  EXPECT_THAT(html, HasSubstr("I am a &lt;b&gt; student &amp; friend"));
  EXPECT_THAT(html, Not(HasSubstr("<b> student")));
  for (const char* outside : {"src=\"http", "href=\"http", "@import", "url("})
    EXPECT_THAT(html, Not(HasSubstr(outside)));
  EXPECT_EQ(sentence_of(read_session(html).document.request), "I am a <b> student & friend");
}

TEST(Worked, EveryStepOfARunIsThere) {
  const Subject brief = test::source("Yes");
  std::vector<std::string> paths;
  for (const int s : timeline(brief.trace())) paths.push_back(brief.trace()[s].path);
  const std::string html = to_html(worked({}, brief, timeline(brief.trace())), {}, brief);
  EXPECT_EQ(found(html, "<section id=\"([^\"]*)\">"), paths);
}

TEST(Worked, WorksTheSelectedCell) {
  Figure figure;
  figure.cell = Cell{1, 2};
  const Worked made = worked(figure, subject(), {step(head + "scores")});
  ASSERT_TRUE(made.steps[0].cell.has_value());
  EXPECT_EQ(*made.steps[0].cell, (Cell{1, 2}));
  ASSERT_FALSE(made.steps[0].arithmetic.empty());
  EXPECT_EQ(made.steps[0].arithmetic.back().kind, ArithmeticRow::Kind::result);
}

TEST(Worked, FormulasAreTypesetAndNamesHaveTheirIndices) {
  const std::string html = to_html(worked({}, subject(), {step(head + "query")}), {}, subject());
  EXPECT_THAT(html, HasSubstr("<p class=\"formula\"><svg role=\"img\" aria-label=\"query = "));
  EXPECT_THAT(html, HasSubstr("W<sub>Q</sub>["));
  const std::string body = html.substr(html.find("<table class=\"sum\">"));
  EXPECT_THAT(body, Not(HasSubstr("W_Q")));
}

// Not in the title, in notes, in what the program reads back, or in words.
TEST(Exercise, TheAnswerIsNowhereInTheSheet) {
  const Worked made = exercise({}, subject(), exercise_steps(subject().trace(), 7), 7);
  const std::string sheet = to_html(made, {}, subject(), false), text = to_markdown(made, {}, subject(), false);
  for (const Blank& blank : made.blanks) {
    const Real value = subject().trace()[blank.step].out(blank.cell.row, blank.cell.col);
    const std::string exact = scene::exact_text(value);
    if (exact.size() < 7) continue;  // 0, 1, 0.25 are said of many things
    EXPECT_THAT(sheet, Not(HasSubstr(exact)));
    EXPECT_THAT(text, Not(HasSubstr(exact)));
  }
}

TEST(Exercise, TheSheetHidesWhatTheKeyTells) {
  const std::vector<int> steps = exercise_steps(subject().trace(), 7);
  ASSERT_FALSE(steps.empty());
  const Worked made = exercise({}, subject(), steps, 7);
  ASSERT_GE(made.blanks.size(), steps.size() * 2);
  const std::string sheet = to_html(made, {}, subject(), false), key = to_html(made, {}, subject(), true);
  EXPECT_EQ(found(sheet, "<td class=\"blank\">\\(([0-9]+)\\)").size(), made.blanks.size());
  EXPECT_THAT(key, Not(HasSubstr("class=\"blank\"")));
  for (const Blank& blank : made.blanks) {
    const Step& recorded = subject().trace()[blank.step];
    const std::string exact = scene::exact_text(recorded.out(blank.cell.row, blank.cell.col));
    const std::string cell = "<td title=\"" + exact + "\">";
    EXPECT_THAT(part(sheet, "table", recorded.path), Not(HasSubstr(cell))) << recorded.path;
    EXPECT_THAT(part(key, "table", recorded.path), HasSubstr(cell)) << recorded.path;
    EXPECT_FALSE(blank.arithmetic.empty());
    // Nor in the figure.
    const std::string mark = "data-step=\"" + std::to_string(blank.step) + "\" data-row=\"" +
                             std::to_string(blank.cell.row) + "\" data-col=\"" + std::to_string(blank.cell.col) + "\"";
    EXPECT_THAT(sheet, Not(HasSubstr(mark)));
    EXPECT_THAT(key, HasSubstr(mark));
  }
}

// A scaled score tells the score: where the score is to be found, so is what is scaled.
TEST(Exercise, NoBlankCanBeReadOffTheNextStep) {
  for (std::uint32_t seed = 1; seed <= 20; ++seed) {
    const std::vector<int> steps{step(head + "scores"), step(head + "scaled"), step(head + "weights")};
    const Worked made = exercise({}, subject(), steps, seed);
    std::set<std::pair<Index, Index>> scores, scaled;
    for (const Blank& blank : made.blanks) {
      if (blank.step == steps[0]) scores.insert({blank.cell.row, blank.cell.col});
      if (blank.step == steps[1]) scaled.insert({blank.cell.row, blank.cell.col});
    }
    for (const auto& cell : scores) EXPECT_TRUE(scaled.count(cell)) << seed;
    EXPECT_GT(scaled.size(), scores.size()) << seed;
  }
}

TEST(Exercise, FollowsFromItsSeed) {
  const auto sheet = [](std::uint32_t seed) {
    return to_markdown(exercise({}, subject(), exercise_steps(subject().trace(), seed), seed), {}, subject(), false);
  };
  EXPECT_EQ(sheet(7), sheet(7));
  std::set<std::string> sheets;
  for (std::uint32_t seed = 1; seed <= 8; ++seed) sheets.insert(sheet(seed));
  EXPECT_EQ(sheets.size(), 8u);
}

TEST(Exercise, GivesWhatIsRead) {
  const Worked made = exercise({}, subject(), {step(head + "scores")}, 1);
  ASSERT_EQ(made.steps.size(), 3u);
  EXPECT_TRUE(made.steps[0].given);
  EXPECT_TRUE(made.steps[1].given);
  EXPECT_FALSE(made.steps[2].given);
  EXPECT_FALSE(made.steps[0].cell.has_value());
}

TEST(Worked, EveryPartOfItCanBeStopped) {
  const std::vector<int> steps = {step(head + "scores"), step(head + "scaled"), step(head + "weights")};
  const Worked made = worked({}, subject(), steps), sheet = exercise({}, subject(), steps, 1);
  const auto stops = [](const auto& work) {
    std::size_t asked = 0;
    EXPECT_THROW(work([&](std::size_t done, std::size_t all) {
                   EXPECT_EQ(done, asked++);
                   EXPECT_GE(all, 3u);
                   return asked < 2;
                 }),
                 Stopped);
    EXPECT_EQ(asked, 2u);
  };
  stops([&](const GoOn& go_on) { worked({}, subject(), steps, go_on); });
  stops([&](const GoOn& go_on) { exercise({}, subject(), steps, 1, go_on); });
  stops([&](const GoOn& go_on) { to_html(made, {}, subject(), true, go_on); });
  stops([&](const GoOn& go_on) { to_markdown(sheet, {}, subject(), false, go_on); });
}

TEST(Exercise, OfStepsWithTooManyTermsIsRefused) {
  EXPECT_THROW(exercise({}, subject(), {step("encoder/layer1/ffn/hidden")}, 1), std::invalid_argument);
  EXPECT_THROW(exercise({}, subject(), {}, 1), std::invalid_argument);
  EXPECT_THROW(worked({}, subject(), {-1}), std::invalid_argument);
}

TEST(Latex, HasEveryNumberAndEscapesWords) {
  const Texts texts(Language::en);
  const int s = step(head + "scores");
  const std::string tex = to_latex(texts, subject().trace(), s, Cell{1, 2});
  const Tensor& out = subject().trace()[s].out;
  for (Index r = 0; r < out.rows(); ++r)
    for (Index c = 0; c < out.cols(); ++c) {
      char number[32];
      std::snprintf(number, sizeof number, "%.4f", static_cast<double>(out(r, c)));
      if (std::abs(out(r, c)) >= 10) continue;  // fewer decimals
      EXPECT_THAT(tex, HasSubstr(number));
    }
  EXPECT_THAT(tex, HasSubstr("\\text{\\textless{}/s\\textgreater{}}"));
  EXPECT_THAT(tex, HasSubstr("\\begin{tabular}"));
  int depth = 0;
  for (std::size_t i = 0; i < tex.size(); ++i) {
    if (i > 0 && tex[i - 1] == '\\' && (i < 2 || tex[i - 2] != '\\')) continue;
    depth += tex[i] == '{' ? 1 : tex[i] == '}' ? -1 : 0;
    ASSERT_GE(depth, 0) << tex.substr(0, i);
  }
  EXPECT_EQ(depth, 0);
  const std::string body = tex.substr(tex.find("\\["));  // behind the comments
  for (const char c : body) EXPECT_LT(static_cast<unsigned char>(c), 0x80) << "old engines read ASCII only";
}

TEST(Latex, FormulasAndNamesOfWeightsAreTypeset) {
  const auto latex = [](const std::string& path) {
    return to_latex(Texts(Language::fr), subject().trace(), step(path), Cell{1, 2});
  };
  const std::string query = latex(head + "query");
  EXPECT_THAT(query, HasSubstr("\\text{query} = \\text{sum}\\cdot W_{Q} + b_{Q}"));
  EXPECT_THAT(query, HasSubstr("$\\times$ $W_{Q}$["));
  EXPECT_THAT(query.substr(query.find("\\[")), Not(HasSubstr("W\\_Q")));
  EXPECT_THAT(latex(head + "scores"), HasSubstr("\\text{query}\\cdot \\text{key}^{\\top}"));
  EXPECT_THAT(latex(head + "scaled"), HasSubstr("/ \\sqrt{16}"));
  EXPECT_THAT(latex("encoder/layer1/add_norm1/norm"), HasSubstr("\\sqrt{\\text{variance} + \\varepsilon }"));
}

TEST(Latex, PlainTexSetsEveryStepInEnglishAndFrench) {
  const Subject edited = test::source("I am a student", {{head + "weights", 1, 2, -1e-7f}});
  for (const Language language : {Language::en, Language::fr})
    for (int s = 0; s < edited.trace().size(); ++s) {
      const std::string tex = to_latex(Texts(language), edited.trace(), s, Cell{0, 0});
      const std::string body = tex.substr(tex.find("\\["));
      EXPECT_THAT(tex, HasSubstr("needs \\usepackage{amsmath}\n"));
      for (std::size_t i = 0; i < body.size(); ++i) {
        const auto c = static_cast<unsigned char>(body[i]);
        const bool latin = c < 0x80 || c == 0xC3 || (i > 0 && body[i - 1] == '\xC3');  // é, à, ç …
        ASSERT_TRUE(latin) << body.substr(i);
      }
    }
}

TEST(Latex, ChineseSaysWhatItNeeds) {
  const std::string tex = to_latex(Texts(Language::zh), subject().trace(), step(head + "query"), Cell{1, 2});
  EXPECT_THAT(tex, HasSubstr("ctex"));
  EXPECT_THAT(tex, HasSubstr("XeLaTeX"));
  EXPECT_THAT(to_latex(Texts(Language::zh), subject().trace(), step(head + "query")), Not(HasSubstr("ctex")));
}

TEST(Latex, LongStepsSayWhatIsLeftOut) {
  const std::string tex = to_latex(Texts(Language::en), subject().trace(), step("encoder/layer1/ffn/hidden"));
  EXPECT_THAT(tex, HasSubstr("\\cdots"));
  EXPECT_THROW(to_latex(Texts(Language::en), subject().trace(), step(head + "scores"), Cell{99, 0}),
               std::invalid_argument);
  EXPECT_THROW(to_latex(Texts(Language::en), subject().trace(), -1), std::invalid_argument);
}

}  // namespace
