// The trace of a whole translation: it replays, points backwards, adds up; edits reach what depends on them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <set>

#include "engine/eigen.h"
#include "engine/model/translate.h"
#include "engine/ops/ops.h"
#include "engine/roles/roles.h"

namespace attn::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::ThrowsMessage;

const std::string odd_folder = std::string(ATTN_SOURCE_DIR "/tests/reference/odd");
constexpr std::string_view sentence = "the old boat sings near the river";

const Model& odd_model() {
  static const Model model = load_model(ModelFiles::folder(odd_folder));
  return model;
}
const Model& tiny_model() {
  static const Model model = load_model(std::string(default_model));
  return model;
}

attn::Run with_edits(std::vector<Edit> edits) { return translate(odd_model(), sentence, {.edits = std::move(edits)}); }
const attn::Run& plain() {
  static const attn::Run t = with_edits({});
  return t;
}

bool same(const Step& a, const Step& b) {
  if (a.op != b.op || !same_bits(a.out, b.out) || a.aux.size() != b.aux.size()) return false;
  for (std::size_t i = 0; i < a.aux.size(); ++i)
    if (!same_bits(a.aux[i].values, b.aux[i].values)) return false;
  return true;
}

// Paths of the steps that depend on one step, itself included.
std::set<std::string> dependants(const Trace& trace, const std::string& path) {
  std::vector<bool> reached(static_cast<std::size_t>(trace.size()));
  std::set<std::string> found;
  for (int i = 0; i < trace.size(); ++i) {
    bool here = trace[i].path == path;
    for (const int input : trace[i].inputs) here = here || reached[static_cast<std::size_t>(input)];
    reached[static_cast<std::size_t>(i)] = here;
    if (here) found.insert(trace[i].path);
  }
  return found;
}

std::map<std::string, const Step*> by_path(const Trace& trace) {
  std::map<std::string, const Step*> found;
  for (const Step& s : trace.steps()) found[s.path] = &s;
  return found;
}

void expect_replays(const Trace& trace) {
  for (int i = 0; i < trace.size(); ++i) {
    const Step& s = trace[i];
    Aux aux;
    const Tensor again = replay(trace, i, &aux);
    if (s.edited() && s.op != &ops::given) {
      EXPECT_FALSE(same_bits(again, s.out)) << s.path << " is edited, but replays as it is";
      continue;
    }
    EXPECT_TRUE(same_bits(again, s.out)) << s.path;
    ASSERT_EQ(aux.size(), s.aux.size()) << s.path;
    for (std::size_t k = 0; k < aux.size(); ++k) {
      EXPECT_EQ(aux[k].name, s.aux[k].name);
      EXPECT_TRUE(same_bits(aux[k].values, s.aux[k].values)) << s.path << "#" << aux[k].name;
    }
  }
}

class EveryModel : public testing::TestWithParam<const char*> {
 protected:
  static attn::Run translation() {
    return std::string(GetParam()) == "odd" ? translate(odd_model(), sentence)
                                            : translate(tiny_model(), "Where is the station?");
  }
};
INSTANTIATE_TEST_SUITE_P(Models, EveryModel, testing::Values("odd", "tiny"));

TEST_P(EveryModel, StepsReplayBitForBit) { expect_replays(translation().trace); }

TEST_P(EveryModel, PathsAreUniqueAndInputsPointBackwards) {
  const attn::Run t = translation();
  std::set<std::string_view> paths;
  for (int i = 0; i < t.trace.size(); ++i) {
    const Step& s = t.trace[i];
    EXPECT_TRUE(paths.insert(s.path).second) << s.path << " twice";
    EXPECT_EQ(t.trace.find(s.path), i);
    EXPECT_EQ(s.op == &ops::given, s.inputs.empty()) << s.path;
    for (const int input : s.inputs) {
      EXPECT_GE(input, 0);
      EXPECT_LT(input, i) << s.path;
    }
  }
  EXPECT_EQ(t.trace.find("encoder/layer99"), -1);
}

