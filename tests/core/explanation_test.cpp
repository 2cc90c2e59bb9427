// What happens in a step, in words: with the sizes of the run and the words of the cell.
#include "app/core/explanation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/core/names.h"
#include "engine/eigen.h"
#include "engine/model/translate.h"
#include "engine/ops/ops.h"
#include "engine/roles/roles.h"

namespace attn {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

const Trace& trace() {
  static const attn::Run translation = translate(load_model(std::string(default_model)), "I am a student");
  return translation.trace;
}

std::string said(const char* path, Index row = -1, Index col = -1, Language language = Language::en) {
  const Texts texts(language);
  return explanation(texts, trace(), trace().find(path), {row, col});
}

TEST(Explanation, NamesTheSizesOfTheRun) {
  EXPECT_THAT(said("encoder/layer1/self/head2/query"),
              AllOf(HasSubstr("64 numbers into 16"), HasSubstr("Head 2 has a table")));
  EXPECT_THAT(said("encoder/layer1/self/head2/scaled"),
              AllOf(HasSubstr("divided by 4"), HasSubstr("a query has 16 numbers")));
  EXPECT_THAT(said("encoder/layer1/self/head2/weights"), HasSubstr("5 scores become 5 shares"));
  EXPECT_THAT(said("encoder/embedding/scaled"), HasSubstr("multiplied by 8 = √64"));
  EXPECT_THAT(said("decode1/layer2/cross/head3/scaled"), HasSubstr("divided by 4"));
  EXPECT_THAT(said("encoder/layer1/ffn/hidden"), HasSubstr("64 numbers feed 256 hidden units"));
  EXPECT_THAT(said("model/encoder/layer1/self/head2/W_Q"), HasSubstr("64 numbers go in, one per row; 16 come out"));
}

TEST(Explanation, NamesTheWordsOfTheCell) {
  EXPECT_THAT(said("encoder/layer1/self/head2/scores", 1, 3), HasSubstr("“am” asks and “student” answers"));
  EXPECT_THAT(said("encoder/layer1/self/head2/scores", 1, 3, Language::fr),
              HasSubstr("« am » interroge et « student »"));
  EXPECT_THAT(said("encoder/layer1/self/head2/scores", 1, 3, Language::zh), HasSubstr("“am”提问，“student”作答"));
  EXPECT_THAT(said("encoder/embedding/positions", 3, 0), HasSubstr("“student” stands at position 4"));
  EXPECT_THAT(said("encoder/layer1/self/concat", 2, 20), HasSubstr("of “a” was head 2’s")) << "16 numbers per head";
  EXPECT_THAT(said("encoder/layer1/self/head2/scores"), Not(HasSubstr("asks and"))) << "no cell is looked at";
}

TEST(Explanation, TellsTheWordThatIsLookedAtMost) {
  const Tensor& shares = trace()[trace().find("encoder/layer2/self/head1/weights")].out;
  Index most = 0;
  eigen(shares.mat()).row(1).maxCoeff(&most);
  EXPECT_THAT(said("encoder/layer2/self/head1/context", 1, 7),
              HasSubstr("gives its largest share to “" + shares.row_axis.label(most) + "”"));
}

TEST(Explanation, TellsWhatIsMaskedFromWhatIsNot) {
  EXPECT_THAT(said("decode3/layer1/self/head1/masked", 1, 0), HasSubstr("does not come after"));
  EXPECT_THAT(said("decode3/layer1/self/head1/masked", 0, 1), HasSubstr("not allowed to look"));
}

TEST(Explanation, OfEveryStepIsCompleteInEveryLanguage) {
  for (const Language language : languages) {
    const Texts texts(language);
    for (int i = 0; i < trace().size(); ++i) {
      const std::string words = explanation(texts, trace(), i, {0, 0});
      ASSERT_FALSE(words.empty()) << trace()[i].path;
      EXPECT_EQ(words.find('{'), std::string::npos) << words;
      for (const char* nothing : {"“”", "«  »", "  "})
        EXPECT_EQ(words.find(nothing), std::string::npos) << trace()[i].path << ": " << words;
    }
  }
}

// Where keys and values are kept, a step has one row: that of a word further on.
TEST(Explanation, AWordStandsAtItsPlaceAndTheQueryHasItsWidth) {
  const Texts texts(Language::en);
  TranslateOptions options;
  options.rows = DecoderRows::newest;
  const attn::Run kept = translate(load_model(std::string(default_model)), "I am a student", options);
  const auto about = [&](const char* path, Index row, Index col) {
    return explanation(texts, kept.trace, kept.trace.find(path), {row, col});
  };
  EXPECT_THAT(about("decode3/embedding/positions", 0, 0),
              HasSubstr("“" + kept.written[1].label + "” stands at position 3"));
  EXPECT_THAT(about("decode3/layer1/self/head1/masked", 0, 2), HasSubstr("does not come after"));
  for (const char* path : {"written/layer1/self/head1/scaled", "written/layer2/cross/head3/scaled"})
    EXPECT_THAT(about(path, 0, 0), AllOf(HasSubstr("divided by 4"), HasSubstr("a query has 16 numbers"))) << path;
  EXPECT_THAT(about("written/layer1/self/head1/scores", 0, 0), HasSubstr("−∞"));
  EXPECT_THAT(about("written/layer1/cross/head1/scores", 0, 0), Not(HasSubstr("−∞")));
}

TEST(Explanation, AnUnknownStepIsExplainedByItsOp) {
  const Texts texts(Language::en);
  Tape tape;
  const int a = tape.give("a", role_of("a"), Tensor(Mat::zeros(1, 2), {}, {}));
  tape.apply("something/else", role_of("else"), ops::concat, {a, a});
  tape.apply("encoder/layer1/self/concat", roles::concat, ops::concat, {a, a});
  const Trace unknown = tape.finish();
  EXPECT_EQ(explanation(texts, unknown, 1), texts("op.concat"));
  EXPECT_THAT(explanation(texts, unknown, 2), HasSubstr("one row of 4 numbers per word"));
}

}  // namespace
}  // namespace attn
