// What the Translation view says of a word is worked out again: the most probable piece, the word looked at most.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fmt/format.h>

#include <cmath>

#include "app/gui/headless.h"
#include "engine/runs/marian_params.h"
#include "tests/support/twenty_sentences.h"

namespace attn::gui {
namespace {

using testing::HasSubstr;

// Everything that one frame says, without its spaces: a sentence is drawn in parts.
std::string said(const Record& seen) {
  std::string all;
  for (const Record::Text& text : seen.texts)
    for (const char c : text.words)
      if (c != ' ') all += c;
  return all;
}

Index largest(const std::vector<double>& values) {
  Index best = 0;
  for (Index i = 0; i < std::ssize(values); ++i)
    if (values[static_cast<std::size_t>(i)] > values[static_cast<std::size_t>(best)]) best = i;
  return best;
}

TEST(Statements, OfWrittenWordsAreTrueOfTheRun) {
  HeadlessOptions options;
  options.pixels = false;
  options.height = 1200;
  options.settings.document.view = ViewName::translation;
  for (const char* sentence : test::sentences) {
    Headless window(options);
    window.settle();
    Document document = window.program().document();
    set_sentence(document.request, sentence);
    window.choose(document);
    window.settle();
    const attn::Run& run = *window.program().derived().answer.run;
    for (std::size_t t = 1; t <= run.written.size(); ++t) {
      const std::string decode = "decode" + std::to_string(t);
      document.step = decode + "/output/next";
      document.phase = 1;
      window.choose(document);
      window.settle();
      const Tensor& first = run.trace.at(decode + "/layer2/cross/head1/weights").out;
      std::vector<double> looked(static_cast<std::size_t>(first.cols()));
      for (int head = 1; head <= 4; ++head) {
        const Tensor& weights = run.trace.at(decode + "/layer2/cross/head" + std::to_string(head) + "/weights").out;
        for (Index c = 0; c < weights.cols(); ++c)
          looked[static_cast<std::size_t>(c)] += static_cast<double>(weights(weights.rows() - 1, c)) / 4;
      }
      const Index at = largest(looked);
      const double value = looked[static_cast<std::size_t>(at)];
      const std::string words = said(window.seen());
      EXPECT_THAT(words,
                  HasSubstr("thedecoderlookedmostat" + first.col_axis.label(at) + fmt::format("({:.2f})", value)))
          << sentence << ", word " << t;
      const Tensor& p = run.trace.at(decode + "/output/probabilities").out;
      std::vector<double> shares;
      for (Index c = 0; c < p.cols(); ++c) shares.push_back(static_cast<double>(p(0, c)));
      EXPECT_EQ(p.col_axis.label(largest(shares)), run.written[t - 1].label)
          << "greedy decoding simply takes the largest";
    }
  }
}

}  // namespace
}  // namespace attn::gui