TEST_P(EveryModel, LabelsAreAsManyAsRowsAndColumns) {
  const attn::Run t = translation();
  for (const Step& s : t.trace.steps())
    for (const auto& [axis, n] : {std::pair(&s.out.row_axis, s.out.rows()), std::pair(&s.out.col_axis, s.out.cols())})
      EXPECT_EQ(axis->labels ? static_cast<Index>(axis->labels->size()) : n, n) << s.path;
}

// Rows of weights are words looking, columns words looked at.
TEST_P(EveryModel, AttentionIsLabelledWithWords) {
  const attn::Run t = translation();
  const std::size_t n = t.read.size(), last = t.written.size();
  for (const Step& s : t.trace.steps()) {
    if (!s.role->is(roles::weights) && !s.role->is(roles::scores)) continue;
    const bool encoder = s.path.starts_with("encoder"), cross = s.path.find("/cross/") != std::string::npos;
    EXPECT_EQ(s.out.cols(), encoder || cross ? static_cast<Index>(n) : s.out.rows()) << s.path;
    for (Index c = 0; c < s.out.cols(); ++c) {
      const std::size_t i = static_cast<std::size_t>(c);
      const std::string expected = encoder || cross ? t.read[i].label : c == 0 ? "<s>" : t.written[i - 1].label;
      EXPECT_EQ(s.out.col_axis.label(c), expected) << s.path;
      EXPECT_EQ(cross ? expected : s.out.row_axis.label(c), expected) << s.path;
    }
  }
  const Tensor& choice = t.trace.at("decode" + std::to_string(last) + "/output/next").out;
  EXPECT_EQ(choice.row_axis.label(0), t.written.back().label);
}

TEST_P(EveryModel, WeightsAndProbabilitiesSumToOne) {
  const attn::Run t = translation();
  int seen = 0;
  for (const Step& s : t.trace.steps()) {
    if (s.op != &ops::softmax) continue;
    ++seen;
    for (Index r = 0; r < s.out.rows(); ++r) {
      double sum = 0;
      for (Index c = 0; c < s.out.cols(); ++c) {
        EXPECT_GE(s.out(r, c), 0);
        sum += static_cast<double>(s.out(r, c));
      }
      EXPECT_NEAR(sum, 1, 1e-6) << s.path;
    }
  }
  EXPECT_GT(seen, 20);
}

TEST_P(EveryModel, NoWordLooksAtLaterOnes) {
  const attn::Run t = translation();
  int masked = 0;
  for (const Step& s : t.trace.steps()) {
    if (!s.role->is(roles::weights) || !s.path.starts_with("decode") || s.path.find("/self/") == std::string::npos)
      continue;
    for (Index r = 0; r < s.out.rows(); ++r)
      for (Index c = r + 1; c < s.out.cols(); ++c, ++masked) EXPECT_EQ(s.out(r, c), 0) << s.path;
  }
  EXPECT_GT(masked, 0);
}

// A longer prefix changes nothing for the words before: row r of decoding step t is row r of step t − 1.
TEST_P(EveryModel, EarlierRowsStayInLaterSteps) {
  const attn::Run t = translation();
  int compared = 0;
  for (int step = 2; step <= static_cast<int>(t.written.size()); ++step) {
    const std::string now = "decode" + std::to_string(step) + "/", before = "decode" + std::to_string(step - 1) + "/";
    for (const Step& s : t.trace.steps()) {
      if (!s.path.starts_with(now) || s.path.find("/output/") != std::string::npos) continue;
      const int i = t.trace.find(before + s.path.substr(now.size()));
      if (i < 0) continue;
      const Tensor& old = t.trace[i].out;
      ASSERT_EQ(old.rows(), step - 1) << s.path;
      double size = 1;  // the largest number of the tensor
      for (Index k = 0; k < old.size(); ++k)
        if (std::isfinite(old.mat().data()[k])) size = std::max(size, std::abs(double{old.mat().data()[k]}));
      for (Index r = 0; r < old.rows(); ++r)
        for (Index c = 0; c < old.cols(); ++c, ++compared) {
          if (std::isinf(old(r, c)))
            ASSERT_EQ(s.out(r, c), old(r, c)) << s.path << " (" << r << ", " << c << ")";
          else
            ASSERT_NEAR(s.out(r, c), old(r, c), 1e-5 * size) << s.path << " (" << r << ", " << c << ")";
        }
    }
  }
  EXPECT_GT(compared, 10000);
}

