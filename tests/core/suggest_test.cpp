// The nearest known word: distances worked by hand, and what the bundled model knows.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/core/suggest.h"
#include "engine/model/model.h"

namespace attn {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(Suggest, CountsLettersToAddDropOrExchange) {
  EXPECT_EQ(edit_distance("kitten", "sitting", 9), 3);
  EXPECT_EQ(edit_distance("", "abc", 9), 3);
  EXPECT_EQ(edit_distance("flaw", "lawn", 9), 2);
  EXPECT_EQ(edit_distance("same", "Same", 9), 0);
  EXPECT_EQ(edit_distance("naïve", "naive", 9), 1) << "a letter of two bytes is one letter";
  EXPECT_EQ(edit_distance("nai\u0308ve", "naive", 9), 1) << "so is one with its accent apart";
  EXPECT_EQ(edit_distance("kitten", "sitting", 1), 2) << "no further than asked";
}

TEST(Suggest, TheNearestWordChangesAtMostHalfTheLetters) {
  const std::vector<std::string> known = {"a", "student", "students", "stud", "pizza"};
  EXPECT_EQ(nearest("studeñt", known), "student");
  EXPECT_EQ(nearest("Şizza", known), "pizza");
  EXPECT_EQ(nearest("student", known), "student");
  EXPECT_EQ(nearest("漢字", known), std::nullopt);
  EXPECT_EQ(nearest("😀", known), std::nullopt);
  EXPECT_EQ(nearest("ab", {"ac", "ad"}), "ac") << "the first of several";
  EXPECT_EQ(nearest("word", {}), std::nullopt);
  EXPECT_EQ(nearest("studeñt", known, [](const std::string& w) { return w != "student"; }), "students");
}

TEST(Suggest, WordsThatTheBundledModelKnows) {
  const Model model = load_model(std::string(default_model));
  const auto found = [&](const std::string& sentence) {
    return unknown_words(sentence, model.vocabulary.encode(sentence), model.vocabulary);
  };
  EXPECT_THAT(found("I am a studeñt 漢字 , a studeñt"),
              ElementsAre(UnknownWord{"studeñt", "student"}, UnknownWord{"漢字", std::nullopt}));
  EXPECT_THAT(found("I am a student"), IsEmpty());
}

TEST(Suggest, ExchangesWholeWords) {
  EXPECT_EQ(exchanged("a studeñt, no  studeñt a", "studeñt", "student"), "a studeñt, no  student a");
  EXPECT_EQ(exchanged("aa a", "a", "the"), "aa the");
  EXPECT_EQ(exchanged("", "a", "b"), "");
}

}  // namespace
}  // namespace attn
