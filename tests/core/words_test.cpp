// A sentence as words: what parts them, editing one at a time, and which pieces are whose.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/core/words.h"

namespace attn {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> texts(std::string_view sentence) {
  std::vector<std::string> found;
  for (const Word& w : words(sentence)) found.emplace_back(text_of(sentence, w));
  return found;
}

// "I [a|m] a student": the edited word in brackets, the caret in it.
std::string drawn(const WordEdit& e) {
  const std::string word(text_of(e.sentence, e.word));
  return e.sentence.substr(0, e.word.begin) + "[" + word.substr(0, e.caret) + "|" + word.substr(e.caret) + "]" +
         e.sentence.substr(e.word.end);
}

Word word(std::string_view sentence, std::size_t i) { return words(sentence).at(i); }

// The sentence without "[]", which mark an empty word.
std::pair<std::string, Word> empty_word(std::string sentence) {
  const std::size_t at = sentence.find("[]");
  return {sentence.erase(at, 2), Word{at, at}};
}

TEST(Words, StandBetweenSpacesOfAnyKind) {
  EXPECT_THAT(texts("I am a student"), ElementsAre("I", "am", "a", "student"));
  EXPECT_THAT(texts("  It's\t3 \r\n o'clock "), ElementsAre("It's", "3", "o'clock"));
  EXPECT_THAT(texts("où\u00A0? 漢字\u3000😀"), ElementsAre("où", "?", "漢字", "😀"));
  EXPECT_THAT(texts(" \u2003 "), IsEmpty());
  EXPECT_THAT(texts(""), IsEmpty());
  EXPECT_EQ(word(" ab c", 0), (Word{1, 3}));
}

TEST(Words, ReplacingOneKeepsTheRest) {
  const std::string s = " I  am\u00A0a student ";
  EXPECT_EQ(drawn(replaced(s, word(s, 1), "was", 3)), " I  [was|]\u00A0a student ");
  EXPECT_EQ(drawn(replaced(s, word(s, 1), "", 0)), " I  [|]\u00A0a student ");
  EXPECT_EQ(drawn(replaced(s, word(s, 3), "élève", 3)), " I  am\u00A0a [él|ève] ");
}

TEST(Words, ASpaceSplits) {
  const std::string s = "a student reads";
  EXPECT_EQ(drawn(replaced(s, word(s, 1), "stu dent", 4)), "a stu [|dent] reads");
  EXPECT_EQ(drawn(replaced(s, word(s, 1), "student ", 8)), "a student [|] reads");
  EXPECT_EQ(drawn(replaced(s, word(s, 2), "reads ", 6)), "a student reads [|]");
  EXPECT_EQ(drawn(replaced(s, word(s, 1), " student", 1)), "a [|student] reads") << "nothing to split";
  EXPECT_EQ(drawn(replaced("a  b", {2, 2}, " ", 1)), "a [|] b") << "no second empty word";
}

TEST(Words, APastedTextBecomesWordsWithTheCaretBehindIt) {
  const std::string s = "a student reads";
  EXPECT_EQ(drawn(replaced(s, word(s, 1), "stuthe  old\u3000mandent", 17)), "a stuthe old [man|dent] reads");
  EXPECT_EQ(drawn(replaced("", {0, 0}, "The cat sleeps.", 15)), "The cat [sleeps.|]");
  EXPECT_EQ(drawn(replaced("", {0, 0}, " The cat ", 9)), "The cat [|]");
}

TEST(Words, BackspaceJoins) {
  const std::string s = "a stu  dent";
  EXPECT_EQ(drawn(joined_with_previous(s, word(s, 2))), "a [stu|dent]");
  EXPECT_EQ(drawn(joined_with_previous(s, word(s, 0))), "[|a] stu  dent");
  EXPECT_EQ(drawn(joined_with_next(s, word(s, 0))), "[a|stu]  dent");
  EXPECT_EQ(drawn(joined_with_next(s, word(s, 2))), "a stu  [dent|]");
  const auto [empty, at] = empty_word("am [] a");
  EXPECT_EQ(drawn(joined_with_previous(empty, at)), "[am|] a");
  EXPECT_EQ(drawn(joined_with_next(empty, at)), "am [|a]");
}

TEST(Words, RemovingOneTakesOneGapWithIt) {
  const std::string s = " I am a";
  EXPECT_EQ(drawn(removed(s, word(s, 1))), " [I|] a");
  EXPECT_EQ(drawn(removed(s, word(s, 2))), " I [am|]");
  EXPECT_EQ(drawn(removed(s, word(s, 0))), " [|am] a");
  EXPECT_EQ(drawn(removed("a", {0, 1})), "[|]");
  const auto [empty, at] = empty_word("am [] a");
  EXPECT_EQ(drawn(removed(empty, at)), "[am|] a");
}

TEST(Words, InsertingMakesAnEmptyOne) {
  const std::string s = "am a";
  EXPECT_EQ(drawn(inserted_after(s, word(s, 0))), "am [|] a");
  EXPECT_EQ(drawn(inserted_after(s, word(s, 1))), "am a [|]");
  EXPECT_EQ(drawn(inserted_after("", {0, 0})), "[|]");
  EXPECT_EQ(drawn(inserted_after("  ", {0, 0})), "  [|]");
}

TEST(Words, TheCaretMovesToTheNeighbours) {
  const std::string s = "I am  a";
  EXPECT_EQ(drawn(moved_to_previous(s, word(s, 1))), "[I|] am  a");
  EXPECT_EQ(drawn(moved_to_next(s, word(s, 1))), "I am  [|a]");
  EXPECT_EQ(drawn(moved_to_previous(s, word(s, 0))), "[|I] am  a");
  EXPECT_EQ(drawn(moved_to_next(s, word(s, 2))), "I am  [a|]");
  const auto [empty, at] = empty_word("am [] a");
  EXPECT_EQ(drawn(moved_to_previous(empty, at)), "[am|] a");
  EXPECT_EQ(drawn(moved_to_next(empty, at)), "am [|a]");
}

std::vector<Token> tokens(std::initializer_list<const char*> pieces) {
  std::vector<Token> made;
  for (const char* piece : pieces) made.push_back({0, "", piece, false});
  made.push_back({0, "</s>", "</s>", false});
  return made;
}

std::vector<Pieces> pieces_in(std::string_view sentence, const std::vector<Token>& t) {
  return pieces_of(sentence, words(sentence), t);
}

TEST(Words, PiecesBelongToTheWordTheyBegin) {
  EXPECT_THAT(pieces_in("I like pizzaz", tokens({"▁I", "▁like", "▁pizza", "z"})),
              ElementsAre(Pieces{0, 1}, Pieces{1, 2}, Pieces{2, 4}));
  EXPECT_THAT(pieces_in("漢字 a", tokens({"▁", "漢字", "▁a"})), ElementsAre(Pieces{0, 2}, Pieces{2, 3}));
  EXPECT_THAT(pieces_in("½ a", tokens({"▁1/2", "▁a"})), ElementsAre(Pieces{0, 1}, Pieces{1, 2}));
  EXPECT_THAT(pieces_in("", tokens({})), IsEmpty());
}

TEST(Words, PiecesOfAnOlderSentenceAreMatchedFromBothEnds) {
  const std::vector<Token> old = tokens({"▁I", "▁am", "▁a", "▁stud", "ent"});
  EXPECT_THAT(pieces_in("I am not a student", old),
              ElementsAre(Pieces{0, 1}, Pieces{1, 2}, Pieces{}, Pieces{2, 3}, Pieces{3, 5}));
  EXPECT_THAT(pieces_in("I student", old), ElementsAre(Pieces{0, 1}, Pieces{3, 5}));
  EXPECT_THAT(pieces_in("I ama student", old), ElementsAre(Pieces{0, 1}, Pieces{1, 3}, Pieces{3, 5}));
  EXPECT_THAT(pieces_in("I am a student today", old),
              ElementsAre(Pieces{0, 1}, Pieces{1, 2}, Pieces{2, 3}, Pieces{3, 5}, Pieces{}));
}

TEST(Words, AreCutWherePiecesBegin) {
  EXPECT_THAT(cut("pizzaz", tokens({"▁pizza", "z"}), {0, 2}), ElementsAre("pizza", "z"));
  EXPECT_THAT(cut("漢字", tokens({"▁", "漢字"}), {0, 2}), ElementsAre("漢字"));
  EXPECT_THAT(cut("½", tokens({"▁1", "/2"}), {0, 2}), ElementsAre("½"));
  EXPECT_THAT(cut("new", tokens({"▁ne", "w"}), {0, 0}), ElementsAre("new"));
}

}  // namespace
}  // namespace attn