TEST(Edits, ReachExactlyWhatDependsOnThem) {
  const std::vector<Edit> edits = {
      {"model/embedding", 3, 7, 0.9f},
      {"model/encoder/layer1/self/head2/W_Q", 5, 2, -3.5f},
      {"model/decoder/layer2/cross/head1/b_V", 0, 1, 2},
      {"model/output/bias", 0, 9, 30},
      {"encoder/embedding/tokens", 1, 0, 20},
      {"encoder/layer1/self/head1/scores", 2, 3, 4},
      {"encoder/layer1/self/head3/scaled", 0, 0, -5},
      {"encoder/layer1/self/head1/weights", 1, 1, 0.5f},
      {"encoder/layer1/add_norm1/norm", 4, 4, 1.5f},
      {"decode1/layer1/cross/head2/key", 0, 3, 2},
      {"decode2/layer1/self/head1/masked", 0, 1, 1},
      {"decode3/layer2/ffn/activation", 1, 5, 8},
      {"decode2/output/probabilities", 0, 30, 1.5f},
      {"decode1/output/next", 0, 0, 12},
      {"decode3/mask", 0, 2, 0},
  };
  const auto before = by_path(plain().trace);
  for (const Edit& edit : edits) {
    SCOPED_TRACE(edit.path);
    const attn::Run t = with_edits({edit});
    const auto after = by_path(t.trace);
    const std::set<std::string> reached_before = dependants(plain().trace, edit.path),
                                reached_after = dependants(t.trace, edit.path);
    const Step& edited = t.trace.at(edit.path);
    EXPECT_TRUE(edited.edited());
    EXPECT_EQ(edited.out(edit.row, edit.col), edit.value);
    EXPECT_FALSE(same_bits(edited.out, before.at(edit.path)->out)) << "the edit changes nothing";
    int moved = 0;
    for (const auto& [path, step] : after) {
      EXPECT_EQ(step->edited(), path == edit.path) << path;
      const auto old = before.find(path);
      const bool differs = old == before.end() || !same(*step, *old->second);
      EXPECT_TRUE(!differs || reached_after.contains(path)) << path << " moved, but does not depend on the edit";
      moved += differs;
    }
    for (const auto& [path, step] : before)
      EXPECT_TRUE(after.contains(path) || reached_before.contains(path)) << path << " is gone";
    // The edited tensor has one changed cell, no more.
    const Tensor& old = before.at(edit.path)->out;
    for (Index r = 0; r < old.rows(); ++r)
      for (Index c = 0; c < old.cols(); ++c)
        EXPECT_EQ(edited.out(r, c), r == edit.row && c == edit.col ? edit.value : old(r, c));
    EXPECT_GT(moved, 1) << "the edit moved nothing after it";
    expect_replays(t.trace);
  }
}

TEST(Edits, AreAllApplied) {
  const attn::Run t = with_edits({{"encoder/layer1/self/head1/scores", 0, 0, 1},
                                  {"encoder/layer1/self/head1/scores", 0, 1, 2},
                                  {"decode1/output/logits", 0, 3, 3},
                                  {"encoder/layer1/self/head1/scores", 0, 0, 7}});
  EXPECT_EQ(t.trace.at("encoder/layer1/self/head1/scores").out(0, 0), 7);  // the later one holds
  EXPECT_EQ(t.trace.at("encoder/layer1/self/head1/scores").out(0, 1), 2);
  EXPECT_EQ(t.trace.at("decode1/output/logits").out(0, 3), 3);
}

