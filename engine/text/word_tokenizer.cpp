#include "engine/text/word_tokenizer.h"

#include <algorithm>
#include <string_view>

namespace attn {
namespace {

std::vector<std::string> cut(std::string_view text) {
  constexpr std::string_view spaces = " \t\r\n\f\v";
  std::vector<std::string> words;
  for (std::size_t at = text.find_first_not_of(spaces); at != std::string_view::npos;) {
    const std::size_t end = std::min(text.find_first_of(spaces, at), text.size());
    words.emplace_back(text.substr(at, end - at));
    at = text.find_first_not_of(spaces, end);
  }
  return words;
}

}  // namespace

WordTokenizer::WordTokenizer(const std::string& text) {
  for (std::string& word : cut(text))
    if (std::find(words_.begin(), words_.end(), word) == words_.end()) words_.push_back(std::move(word));
}

std::vector<Token> WordTokenizer::encode(const std::string& text) const {
  std::vector<Token> tokens;
  for (const std::string& word : cut(text)) {
    const auto at = std::find(words_.begin(), words_.end(), word);
    // The mark says that it begins a word, as SentencePiece has it.
    tokens.push_back({static_cast<int>(at - words_.begin()), word, "▁" + word, at == words_.end()});
  }
  return tokens;
}

std::string WordTokenizer::decode(const std::vector<int>& ids) const {
  std::string text;
  for (const int id : ids) {
    if (!text.empty()) text += ' ';
    text += words_.at(static_cast<std::size_t>(id));
  }
  return text;
}

}  // namespace attn
