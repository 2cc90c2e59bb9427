// Opening what a figure shows: the session in a file becomes the document.
#include <filesystem>
#include <fstream>
#include <iterator>

#include "app/export/session.h"
#include "app/gui/export_actions.h"

namespace attn::gui {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t largest = 512u << 20;

}  // namespace

std::optional<Notice> open_figure(const std::string& path, Document& document) {
  const fs::path file(reinterpret_cast<const char8_t*>(path.c_str()));
  try {
    if (fs::file_size(file) > largest) return Notice(Message{"export.too_large", {path}});
    std::ifstream in(file, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(in), {}};
    if (!in.is_open() || in.bad()) return Notice(Message{"export.unreadable", {path}});
    const figures::Session session = figures::read_session(bytes);
    figures::restore(session, document);
    if (session.edits.empty()) return std::nullopt;
    return Notice(Message{"export.without_edits", {std::to_string(session.edits.size())}});
  } catch (const fs::filesystem_error&) {
    return Notice(Message{"export.unreadable", {path}});
  } catch (const std::exception& e) {
    return Notice(Message{"export.no_session", {path, e.what()}});
  }
}

}  // namespace attn::gui