// Another token in the sentence brings its own name along.
TEST(Edits, AnEditedTokenIsRenamed) {
  const int other = 12;
  const attn::Run t = with_edits({{"encoder/embedding/tokens", 1, 0, other}});
  const std::string name = odd_model().vocabulary.label(other);
  const attn::Run plain = with_edits({});
  ASSERT_NE(plain.trace.at("encoder/embedding/lookup").out.row_axis.label(1), name);
  for (const char* path : {"encoder/embedding/tokens", "encoder/embedding/lookup", "encoder/layer1/self/head1/weights"})
    EXPECT_EQ(t.trace.at(path).out.row_axis.label(1), name) << path;
  EXPECT_EQ(t.trace.at("encoder/embedding/lookup").out.row_axis.label(0),
            plain.trace.at("encoder/embedding/lookup").out.row_axis.label(0));
}

// A forced word goes on as if it had been chosen, with its own name.
TEST(Edits, AForcedWordIsTheNextInput) {
  const int forced = 12;
  const std::string name = odd_model().vocabulary.label(forced);
  const attn::Run t = with_edits({{"decode1/output/next", 0, 0, forced}});
  EXPECT_EQ(t.written.at(0).id, forced);
  EXPECT_EQ(t.written.at(0).label, name);
  EXPECT_EQ(t.trace.at("decode1/output/next").out.row_axis.label(0), name);
  EXPECT_EQ(t.trace.at("decode2/embedding/tokens").out(1, 0), forced);
  EXPECT_EQ(t.trace.at("decode2/embedding/tokens").out.row_axis.label(1), name);
  EXPECT_EQ(t.trace.at("decode2/layer1/self/head1/weights").out.col_axis.label(1), name);
}

TEST(Edits, ThatCannotBeAreRefused) {
  const auto refused = [](const Edit& edit, const std::string& why) {
    EXPECT_THAT([&] { with_edits({edit}); },
                ThrowsMessage<std::invalid_argument>(AllOf(HasSubstr(edit.path), HasSubstr(why))));
  };
  refused({"encoder/layer9/self/head1/scores", 0, 0, 1}, "no step is called");
  refused({"", 0, 0, 1}, "no step is called");
  refused({"decode99/output/next", 0, 0, 1}, "no step is called");
  refused({"encoder/layer1/self/head1/scores", 8, 0, 1}, "no cell (9, 1); its shape is 8×8");
  refused({"encoder/layer1/self/head1/scores", 0, -1, 1}, "no cell (1, 0); its shape is 8×8");
  for (const Real id : {-1.f, 1e9f, 2.5f, std::numeric_limits<Real>::quiet_NaN()}) {
    refused({"decode1/output/next", 0, 0, id}, "0 to 58");
    EXPECT_THAT(
        [&] {
          with_edits({{"encoder/embedding/tokens", 0, 0, id}});
        },
        ThrowsMessage<std::invalid_argument>(AllOf(HasSubstr("encoder/embedding/lookup"), HasSubstr("0 to 58"))));
  }
}

// A word of the prefix moves its own row and later ones, never an earlier one.
TEST(Edits, ALaterWordMovesNoEarlierRow) {
  const attn::Run t = with_edits({{"decode4/embedding/tokens", 2, 0, 7}});
  const auto before = by_path(plain().trace);
  bool moved = false;
  for (const Step& s : t.trace.steps()) {
    if (!s.path.starts_with("decode4/") || s.path.find("/output/") != std::string::npos) continue;
    const Tensor& old = before.at(s.path)->out;
    // Before the mask, scores of earlier words against the changed one exist and move.
    const bool unmasked =
        s.path.find("/self/") != std::string::npos && (s.role == &roles::scores || s.role == &roles::scaled);
    for (Index r = 0; r < 2; ++r)
      for (Index c = 0; c < (unmasked ? 2 : old.cols()); ++c)
        EXPECT_EQ(s.out(r, c), old(r, c)) << s.path << " (" << r << ", " << c << ")";
    if (s.role == &roles::norm) moved = moved || !same_bits(s.out, old);
  }
  EXPECT_TRUE(moved);
}

// Ablation: with the weights of a head set to zero its context is zero.
TEST(Edits, AHeadWithoutWeightsGivesNothing) {
  std::vector<Edit> edits;
  for (Index r = 0; r < 8; ++r)
    for (Index c = 0; c < 8; ++c) edits.push_back({"encoder/layer1/self/head1/weights", r, c, 0});
  const attn::Run t = with_edits(edits);
  EXPECT_TRUE(eigen(t.trace.at("encoder/layer1/self/head1/context").out.mat()).isZero(0));
}

