// Every kind of run with its standard parameters, and attention by hand.
#include "engine/run_kind.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "engine/generator.h"
#include "engine/model/model.h"
#include "engine/roles/roles.h"

using namespace attn;
using testing::ElementsAre;
using testing::HasSubstr;

namespace {

attn::Run run_of(const Request& request) {
  const RunKind& kind = run_kind(request.kind);
  const Model model = load_model(std::string(default_model));
  return kind.run(request, kind.needs_model ? &model : nullptr, {});
}

Request standard_of(const RunKind& kind) {
  return standard_request(kind.id, kind.needs_model ? std::string(default_model) : std::string());
}

std::string error_of(const Request& request) {
  try {
    run_of(request);
  } catch (const std::invalid_argument& e) {
    return e.what();
  }
  return {};
}

std::vector<std::string> paths(const Trace& trace) {
  std::vector<std::string> all;
  for (const Step& step : trace.steps()) all.push_back(step.path);
  return all;
}

TEST(Runs, EachKindReplaysAndExplainsACellOfEveryStep) {
  std::mt19937 random(20261130);
  for (const RunKind* kind : run_kinds()) {
    const attn::Run made = run_of(standard_of(*kind));
    const Trace& trace = made.trace;
    EXPECT_GE(trace.find(kind->first_step), 0) << kind->id;
    for (int i = 0; i < trace.size(); ++i) {
      const Step& step = trace[i];
      EXPECT_TRUE(same_bits(replay(trace, i), step.out)) << step.path;
      ASSERT_NE(step.role, nullptr) << step.path;
      if (step.out.size() == 0) continue;
      const Index row = static_cast<Index>(random() % static_cast<unsigned>(step.out.rows())),
                  col = static_cast<Index>(random() % static_cast<unsigned>(step.out.cols()));
      const double told = explain(trace, i, row, col).back().value, is = static_cast<double>(step.out(row, col));
      if (told != is) {  // infinities are equal, and no distance apart
        EXPECT_NEAR(told, is, 1e-5 * std::max(1.0, std::abs(is))) << step.path;
      }
    }
  }
}

TEST(Runs, AnUnknownKindIsNamedWithThoseThatThereAre) {
  try {
    run_kind("atention");
    FAIL();
  } catch (const std::invalid_argument& e) {
    EXPECT_THAT(e.what(), HasSubstr("'atention'"));
    EXPECT_THAT(e.what(), HasSubstr("attention, marian"));
  }
}

// The numbers of the lesson "Attention by hand", worked with pen and paper and by an independent program in float64.
TEST(Attention, TheArticlesFourWords) {
  const attn::Run made = run_of(standard_request("attention", {}));
  EXPECT_THAT(paths(made.trace),
              ElementsAre("input/x", "attention/scores", "attention/scaled", "attention/weights", "attention/context"));
  const auto near = [&](const char* path, Index row, Index col, double value) {
    EXPECT_NEAR(static_cast<double>(made.trace.at(path).out(row, col)), value, 1e-6) << path;
  };
  near("input/x", 0, 2, -0.3);
  near("input/x", 3, 3, 0.7);
  near("attention/scores", 1, 3, 0.82);
  near("attention/scores", 3, 3, 1.26);
  near("attention/scaled", 1, 3, 0.41);
  near("attention/weights", 0, 3, 0.269050467);
  near("attention/weights", 3, 0, 0.210379142);
  near("attention/context", 0, 0, 0.256245577);
  near("attention/context", 3, 3, 0.563703077);
  EXPECT_EQ(made.trace.at("attention/scores").out.row_axis.label(3), "student");
  EXPECT_TRUE(made.written.empty());
}

TEST(Attention, ProjectionsAreStepsOfTheirOwn) {
  Request request = standard_request("attention", {});
  request.values["projections"] = std::string("given");
  request.values["W_Q"] = Table{4, 2, {-35, 10, 25, 0, 0, 0, 0, 0}};
  request.values["W_K"] = Table{4, 2, {10, -10, 0, 10, 0, 0, 0, 0}};
  request.values["W_V"] = Table{4, 4, {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1}};
  const Trace trace = run_of(request).trace;
  // Lesson "Query, key, value", run "tables".
  EXPECT_NEAR(static_cast<double>(trace.at("attention/query").out(3, 1)), 4, 1e-5);
  EXPECT_NEAR(static_cast<double>(trace.at("attention/scores").out(0, 3)), 7, 1e-5);
  EXPECT_NEAR(static_cast<double>(trace.at("attention/scaled").out(0, 3)), 4.94974747, 1e-5);
  EXPECT_NEAR(static_cast<double>(trace.at("attention/weights").out(0, 3)), 0.663304249, 1e-5);
  EXPECT_NEAR(static_cast<double>(trace.at("attention/context").out(3, 0)), 0.147126692, 1e-5);
  EXPECT_TRUE(trace.at("model/W_Q").role->parameter);
}

TEST(Attention, AMaskHidesLaterWords) {
  Request request = standard_request("attention", {});
  request.values["mask"] = true;
  const Trace trace = run_of(request).trace;
  EXPECT_EQ(trace.at("attention/weights").out(0, 0), 1.0f) << "the first word can only ask itself";
  EXPECT_EQ(trace.at("attention/weights").out(1, 2), 0.0f);
  EXPECT_EQ(trace.at("attention/masked").out(0, 3), -INFINITY);
}

TEST(Attention, AFactorOfOneScalesNothing) {
  Request request = standard_request("attention", {});
  request.values["factor"] = 1.0;
  const Trace trace = run_of(request).trace;
  EXPECT_LT(trace.find("attention/scaled"), 0);
  request.values["factor"] = 0.25;
  EXPECT_EQ(run_of(request).trace.at("attention/scaled").role, &roles::multiplied) << "no division by √d_k";
  EXPECT_NEAR(static_cast<double>(trace.at("attention/weights").out(1, 3)), 0.304674734, 1e-6);
}

TEST(Attention, AChangedCellChangesWhatFollows) {
  Request request = standard_request("attention", {});
  request.changes = {{"attention/weights", 0, 0, 1}};
  const Trace trace = run_of(request).trace;
  const Step& weights = trace.at("attention/weights");
  ASSERT_TRUE(weights.edited());
  EXPECT_NEAR(static_cast<double>((*weights.computed)(0, 0)), 0.231573883, 1e-6) << "what softmax gave";
  EXPECT_NEAR(static_cast<double>(trace.at("attention/context").out(0, 0)), 0.256245577 + (1 - 0.231573883) * 0.1,
              1e-6);
}

TEST(Attention, AnyWhiteSpaceSeparatesWords) {
  Request request = standard_request("attention", {});
  request.values["words"] = std::string(" a\tb\n c ");
  EXPECT_EQ(run_of(request).read.size(), 3u);
}

TEST(Attention, WhatDoesNotFitIsOneSentence) {
  Request request = standard_request("attention", {});
  request.values["words"] = std::string("   ");
  EXPECT_THAT(error_of(request), HasSubstr("contains no word"));
  request.values["words"] = std::string();
  for (int i = 0; i < 65; ++i) std::get<std::string>(request.values["words"]) += "w ";
  EXPECT_THAT(error_of(request), HasSubstr("65 words"));
  request = standard_request("attention", {});
  request.values["vectors"] = std::string("given");
  EXPECT_THAT(error_of(request), HasSubstr("'x' is missing"));
  request.values["x"] = Table{2, 4, {1, 2, 3, 4, 5, 6, 7, 8}};
  EXPECT_THAT(error_of(request), HasSubstr("2×4"));
  request = standard_request("attention", {});
  request.values["vectors"] = std::string("given");
  request.values["x"] = Table{4, 1, {1, INFINITY, 3, 4}};
  EXPECT_THAT(error_of(request), HasSubstr("'x' must be a matrix"));
  request = standard_request("attention", {});
  request.values["d"] = 65.0;
  EXPECT_THAT(error_of(request), HasSubstr("d"));
  request = standard_request("attention", {});
  request.forced = {{1, 1}};
  EXPECT_THAT(error_of(request), HasSubstr("writes no words"));
}

// Values that the lessons' reference program gives, in Python.
TEST(Generator, IsTheLessons) {
  EXPECT_EQ(seed_of("additive/W_1", 8), 0xacf2bc69e075464cu);
  EXPECT_EQ(bits53(0xacf2bc69e075464cu, 0), 51343390668152u);
  const Mat coarse = grid("additive/W_1", 2, 3, 20, 10, 8), fine = grid("input/x", 2, 3, 100, 100, 7);
  EXPECT_THAT(coarse.all(), ElementsAre(-2.0f, -1.6f, 0.4f, -1.1f, -1.0f, 0.3f));
  EXPECT_THAT(fine.all(), ElementsAre(-0.48f, 0.43f, -0.29f, 0.11f, -0.09f, -0.07f));
}

// Each head's context in its columns, mixed by W_O: worked with loops of the test's own.
TEST(Multihead, ItsOutputIsWhatTheHeadsFoundTimesTheLastTable) {
  Request request = standard_request("multihead", {});
  request.values["heads"] = 3.0;
  request.values["d_k"] = 2.0;
  request.values["mask"] = true;
  const attn::Run made = run_of(request);
  const Trace& trace = made.trace;
  const Tensor &x = trace.at("input/x").out, &w_o = trace.at("model/W_O").out, &out = trace.at("attention/output").out;
  ASSERT_EQ(x.shape(), "4×8");
  ASSERT_EQ(w_o.shape(), "6×8");
  const auto times = [](const Tensor& a, Index r, const Tensor& b, Index c) {
    double sum = 0;
    for (Index k = 0; k < a.cols(); ++k) sum += static_cast<double>(a(r, k)) * static_cast<double>(b(k, c));
    return sum;
  };
  for (Index r = 0; r < 4; ++r) {
    std::vector<double> joined;
    for (const char* head : {"head1/", "head2/", "head3/"}) {
      const auto table = [&](const char* name) -> const Tensor& {
        return trace.at(std::string("model/") + head + name).out;
      };
      std::vector<double> weights;
      double all = 0;
      for (Index j = 0; j <= r; ++j) {  // no later word
        double score = 0;
        for (Index k = 0; k < 2; ++k) score += times(x, r, table("W_Q"), k) * times(x, j, table("W_K"), k);
        weights.push_back(std::exp(score / std::sqrt(2.0)));
        all += weights.back();
      }
      for (Index k = 0; k < 2; ++k) {
        double sum = 0;
        for (Index j = 0; j <= r; ++j) sum += weights[static_cast<std::size_t>(j)] / all * times(x, j, table("W_V"), k);
        joined.push_back(sum);
      }
    }
    for (Index c = 0; c < 8; ++c) {
      double sum = 0;
      for (Index k = 0; k < 6; ++k) sum += joined[static_cast<std::size_t>(k)] * static_cast<double>(w_o(k, c));
      EXPECT_NEAR(static_cast<double>(out(r, c)), sum, 1e-5) << r << ", " << c;
    }
  }
}

TEST(Multihead, WhatDoesNotFitIsOneSentence) {
  Request request = standard_request("multihead", {});
  request.values["words"] = std::string("  ");
  EXPECT_THAT(error_of(request), HasSubstr("no word"));
  request.values["words"] = std::string("a");
  request.values["heads"] = 9.0;
  EXPECT_THAT(error_of(request), HasSubstr("'heads'"));
}

}  // namespace
