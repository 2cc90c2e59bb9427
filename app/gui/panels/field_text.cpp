#include "app/gui/panels/field_text.h"

#include <utf8proc.h>

#include <algorithm>

namespace attn::gui {
namespace {

constexpr unsigned first_stand_in = 0xE000;  // private use: no character of a language

// Visits (code point, its bytes) of a text; malformed bytes as code point 0.
template <class Visit>
void each_character(std::string_view text, Visit visit) {
  while (!text.empty()) {
    utf8proc_int32_t c = 0;
    const auto bytes = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                        static_cast<utf8proc_ssize_t>(text.size()), &c);
    const std::size_t taken = bytes > 0 ? static_cast<std::size_t>(bytes) : 1;
    visit(bytes > 0 ? static_cast<unsigned>(c) : 0u, text.substr(0, taken));
    text.remove_prefix(taken);
  }
}

}  // namespace

std::string in_field(StandIns& kept, std::string_view text) {
  std::string made;
  each_character(text, [&](unsigned c, std::string_view bytes) {
    if (c <= IM_UNICODE_CODEPOINT_MAX) {
      made += bytes;
      return;
    }
    const auto at = std::find(kept.begin(), kept.end(), bytes);
    const auto stand_in = static_cast<utf8proc_int32_t>(first_stand_in + static_cast<unsigned>(at - kept.begin()));
    if (at == kept.end()) kept.emplace_back(bytes);
    utf8proc_uint8_t encoded[4];
    const auto size = static_cast<std::size_t>(utf8proc_encode_char(stand_in, encoded));
    made.append(reinterpret_cast<const char*>(encoded), size);
  });
  return made;
}

std::string from_field(const StandIns& kept, std::string_view text) {
  std::string made;
  each_character(text, [&](unsigned c, std::string_view bytes) {
    const bool stand_in = c >= first_stand_in && c - first_stand_in < kept.size();
    made += stand_in ? std::string_view(kept[c - first_stand_in]) : bytes;
  });
  return made;
}

Clipboard::Clipboard(StandIns& kept)
    : io_(ImGui::GetIO()),
      kept_(kept),
      get_(io_.GetClipboardTextFn),
      set_(io_.SetClipboardTextFn),
      data_(io_.ClipboardUserData) {
  io_.ClipboardUserData = this;
  io_.GetClipboardTextFn = [](void* self) { return static_cast<Clipboard*>(self)->paste(); };
  io_.SetClipboardTextFn = [](void* self, const char* text) { static_cast<Clipboard*>(self)->copy(text); };
}

Clipboard::~Clipboard() {
  io_.GetClipboardTextFn = get_;
  io_.SetClipboardTextFn = set_;
  io_.ClipboardUserData = data_;
}

const char* Clipboard::paste() {
  const char* text = get_ ? get_(data_) : nullptr;
  if (!text) return nullptr;
  pasted_ = in_field(kept_, text);
  std::replace_if(
      pasted_.begin(), pasted_.end(), [](char c) { return c >= '\t' && c <= '\r'; }, ' ');
  return pasted_.c_str();
}

void Clipboard::copy(const char* text) const {
  if (set_) set_(data_, from_field(kept_, text).c_str());
}

}  // namespace attn::gui