TEST(Steps, AreFoundByPathOrTheNearestIsNamed) {
  EXPECT_EQ(plain().trace.at("encoder/layer1/self/head2/scores").role, &roles::scores);
  EXPECT_THAT([] { plain().trace.at("encoder/layer1/self/head2/scoers"); },
              ThrowsMessage<std::invalid_argument>(
                  AllOf(HasSubstr("scoers"), HasSubstr("the nearest is 'encoder/layer1/self/head2/scores'"))));
  EXPECT_THAT([] { plain().trace.at("encoder/1/self/head/2/scores"); },
              ThrowsMessage<std::invalid_argument>(HasSubstr("the nearest is 'encoder/layer1/self/head2/scores'")));
  for (const std::string& path : {std::string("hello"), std::string(), std::string(1u << 20, '/')})
    EXPECT_THAT([&] { plain().trace.at(path); },
                ThrowsMessage<std::invalid_argument>(Not(HasSubstr("the nearest is"))));
}

TEST(Steps, SourcesAreCellsOfInputs) {
  const Trace& trace = plain().trace;
  const int i = trace.find("encoder/layer1/self/head1/scores");
  const std::vector<Source> found = sources(trace, i, 2, 5);
  ASSERT_EQ(found.size(), 32u);  // 16 of the query's row 2, 16 of the key's row 5
  for (const Source& s : found) {
    EXPECT_TRUE(trace[s.step].role == &roles::query ? s.row == 2 : trace[s.step].role == &roles::key && s.row == 5);
    EXPECT_TRUE(trace[s.step].out.contains(s.row, s.col));
  }
  EXPECT_THROW(sources(trace, i, 8, 0), std::invalid_argument);
  EXPECT_THROW(explain(trace, i, 0, 8), std::invalid_argument);
}

TEST(Steps, HaveAnyNumberOfInputs) {
  for (int count = 1; count <= 20; ++count) {
    Tape tape;
    std::vector<int> heads;
    for (int i = 0; i < count; ++i)
      heads.push_back(
          tape.give("head" + std::to_string(i), role_of("head"), Tensor(Mat::filled(1, 1, Real(i)), {}, {})));
    const int joined = tape.apply("concat", roles::concat, ops::concat, heads);
    const Trace moved = tape.finish(), copied = moved;
    EXPECT_THAT(std::vector<int>(copied[joined].inputs), testing::ElementsAreArray(heads));
    for (int i = 0; i < count; ++i) EXPECT_EQ(copied[joined].out(0, i), Real(i));
  }
}

// A step that cannot be made leaves no trace.
TEST(Steps, ThatFailAreNotRecorded) {
  Tape tape({{"b", 9, 9, 1}});
  const int a = tape.give("a", role_of("a"), Tensor(Mat::zeros(2, 3), {}, {}));
  EXPECT_THROW(tape.apply("product", role_of("product"), ops::matmul, {a, a}), std::invalid_argument);
  EXPECT_THROW(tape.apply("b", role_of("b"), ops::scale, {a}), std::invalid_argument);
  EXPECT_EQ(tape.trace().size(), 1);
}

TEST(Cancelling, BeforeTheFirstLayer) {
  std::stop_source stop;
  stop.request_stop();
  int steps = 0;
  EXPECT_THROW(
      translate(odd_model(), sentence, {.edits = {}, .stop = stop.get_token(), .progress = [&](int) { ++steps; }}),
      Cancelled);
  EXPECT_EQ(steps, 0);
}

TEST(Cancelling, BetweenTwoWords) {
  std::stop_source stop;
  std::vector<int> steps;
  const auto progress = [&](int t) {
    steps.push_back(t);
    if (t == 3) stop.request_stop();
  };
  EXPECT_THROW(translate(odd_model(), sentence, {.edits = {}, .stop = stop.get_token(), .progress = progress}),
               Cancelled);
  EXPECT_EQ(steps, (std::vector<int>{1, 2, 3}));
}

}  // namespace
}  // namespace attn::test
