// Story: a run in the steps that a reader should see first.
#pragma once

#include <string_view>
#include <vector>

#include "app/core/player.h"
#include "app/core/texts.h"
#include "engine/run.h"

namespace attn {

// The first step of each kind (of a mask: the first that strikes something out, and the shares that follow from it),
// and of every written word its tokens, its probabilities and the choice. In the order of the run; the last step of the
// run is always among them.
std::vector<int> story(const Run& run);

// How long somebody takes to read a text, in seconds: 16 letters or 6 Chinese characters each second.
double reading_time(std::string_view text);

// The story, each new step staying as long as it takes to read what happens in it, those that come again two seconds.
Course story_course(const Texts& texts, const Run& run);

// The steps that choose the written words, one after the other.
std::vector<int> words_chosen(const Run& run);

}  // namespace attn
