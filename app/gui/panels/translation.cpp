// What the panels of the Translation view share.
#include <algorithm>

#include "app/core/moment.h"
#include "app/gui/actions.h"
#include "app/gui/panels/translation_parts.h"
#include "app/gui/translation_actions.h"
#include "engine/model/alignment.h"
#include "engine/runs/marian_params.h"

namespace attn::gui {

bool settle_translation(Frame& frame) {
  TranslationView& view = frame.view.translation;
  const TranslationOptions& options = frame.document.translation;
  if (!frame.run() || frame.step < 0) return false;
  const bool same = view.run == frame.derived.answer.run;
  if (!same) {
    view.layers = decoder_layers(*frame.run());
    view.heads = cross_heads(*frame.run());
    view.followed = TranslationView::nowhere;  // another text: its current row comes into sight
  }
  // Another model may have fewer.
  const int layer = options.layer == 0 || options.layer > view.layers ? view.layers : options.layer;
  const int head = options.head > view.heads ? 0 : options.head;
  if (same && layer == view.layer && head == view.head) return true;
  view.run = frame.derived.answer.run;
  view.layer = layer;
  view.head = head;
  view.looked = cross_attention(*view.run, layer, head);
  return true;
}

scene::TranslationRequest table_request(Frame& frame, const scene::Measure& measure, float width, float top,
                                        float bottom) {
  const TranslationView& view = frame.view.translation;
  const TranslationOptions& options = frame.document.translation;
  scene::TranslationRequest request{*frame.run(),
                                    frame.step,
                                    frame.document.phase,
                                    frame.derived.answer.asked.request.forced,
                                    std::nullopt,
                                    draws(frame.document.request),
                                    view.layer,
                                    view.head,
                                    view.heads,
                                    view.looked,
                                    view.focus,
                                    frame.theme,
                                    width,
                                    top,
                                    bottom,
                                    measure,
                                    [&frame](std::string_view key) { return std::string(frame.texts(key)); }};
  if (options.decoding == Decoding::sampling) request.sampling = sampling_of(frame.document.request);
  request.cells_done = cells_done(frame.trace()[frame.step], frame.document.phase);
  return request;
}

int table_position(const Frame& frame) {
  if (!frame.run() || frame.step < 0) return 0;
  return word_at(*frame.run(), frame.step);
}

void force_word(Frame& frame, int position, Index id) {
  frame.view.translation.forcing = 0;
  if (position < 1 || position > static_cast<int>(frame.run()->written.size())) return;
  const int step = written_word(frame, position).chosen;
  auto& forced = frame.document.request.forced;
  std::erase_if(forced, [&](const ForcedWord& w) { return w.position >= position; });  // later ones: of another text
  const scene::NextWord word = scene::next_word(*frame.run(), position, 1);
  // What the model takes by itself needs no force.
  const bool own = !draws(ask_of(frame.document).request) && !word.best.empty() && word.best.front().id == id;
  if (!own) forced.push_back({position, static_cast<int>(id)});
  go(frame, step);
}

void release_word(Frame& frame, int position) {
  std::erase_if(frame.document.request.forced, [&](const ForcedWord& w) { return w.position == position; });
}

}  // namespace attn::gui
