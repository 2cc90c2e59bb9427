#include "app/core/story.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "app/core/explanation.h"
#include "engine/roles/roles.h"

namespace attn {
namespace {

constexpr double shortest = 2, longest = 14;  // seconds

// Whether a mask strikes something out; everything else is worth seeing.
bool strikes(const Step& step) {
  if (step.role != &roles::mask && !step.role->is(roles::masked)) return true;
  constexpr Real nothing = -std::numeric_limits<Real>::infinity();
  const auto cells = step.out.mat().data();
  return std::find(cells, cells + step.out.size(), nothing) != cells + step.out.size();
}

// Whether it is worth seeing where this kind of step was seen before: the words, what can come next, what is taken.
bool comes_again(const Step& step) {
  return step.role == &roles::tokens || step.role == &roles::probabilities || step.role->is(roles::next);
}

}  // namespace

std::vector<int> story(const Run& run) {
  const std::vector<int> all = timeline(run.trace);
  std::vector<int> found;
  std::set<const Role*> seen;
  int masked = -1;  // scores of which the shares come next
  for (const int i : all) {
    const Step& step = run.trace[i];
    const bool of_masked = step.role->is(roles::weights) && !step.inputs.empty() && step.inputs[0] == masked;
    const bool fresh = strikes(step) && seen.insert(step.role).second;
    if (fresh && step.role->is(roles::masked)) masked = i;
    if (fresh || of_masked || comes_again(step) || i == all.back()) found.push_back(i);
  }
  return found;
}

double reading_time(std::string_view text) {
  double letters = 0, characters = 0;  // of two or three bytes, from U+2E80 on: Chinese
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xC0) == 0x80) continue;
    (byte >= 0xE3 ? characters : letters) += 1;
  }
  return letters / 16 + characters / 6;
}

Course story_course(const Texts& texts, const Run& run) {
  Course course(story(run));
  std::set<const Role*> seen;
  for (const int step : course.steps) {
    const bool fresh = seen.insert(run.trace[step].role).second;
    const double seconds = fresh ? reading_time(explanation(texts, run.trace, step)) : 0;
    course.pauses.push_back(std::clamp(seconds, shortest, longest));
  }
  return course;
}

std::vector<int> words_chosen(const Run& run) {
  std::vector<int> found;
  for (const Written& word : run.written) found.push_back(word.chosen);
  return found;
}

}  // namespace attn
