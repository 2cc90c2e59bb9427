// What temperature, top-k and top-p make of one word's probability, and the random number that drew it.
#include <algorithm>
#include <cmath>

#include "app/gui/panels/translation_parts.h"
#include "app/scene/format.h"
#include "engine/runs/marian_params.h"

namespace attn::gui {
namespace {

constexpr float side = 24, row = 20;

// A. Holtzman et al. 2020, section 3: the words that are left share 1 in the ratio of e^((logit − max) / T).
SampledWord sampled_word(const Frame& frame, int t, const scene::NextWord& word, const SamplingOptions& options) {
  const Tensor& logits = frame.trace()[word.logits].out;
  const Adjusted adjusted = attn::adjusted(logits, options);
  SampledWord s{frame.derived.answer.run, t, options};
  const double largest = static_cast<double>(logits(0, adjusted.order.front()));
  const auto exponential = [&](int id) {
    const double below = static_cast<double>(logits(0, id)) - largest;
    return below == 0 ? 1 : options.temperature == 0 ? 0 : std::exp(below / options.temperature);
  };
  for (int i = 0; i < adjusted.left; ++i) {
    const int id = adjusted.order[static_cast<std::size_t>(i)];
    s.sum += exponential(id);
    if (id == word.chosen.id) s.left = true;
    if (!s.left) s.from += adjusted.probability[static_cast<std::size_t>(id)];
  }
  s.exponential = exponential(word.chosen.id);
  s.probability = adjusted.probability[static_cast<std::size_t>(word.chosen.id)];
  return s;
}

}  // namespace

float sampled_probability(Frame& frame, float y, float width, int t, const scene::NextWord& word) {
  const SamplingOptions options = sampling_of(frame.document.request);
  std::optional<SampledWord>& kept = frame.view.translation.sampled;
  if (!kept || kept->run != frame.derived.answer.run || kept->t != t || !(kept->options == options))
    kept = sampled_word(frame, t, word, options);
  const SampledWord& s = *kept;
  const scene::Theme& theme = frame.theme;
  section(frame, side, y + 7, width, frame.texts("translation.sampled"));
  y += 22;
  if (!s.left)
    return paragraph(frame, side, y, width, frame.texts(Message{"translation.sampled_cut", {word.chosen.label}}),
                     {Font::ui, 12.5f, theme.t2}, row) +
           16;
  const scene::Rect card{side - 8, y, width + 16, 54};
  fill(frame, card, theme.bg2, 6);
  outline(frame, card, theme.line1, 6);
  text(frame, side + 4, y + 17, "p = e^((logit−max)/T) / Σ", {Font::mono, 11.5f, theme.t3}, width - 8);
  const std::string numbers = scene::inspector_text(s.exponential) + " / " + scene::inspector_text(s.sum) + " = " +
                              scene::probability_text(s.probability);
  text(frame, side + 4, y + 37, "p = " + numbers, {Font::mono, 12.5f, theme.t1}, width - 8);
  y += card.h + 8;
  const auto drawn = drawn_with(frame.derived.answer.asked.request);
  const auto& forced = frame.derived.answer.asked.request.forced;
  const bool by_hand = std::any_of(forced.begin(), forced.end(), [t](const ForcedWord& w) { return w.position == t; });
  if (drawn == options && !by_hand)
    y = paragraph(frame, side, y, width,
                  frame.texts(Message{
                      "translation.sampled_drawn",
                      {scene::inspector_text(uniform(options.seed, t)), std::to_string(options.seed), word.chosen.label,
                       scene::inspector_text(s.from), scene::inspector_text(s.from + s.probability)}}),
                  {Font::ui, 12.5f, theme.t2}, row);
  return y + 8;
}

}  // namespace attn::gui
