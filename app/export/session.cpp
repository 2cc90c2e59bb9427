#include "app/export/session.h"

#include <nlohmann/json.hpp>

#include "app/core/fields.h"
#include "app/core/former.h"
#include "app/core/texts.h"
#include "app/export/failure.h"
#include "engine/run_kind.h"
#include "engine/runs/marian_params.h"
#include "version.h"

namespace attn::figures {

constexpr std::string_view figure_names[] = {"matrix", "stage", "map", "heads", "translation"};

template <class V>
void fields(V& v, Of<SessionModel> auto& model) {
  v("name", model.name, longest_text);
  v("checksum", model.checksum, longest_text);
}

template <class V>
void fields(V& v, Of<Session> auto& session) {
  v("version", session.version, longest_text);
  v.part("model", session.model);
  v("figure", session.figure, figure_names);
  fields(v, session.document);
}

namespace {

using nlohmann::json;

constexpr int format = 2;

// key: the sentence of the window, about the file {0}; {1}: the version that wrote it.
[[noreturn]] void refuse(const std::string& why, const char* key, const std::string& written_by = {}) {
  throw Failure("this figure cannot be opened: " + why, {key, {written_by}});
}

// Of a later version, whose session may have a kind of run that this one does not know.
bool of_another_kind(const json& root) {
  const auto request = root.find("request");
  if (request == root.end() || !request->is_object()) return false;
  const auto kind = request->find("kind");
  return kind != request->end() && kind->is_string() && !is_kind(kind->get_ref<const std::string&>());
}

}  // namespace

Session session_of(const Figure& figure, const Subject& source) {
  constexpr ViewName views[] = {ViewName::step, ViewName::step, ViewName::map, ViewName::heads, ViewName::translation};
  Session s;
  s.version = version;
  s.model = {source.model ? source.model->name : std::string(), source.checksum};
  s.figure = figure.what;
  Document& d = s.document;
  d.request = source.request;
  d.language = figure.language;
  d.view = views[static_cast<std::size_t>(figure.what)];
  d.translation = figure.translation;
  if (d.translation.decoding == Decoding::beam && source.beam) {
    d.translation.beam_width = source.searched.width;
    d.translation.length_penalty = source.searched.length_penalty;
  }
  if (draws(source.request))
    d.translation.decoding = Decoding::sampling;
  else
    set_sampling(d.request, figure.sampling);
  d.step = source.trace()[figure.step].path;
  d.cell = figure.cell;
  d.phase = figure.phase;
  d.map = figure.map;
  d.heads = figure.heads;
  return s;
}

std::string to_json(const Session& session) {
  json all;
  FieldWriter writer(all, Keeps::session);
  fields(writer, session);
  nlohmann::ordered_json out{{"program", "AttnScope"}, {"version", session.version}, {"format", format}};
  for (const char* first : {"request", "model", "step", "cell", "phase", "view", "figure", "language"})
    if (all.contains(first)) out[first] = all[first];
  for (const auto& [key, value] : all.items()) out[key] = value;
  return out.dump();
}

Session session_from(std::string_view text) {
  json root = json::parse(text, nullptr, false);
  Session session;
  FieldReader in(root, Keeps::session, session.refused);
  std::string program;
  in("program", program, longest_text);
  if (program != "AttnScope") refuse("its metadata is not a session of AttnScope", "export.open_none");
  int written = 0;
  in("format", written, 0, 1e6);
  in("version", session.version, longest_text);
  if (written < 1) refuse("its session has no format number", "export.open_incomplete");
  if (written == 1) renew_session(root);
  if (written > format || of_another_kind(root))
    refuse("it was written by a later version of AttnScope, " + session.version, "export.open_later", session.version);
  Document& d = session.document;
  d.request.place.clear();
  set_sentence(d.request, {});
  d.step.clear();
  d.cell.reset();
  fields(in, session);
  in.finish();
  const RunKind& kind = run_kind(d.request.kind);
  if (text_param(kind) && sentence_of(d.request).empty())
    refuse("its session has no sentence", "export.open_incomplete");
  if (kind.needs_model && d.request.place.empty()) refuse("its session has no model", "export.open_incomplete");
  if (d.step.empty()) refuse("its session has no step", "export.open_incomplete");
  return session;
}

void restore(const Session& session, Document& to) {
  const Document& from = session.document;
  to.request = from.request;
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
