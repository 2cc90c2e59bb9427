// Steps found by their paths, in a trace, in its copies and after moves; and what was computed where an edit stands.
#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "engine/model/translate.h"

namespace attn {
namespace {

attn::Run with_edits(std::vector<Edit> edits) {
  static const Model model = load_model(std::string(ATTN_SOURCE_DIR "/tests/reference/odd"));
  return translate(model, "the old boat sings near the river", {.edits = std::move(edits)});
}
const attn::Run& plain() {
  static const attn::Run t = with_edits({});
  return t;
}

// The first step of a path, by looking at all of them.
int by_looking(const Trace& trace, std::string_view path) {
  for (int i = 0; i < trace.size(); ++i)
    if (trace[i].path == path) return i;
  return -1;
}

void expect_finds_all(const Trace& trace, const Trace& of, const char* what) {
  for (const Step& step : of.steps())
    ASSERT_EQ(trace.find(step.path), by_looking(trace, step.path)) << step.path << what;
  for (const std::string_view path : {"", "encoder", "encoder/layer1/self/head1", "model/embeddin", "model/embeddings",
                                      "decode99/output/next", "zzz", "/", "\xff"})
    EXPECT_EQ(trace.find(path), -1) << path << what;
}

TEST(Finding, AreFoundByTheIndexAsByLooking) {
  const Trace& trace = plain().trace;
  expect_finds_all(trace, trace, "");
  Trace copy = trace;
  expect_finds_all(copy, trace, ", in a copy");
  const Trace moved = std::move(copy);
  expect_finds_all(moved, trace, ", after a move");
  EXPECT_EQ(copy.size(), 0);  // NOLINT(bugprone-use-after-move)
}

TEST(Finding, AreFoundWhereTheTraceWasCopiedOrMovedBeforeAnyoneLooked) {
  Trace fresh = with_edits({}).trace;
  const Trace copy = fresh;
  const Trace moved = std::move(fresh);
  expect_finds_all(copy, plain().trace, ", in a copy");
  expect_finds_all(moved, plain().trace, ", after a move");
  Trace assigned;
  EXPECT_EQ(assigned.find("encoder/embedding/tokens"), -1);
  assigned = copy;
  expect_finds_all(assigned, plain().trace, ", in an assigned one");
}

// A trace that replaces another one is not searched by the other's index.
TEST(Finding, AreFoundInWhatReplacedAnotherTrace) {
  const auto trace_of = [](std::initializer_list<const char*> paths) {
    Tape tape;
    for (const char* path : paths) tape.give(path, role_of("a"), Tensor(Mat::zeros(1, 1), {}, {}));
    return tape.finish();
  };
  Trace trace = trace_of({"b", "c", "a"});
  EXPECT_EQ(trace.find("a"), 2);
  trace = trace_of({"a", "z/y", "z"});
  EXPECT_EQ(trace.find("a"), 0);
  EXPECT_EQ(trace.find("z"), 2);
  EXPECT_EQ(trace.find("b"), -1);
  EXPECT_EQ(trace_of({"x", "same", "same"}).find("same"), 1) << "the first of several";
}

TEST(Finding, AreFoundWhileTheyAreRecorded) {
  Tape tape;
  EXPECT_EQ(tape.trace().find("a"), -1);
  tape.give("a", role_of("a"), Tensor(Mat::zeros(1, 1), {}, {}));
  EXPECT_EQ(tape.trace().find("b"), -1);
  tape.give("b", role_of("b"), Tensor(Mat::zeros(1, 1), {}, {}));
  EXPECT_EQ(tape.trace().find("b"), 1);
  EXPECT_EQ(tape.finish().find("b"), 1);
}

// What the op gave is kept where an edit put something else, and only there.
TEST(Computed, IsWhatTheOpGaveUnderAnEdit) {
  const char *weights = "encoder/layer1/self/head1/weights", *table = "model/embedding";
  const attn::Run t =
      with_edits({{weights, 1, 1, 0.5f}, {weights, 0, 2, 0.25f}, {weights, 1, 1, 0.75f}, {table, 3, 7, 0.9f}});
  for (const Step& step : t.trace.steps()) {
    const bool edited = step.path == weights || step.path == table;
    EXPECT_EQ(step.computed != nullptr, edited) << step.path;
    EXPECT_EQ(step.edited(), edited) << step.path;
  }
  const int step = t.trace.find(weights);
  EXPECT_TRUE(same_bits(*t.trace[step].computed, replay(t.trace, step).mat())) << "several edits, one computation";
  EXPECT_EQ(t.trace[step].out(1, 1), 0.75f);
  EXPECT_EQ(t.trace[step].out(0, 2), 0.25f);
  EXPECT_TRUE(same_bits(*t.trace.at(table).computed, plain().trace.at(table).out.mat()))
      << "of a given, what was given";
  const Trace copy = t.trace;
  EXPECT_EQ(copy[step].computed, t.trace[step].computed) << "copies share it";
}

}  // namespace
}  // namespace attn
