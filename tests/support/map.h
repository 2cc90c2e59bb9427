// Runs of three models and their maps, for tests of what is drawn of them.
#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "app/core/moment.h"
#include "app/core/player.h"
#include "app/core/texts.h"
#include "app/scene/raster.h"
#include "app/scene/views/map.h"
#include "engine/model/translate.h"
#include "tests/support/stage.h"

namespace attn::map_test {

using namespace test;

inline const std::string folder = std::string(ATTN_SOURCE_DIR "/");
inline const std::string long_sentence =
    "When the weather is fine my brother and his two friends like to walk along the river and talk about the books "
    "that they have read in the old house near the sea where my mother and my father live with the big dog";

struct Subject {
  std::string name;
  attn::Run translation;
  MapRun run;
  int encoder_layers, decoder_layers, heads;
};

inline Subject subject(std::string name, const std::string& model, const std::string& sentence, int encoder,
                       int decoder, int heads) {
  attn::Run translation = translate(load_model(folder + model), sentence);
  MapRun run = map_run(translation.trace);
  return {std::move(name), std::move(translation), std::move(run), encoder, decoder, heads};
}

inline const std::vector<Subject>& subjects() {
  static const std::vector<Subject> all = [] {
    std::vector<Subject> made;
    made.push_back(subject("tiny", "assets/models/en-fr-tiny", "I am a student", 2, 2, 4));
    made.push_back(subject("small", "assets/models/en-fr-small", "I am a student", 3, 3, 8));
    made.push_back(subject("odd", "tests/reference/odd", "the student reads", 1, 2, 3));
    return made;
  }();
  return all;
}

inline const Measure& measure() {
  static const Measure pango = pango_measure();
  return pango;
}

struct Look {
  float width = 1440, height = 696;
  double phase = 1;
  Language language = Language::en;
  bool light = false;
  MapOptions options = {};
  std::optional<Rect> sight = {};
  float zoom = 1;
};

inline const Theme& theme(bool light) {
  static const Theme themes[] = {dark_theme(), light_theme()};
  return themes[light];
}

struct Drawn {
  MapPlan plan;
  MapScene map;
};

inline MapRequest request(const Subject& s, const MapPlan& plan, int step, const Look& look) {
  static const std::map<Language, Texts> texts{
      {Language::en, Texts(Language::en)}, {Language::zh, Texts(Language::zh)}, {Language::fr, Texts(Language::fr)}};
  MapRequest made{s.translation.trace,
                  s.run,
                  plan,
                  look.options,
                  step,
                  -1,
                  {},
                  theme(look.light),
                  measure(),
                  look.sight.value_or(Rect{0, 0, plan.width, plan.height}),
                  look.zoom,
                  [table = &texts.at(look.language)](std::string_view key) { return std::string((*table)(key)); }};
  const Step& shown = s.translation.trace[step];
  const Index done = cells_done(shown, look.phase);
  if (done < shown.out.size()) made.cells_done = done;
  made.phase = look.phase;
  return made;
}

inline Drawn drawn(const Subject& s, int step, const Look& look = {}) {
  Drawn d;
  d.plan = map_plan(s.run, look.options, look.width, look.height, measure(), map_focus(s.run, step, 0));
  d.map = map(request(s, d.plan, step, look));
  return d;
}

inline int last_step(const Subject& s) { return timeline(s.translation.trace).back(); }

}  // namespace attn::map_test
