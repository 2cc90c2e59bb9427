// Beam search and sampling as figures: their marks are the search's and the run's, their files say how it was decoded.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "app/export/formats.h"
#include "app/export/session.h"
#include "app/scene/raster.h"
#include "tests/support/export_source.h"

using namespace attn;
using namespace attn::figures;
using ::testing::Contains;
using ::testing::HasSubstr;

namespace {

constexpr const char* sentence = "I am a student";

Subject searched(int width = 3, double alpha = 1.2) {
  Subject subject = test::source(sentence);
  subject.searched = {width, alpha};
  subject.beam = std::make_shared<const BeamSearch>(
      beam_search(*subject.model, sentence, {.width = width, .length_penalty = alpha}));
  return subject;
}

Subject drawn(const SamplingOptions& sampling) {
  TranslateOptions options;
  options.sampling = sampling;
  Subject subject = test::source(sentence);
  subject.run = std::make_shared<const attn::Run>(translate(*subject.model, sentence, options));
  subject.request.values["draw"] = true;
  set_sampling(subject.request, sampling);
  return subject;
}

Figure of(Decoding decoding, const Subject& subject, Language language = Language::en) {
  Figure figure;
  figure.what = What::translation;
  figure.step = subject.trace().size() - 1;
  figure.language = language;
  figure.translation.decoding = decoding;
  return figure;
}

std::vector<std::string> words(const scene::Scene& scene) {
  std::vector<std::string> all;
  for (const scene::Mark& mark : scene.marks)
    if (mark.kind == scene::Mark::Kind::text) all.push_back(mark.text);
  return all;
}

// "Σ −0.145" → −0.145 of every text that begins so.
std::vector<double> numbers_after(const scene::Scene& scene, const std::string& sign) {
  std::vector<double> numbers;
  for (const std::string& text : words(scene)) {
    if (!text.starts_with(sign)) continue;
    std::string number = text.substr(sign.size());
    if (const std::size_t minus = number.find("−"); minus != number.npos) number.replace(minus, 3, "-");
    if (char* end = nullptr; std::strtod(number.c_str(), &end) != 0 && *end == 0) numbers.push_back(std::stod(number));
  }
  std::sort(numbers.begin(), numbers.end());
  return numbers;
}

TEST(BeamFigure, ItsCardsSayTheSumsAndScoresOfTheSearch) {
  const Subject subject = searched();
  Figure figure = of(Decoding::beam, subject);
  figure.title = figure.caption = false;
  const scene::Scene scene = draw(figure, subject, scene::pango_measure()).scene;
  std::vector<double> sums, scores;
  for (const BeamNode& node : subject.beam->nodes) {
    (node.fate == BeamNode::Fate::finished ? scores : sums)
        .push_back(node.fate == BeamNode::Fate::finished ? node.score : node.sum);
    EXPECT_THAT(words(scene), Contains(HasSubstr(node.label)));
  }
  double greedy = 0;  // beside the tree, the run's own words
  for (std::size_t i = 0; i < subject.run->written.size(); ++i) {
    const Tensor& p = subject.trace().at("decode" + std::to_string(i + 1) + "/output/probabilities").out;
    sums.push_back(greedy += std::log(static_cast<double>(p(0, subject.run->written[i].id))));
  }
  const auto expect_all = [&](std::vector<double> wanted, const std::vector<double>& shown) {
    std::sort(wanted.begin(), wanted.end());
    ASSERT_EQ(shown.size(), wanted.size());
    for (std::size_t i = 0; i < wanted.size(); ++i) EXPECT_NEAR(shown[i], wanted[i], 0.00051);
  };
  expect_all(sums, numbers_after(scene, "Σ "));
  expect_all(scores, numbers_after(scene, "= "));
  for (const Hypothesis& h : subject.beam->hypotheses) EXPECT_THAT(words(scene), Contains(h.text));
}

TEST(BeamFigure, SaysHowItWasSearchedAndComesBack) {
  const Subject subject = searched(3, 1.2);
  for (const Language language : languages) {
    const std::vector<std::string> lines = caption_of(of(Decoding::beam, subject, language), subject);
    EXPECT_THAT(lines, Contains(::testing::AllOf(HasSubstr("3"), HasSubstr("1.2"), HasSubstr("α"))));
  }
  const Drawing drawing = draw(of(Decoding::beam, subject), subject, scene::pango_measure());
  EXPECT_THAT(drawing.title, HasSubstr("Beam search"));
  const TranslationOptions read = session_from(drawing.session).document.translation;
  EXPECT_EQ(read.decoding, Decoding::beam);
  EXPECT_EQ(read.beam_width, 3);
  EXPECT_EQ(read.length_penalty, 1.2);
  EXPECT_EQ(session_from(drawing.session).document.view, ViewName::translation);
}

TEST(BeamFigure, FitsItsPaperInEveryFormat) {
  const Subject subject = searched(5, 0.6);
  for (const Paper paper : {Paper::print, Paper::dark}) {
    Figure figure = of(Decoding::beam, subject, Language::fr);
    figure.paper = paper;
    const Drawing drawing = draw(figure, subject, scene::pango_measure());
    for (const scene::Mark& mark : drawing.scene.marks) {
      if (mark.kind != scene::Mark::Kind::fill && mark.kind != scene::Mark::Kind::outline) continue;
      EXPECT_GE(mark.rect.x, 0);
      EXPECT_LE(mark.rect.x + mark.rect.w, drawing.scene.width);
      EXPECT_LE(mark.rect.y + mark.rect.h, drawing.scene.height);
    }
    for (const Format format : {Format::png, Format::svg, Format::pdf})
      EXPECT_FALSE(picture_file(drawing, subject, format, {}).empty());
  }
}

TEST(BeamFigure, WithoutASearchThereIsNoFigure) {
  const Subject subject = test::source(sentence);
  EXPECT_THROW(draw(of(Decoding::beam, subject), subject, scene::pango_measure()), std::invalid_argument);
}

TEST(SamplingFigure, SaysWhatTheWordsWereDrawnWithAndComesBack) {
  const Subject subject = drawn({0.7, 20, 0.9, 42});
  const Figure figure = of(Decoding::sampling, subject);
  const Drawing drawing = draw(figure, subject, scene::pango_measure());
  EXPECT_THAT(drawing.title, HasSubstr("Sampling"));
  EXPECT_THAT(drawing.description, HasSubstr("temperature 0.7, top-k 20, top-p 0.9, seed 42"));
  const Document document = session_from(drawing.session).document;
  EXPECT_EQ(document.translation.decoding, Decoding::sampling);
  const auto read = drawn_with(document.request);
  ASSERT_TRUE(read);
  EXPECT_EQ(*read, (SamplingOptions{0.7, 20, 0.9, 42}));
  for (const Written& word : subject.run->written) EXPECT_THAT(words(drawing.scene), Contains(HasSubstr(word.label)));
}

TEST(SamplingFigure, SharesAreSaidWhereNothingIsDrawn) {
  const Subject subject = test::source(sentence);
  Figure figure = of(Decoding::sampling, subject);
  figure.sampling = {1.3, 0, 0.95, 1};
  const Drawing drawing = draw(figure, subject, scene::pango_measure());
  EXPECT_THAT(drawing.description, HasSubstr("temperature 1.3, top-k all, top-p 0.95; no word has been drawn"));
  EXPECT_FALSE(drawn_with(session_from(drawing.session).document.request));
}

}  // namespace
