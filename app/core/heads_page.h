// The page of all heads, small: what each picture shows, in words and numbers. The window and files draw the same.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/core/heads.h"
#include "app/core/texts.h"
#include "app/scene/views/heads_grid.h"

namespace attn {

// What a page is made of. `means` of heads_means.
struct HeadsPage {
  const Texts& texts;
  const Trace& trace;
  const Heads& heads;
  const HeadsOptions& options;
  const std::vector<Tensor>& means;
  scene::Range range;  // that all heads share; not used where each has its own
  int current = -1;    // place in heads: the one the playhead is in
};

// Weights, or scores where the options say so and the head has them.
const Tensor& shown_matrix(const Trace& trace, const HeadsOptions& options, const Head& head);
// Weights are compared on 0…1, scores up to the largest of all.
scene::Range shared_range(const Trace& trace, const Heads& heads, const HeadsOptions& options);
// Of all heads of every layer, also of those that a filter leaves out; in the order of Heads::means.
std::vector<Tensor> heads_means(const Trace& trace, const Heads& heads, const HeadsOptions& options);

// A mean's id is −1 − its place; a head's is its place in heads. They point into the trace and the means.
std::vector<scene::HeadThumbSection> heads_sections(const HeadsPage& page, float width);
// Names of the columns, most heads that any layer has and the mean; no names where the order is not the model's.
std::vector<std::string> heads_columns(const HeadsPage& page, const std::vector<scene::HeadThumbSection>& sections);

std::string_view pattern_name(const Texts& texts, Pattern pattern);

}  // namespace attn
