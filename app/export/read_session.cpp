// Finding the session in a file. The file may be anything: every length is checked before it is believed.
#include <cstdint>

#include "app/export/failure.h"
#include "app/export/session.h"
#include "app/scene/animation.h"
#include "app/scene/markup.h"
#include "app/scene/svg.h"

namespace attn::figures {
namespace {

using std::string_view;

constexpr string_view png_signature = "\x89PNG\r\n\x1a\n";
constexpr string_view none = "it contains no AttnScope session; exported figures contain one unless it was left out";

// key: the sentence of the window, about the file {0}.
[[noreturn]] void refuse(string_view why, const char* key) {
  throw Failure("this figure cannot be opened: " + std::string(why), {key, {}});
}
[[noreturn]] void refuse_without_session() { refuse(none, "export.open_none"); }
[[noreturn]] void refuse_cut(string_view why) { refuse(why, "export.open_cut"); }

std::uint32_t big_endian(string_view bytes) {
  std::uint32_t number = 0;
  for (std::size_t i = 0; i < 4; ++i) number = number << 8 | static_cast<unsigned char>(bytes[i]);
  return number;
}

// The text of an iTXt chunk of our keyword that is not compressed.
std::string from_png(string_view bytes) {
  for (std::size_t at = png_signature.size(); bytes.size() - at >= 12;) {
    const std::size_t length = big_endian(bytes.substr(at));
    if (length > bytes.size() - at - 12) refuse_cut("the PNG is damaged or cut short");
    const string_view name = bytes.substr(at + 4, 4), data = bytes.substr(at + 8, length);
    if (name == "IEND") break;
    if (name == "iTXt" && data.starts_with(session_keyword) && data.size() > session_keyword.size() + 4 &&
        data.substr(session_keyword.size(), 2) == string_view("\0\0", 2)) {
      const std::size_t language = data.find('\0', session_keyword.size() + 3);
      const std::size_t translated = language == data.npos ? data.npos : data.find('\0', language + 1);
      if (translated != data.npos) return std::string(data.substr(translated + 1));
    }
    at += 12 + length;
  }
  refuse_without_session();
}

// What is between <element … "attnscope" …> and </element>.
string_view between(string_view bytes, string_view element) {
  const std::string open = "<" + std::string(element), close = "</" + std::string(element);
  for (std::size_t at = bytes.find(open); at != bytes.npos; at = bytes.find(open, at + 1)) {
    const std::size_t tag = bytes.find('>', at);
    if (tag == bytes.npos) return {};
    const string_view inside = bytes.substr(at, tag - at);
    if (inside.find("\"attnscope\"") == inside.npos && inside.find("'attnscope'") == inside.npos) continue;
    const std::size_t end = bytes.find(close, tag);
    if (end == bytes.npos) refuse_cut("the file is cut short");
    return bytes.substr(tag + 1, end - tag - 1);
  }
  return {};
}

std::string from_markup(string_view bytes) {
  if (const string_view text = between(bytes, "metadata"); !text.empty()) {
    const std::size_t cdata = text.find("<![CDATA["), end = text.rfind("]]>");
    if (cdata != text.npos && end != text.npos && end > cdata + 9)
      return std::string(text.substr(cdata + 9, end - cdata - 9));
    return scene::text_of_markup(text);
  }
  // Inside a script element nothing is escaped; "<" of the JSON is written as \u003c there.
  if (const string_view text = between(bytes, "script"); !text.empty()) return std::string(text);
  refuse_without_session();
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

// A PDF string, (…) with escapes or <…> in hexadecimal, that begins at the first byte.
std::string pdf_string(string_view from) {
  std::string out;
  if (from.starts_with('<')) {
    int half = -1;
    for (const char c : from.substr(1)) {
      if (c == '>') return out;
      const int digit = hex_digit(c);
      if (digit < 0) continue;
      if (half >= 0) out += static_cast<char>(half * 16 + digit);
      half = half < 0 ? digit : -1;
    }
    refuse_cut("the PDF is cut short");
  }
  int depth = 0;
  for (std::size_t i = 0; i < from.size(); ++i) {
    char c = from[i];
    if (c == '(' && depth++ == 0) continue;
    if (c == ')' && --depth == 0) return out;
    if (c == '\\' && i + 1 < from.size()) {
      c = from[++i];
      if (c == '\n' || c == '\r') continue;  // a line that goes on
      if (c >= '0' && c <= '7') {
        int code = 0, digits = 0;
        for (; digits < 3 && i < from.size() && from[i] >= '0' && from[i] <= '7'; ++i, ++digits)
          code = code * 8 + (from[i] - '0');
        --i;
        c = static_cast<char>(code & 255);
      } else if (c == 'n') {
        c = '\n';
      } else if (c == 't') {
        c = '\t';
      } else if (c == 'r') {
        c = '\r';
      }
    }
    out += c;
  }
  refuse_cut("the PDF is cut short");
}

std::string utf8_of_utf16(string_view bytes) {
  std::string out;
  const auto unit = [&](std::size_t i) {
    return static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[i]) << 8 |
                                      static_cast<unsigned char>(bytes[i + 1]));
  };
  for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
    std::uint32_t point = unit(i);
    if (point >= 0xD800 && point < 0xDC00 && i + 3 < bytes.size() && unit(i + 2) >= 0xDC00 && unit(i + 2) < 0xE000) {
      point = 0x10000 + ((point - 0xD800) << 10) + (unit(i + 2) - 0xDC00);
      i += 2;
    }
    scene::append_character(out, point);
  }
  return out;
}

std::string from_pdf(string_view bytes) {
  constexpr string_view key = "/Keywords";
  // The last one counts: programs that change a PDF write anew behind what was there.
  const std::size_t at = bytes.rfind(key);
  if (at == bytes.npos) refuse_without_session();
  const std::size_t begin = bytes.find_first_not_of(" \t\r\n", at + key.size());
  if (begin == bytes.npos || (bytes[begin] != '(' && bytes[begin] != '<')) refuse_without_session();
  const std::string text = pdf_string(bytes.substr(begin));
  return text.starts_with("\xFE\xFF") ? utf8_of_utf16(string_view(text).substr(2)) : text;
}

}  // namespace

Session read_session(string_view bytes) {
  const string_view start = bytes.substr(0, 1024);
  if (bytes.empty()) refuse("the file is empty", "export.open_empty");
  if (start.starts_with(png_signature)) return session_from(from_png(bytes));
  if (start.starts_with("GIF8") || start.substr(0, 16).find("WEBP") != start.npos) {
    const std::string note = start.starts_with("GIF8") ? scene::note_in_gif(bytes) : scene::note_in_webp(bytes);
    if (note.empty()) refuse_without_session();
    return session_from(note);
  }
  if (start.find("%PDF-") != start.npos) return session_from(from_pdf(bytes));
  if (bytes.find("<svg") != bytes.npos || bytes.find("<html") != bytes.npos || bytes.find("<HTML") != bytes.npos)
    return session_from(from_markup(bytes));
  refuse("it is not a PNG, SVG, PDF, GIF, WebP or HTML file", "export.open_other");
}

}  // namespace attn::figures
