#include "app/export/session.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <span>

#include <nlohmann/json.hpp>

#include "app/core/texts.h"
#include "app/export/failure.h"
#include "app/scene/format.h"
#include "app/scene/text.h"
#include "engine/text/unicode.h"
#include "version.h"

namespace attn::figures {
namespace {

using nlohmann::json;
using Names = std::span<const std::string_view>;

constexpr int format = 1;
constexpr std::size_t longest_text = 10'000, most_edits = 10'000, most_forced = 10'000;
constexpr std::string_view figure_names[] = {"matrix", "stage", "map", "heads", "translation"},
                           view_names[] = {"step", "map", "heads", "translation"},
                           decoding_names[] = {"greedy", "beam", "sampling"},
                           order_names[] = {"model", "focus", "pattern"},
                           kind_names[] = {"encoder", "decoder", "cross"};

template <class Enum>
std::string_view name_of(Enum value, Names names) {
  return names[static_cast<std::size_t>(value)];
}

// Values of an object; what is missing or of another type leaves what is there.
struct Reader {
  const json& object;

  const json* find(const char* key) const {
    if (!object.is_object()) return nullptr;
    const auto at = object.find(key);
    return at == object.end() ? nullptr : &*at;
  }
  std::string text(const char* key) const {
    const json* v = find(key);
    if (!v || !v->is_string()) return {};
    const auto& s = v->get_ref<const std::string&>();
    return s.size() <= longest_text && s.find('\0') == std::string::npos ? s : std::string();
  }
  template <class Number>
  void number(const char* key, Number& into, double least, double most) const {
    const json* v = find(key);
    if (!v || !v->is_number()) return;
    const double d = v->get<double>();
    if (std::isfinite(d)) into = static_cast<Number>(std::clamp(d, least, most));
  }
  void flag(const char* key, bool& into) const {
    if (const json* v = find(key); v && v->is_boolean()) into = v->get<bool>();
  }
  template <class Enum>
  bool name(const char* key, Enum& into, Names names) const {
    const auto at = std::find(names.begin(), names.end(), text(key));
    if (at == names.end()) return false;
    into = static_cast<Enum>(at - names.begin());
    return true;
  }
  Reader part(const char* key) const {
    static const json nothing = json::object();
    const json* v = find(key);
    return {v ? *v : nothing};
  }
};

json number_or_name(Real value) {
  if (std::isfinite(value)) return value;
  return scene::exact_text(value);
}

std::optional<Real> real_of(const json* v) {
  if (!v) return std::nullopt;
  if (v->is_number()) return static_cast<Real>(v->get<double>());
  if (*v == "inf") return HUGE_VALF;
  if (*v == "-inf") return -HUGE_VALF;
  if (*v == "nan") return std::nanf("");
  return std::nullopt;
}

json json_of(const SamplingOptions& s) {
  return {{"temperature", s.temperature}, {"top_k", s.top_k}, {"top_p", s.top_p}, {"seed", s.seed}};
}

SamplingOptions sampling_of(const Reader& in) {
  SamplingOptions s;
  in.number("temperature", s.temperature, 0, 1000);
  in.number("top_k", s.top_k, 0, 1e6);
  double p = s.top_p;
  in.number("top_p", p, 0, 1);
  if (p > 0) s.top_p = p;
  if (const json* seed = in.find("seed"); seed && seed->is_number_unsigned()) s.seed = seed->get<std::uint64_t>();
  return s;
}

json json_of(const HeadsOptions& h) {
  json out{{"kinds", h.kinds},
           {"layer", h.layer},
           {"own_scale", h.own_scale},
           {"scores", h.scores},
           {"order", name_of(h.order, order_names)},
           {"patterns", h.patterns},
           {"sum", h.sum}};
  out["others"] = json::array();
  for (const HeadName& n : h.others)
    out["others"].push_back({{"kind", name_of(n.kind, kind_names)}, {"layer", n.layer}, {"head", n.head}});
  return out;
}

template <std::size_t N>
void flags(const Reader& in, const char* key, std::array<bool, N>& into) {
  const json* v = in.find(key);
  if (!v || !v->is_array() || v->size() != N) return;
  for (std::size_t i = 0; i < N; ++i)
    if ((*v)[i].is_boolean()) into[i] = (*v)[i].template get<bool>();
}

HeadsOptions heads_of(const Reader& in) {
  HeadsOptions h;
  flags(in, "kinds", h.kinds);
  in.number("layer", h.layer, 0, 1000);
  in.flag("own_scale", h.own_scale);
  in.flag("scores", h.scores);
  in.name("order", h.order, order_names);
  flags(in, "patterns", h.patterns);
  in.flag("sum", h.sum);
  const json* others = in.find("others");
  for (std::size_t i = 0; others && others->is_array() && i < std::min<std::size_t>(others->size(), 1000); ++i) {
    const Reader one{(*others)[i]};
    HeadName name;
    if (!one.name("kind", name.kind, kind_names)) continue;
    one.number("layer", name.layer, 1, 1000);
    one.number("head", name.head, 1, 1000);
    h.others.push_back(name);
  }
  return h;
}

json json_of(const TranslationOptions& t) {
  return {{"decoding", name_of(t.decoding, decoding_names)},
          {"layer", t.layer},
          {"head", t.head},
          {"beam_width", t.beam_width},
          {"length_penalty", t.length_penalty},
          {"sampling", json_of(t.sampling)}};
}

TranslationOptions translation_of(const Reader& in) {
  TranslationOptions t;
  in.name("decoding", t.decoding, decoding_names);
  in.number("layer", t.layer, 0, 1000);
  in.number("head", t.head, 0, 1000);
  in.number("beam_width", t.beam_width, narrowest_beam, widest_shown_beam);
  in.number("length_penalty", t.length_penalty, 0, largest_penalty);
  if (in.find("sampling")) t.sampling = sampling_of(in.part("sampling"));
  return t;
}

json json_of(const scene::MapOptions& m) {
  return {{"head", m.head},
          {"hide_below", m.hide_below},
          {"thumbnails", m.thumbnails},
          {"barcodes", m.barcodes},
          {"loop", m.loop}};
}

scene::MapOptions map_of(const Reader& in) {
  scene::MapOptions m;
  in.number("head", m.head, 0, 1000);
  in.number("hide_below", m.hide_below, 0, scene::most_hidden);
  in.flag("thumbnails", m.thumbnails);
  in.flag("barcodes", m.barcodes);
  in.flag("loop", m.loop);
  return m;
}

std::vector<ForcedWord> forced_of(const json* list) {
  std::vector<ForcedWord> forced;
  for (std::size_t i = 0; list && list->is_array() && i < std::min(list->size(), most_forced); ++i) {
    const Reader in{(*list)[i]};
    ForcedWord word;
    in.number("position", word.position, 0, 1e6);
    word.id = -1;
    in.number("id", word.id, -1, 1e9);
    const bool twice =
        std::any_of(forced.begin(), forced.end(), [&](const ForcedWord& w) { return w.position == word.position; });
    if (word.position > 0 && word.id >= 0 && !twice) forced.push_back(word);
  }
  return forced;
}

std::vector<Edit> edits_of(const json* list) {
  std::vector<Edit> edits;
  for (std::size_t i = 0; list && list->is_array() && i < std::min(list->size(), most_edits); ++i) {
    const Reader in{(*list)[i]};
    Edit edit;
    edit.path = in.text("path");
    in.number("row", edit.row, 0, 1e9);
    in.number("column", edit.col, 0, 1e9);
    const auto value = real_of(in.find("value"));
    if (edit.path.empty() || edit.row < 1 || edit.col < 1 || !value) continue;
    --edit.row, --edit.col;
    edit.value = *value;
    edits.push_back(std::move(edit));
  }
  return edits;
}

// key: the sentence of the window, about the file {0}; {1}: the version that wrote it.
[[noreturn]] void refuse(const std::string& why, const char* key, const std::string& written_by = {}) {
  throw Failure("this figure cannot be opened: " + why, {key, {written_by}});
}

}  // namespace

Session session_of(const Figure& figure, const Subject& source) {
  constexpr ViewName views[] = {ViewName::step, ViewName::step, ViewName::map, ViewName::heads, ViewName::translation};
  Session s;
  s.version = version;
  s.model_name = source.model->name;
  s.checksum = source.checksum;
  s.figure = figure.what;
  s.edits = source.edits;
  Document& d = s.document;
  d.sentence = source.sentence;
  d.model = source.opened;
  d.forced = source.forced;
  d.language = figure.language;
  d.view = views[static_cast<std::size_t>(figure.what)];
  d.translation = figure.translation;
  if (d.translation.decoding == Decoding::beam && source.beam) {
    d.translation.beam_width = source.searched.width;
    d.translation.length_penalty = source.searched.length_penalty;
  }
  if (source.sampling) {
    d.translation.decoding = Decoding::sampling;
    d.translation.sampling = *source.sampling;
    d.translation.drawn = true;
  }
  d.step = source.trace()[figure.step].path;
  d.cell = figure.cell;
  d.phase = figure.phase;
  d.map = figure.map;
  d.heads = figure.heads;
  return s;
}

std::string to_json(const Session& s) {
  const Document& d = s.document;
  nlohmann::ordered_json out;
  out["program"] = "AttnScope";
  out["version"] = s.version;
  out["format"] = format;
  out["sentence"] = scene::clean_utf8(d.sentence);
  out["model"] = {
      {"name", scene::clean_utf8(s.model_name)}, {"opened", scene::clean_utf8(d.model)}, {"checksum", s.checksum}};
  out["step"] = d.step;
  if (d.cell) out["cell"] = {{"row", d.cell->row + 1}, {"column", d.cell->col + 1}};
  out["phase"] = d.phase;
  out["view"] = name_of(d.view, view_names);
  out["figure"] = name_of(s.figure, figure_names);
  out["language"] = code(d.language);
  out["forced"] = json::array();
  for (const ForcedWord& word : d.forced) out["forced"].push_back({{"position", word.position}, {"id", word.id}});
  if (const auto drawn = d.translation.draws()) out["sampling"] = json_of(*drawn);
  out["edits"] = json::array();
  for (const Edit& e : s.edits)
    out["edits"].push_back(
        {{"path", e.path}, {"row", e.row + 1}, {"column", e.col + 1}, {"value", number_or_name(e.value)}});
  out["map"] = json_of(d.map);
  out["heads"] = json_of(d.heads);
  out["translation"] = json_of(d.translation);
  return out.dump();
}

Session session_from(std::string_view text) {
  const json root = json::parse(text, nullptr, false);
  const Reader in{root};
  if (!root.is_object() || in.text("program") != "AttnScope")
    refuse("what it holds is not a session of AttnScope", "export.open_none");
  int written = 0;
  in.number("format", written, 0, 1e6);
  if (written < 1) refuse("its session has no format number", "export.open_incomplete");
  if (written > format)
    refuse("it was written by a later version of AttnScope, " + in.text("version"), "export.open_later",
           in.text("version"));
  Session s;
  s.version = in.text("version");
  s.model_name = in.part("model").text("name");
  s.checksum = in.part("model").text("checksum");
  Document& d = s.document;
  d.sentence = in.text("sentence");
  d.model = in.part("model").text("opened");
  d.step = in.text("step");
  if (d.sentence.empty()) refuse("its session names no sentence", "export.open_incomplete");
  if (d.model.empty()) refuse("its session names no model", "export.open_incomplete");
  if (d.step.empty()) refuse("its session names no step", "export.open_incomplete");
  d.cell.reset();
  if (in.find("cell")) {
    Cell cell{-1, -1};
    in.part("cell").number("row", cell.row, 0, 1e9);
    in.part("cell").number("column", cell.col, 0, 1e9);
    if (cell.row >= 1 && cell.col >= 1) d.cell = Cell{cell.row - 1, cell.col - 1};
  }
  in.number("phase", d.phase, 0, 1);
  in.name("view", d.view, view_names);
  in.name("figure", s.figure, figure_names);
  for (const Language language : languages)
    if (in.text("language") == code(language)) d.language = language;
  d.forced = forced_of(in.find("forced"));
  d.translation = translation_of(in.part("translation"));
  if (in.find("sampling")) {
    d.translation.decoding = Decoding::sampling;
    d.translation.sampling = sampling_of(in.part("sampling"));
    d.translation.drawn = true;
  }
  s.edits = edits_of(in.find("edits"));
  d.map = map_of(in.part("map"));
  d.heads = heads_of(in.part("heads"));
  return s;
}

void restore(const Session& session, Document& to) {
  const Document& from = session.document;
  to.sentence = from.sentence;
  to.model = from.model;
  to.forced = from.forced;
  to.step = from.step;
  to.cell = from.cell;
  to.phase = from.phase;
  to.view = from.view;
  const bool panel = to.translation.panel;
  to.translation = from.translation;
  to.translation.panel = panel;
  to.map = from.map;
  to.heads = from.heads;
}

}  // namespace attn::figures
