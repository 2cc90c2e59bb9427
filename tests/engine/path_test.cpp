// Paths read in one place: what they are made of, and what they become.
#include "engine/path.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace attn {
namespace {

using testing::ElementsAre;

const std::string scores = "encoder/layer12/self/head2/scores";

// As "name number", the number where there is one.
std::vector<std::string> told(std::string_view text) {
  std::vector<std::string> found;
  const Path path(text);
  for (const Part& part : path.parts())
    found.push_back(std::string(part.name) + (part.number ? " " + std::to_string(part.number) : ""));
  return found;
}

TEST(Path, IsPartsThatMayEndInANumber) {
  EXPECT_THAT(told(scores), ElementsAre("encoder", "layer 12", "self", "head 2", "scores"));
  EXPECT_THAT(told("decode1/mask"), ElementsAre("decode 1", "mask"));
  EXPECT_THAT(told("query"), ElementsAre("query"));
  EXPECT_THAT(told("model/encoder/layer1/self/head1/W_Q"),
              ElementsAre("model", "encoder", "layer 1", "self", "head 1", "W_Q"));
  EXPECT_THAT(told("a1b22"), ElementsAre("a1b 22")) << "only what the part ends in";
  EXPECT_THAT(told("007/x"), ElementsAre(" 7", "x")) << "a number may be all there is";
  const Path path(scores);
  EXPECT_EQ(path.text(), scores);
  EXPECT_EQ(path.parts()[1].text, "layer12");
  EXPECT_EQ(path.root().name, "encoder");
  EXPECT_EQ(path.last().text, "scores");
}

TEST(Path, MayBeEmptyOrHaveEmptyParts) {
  EXPECT_THAT(told(""), ElementsAre(""));
  EXPECT_THAT(told("/"), ElementsAre("", ""));
  EXPECT_THAT(told("a//b/"), ElementsAre("a", "", "b", ""));
  EXPECT_EQ(Path("").group(), "");
  EXPECT_EQ(Path("/x").group(), "");
  EXPECT_EQ(Path("a/").group(), "a");
}

TEST(Path, NumbersAreThoseOfTheFirstPartOfAName) {
  const Path path(scores);
  EXPECT_EQ(path.number("layer"), 12);
  EXPECT_EQ(path.number("head"), 2);
  EXPECT_EQ(path.number("self"), 0) << "has none";
  EXPECT_EQ(path.number("decode"), 0) << "is not there";
  EXPECT_EQ(path.number("lay"), 0) << "not the whole name";
  EXPECT_EQ(path.number("layer12"), 0);
  EXPECT_EQ(Path("head3/x/head4").number("head"), 3);
  EXPECT_EQ(Path("head/x/head4").number("head"), 0) << "the first of this name has none";
}

TEST(Path, AnotherNumberChangesThatPartAlone) {
  EXPECT_EQ(Path("decode7/layer1/mask").with("decode", 6), "decode6/layer1/mask");
  EXPECT_EQ(Path("decode7/layer1/mask").with("layer", 10), "decode7/layer10/mask");
  EXPECT_EQ(Path("decode12/head12").with("head", 3), "decode12/head3");
  EXPECT_EQ(Path("decode99/next").with("decode", 100), "decode100/next") << "more digits";
  EXPECT_EQ(Path("head3/x/head4").with("head", 5), "head5/x/head4") << "the first of them";
  EXPECT_EQ(Path("self/query").with("self", 2), "self2/query") << "where there was none";
  EXPECT_EQ(Path(scores).with("decode", 6), scores) << "no such part";
}

TEST(Path, IsInAGroup) {
  const Path path(scores);
  EXPECT_EQ(path.group(), "encoder/layer12/self/head2");
  EXPECT_EQ(Path("query").group(), "");
  EXPECT_TRUE(path.within("encoder/layer12"));
  EXPECT_TRUE(path.within("encoder/layer12/self/head2"));
  EXPECT_TRUE(path.within(scores)) << "or is it";
  EXPECT_TRUE(path.within("")) << "everything is in what has no name";
  EXPECT_FALSE(path.within("encoder/layer1")) << "layer12 is another one";
  EXPECT_FALSE(path.within(scores + "/more"));
  EXPECT_FALSE(path.within("layer12"));
}

TEST(Path, IsFirstPartsAndWhatFollowsThem) {
  const Path path(scores);
  EXPECT_EQ(path.first(0), "");
  EXPECT_EQ(path.first(1), "encoder");
  EXPECT_EQ(path.first(4), "encoder/layer12/self/head2");
  EXPECT_EQ(path.first(5), scores);
  EXPECT_EQ(path.first(99), scores);
  EXPECT_EQ(path.after(0), scores);
  EXPECT_EQ(path.after(2), "self/head2/scores");
  EXPECT_EQ(path.after(4), "scores");
  EXPECT_EQ(path.after(5), "");
  EXPECT_EQ(path.after(99), "");
}

TEST(Path, OfManyPartsHasTheRestInItsLast) {
  std::string text = "p1";
  for (int i = 2; i <= 20; ++i) text += "/p" + std::to_string(i);
  const Path path(text);
  ASSERT_EQ(path.parts().size(), Path::most_parts);
  EXPECT_EQ(path.parts()[10].text, "p11");
  EXPECT_EQ(path.last().text, "p12/p13/p14/p15/p16/p17/p18/p19/p20");
  EXPECT_EQ(path.group(), "p1/p2/p3/p4/p5/p6/p7/p8/p9/p10/p11");
  EXPECT_EQ(path.first(12), text);
  EXPECT_EQ(path.after(11), path.last().text);
  EXPECT_EQ(last_part(text), "p20") << "this one needs no list";
  EXPECT_EQ(Path(std::string(1u << 20, '/')).parts().size(), Path::most_parts);
}

// A number that does not fit is none: it is a part of the name.
TEST(Path, HugeNumbersAreNone) {
  EXPECT_EQ(Path("decode2147483647/next").number("decode"), 2147483647);
  const std::string text = "decode2147483648/next";
  const Path path(text);
  EXPECT_EQ(path.number("decode"), 0);
  EXPECT_EQ(path.root().name, "decode2147483648");
  EXPECT_EQ(path.with("decode", 3), text);
  EXPECT_EQ(Path("x" + std::string(500, '9')).root().number, 0);
  EXPECT_EQ(Path("x" + std::string(500, '0') + "4").root().number, 4);
}

TEST(Path, LastPart) {
  EXPECT_EQ(last_part(scores), "scores");
  EXPECT_EQ(last_part("query"), "query");
  EXPECT_EQ(last_part("a/"), "");
  EXPECT_EQ(last_part(""), "");
}

}  // namespace
}  // namespace attn
