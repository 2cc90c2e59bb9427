#include "app/core/texts.h"

#include <charconv>

#include <nlohmann/json.hpp>

#include "app/scene/words.h"
#include "assets.h"

namespace attn {
namespace {

// Puts values in place of {0}, {1} …; braces around anything else stay.
std::string filled(std::string_view text, const std::vector<std::string>& values) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::size_t which = 0;
    const char* const end = text.data() + text.size();
    if (text[i] == '{') {
      const auto [stop, error] = std::from_chars(text.data() + i + 1, end, which);
      if (error == std::errc() && stop != end && *stop == '}' && which < values.size()) {
        out += values[which];
        i = static_cast<std::size_t>(stop - text.data());
        continue;
      }
    }
    out += text[i];
  }
  return out;
}

}  // namespace

Texts::Texts(Language language) {
  const std::string name = "i18n/" + std::string(code(language)) + ".json";
  const assets::Asset* asset = assets::find(name);
  if (!asset) throw std::invalid_argument(name + ": this program carries no such table");
  table_ = nlohmann::json::parse(asset->text()).get<decltype(table_)>();
}

std::string_view Texts::operator()(std::string_view key) const {
  const auto at = table_.find(key);
  return at == table_.end() ? key : std::string_view(at->second);
}

std::string Texts::operator()(const Message& message) const {
  return filled(scene::agreed((*this)(message.key), message.values, (*this)("number.one")), message.values);
}

std::string_view code(Language language) {
  switch (language) {
    case Language::en:
      return "en";
    case Language::zh:
      return "zh";
    case Language::fr:
      return "fr";
  }
  return "en";
}

std::string_view own_name(Language language) {
  switch (language) {
    case Language::en:
      return "EN";
    case Language::zh:
      return "中文";
    case Language::fr:
      return "FR";
  }
  return "EN";
}

Language next(Language language) { return static_cast<Language>((static_cast<int>(language) + 1) % 3); }

}  // namespace attn
