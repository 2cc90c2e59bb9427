// Texts: every sentence a person reads, by key, in three languages (assets/i18n).
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "app/core/document.h"

namespace attn {

// A sentence that waits for a language: a key of the table and the values of its {0}, {1} …
struct Message {
  std::string key;
  std::vector<std::string> values;
  bool operator==(const Message&) const = default;
};

class Texts {
 public:
  explicit Texts(Language language);

  // The text of a key; of an unknown one, the key itself.
  std::string_view operator()(std::string_view key) const;
  std::string operator()(const Message& message) const;
  bool has(std::string_view key) const { return table_.find(key) != table_.end(); }

  const std::map<std::string, std::string, std::less<>>& table() const { return table_; }

 private:
  std::map<std::string, std::string, std::less<>> table_;
};

std::string_view code(Language language);      // "en", "zh", "fr"
std::string_view own_name(Language language);  // "EN", "中文", "FR": as a reader of it looks for it
Language next(Language language);              // the one after, in a circle
inline constexpr Language languages[] = {Language::en, Language::zh, Language::fr};

}  // namespace attn
