// Opening what a figure shows: the session in a file becomes the document.
#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "app/core/codec.h"
#include "app/core/folders.h"
#include "app/export/checksum.h"
#include "app/export/failure.h"
#include "app/export/session.h"
#include "app/gui/export_actions.h"
#include "engine/model/model.h"
#include "engine/run_kind.h"

namespace attn::gui {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t largest = 512u << 20;

// A bundled model, or a folder that holds one.
bool is_here(const std::string& model) {
  const std::vector<std::string> bundled = bundled_models();
  if (std::find(bundled.begin(), bundled.end(), model) != bundled.end()) return true;
  return list_folder(model).model;
}

}  // namespace

std::optional<Notice> open_figure(const std::string& path, Document& document, std::optional<OpenedModel>& opened) {
  const fs::path file(reinterpret_cast<const char8_t*>(path.c_str()));
  try {
    if (fs::file_size(file) > largest) return Notice(Message{"export.too_large", {path}});
    std::ifstream in(file, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(in), {}};
    if (!in.is_open() || in.bad()) return Notice(Message{"export.unreadable", {path}});
    const figures::Session session = figures::read_session(bytes);
    const std::string& place = session.document.request.place;
    const bool needs_model = run_kind(session.document.request.kind).needs_model;
    if (needs_model && !is_here(place))
      return Notice(Message{"export.open_no_model", {path, session.model.name, place}});
    figures::restore(session, document);
    opened.reset();
    if (needs_model) opened = OpenedModel{place, session.model.name, session.model.checksum, {}};
    if (session.refused.empty()) return std::nullopt;
    return Notice(Message{"export.open_partly", {few_of(session.refused)}});
  } catch (const fs::filesystem_error&) {
    return Notice(Message{"export.unreadable", {path}});
  } catch (const std::exception& e) {
    Message why = figures::message_of(e);
    why.values.insert(why.values.begin(), path);
    return Notice(std::move(why));
  }
}

bool is_being_compared(const std::optional<OpenedModel>& opened) { return opened && opened->here.valid(); }

bool is_compared(const std::optional<OpenedModel>& opened) {
  return opened && opened->here.valid() && opened->here.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
}

std::optional<Notice> compare_models(std::optional<OpenedModel>& opened, const Derived& derived) {
  if (!opened) return std::nullopt;
  if (opened->checksum.empty()) {  // it was not known when the figure was made
    opened.reset();
    return std::nullopt;
  }
  if (!opened->here.valid()) {
    if (derived.busy || !derived.answer.model || derived.answer.asked.request.place != opened->opened)
      return std::nullopt;
    // It is asked for again and again: a wake from the work itself would come before the work is done.
    opened->here = std::async(std::launch::async, [model = derived.answer.model] {
                     return figures::model_checksum(*model);
                   }).share();
  }
  if (!is_compared(opened)) return std::nullopt;
  const OpenedModel compared = std::move(*opened);
  opened.reset();
  if (compared.here.get() == compared.checksum) return std::nullopt;
  return Notice(Message{"export.open_another_model", {compared.name}});
}

}  // namespace attn::gui
