#include "app/gui/translation_actions.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "app/gui/actions.h"
#include "app/gui/panels/translation_parts.h"
#include "app/scene/format.h"
#include "app/scene/views/beam.h"
#include "engine/path.h"
#include "engine/runs/marian_params.h"

namespace attn::gui {
namespace {

constexpr std::array top_ks{1, 2, 3, 5, 10, 20, 50, 100, 200, 500, 0};  // the last one: all

const BeamSearch* tree(const Frame& frame) {
  return frame.document.translation.decoding == Decoding::beam ? frame.derived.answer.beam.get() : nullptr;
}

int node_count(const BeamSearch& search) { return static_cast<int>(search.nodes.size()); }

// The node of the row above or below that is as far to the right.
int beside(const BeamSearch& search, int node, int direction) {
  const auto depth_of = [&](int i) { return search.nodes[static_cast<std::size_t>(i)].depth; };
  const auto first_of = [&](int depth) {
    int i = 0;
    while (i < node_count(search) && depth_of(i) < depth) ++i;
    return i;
  };
  const int depth = depth_of(node), to = depth + direction;
  if (to < 1 || to > search.nodes.back().depth) return node;
  const int first = first_of(to), end = first_of(to + 1);
  return std::min(first + node - first_of(depth), end - 1);
}

}  // namespace

void table_rows(Frame& frame, int direction) {
  TranslationView& view = frame.view.translation;
  if (const BeamSearch* search = tree(frame)) {
    if (search->nodes.empty()) return;
    view.node = view.node < 0 || view.node >= node_count(*search) ? 0 : beside(*search, view.node, direction);
    return;
  }
  const auto count = static_cast<int>(frame.run()->written.size());
  const int t = std::clamp(table_position(frame) + direction, 1, std::max(1, count));
  go(frame, written_word(frame, t).chosen);
}

void table_candidates(Frame& frame, int direction) {
  TranslationView& view = frame.view.translation;
  if (const BeamSearch* search = tree(frame)) {
    if (!search->nodes.empty()) view.node = std::clamp(view.node + direction, 0, node_count(*search) - 1);
    return;
  }
  view.focus = std::clamp(view.focus + direction, 0, 4);
}

void table_enter(Frame& frame) {
  const TranslationView& view = frame.view.translation;
  if (tree(frame)) return open_node(frame, view.node);
  const int t = table_position(frame);
  if (t == 0 || written_word(frame, t).probabilities > frame.step) return;
  const scene::NextWord word = scene::next_word(*frame.run(), t);
  const auto place = static_cast<std::size_t>(std::max(0, view.focus));
  if (view.focus >= 0 && place < word.best.size()) force_word(frame, t, word.best[place].id);
}

void table_force(Frame& frame) {
  if (tree(frame)) return;
  const int t = std::max(1, table_position(frame));
  go(frame, written_word(frame, t).chosen);
  frame.view.translation.forcing = t;
  frame.view.translation.fresh = true;
}

void table_release(Frame& frame) { release_word(frame, table_position(frame)); }

void next_look(Frame& frame, int direction) {
  const TranslationView& view = frame.view.translation;
  if (view.layers == 0) return;
  const int per_layer = view.heads + 1, all = per_layer * view.layers;
  const int place = ((view.layer - 1) * per_layer + view.head + direction + all) % all;
  frame.document.translation.layer = place / per_layer + 1;
  frame.document.translation.head = place % per_layer;
}

void next_decoding(Frame& frame) {
  Decoding& decoding = frame.document.translation.decoding;
  decoding = static_cast<Decoding>((static_cast<int>(decoding) + 1) % 3);
  frame.view.translation.knob = -1;
}

std::vector<Knob> knobs(Decoding decoding) {
  if (decoding == Decoding::beam) return {Knob::width, Knob::penalty};
  if (decoding == Decoding::sampling) return {Knob::temperature, Knob::top_k, Knob::top_p};
  return {};
}

int stops(Knob knob) {
  if (knob == Knob::width) return widest_shown_beam - narrowest_beam + 1;
  if (knob == Knob::top_k) return static_cast<int>(top_ks.size());
  return knob == Knob::top_p ? 20 : 21;
}

int stop_of(const Document& document, Knob knob) {
  const TranslationOptions& o = document.translation;
  const SamplingOptions sampling = sampling_of(document.request);
  const auto tenth = [](double v) { return static_cast<int>(std::lround(v * 10)); };
  switch (knob) {
    case Knob::width:
      return o.beam_width - narrowest_beam;
    case Knob::penalty:
      return tenth(o.length_penalty);
    case Knob::temperature:
      return tenth(sampling.temperature);
    case Knob::top_k: {
      const auto end = top_ks.end() - 1;
      if (sampling.top_k == 0) return static_cast<int>(top_ks.size()) - 1;
      return static_cast<int>(std::min(std::lower_bound(top_ks.begin(), end, sampling.top_k), end - 1) -
                              top_ks.begin());
    }
    case Knob::top_p:
      return std::max(0, static_cast<int>(std::lround(sampling.top_p * 20)) - 1);
  }
  return 0;
}

void set_stop(Document& document, Knob knob, int stop) {
  stop = std::clamp(stop, 0, stops(knob) - 1);
  if (stop == stop_of(document, knob)) return;  // a value between two stops stays until the knob is turned
  TranslationOptions& o = document.translation;
  auto& values = document.request.values;
  if (knob == Knob::width) o.beam_width = stop + narrowest_beam;
  if (knob == Knob::penalty) o.length_penalty = stop / 10.0;
  if (knob == Knob::temperature) values["temperature"] = stop / 10.0;
  if (knob == Knob::top_k) values["top_k"] = static_cast<double>(top_ks[static_cast<std::size_t>(stop)]);
  if (knob == Knob::top_p) values["top_p"] = (stop + 1) / 20.0;
}

std::string stop_text(const Frame& frame, Knob knob) {
  const TranslationOptions& o = frame.document.translation;
  const SamplingOptions sampling = sampling_of(frame.document.request);
  if (knob == Knob::width) return std::to_string(o.beam_width);
  if (knob == Knob::penalty) return scene::rounded_text(o.length_penalty, 1);
  if (knob == Knob::temperature) return scene::rounded_text(sampling.temperature, 1);
  if (knob == Knob::top_p) return scene::rounded_text(sampling.top_p, 2);
  return sampling.top_k == 0 ? std::string(frame.texts("translation.all")) : std::to_string(sampling.top_k);
}

void next_option(Frame& frame) {
  const auto count = static_cast<int>(knobs(frame.document.translation.decoding).size());
  int& knob = frame.view.translation.knob;
  knob = count == 0 ? -1 : (knob + 1) % count;
}

void turn_option(Frame& frame, int direction) {
  const std::vector<Knob> all = knobs(frame.document.translation.decoding);
  if (all.empty()) return;
  int& current = frame.view.translation.knob;
  current = std::clamp(current, 0, static_cast<int>(all.size()) - 1);
  const Knob knob = all[static_cast<std::size_t>(current)];
  set_stop(frame.document, knob, stop_of(frame.document, knob) + direction);
}

void draw_words_anew(Frame& frame) {
  if (frame.document.translation.decoding != Decoding::sampling) return;
  Request& request = frame.document.request;
  if (draws(request)) request.values["seed"] = std::to_string(seed(request, "seed") + 1);
  set_draws(request, true);
}

void open_node(Frame& frame, int node) {
  const BeamSearch* search = frame.derived.answer.beam.get();
  if (!search || node < 0 || node >= node_count(*search)) return;
  frame.view.translation.node = node;
  frame.document.request.forced = scene::forced_for(*search, node);
  frame.view.player.playing = false;
  // Its step may be of the run that is still to come.
  const Path first(frame.trace()[written_word(frame, 1).chosen].path);
  frame.document.step = first.with(first.root().name, search->nodes[static_cast<std::size_t>(node)].depth);
  frame.document.phase = 1;
}

}  // namespace attn::gui
