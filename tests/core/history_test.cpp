// Undo and redo.
#include "app/core/history.h"

#include <gtest/gtest.h>

#include "engine/runs/marian_params.h"

namespace attn {
namespace {

Request said(std::string sentence, std::string place = "m") {
  Request request{"marian", std::move(place), {}, {}, {}};
  set_sentence(request, std::move(sentence));
  return request;
}

TEST(History, BeginsWithNothingToUndo) {
  History history(said("a"));
  EXPECT_FALSE(history.can_undo());
  EXPECT_FALSE(history.can_redo());
  EXPECT_EQ(history.undo(), said("a"));
  EXPECT_EQ(history.redo(), said("a"));
}

TEST(History, GoesBackAndForth) {
  History history(said("a"));
  history.commit(said("b"), 0);
  history.commit(said("c"), 10);
  EXPECT_EQ(history.undo(), said("b"));
  EXPECT_TRUE(history.can_redo());
  EXPECT_EQ(history.undo(), said("a"));
  EXPECT_FALSE(history.can_undo());
  EXPECT_EQ(history.undo(), said("a"));
  EXPECT_EQ(history.redo(), said("b"));
  EXPECT_EQ(history.redo(), said("c"));
  EXPECT_FALSE(history.can_redo());
}

TEST(History, TheSameIsNoNewsAndForgetsNothing) {
  History history(said("a"));
  history.commit(said("b"), 0);
  history.undo();
  history.commit(said("a"), 5);
  EXPECT_TRUE(history.can_redo());
  EXPECT_FALSE(history.can_undo());
}

TEST(History, ANewChoiceForgetsWhatWasUndone) {
  History history(said("a"));
  history.commit(said("b"), 0);
  history.commit(said("c"), 10);
  history.undo();
  history.commit(said("d"), 20);
  EXPECT_FALSE(history.can_redo());
  EXPECT_EQ(history.undo(), said("b"));
  EXPECT_EQ(history.redo(), said("d"));
}

TEST(History, ARunOfTypingIsOne) {
  History history(said(""));
  history.commit(said("h"), 10.0);
  history.commit(said("hi"), 10.9);
  history.commit(said("hi"), 11.5);
  history.commit(said("hi!"), 11.8);
  history.commit(said("hi! you"), 12.9);
  EXPECT_EQ(history.undo(), said("hi!")) << "more than a second between";
  EXPECT_EQ(history.undo(), said(""));
  EXPECT_FALSE(history.can_undo());
}

TEST(History, TypingDoesNotReachIntoWhatIsNotTyping) {
  History history(said("a"));
  history.commit(said("a", "other"), 0);
  history.commit(said("b", "other"), 0.1);
  EXPECT_EQ(history.undo(), said("a", "other")) << "a chosen model is a change of its own";
  history.commit(said("c", "other"), 0.2);
  EXPECT_EQ(history.undo(), said("a", "other")) << "nor is what undo came to";
  EXPECT_EQ(history.undo(), said("a"));
  history.redo();
  history.commit(said("d", "other"), 0.3);
  EXPECT_EQ(history.undo(), said("a", "other")) << "or redo";
}

TEST(History, TypedAndDeletedAgainIsNothing) {
  History history(said("a"));
  history.commit(said("b"), 0);
  history.commit(said("bc"), 10);
  history.commit(said("b"), 10.2);
  EXPECT_EQ(history.current(), said("b"));
  EXPECT_FALSE(history.can_redo());
  history.commit(said("bd"), 10.4);
  EXPECT_EQ(history.undo(), said("b")) << "and what is typed then is a run of its own";
  EXPECT_EQ(history.undo(), said("a"));
}

TEST(History, IsBounded) {
  History history(said("0"));
  for (int i = 1; i <= 300; ++i) history.commit(said(std::to_string(i)), 10 * i);
  int steps = 0;
  for (; history.can_undo(); ++steps) history.undo();
  EXPECT_EQ(steps, 199);
  EXPECT_EQ(history.current(), said("101"));
}

Request drawn(double temperature) {
  Request request = said("a");
  request.values["draw"] = true;
  set_sampling(request, {temperature, 0, 1, 1});
  return request;
}

TEST(History, TurningAKnobIsOneChange) {
  History history(said("a"));
  history.commit(drawn(1), 10);
  history.commit(drawn(0.9), 10.1);
  history.commit(drawn(0.8), 10.2);
  history.commit(drawn(0.5), 12);
  EXPECT_EQ(history.undo(), drawn(0.8));
  EXPECT_EQ(history.undo(), drawn(1)) << "to draw at all was a change of its own";
  EXPECT_EQ(history.undo(), said("a"));
}

TEST(History, AnotherSeedIsLikeAKnob) {
  Request other = drawn(1);
  other.values["seed"] = std::string("2");
  History history(said("a"));
  history.commit(drawn(1), 10);
  history.commit(drawn(0.9), 20);
  other.values["temperature"] = 0.9;
  history.commit(other, 20.5);
  EXPECT_EQ(history.undo(), drawn(1));
}

TEST(History, ASentenceTakesItsForcedWordsAlong) {
  Request forced = said("a");
  forced.forced = {{1, 5}};
  History history(forced);
  history.commit(said("ab"), 10);
  history.commit(said("abc"), 10.5);
  EXPECT_EQ(history.undo(), forced) << "typing, though forced words went with the first letter";
}

TEST(History, EveryForcedWordIsAChange) {
  Request one = said("a"), two = said("a");
  one.forced = {{1, 5}};
  two.forced = {{1, 5}, {2, 6}};
  History history(said("a"));
  history.commit(one, 0);
  history.commit(two, 0.1);
  EXPECT_EQ(history.undo(), one);
}

TEST(History, EveryChangedCellIsAChange) {
  Request one = said("a"), two = said("a");
  one.changes = {{"encoder/embedding/sum", 0, 0, 1}};
  two.changes = {{"encoder/embedding/sum", 0, 0, 2}};
  History history(said("a"));
  history.commit(one, 0);
  history.commit(two, 0.1);
  EXPECT_EQ(history.undo(), one);
  EXPECT_EQ(history.undo(), said("a"));
}

// What the window does with every frame: knobs that have no say are no news.
TEST(History, KnobsOfUndrawnWordsAreNoNews) {
  Request knobs = said("a");
  set_sampling(knobs, {0.2, 5, 0.5, 7});
  History history(decisive(said("a")));
  history.commit(decisive(knobs), 10);
  EXPECT_FALSE(history.can_undo());
}

}  // namespace
}  // namespace attn
