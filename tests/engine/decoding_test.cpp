// Beam search and sampling beside an independent implementation (tools/reference/decoding.py): word for word.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <limits>

#include <nlohmann/json.hpp>

#include "engine/model/alignment.h"
#include "engine/model/beam.h"

namespace attn {
namespace {

using nlohmann::json;
using testing::ElementsAre;

const Model& tiny() {
  static const Model model = load_model(std::string(default_model));
  return model;
}

const json& reference() {
  static const json found = json::parse(std::ifstream(ATTN_SOURCE_DIR "/tests/reference/decoding.json"));
  return found;
}

Tensor logits_of(std::vector<float> values) {
  Mat m(1, static_cast<Index>(values.size()));
  for (Index i = 0; i < m.cols(); ++i) m(0, i) = values[static_cast<std::size_t>(i)];
  return {std::move(m), single_axis(), {}};
}

TEST(Beam, AgreesWithTheReference) {
  ASSERT_EQ(reference()["sentences"].size(), 50u);
  for (const json& sentence : reference()["sentences"]) {
    const auto text = sentence["text"].get<std::string>();
    SCOPED_TRACE(text);
    const BeamSearch found = beam_search(tiny(), text, {.width = reference()["width"]});
    ASSERT_EQ(found.hypotheses.size(), sentence["beam"].size());
    for (std::size_t i = 0; i < found.hypotheses.size(); ++i) {
      const Hypothesis& h = found.hypotheses[i];
      EXPECT_EQ(h.ids, sentence["beam"][i]["ids"].get<std::vector<int>>()) << i << ": " << h.text;
      EXPECT_NEAR(h.sum, sentence["beam"][i]["sum"].get<double>(), 1e-4);
      EXPECT_NEAR(h.score, sentence["beam"][i]["score"].get<double>(), 1e-4);
    }
  }
}

// Of a translation as of a beginning in the tree: the sums of what was recorded, also where that was edited.
TEST(Beam, ATranslationHasItsLogProbabilities) {
  for (const std::vector<Edit>& edits : {std::vector<Edit>{}, {{"decode2/output/probabilities", 0, 7, 2}}}) {
    TranslateOptions options;
    options.edits = edits;
    const attn::Run run = translate(tiny(), "Where is the station?", options);
    double product = 1;
    for (std::size_t i = 0; i < run.written.size(); ++i) {
      const std::string path = "decode" + std::to_string(i + 1) + "/output/probabilities";
      product *= static_cast<double>(run.trace.at(path).out(0, run.written[i].id));
      EXPECT_NEAR(std::exp(run.written[i].log_sum), product, 1e-9);
    }
    if (!edits.empty()) {
      EXPECT_EQ(run.written[1].id, 7);
    }
  }
}

TEST(Beam, TheTreeAddsUp) {
  const BeamSearch found = beam_search(tiny(), "Where is the station?", {.width = 3});
  std::vector<int> alive;
  for (const BeamNode& node : found.nodes) {
    const double before = node.parent < 0 ? 0 : found.nodes[static_cast<std::size_t>(node.parent)].sum;
    EXPECT_NEAR(node.sum, before + node.log_probability, 1e-12);
    EXPECT_EQ(node.depth, node.parent < 0 ? 1 : found.nodes[static_cast<std::size_t>(node.parent)].depth + 1);
    if (node.parent >= 0) {
      EXPECT_EQ(found.nodes[static_cast<std::size_t>(node.parent)].fate, BeamNode::Fate::alive);
    }
    alive.resize(std::max(alive.size(), static_cast<std::size_t>(node.depth) + 1));
    alive[static_cast<std::size_t>(node.depth)] += node.fate == BeamNode::Fate::alive;
    EXPECT_LE(alive[static_cast<std::size_t>(node.depth)], 3);
  }
  EXPECT_EQ(found.hypotheses.size(), 3u);
}

TEST(Beam, OfWidthOneIsGreedy) {
  const attn::Run greedy = translate(tiny(), "My father is a doctor.");
  EXPECT_EQ(beam_search(tiny(), "My father is a doctor.", {.width = 1}).hypotheses.at(0).ids, written_ids(greedy));
}

TEST(Beam, KeepsForcedWords) {
  const int tu = beam_search(tiny(), "You are happy.", {.width = 1}).hypotheses.at(0).ids.at(0);
  for (const Hypothesis& h : beam_search(tiny(), "I am happy.", {.width = 3, .forced = {{1, tu}}}).hypotheses)
    EXPECT_EQ(h.ids.at(0), tu);
}

TEST(Beam, RefusesWhatMakesNoSense) {
  EXPECT_THROW(beam_search(tiny(), "I am", {.width = 0}), std::invalid_argument);
  EXPECT_THROW(beam_search(tiny(), "I am", {.width = 17}), std::invalid_argument);
  EXPECT_THROW(beam_search(tiny(), "I am", {.length_penalty = -1}), std::invalid_argument);
  EXPECT_THROW(beam_search(tiny(), "", {}), std::invalid_argument);
  EXPECT_THROW(beam_search(tiny(), "I am", {.forced = {{1, -4}}}), std::invalid_argument);
  std::stop_source stop;
  stop.request_stop();
  EXPECT_THROW(beam_search(tiny(), "I am", {.stop = stop.get_token()}), Cancelled);
}

TEST(Beam, LengthIsNormalisedAsInThePaper) {
  EXPECT_DOUBLE_EQ(normalised(-3, 7, 0), -3);
  EXPECT_DOUBLE_EQ(normalised(-3, 7, 1), -1.5);  // (5 + 7) / 6 = 2
  EXPECT_NEAR(normalised(-3, 19, 0.5), -1.5, 1e-12);
}

TEST(Sampling, AgreesWithTheReference) {
  for (const json& sentence : reference()["sentences"]) {
    const auto text = sentence["text"].get<std::string>();
    for (std::size_t i = 0; i < reference()["draws"].size(); ++i) {
      SCOPED_TRACE(text + ", draw " + std::to_string(i));
      const json& how = reference()["draws"][i];
      SamplingOptions sampling{how["temperature"], how["top_k"], how["top_p"], how["seed"]};
      const attn::Run t = translate(tiny(), text, {.sampling = sampling});
      EXPECT_EQ(written_ids(t), sentence["drawn"][i]["ids"].get<std::vector<int>>()) << t.output;
      for (std::size_t k = 0; k < t.written.size() && k < sentence["drawn"][i]["ids"].size(); ++k) {
        const Step& p = t.trace.at("decode" + std::to_string(k + 1) + "/output/probabilities");
        const Adjusted from = adjusted(t.trace[p.inputs[0]].out, sampling);
        EXPECT_NEAR(std::log(from.probability[static_cast<std::size_t>(t.written[k].id)]),
                    sentence["drawn"][i]["log_probabilities"][k].get<double>(), 1e-4);
      }
    }
  }
}

TEST(Sampling, TemperatureSharpensAndFlattens) {
  const Tensor logits = logits_of({0, std::log(3.0f)});
  EXPECT_NEAR(adjusted(logits, {.temperature = 1}).probability[1], 0.75, 1e-7);
  EXPECT_NEAR(adjusted(logits, {.temperature = 0.5}).probability[1], 0.9, 1e-7);
  EXPECT_NEAR(adjusted(logits, {.temperature = 1000}).probability[1], 0.5, 1e-3);
}

TEST(Sampling, IsStableNearZero) {
  const Tensor logits = logits_of({90, 100, -80, 99});
  for (const double t : {0.0, 1e-300, 1e-12, 1e-3}) {
    const Adjusted a = adjusted(logits, {.temperature = t});
    EXPECT_EQ(a.probability, (std::vector<double>{0, 1, 0, 0})) << t;
    EXPECT_EQ(draw(a, 0.999999), 1);
  }
  EXPECT_EQ(adjusted(logits_of({2, 2}), {.temperature = 0}).probability, (std::vector<double>{1, 0}))
      << "the smaller id";
}

TEST(Sampling, CutsToTheLargestAndToTheNucleus) {
  const float l = std::log(2.0f);
  const Tensor logits = logits_of({0, 3 * l, l, 2 * l});  // 1 : 8 : 2 : 4
  Adjusted a = adjusted(logits, {.top_k = 2});
  EXPECT_EQ(a.left, 2);
  EXPECT_THAT(a.order, ElementsAre(1, 3, 2, 0));
  EXPECT_NEAR(a.probability[1], 2.0 / 3, 1e-7);
  EXPECT_EQ(a.probability[2], 0);
  a = adjusted(logits, {.top_p = 0.6});  // 8/15 is not enough, 12/15 is
  EXPECT_EQ(a.left, 2);
  a = adjusted(logits, {.top_k = 2, .top_p = 0.6});  // 8/12 is
  EXPECT_EQ(a.left, 1);
  EXPECT_EQ(a.probability[1], 1);
  EXPECT_EQ(adjusted(logits, {.top_p = 1e-9}).left, 1) << "at least one";
}

TEST(Sampling, DrawsByShares) {
  const Adjusted a = adjusted(logits_of({0, std::log(3.0f)}), {});
  EXPECT_EQ(draw(a, 0), 1);
  EXPECT_EQ(draw(a, 0.7499), 1);
  EXPECT_EQ(draw(a, 0.7501), 0);
  int ones = 0;
  for (int t = 1; t <= 4000; ++t) ones += draw(a, uniform(5, t));
  EXPECT_NEAR(ones / 4000.0, 0.75, 0.03);
  EXPECT_NE(uniform(1, 1), uniform(2, 1));
  EXPECT_EQ(uniform(1, 1), uniform(1, 1));
}

TEST(Sampling, RefusesWhatMakesNoSense) {
  constexpr float infinity = std::numeric_limits<float>::infinity();
  const Tensor logits = logits_of({0, 1});
  EXPECT_THROW(adjusted(logits, {.temperature = -1}), std::invalid_argument);
  EXPECT_THROW(adjusted(logits, {.temperature = std::nan("")}), std::invalid_argument);
  EXPECT_THROW(adjusted(logits, {.top_k = -1}), std::invalid_argument);
  EXPECT_THROW(adjusted(logits, {.top_p = 0}), std::invalid_argument);
  EXPECT_THROW(adjusted(logits, {.top_p = 1.5}), std::invalid_argument);
  EXPECT_THROW(adjusted(logits_of({0, std::nanf("")}), {}), std::invalid_argument);
  EXPECT_THROW(adjusted(logits_of({0, infinity}), {}), std::invalid_argument);
  EXPECT_THROW(adjusted(logits_of({-infinity, -infinity}), {}), std::invalid_argument);
  EXPECT_EQ(adjusted(logits_of({-infinity, 2}), {.temperature = 9}).probability, (std::vector<double>{0, 1}));
}

TEST(Alignment, RowsAreTheStepsThatWroteTheWords) {
  const attn::Run t = translate(tiny(), "I am a student");
  const Tensor one = cross_attention(t, 2, 3), mean = cross_attention(t);
  EXPECT_EQ(one.shape(), "4×5");
  EXPECT_EQ(one(1, 2), t.trace.at("decode2/layer2/cross/head3/weights").out(1, 2));
  double sum = 0;
  for (const int head : {1, 2, 3, 4}) sum += static_cast<double>(cross_attention(t, 2, head)(1, 2));
  EXPECT_NEAR(static_cast<double>(mean(1, 2)), sum / 4, 1e-7);
  EXPECT_EQ(mean.row_axis.label(2), "étudiant");
  EXPECT_EQ(mean.col_axis.label(3), "student");
  EXPECT_THROW(cross_attention(t, 3), std::invalid_argument);
  EXPECT_THROW(cross_attention(t, 1, 5), std::invalid_argument);
}

}  // namespace
}  // namespace attn
