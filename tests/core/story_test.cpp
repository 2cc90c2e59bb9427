// The story: one step of each kind, every word, in the order of the run, with time to read.
#include "app/core/story.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "engine/model/translate.h"
#include "engine/roles/roles.h"
#include "engine/run_kind.h"

namespace attn {
namespace {

const attn::Run& run() {
  static const attn::Run made = translate(load_model(std::string(default_model)), "I am a student");
  return made;
}

TEST(Story, ShowsEveryKindOfStepOnceAndEveryWord) {
  const std::vector<int> steps = story(run());
  EXPECT_TRUE(std::is_sorted(steps.begin(), steps.end()));
  EXPECT_LT(steps.size(), 60u) << "of " << timeline(run().trace).size();
  std::set<const Role*> all, seen;
  for (const int step : timeline(run().trace)) all.insert(run().trace[step].role);
  std::map<const Role*, int> count;
  for (const int step : steps) {
    seen.insert(run().trace[step].role);
    ++count[run().trace[step].role];
  }
  EXPECT_EQ(seen, all);
  const int words = static_cast<int>(run().written.size());
  EXPECT_EQ(count[&roles::next], words);
  EXPECT_EQ(count[&roles::probabilities], words);
  EXPECT_EQ(count[&roles::scores], 1) << "one head of each kind";
  EXPECT_EQ(count[&roles::cross_scores], 1);
  EXPECT_EQ(count[&roles::weights], 2) << "those after the mask too";
  EXPECT_EQ(steps.front(), run().trace.find("encoder/embedding/tokens"));
  EXPECT_EQ(steps.back(), timeline(run().trace).back());
}

// In the first decoding step the mask has nothing to strike out.
TEST(Story, ShowsTheMaskWhereItStrikesSomethingOut) {
  for (const int i : story(run())) {
    const Step& step = run().trace[i];
    if (step.role != &roles::mask && !step.role->is(roles::masked)) continue;
    bool struck = false;
    for (Index k = 0; k < step.out.size(); ++k) struck = struck || std::isinf(step.out.mat().data()[k]);
    EXPECT_TRUE(struck) << step.path;
  }
}

TEST(Story, OfOtherKindsOfRunsShowsEveryKindOfStepToo) {
  for (const RunKind* kind : run_kinds()) {
    if (kind->needs_model) continue;
    const attn::Run made = kind->run(standard_request(kind->id, {}), nullptr, {});
    std::set<const Role*> all, seen;
    for (const int step : timeline(made.trace)) all.insert(made.trace[step].role);
    for (const int step : story(made)) seen.insert(made.trace[step].role);
    EXPECT_EQ(seen, all) << kind->id;
  }
}

TEST(Story, WaitsAsLongAsOneReads) {
  EXPECT_DOUBLE_EQ(reading_time("sixteen letters!"), 1);
  EXPECT_DOUBLE_EQ(reading_time("六个汉字一秒"), 1);
  const Course course = story_course(Texts(Language::en), run());
  ASSERT_EQ(course.pauses.size(), course.steps.size());
  std::set<const Role*> seen;
  for (std::size_t i = 0; i < course.steps.size(); ++i) {
    EXPECT_GE(course.pauses[i], 2);
    EXPECT_LE(course.pauses[i], 14);
    const bool fresh = seen.insert(run().trace[course.steps[i]].role).second;
    EXPECT_TRUE(fresh || course.pauses[i] == 2) << i;
  }
}

// A story that is played to its end shows each of its steps complete for as long as its pause.
TEST(Story, IsPlayedFromItsFirstStepToItsLast) {
  const Course course = story_course(Texts(Language::en), run());
  const Player player = play(run().trace, course, {course.steps.front(), 0}, 0);
  double now = 0;
  for (std::size_t i = 0; i < course.steps.size(); ++i) {
    const Step& step = run().trace[course.steps[i]];
    now += filling(step);
    EXPECT_EQ(at(player, run().trace, course, now + 0.001), (Moment{course.steps[i], 1})) << step.path;
    now += course.pauses[i];
  }
  EXPECT_TRUE(finished(player, run().trace, course, now));
}

TEST(Story, IsTakenUpFromAStepThatIsNotInIt) {
  const Course course(story(run()));
  const int other = run().trace.find("encoder/layer1/self/head2/scores");
  const Moment from = play(run().trace, course, {other, 1}, 0).from;
  EXPECT_EQ(from.phase, 0);
  EXPECT_GT(from.step, other);
  EXPECT_NE(std::find(course.steps.begin(), course.steps.end(), from.step), course.steps.end());
}

}  // namespace
}  // namespace attn
