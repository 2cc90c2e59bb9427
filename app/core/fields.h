// Fields of what the settings file and sessions hold, one list a type, and the names of their choices.
//
// What is selected in one run belongs to a session; how the program is set up, to the settings. Names in files are
// never changed, only added to; a file of a former version is brought up to date by former.h.
#pragma once

#include "app/core/codec.h"
#include "app/core/document.h"
#include "app/core/settings.h"

namespace attn {

inline constexpr std::string_view language_names[] = {"en", "zh", "fr"}, look_names[] = {"dark", "light"},
                                  grain_names[] = {"cell", "step", "block", "layer"},
                                  view_names[] = {"step", "map", "heads", "translation"},
                                  decoding_names[] = {"greedy", "beam", "sampling"},
                                  order_names[] = {"model", "focus", "pattern"},
                                  paper_names[] = {"print", "light", "dark"},
                                  page_names[] = {"figure",           "a4",        "a4-landscape", "letter",
                                                  "letter-landscape", "a4-turned", "letter-turned"},
                                  kind_names[] = {"encoder", "decoder", "cross"},
                                  pattern_names[] = {"itself", "previous",  "next",  "first",
                                                     "last",   "alignment", "mixed", "broad"};
static_assert(std::size(kind_names) == attention_kinds.size() && std::size(pattern_names) == all_patterns.size());

// The value of that name; an empty name, or another one, leaves what is there.
template <Enum T>
void take_named(T& into, Names names, std::string_view name) {
  const auto at = std::find(names.begin(), names.end(), name);
  if (at != names.end()) into = static_cast<T>(at - names.begin());
}

template <class V>
void fields(V& v, Of<Cell> auto& cell) {
  v.from_one("row", cell.row);
  v.from_one("column", cell.col);
}

template <class V>
void fields(V& v, Of<ForcedWord> auto& word) {
  v("position", word.position, 1, 1e6);
  v("id", word.id, 0, 1e9);
}

template <class V>
void fields(V& v, Of<Edit> auto& edit) {
  v("path", edit.path, longest_path, false);
  v.from_one("row", edit.row);
  v.from_one("column", edit.col);
  v.real("value", edit.value);
}

// What one run is beside its words lasts no longer than the run: forced words and changes are no setting.
template <class V>
void fields(V& v, Of<Request> auto& request) {
  if (!v.kind("kind", request)) return;
  v("place", request.place, longest_path);
  v.values("values", request);
  if (v.keeps() == Keeps::settings) return;
  v.list("forced", request.forced, 10'000,
         [](const ForcedWord& a, const ForcedWord& b) { return a.position == b.position; });
  v.list("changes", request.changes, 10'000, [](const Edit&, const Edit&) { return false; });
}

template <class V>
void fields(V& v, Of<MapOptions> auto& map) {
  v("head", map.head, 0, 1024);
  v("hide_below", map.hide_below, 0, scene::most_hidden);
  v("thumbnails", map.thumbnails);
  v("barcodes", map.barcodes);
  v("loop", map.loop);
}

template <class V>
void fields(V& v, Of<HeadName> auto& head) {
  v("kind", head.kind, kind_names);
  v("layer", head.layer, 1, 1000);
  v("head", head.head, 1, 1000);
}

template <class V>
void fields(V& v, Of<HeadsOptions> auto& heads) {
  v("kinds", heads.kinds, kind_names);
  v("layer", heads.layer, 0, 1000);
  v("own_scale", heads.own_scale);
  v("scores", heads.scores);
  v("order", heads.order, order_names);
  v("patterns", heads.patterns, pattern_names);
  if (v.keeps() == Keeps::settings) return;
  v("sum", heads.sum);
  v.list("others", heads.others, 1000, [](const HeadName& a, const HeadName& b) { return a == b; });
}

template <class V>
void fields(V& v, Of<TranslationOptions> auto& translation) {
  v("decoding", translation.decoding, decoding_names);
  v("layer", translation.layer, 0, 1000);
  v("head", translation.head, 0, 1000);
  v("beam_width", translation.beam_width, narrowest_beam, widest_shown_beam);
  v("length_penalty", translation.length_penalty, 0, largest_penalty);
  if (v.keeps() == Keeps::settings) v("panel", translation.panel);
}

template <class V>
void fields(V& v, Of<std::array<ExportFormat, export_whats>> auto& formats) {
  for (std::size_t i = 0; i < export_whats; ++i) v(export_what_names[i], formats[i], export_format_names);
}

template <class V>
void fields(V& v, Of<ExportOptions> auto& e) {
  v("what", e.what, export_what_names);
  v.part("formats", e.formats);
  v("paper", e.paper, paper_names);
  v("scale", e.scale, 1, largest_export_scale);
  v("transparent", e.transparent);
  v("page", e.page, page_names);
  v("title", e.title);
  v("caption", e.caption);
  v("legend", e.legend);
  v("fps", e.fps, 1, 50);
  v("pause", e.pause, 0, 60);
  v("loops", e.loops, 0, 65535);
  v("seed", e.seed, 1, largest_seed);
  v("pattern", e.pattern, longest_path);
  v("folder", e.folder, longest_path);
}

template <class V>
void fields(V& v, Of<Document> auto& d) {
  v.part("request", d.request);
  v("language", d.language, language_names);
  v("view", d.view, view_names);
  v.part("translation", d.translation);
  v.part("map", d.map);
  v.part("heads", d.heads);
  if (v.keeps() == Keeps::session) {
    v("step", d.step, longest_text);
    v("cell", d.cell);
    v("phase", d.phase, 0, 1);
    return;
  }
  v("theme", d.look, look_names);
  v("grain", d.grain, grain_names);
  v("zoom", d.zoom, static_cast<double>(smallest_zoom), static_cast<double>(largest_zoom));
  v.nearest("speed", d.speed, speeds);
  v("play_all", d.play_all);
  v("reduced_motion", d.reduced_motion);
  v("outline_open", d.outline_open);
  v.part("export", d.exporting);
}

template <class V>
void fields(V& v, Of<WindowPlace> auto& window) {
  constexpr int far = 100'000, largest = 32'000;
  v("x", window.x, -far, far);
  v("y", window.y, -far, far);
  v("width", window.width, 320, largest);
  v("height", window.height, 240, largest);
  v("maximized", window.maximized);
}

template <class V>
void fields(V& v, Of<Settings> auto& settings) {
  fields(v, settings.document);
  v.texts("recent_models", settings.recent_models, most_recent_models);
  v.part("window", settings.window);
}

}  // namespace attn
