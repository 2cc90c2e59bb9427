// What is asked, as a value: its parameters are told by name, and what has no say makes no difference.
#include "engine/request.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

#include "engine/runs/marian_params.h"

namespace attn {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr std::string_view ways[] = {"dot", "general"};
constexpr ParamSpec specs[] = {
    {.id = "words", .kind = ParamSpec::Kind::text, .text = "a b"},
    {.id = "d", .kind = ParamSpec::Kind::whole, .number = 4, .least = 1, .most = 64},
    {.id = "scale", .kind = ParamSpec::Kind::number, .number = 1, .least = 0, .most = 2, .above_least = true},
    {.id = "way", .kind = ParamSpec::Kind::choice, .text = "dot", .choices = ways},
    {.id = "masked", .kind = ParamSpec::Kind::flag},
    {.id = "query", .kind = ParamSpec::Kind::matrix, .most = 6},
    {.id = "seed", .kind = ParamSpec::Kind::seed, .text = "1"},
};

Request with(const char* id, Value value) {
  Request request;
  request.values[id] = std::move(value);
  return request;
}

std::string said(const Request& request) {
  try {
    check(request, specs);
  } catch (const std::invalid_argument& e) {
    return e.what();
  }
  return "";
}

TEST(Request, WhatMayBeIsTaken) {
  Request all;
  all.values = {{"words", std::string("x")},
                {"d", 64.0},
                {"scale", 1e-9},
                {"way", std::string("general")},
                {"masked", true},
                {"query", Table{2, 3, {1, 2, 3, 4, 5, 6}}},
                {"seed", std::string("18446744073709551615")}};
  EXPECT_EQ(said(all), "");
  EXPECT_EQ(said({}), "") << "what is missing is the standard";
}

TEST(Request, WhatMayNotBeIsNamedWithWhatItMayBe) {
  EXPECT_EQ(said(with("colour", true)), "unknown parameter 'colour'; known: words, d, scale, way, masked, query, seed");
  EXPECT_EQ(said(with("words", 1.0)), "the parameter 'words' must be a text");
  for (const Value& wrong : {Value(0.0), Value(65.0), Value(2.5), Value(std::string("4")), Value(true),
                             Value(std::numeric_limits<double>::quiet_NaN())})
    EXPECT_EQ(said(with("d", wrong)), "the parameter 'd' must be a whole number from 1 to 64");
  for (const Value& wrong : {Value(0.0), Value(2.001), Value(std::numeric_limits<double>::infinity())})
    EXPECT_EQ(said(with("scale", wrong)), "the parameter 'scale' must be a number above 0, at most 2");
  EXPECT_EQ(said(with("way", std::string("Dot"))), "the parameter 'way' must be one of dot, general");
  EXPECT_EQ(said(with("masked", 1.0)), "the parameter 'masked' must be true or false");
  for (const Value& wrong : {Value(Table{2, 2, {1, 2, 3}}), Value(Table{1, 7, {1, 2, 3, 4, 5, 6, 7}}), Value(1.0)})
    EXPECT_THAT(said(with("query", wrong)), HasSubstr("'query' must be a matrix"));
  for (const char* wrong : {"", "-1", "01", "1.5", "18446744073709551616", " 1"})
    EXPECT_THAT(said(with("seed", std::string(wrong))),
                HasSubstr("'seed' must be a whole number from 0 to 1844674407"));
}

TEST(Request, ValuesAreReadByType) {
  Request request;
  EXPECT_EQ(text(request, "sentence"), "I am a student");
  EXPECT_EQ(number(request, "temperature"), 0.8);
  EXPECT_EQ(whole(request, "top_k"), 0);
  EXPECT_FALSE(flag(request, "draw"));
  EXPECT_EQ(seed(request, "seed"), 1u);
  request.values = {{"sentence", std::string("a cat")},
                    {"temperature", 0.5},
                    {"top_k", 20.0},
                    {"draw", true},
                    {"seed", std::string("18446744073709551615")}};
  EXPECT_EQ(sentence_of(request), "a cat");
  EXPECT_EQ(drawn_with(request), (SamplingOptions{0.5, 20, 0.95, 18446744073709551615u}));
}

TEST(Request, AValueOfAnotherTypeIsNamed) {
  const auto said_of = [](const auto& read) -> std::string {
    try {
      read();
    } catch (const std::invalid_argument& e) {
      return e.what();
    }
    return "";
  };
  const Request request = with("temperature", std::string("hot"));
  EXPECT_EQ(said_of([&] { number(request, "temperature"); }), "the parameter 'temperature' is not a number");
  EXPECT_EQ(said_of([&] { flag(Request(), "sentence"); }), "the parameter 'sentence' is not a flag");
  EXPECT_EQ(said_of([&] { whole(Request(), "temperature"); }), "the parameter 'temperature' is not a whole number");
  EXPECT_EQ(said_of([&] { text(Request(), "colour"); }), "runs of kind 'marian' have no parameter 'colour'");
  EXPECT_THAT(said_of([&] { params_of("later"); }), HasSubstr("unknown kind of run 'later'"));
  EXPECT_THAT(said_of([&] { translate_options(request); }), HasSubstr("'temperature' must be a number from 0 to 1000"));
}

TEST(Request, StandardValuesAreAllThere) {
  const Request request = standard_request("marian", "m");
  std::vector<std::string> ids;
  for (const auto& [id, value] : request.values) ids.push_back(id);
  EXPECT_THAT(ids, ElementsAre("draw", "keys_values", "seed", "sentence", "temperature", "top_k", "top_p"));
  EXPECT_EQ(request.place, "m");
  check(request, marian_params());
}

TEST(Request, OnlyWhatHasASayMakesADifference) {
  Request knobs = standard_request("marian", "m");
  set_sampling(knobs, {0.5, 20, 0.9, 7});
  EXPECT_EQ(decisive(knobs), decisive(standard_request("marian", "m")));
  EXPECT_EQ(decisive(Request{"marian", "m", {}, {}, {}}), decisive(knobs)) << "what is missing is the standard";
  Request drawn = knobs;
  drawn.values["draw"] = true;
  EXPECT_NE(decisive(drawn), decisive(knobs));
  EXPECT_EQ(decisive(drawn), drawn);
  Request warmer = drawn;
  warmer.values["temperature"] = 0.6;
  EXPECT_NE(decisive(warmer), decisive(drawn));
  Request changed = knobs;
  changed.changes = {{"encoder/embedding/sum", 0, 0, 1}};
  EXPECT_NE(decisive(changed), decisive(knobs));
  EXPECT_EQ(translate_options(changed).edits, changed.changes);
}

}  // namespace
}  // namespace attn
