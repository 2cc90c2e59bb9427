// Text on its way into a text field of the library and back: nothing of it is lost.
//
// A library with characters of 16 bits would turn others into U+FFFD; the field gets stand-ins for them.
#pragma once

#include <imgui.h>

#include <string>
#include <string_view>
#include <vector>

namespace attn::gui {

using StandIns = std::vector<std::string>;  // the characters that have one, in order

std::string in_field(StandIns& kept, std::string_view text);
std::string from_field(const StandIns& kept, std::string_view text);

// While it lives, what a field pastes has spaces where it had line breaks and tabs, which a field of one line would
// leave out; stand-ins stay in the field.
class Clipboard {
 public:
  explicit Clipboard(StandIns& kept);
  ~Clipboard();
  Clipboard(const Clipboard&) = delete;
  Clipboard& operator=(const Clipboard&) = delete;

 private:
  const char* paste();
  void copy(const char* text) const;

  ImGuiIO& io_;
  StandIns& kept_;
  decltype(ImGuiIO::GetClipboardTextFn) get_;
  decltype(ImGuiIO::SetClipboardTextFn) set_;
  void* data_;
  std::string pasted_;
};

}  // namespace attn::gui
