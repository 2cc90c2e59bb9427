#include "app/core/settings_values.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>
#include <string_view>

#include "engine/text/unicode.h"

namespace attn {
namespace {

using nlohmann::json;

constexpr std::size_t longest_sentence = 10'000, longest_path = 4096;
constexpr std::string_view looks[] = {"dark", "light"}, grains[] = {"cell", "step", "block", "layer"},
                           views[] = {"step", "map", "heads", "translation"},
                           decodings[] = {"greedy", "beam", "sampling"}, orders[] = {"model", "focus", "pattern"},
                           papers[] = {"print", "light", "dark"},
                           pages[] = {"figure",           "a4",        "a4-landscape", "letter",
                                      "letter-landscape", "a4-turned", "letter-turned"},
                           kinds[] = {"encoder", "decoder", "cross"},
                           patterns[] = {"itself", "previous", "next", "first", "last", "alignment", "mixed", "broad"};
static_assert(std::size(kinds) == attention_kinds.size() && std::size(patterns) == all_patterns.size());

const json* value(const json& object, const char* key) {
  if (!object.is_object()) return nullptr;
  const auto at = object.find(key);
  return at == object.end() ? nullptr : &*at;
}

void take(const json& object, const char* key, bool& into) {
  if (const json* v = value(object, key); v && v->is_boolean()) into = v->get<bool>();
}

bool usable(const json& v, std::size_t longest) {
  if (!v.is_string()) return false;
  const auto& s = v.get_ref<const std::string&>();
  return s.size() <= longest && s.find('\0') == std::string::npos;
}

void take(const json& object, const char* key, std::string& into, std::size_t longest) {
  if (const json* v = value(object, key); v && usable(*v, longest)) into = v->get<std::string>();
}

std::optional<double> number(const json& object, const char* key, double least, double most) {
  const json* v = value(object, key);
  if (!v || !v->is_number()) return std::nullopt;
  return std::clamp(v->get<double>(), least, most);
}

std::optional<int> whole(const json& object, const char* key, int least, int most) {
  const auto found = number(object, key, least, most);
  return found ? std::optional(static_cast<int>(std::lround(*found))) : std::nullopt;
}

template <class Enum>
void take(const json& object, const char* key, Enum& into, std::span<const std::string_view> names) {
  const json* v = value(object, key);
  if (!v || !v->is_string()) return;
  const auto at = std::find(names.begin(), names.end(), v->get_ref<const std::string&>());
  if (at != names.end()) into = static_cast<Enum>(at - names.begin());
}

// A list of those that are shown; names that nobody knows are passed over.
template <std::size_t n>
void take(const json& object, const char* key, std::array<bool, n>& shown, const std::string_view (&names)[n]) {
  const json* list = value(object, key);
  if (!list || !list->is_array()) return;
  for (std::size_t i = 0; i < n; ++i) shown[i] = std::find(list->begin(), list->end(), names[i]) != list->end();
}

template <std::size_t n>
json listed(const std::array<bool, n>& shown, const std::string_view (&names)[n]) {
  json list = json::array();
  for (std::size_t i = 0; i < n; ++i)
    if (shown[i]) list.push_back(names[i]);
  return list;
}

float nearest_speed(double wanted) {
  const auto far = [&](float speed) { return std::abs(std::log(wanted / static_cast<double>(speed))); };
  return *std::min_element(std::begin(speeds), std::end(speeds), [&](float a, float b) { return far(a) < far(b); });
}

std::vector<std::string_view> language_codes() {
  std::vector<std::string_view> codes;
  for (const Language language : languages) codes.push_back(code(language));
  return codes;
}

MapOptions map_of(const json& root) {
  MapOptions map;
  const json* object = value(root, "map");
  if (!object) return map;
  map.head = whole(*object, "head", 0, 1024).value_or(map.head);
  map.hide_below = whole(*object, "hide_below", 0, scene::most_hidden).value_or(map.hide_below);
  take(*object, "thumbnails", map.thumbnails);
  take(*object, "barcodes", map.barcodes);
  take(*object, "loop", map.loop);
  return map;
}

// What is selected in it is not remembered: it is of one run.
HeadsOptions heads_of(const json& root) {
  HeadsOptions heads;
  const json* object = value(root, "heads");
  if (!object) return heads;
  take(*object, "kinds", heads.kinds, kinds);
  heads.layer = whole(*object, "layer", 0, 1000).value_or(heads.layer);
  take(*object, "own_scale", heads.own_scale);
  take(*object, "scores", heads.scores);
  take(*object, "order", heads.order, orders);
  take(*object, "patterns", heads.patterns, patterns);
  return heads;
}

// Of drawn words nothing is remembered: the program opens with the model's own.
TranslationOptions translation_of(const json& root) {
  TranslationOptions t;
  const json* object = value(root, "translation");
  if (!object) return t;
  take(*object, "decoding", t.decoding, decodings);
  t.layer = whole(*object, "layer", 0, 1000).value_or(t.layer);
  t.head = whole(*object, "head", 0, 1000).value_or(t.head);
  t.beam_width = whole(*object, "beam_width", narrowest_beam, widest_shown_beam).value_or(t.beam_width);
  t.length_penalty = number(*object, "length_penalty", 0, largest_penalty).value_or(t.length_penalty);
  t.sampling.temperature = number(*object, "temperature", 0, largest_temperature).value_or(t.sampling.temperature);
  t.sampling.top_k = whole(*object, "top_k", 0, 1'000'000).value_or(t.sampling.top_k);
  if (const auto p = number(*object, "top_p", 0, 1); p && *p > 0) t.sampling.top_p = *p;
  take(*object, "panel", t.panel);
  return t;
}

void put(json& object, const MapOptions& map) {
  if (!object.is_object()) object = json::object();
  object["head"] = map.head;
  object["hide_below"] = map.hide_below;
  object["thumbnails"] = map.thumbnails;
  object["barcodes"] = map.barcodes;
  object["loop"] = map.loop;
}

void put(json& object, const HeadsOptions& heads) {
  if (!object.is_object()) object = json::object();
  object["kinds"] = listed(heads.kinds, kinds);
  object["layer"] = heads.layer;
  object["own_scale"] = heads.own_scale;
  object["scores"] = heads.scores;
  object["order"] = orders[static_cast<std::size_t>(heads.order)];
  object["patterns"] = listed(heads.patterns, patterns);
}

void put(json& object, const TranslationOptions& t) {
  if (!object.is_object()) object = json::object();
  object["decoding"] = decodings[static_cast<std::size_t>(t.decoding)];
  object["layer"] = t.layer;
  object["head"] = t.head;
  object["beam_width"] = t.beam_width;
  object["length_penalty"] = t.length_penalty;
  object["temperature"] = t.sampling.temperature;
  object["top_k"] = t.sampling.top_k;
  object["top_p"] = t.sampling.top_p;
  object["panel"] = t.panel;
}

ExportOptions export_of(const json& root) {
  ExportOptions e;
  const json* object = value(root, "export");
  if (!object) return e;
  take(*object, "what", e.what, export_what_names);
  if (const json* formats = value(*object, "formats"))
    for (std::size_t i = 0; i < export_whats; ++i)
      take(*formats, std::string(export_what_names[i]).c_str(), e.formats[i], export_format_names);
  take(*object, "paper", e.paper, papers);
  e.scale = whole(*object, "scale", 1, largest_export_scale).value_or(e.scale);
  take(*object, "transparent", e.transparent);
  take(*object, "page", e.page, pages);
  take(*object, "title", e.title);
  take(*object, "caption", e.caption);
  take(*object, "legend", e.legend);
  e.fps = whole(*object, "fps", 1, 50).value_or(e.fps);
  e.pause = number(*object, "pause", 0, 60).value_or(e.pause);
  e.loops = whole(*object, "loops", 0, 65535).value_or(e.loops);
  e.seed = whole(*object, "seed", 1, largest_seed).value_or(e.seed);
  take(*object, "pattern", e.pattern, longest_path);
  take(*object, "folder", e.folder, longest_path);
  return e;
}

Document document_of(const json& root) {
  Document d;
  take(root, "language", d.language, language_codes());
  take(root, "theme", d.look, looks);
  take(root, "grain", d.grain, grains);
  take(root, "view", d.view, views);
  d.translation = translation_of(root);
  d.exporting = export_of(root);
  if (const auto zoom = number(root, "zoom", smallest_zoom, largest_zoom)) d.zoom = static_cast<float>(*zoom);
  if (const auto speed = number(root, "speed", 0, 1000); speed && *speed > 0) d.speed = nearest_speed(*speed);
  take(root, "reduced_motion", d.reduced_motion);
  take(root, "outline_open", d.outline_open);
  d.map = map_of(root);
  d.heads = heads_of(root);
  take(root, "model", d.model, longest_path);
  if (d.model.empty()) d.model = default_model;
  take(root, "sentence", d.sentence, longest_sentence);
  return d;
}

std::vector<std::string> recent_of(const json& root) {
  std::vector<std::string> recent;
  const json* list = value(root, "recent_models");
  if (!list || !list->is_array()) return recent;
  for (const json& folder : *list) {
    if (recent.size() == most_recent_models || !usable(folder, longest_path)) continue;
    const auto& name = folder.get_ref<const std::string&>();
    if (!name.empty() && std::find(recent.begin(), recent.end(), name) == recent.end()) recent.push_back(name);
  }
  return recent;
}

WindowPlace window_of(const json& root) {
  WindowPlace w;
  const json* object = value(root, "window");
  if (!object) return w;
  constexpr int far = 100'000, largest = 32'000;
  w.x = whole(*object, "x", -far, far);
  w.y = whole(*object, "y", -far, far);
  if (!w.x || !w.y) w.x = w.y = std::nullopt;
  w.width = whole(*object, "width", 320, largest).value_or(w.width);
  w.height = whole(*object, "height", 240, largest).value_or(w.height);
  take(*object, "maximized", w.maximized);
  return w;
}

// A path may hold bytes that JSON cannot; such a one is not remembered.
void put(json& object, const char* key, const std::string& text) {
  if (malformed_utf8(text) == std::string::npos) object[key] = text;
}

void put(nlohmann::json& object, const ExportOptions& e) {
  if (!object.is_object()) object = json::object();
  object["what"] = export_what_names[static_cast<std::size_t>(e.what)];
  json& formats = object["formats"];
  if (!formats.is_object()) formats = json::object();
  for (std::size_t i = 0; i < export_whats; ++i)
    formats[std::string(export_what_names[i])] = export_format_names[static_cast<std::size_t>(e.formats[i])];
  object["paper"] = papers[static_cast<std::size_t>(e.paper)];
  object["scale"] = e.scale;
  object["transparent"] = e.transparent;
  object["page"] = pages[static_cast<std::size_t>(e.page)];
  object["title"] = e.title;
  object["caption"] = e.caption;
  object["legend"] = e.legend;
  object["fps"] = e.fps;
  object["pause"] = e.pause;
  object["loops"] = e.loops;
  object["seed"] = e.seed;
  put(object, "pattern", e.pattern);
  put(object, "folder", e.folder);
}

}  // namespace

void put(nlohmann::json& root, const Settings& settings) {
  const Document& d = settings.document;
  root["language"] = code(d.language);
  root["theme"] = looks[static_cast<std::size_t>(d.look)];
  root["grain"] = grains[static_cast<std::size_t>(d.grain)];
  root["view"] = views[static_cast<std::size_t>(d.view)];
  put(root["translation"], d.translation);
  root["zoom"] = std::round(static_cast<double>(d.zoom) * 1000) / 1000;
  root["speed"] = d.speed;
  root["reduced_motion"] = d.reduced_motion;
  root["outline_open"] = d.outline_open;
  put(root["map"], d.map);
  put(root["heads"], d.heads);
  put(root["export"], d.exporting);
  put(root, "model", d.model);
  put(root, "sentence", d.sentence);
  json recent = json::array();
  for (const std::string& folder : settings.recent_models)
    if (malformed_utf8(folder) == std::string::npos) recent.push_back(folder);
  root["recent_models"] = std::move(recent);
  const WindowPlace& w = settings.window;
  json& window = root["window"];
  if (!window.is_object()) window = json::object();
  if (w.x && w.y) {
    window["x"] = *w.x;
    window["y"] = *w.y;
  }
  window["width"] = w.width;
  window["height"] = w.height;
  window["maximized"] = w.maximized;
}

Settings settings_of(const json& root) {
  Settings settings;
  settings.document = document_of(root);
  settings.recent_models = recent_of(root);
  settings.window = window_of(root);
  return settings;
}

}  // namespace attn
