#include "app/core/words.h"

#include <algorithm>
#include <array>
#include <utility>

namespace attn {
namespace {

// Bytes of the space at this place; 0: there is none. Unicode white space separates words, as it does for the
// tokenizer.
std::size_t space_at(std::string_view text, std::size_t at) {
  static constexpr std::array<std::string_view, 19> wide = {
      "\u00A0", "\u1680", "\u2000", "\u2001", "\u2002", "\u2003", "\u2004", "\u2005", "\u2006", "\u2007",
      "\u2008", "\u2009", "\u200A", "\u2028", "\u2029", "\u202F", "\u205F", "\u3000", "\u0085"};
  const char c = text[at];
  if (c == ' ' || (c >= '\t' && c <= '\r')) return 1;
  if (static_cast<unsigned char>(c) < 0x80) return 0;
  for (const std::string_view space : wide)
    if (text.substr(at).starts_with(space)) return space.size();
  return 0;
}

std::string without(std::string_view text, std::size_t begin, std::size_t end) {
  return std::string(text.substr(0, begin)) + std::string(text.substr(end));
}

struct Neighbours {
  const Word *previous = nullptr, *next = nullptr;
};

Neighbours neighbours(const std::vector<Word>& all, Word word) {
  Neighbours found;
  for (const Word& w : all) {
    if (w == word) continue;
    if (w.end <= word.begin) found.previous = &w;
    if (w.begin >= word.end && !found.next) found.next = &w;
  }
  return found;
}

// Removes the space between two words; a then reaches from the first's beginning to the second's end.
WordEdit joined(std::string_view sentence, Word first, Word second) {
  const std::size_t gone = second.begin - first.end;
  return {without(sentence, first.end, second.begin), {first.begin, second.end - gone}, first.end - first.begin};
}

std::string_view letters(const Token& token) {
  constexpr std::string_view mark = "▁";
  const std::string_view piece = token.piece;
  return piece.starts_with(mark) ? piece.substr(mark.size()) : piece;
}

bool begins_word(const Token& token) { return token.piece.starts_with("▁"); }

// Tokens between two spaces of what was read, without the closing one where there is one: it begins no word.
std::vector<Pieces> groups_of(const std::vector<Token>& tokens) {
  std::vector<Pieces> groups;
  const bool closed = !tokens.empty() && !begins_word(tokens.back());
  for (int i = 0; i < static_cast<int>(tokens.size()) - (closed ? 1 : 0); ++i) {
    if (groups.empty() || begins_word(tokens[static_cast<std::size_t>(i)])) groups.push_back({i, i});
    groups.back().end = i + 1;
  }
  return groups;
}

std::string text_of(const std::vector<Token>& tokens, Pieces pieces) {
  std::string text;
  for (int i = pieces.begin; i < pieces.end; ++i) text += letters(tokens[static_cast<std::size_t>(i)]);
  return text;
}

}  // namespace

std::vector<Word> words(std::string_view sentence) {
  std::vector<Word> found;
  bool inside = false;
  for (std::size_t at = 0; at < sentence.size();) {
    const std::size_t space = space_at(sentence, at);
    if (space == 0) {
      if (!std::exchange(inside, true)) found.push_back({at, at});
      found.back().end = ++at;
    } else {
      inside = false;
      at += space;
    }
  }
  return found;
}

std::string_view text_of(std::string_view sentence, Word word) {
  return sentence.substr(word.begin, word.end - word.begin);
}

WordEdit replaced(std::string_view sentence, Word word, std::string_view text, std::size_t caret) {
  const std::vector<Word> parts = words(text);
  std::string put;
  Word edited;
  bool has_caret = false;
  std::size_t place = 0;
  for (const Word& part : parts) {
    if (!put.empty()) put += ' ';
    const std::size_t begin = put.size();
    put += text_of(text, part);
    if (has_caret || caret > part.end) continue;
    has_caret = true;
    edited = {begin, put.size()};
    place = std::max(caret, part.begin) - part.begin;
  }
  if (!has_caret) {  // behind a space after the last word
    if (!parts.empty()) put += ' ';
    edited = {put.size(), put.size()};
  }
  const std::string before(sentence.substr(0, word.begin)), after(sentence.substr(word.end));
  return {before + put + after, {word.begin + edited.begin, word.begin + edited.end}, place};
}

WordEdit joined_with_previous(std::string_view sentence, Word word) {
  const std::vector<Word> all = words(sentence);
  const Word* previous = neighbours(all, word).previous;
  return previous ? joined(sentence, *previous, word) : WordEdit{std::string(sentence), word, 0};
}

WordEdit joined_with_next(std::string_view sentence, Word word) {
  const std::vector<Word> all = words(sentence);
  const Word* next = neighbours(all, word).next;
  return next ? joined(sentence, word, *next) : WordEdit{std::string(sentence), word, word.end - word.begin};
}

WordEdit removed(std::string_view sentence, Word word) {
  const std::vector<Word> all = words(sentence);
  const auto [previous, next] = neighbours(all, word);
  if (previous) return {without(sentence, previous->end, word.end), *previous, previous->end - previous->begin};
  if (next) return {without(sentence, word.begin, next->begin), {word.begin, word.begin + next->end - next->begin}, 0};
  return {without(sentence, word.begin, word.end), {word.begin, word.begin}, 0};
}

WordEdit inserted_after(std::string_view sentence, Word word) {
  if (words(sentence).empty()) return {std::string(sentence), {sentence.size(), sentence.size()}, 0};
  return {std::string(sentence.substr(0, word.end)) + ' ' + std::string(sentence.substr(word.end)),
          {word.end + 1, word.end + 1},
          0};
}

WordEdit moved_to_previous(std::string_view sentence, Word word) {
  const std::vector<Word> all = words(sentence);
  const Word* to = neighbours(all, word).previous;
  if (!to) return {std::string(sentence), word, 0};
  if (word.begin == word.end) return removed(sentence, word);
  return {std::string(sentence), *to, to->end - to->begin};
}

WordEdit moved_to_next(std::string_view sentence, Word word) {
  const std::vector<Word> all = words(sentence);
  const Word* to = neighbours(all, word).next;
  if (!to) return {std::string(sentence), word, word.end - word.begin};
  if (word.begin != word.end) return {std::string(sentence), *to, 0};
  WordEdit left = removed(sentence, word);
  const std::size_t gone = sentence.size() - left.sentence.size();
  return {std::move(left.sentence), {to->begin - gone, to->end - gone}, 0};
}

std::vector<Pieces> pieces_of(std::string_view sentence, const std::vector<Word>& words,
                              const std::vector<Token>& tokens) {
  const std::vector<Pieces> groups = groups_of(tokens);
  if (groups.size() == words.size()) return groups;
  const std::size_t most = std::min(groups.size(), words.size());
  const auto same = [&](std::size_t word, std::size_t group) {
    return text_of(sentence, words[word]) == text_of(tokens, groups[group]);
  };
  std::size_t front = 0, back = 0;
  while (front < most && same(front, front)) ++front;
  while (front + back < most && same(words.size() - 1 - back, groups.size() - 1 - back)) ++back;
  std::vector<Pieces> found(words.size());
  const std::size_t last_word = words.size() - back, last_group = groups.size() - back;
  for (std::size_t i = 0; i < front; ++i) found[i] = groups[i];
  for (std::size_t i = 0; i < back; ++i) found[last_word + i] = groups[last_group + i];
  for (std::size_t i = front; i < last_word && i < last_group; ++i) {
    found[i] = groups[i];
    if (i + 1 == last_word) found[i].end = groups[last_group - 1].end;
  }
  return found;
}

std::vector<std::string_view> cut(std::string_view word, const std::vector<Token>& tokens, Pieces pieces) {
  if (text_of(tokens, pieces) != word) return {word};
  std::vector<std::string_view> parts;
  std::size_t at = 0;
  for (int i = pieces.begin; i < pieces.end; ++i) {
    const std::size_t size = letters(tokens[static_cast<std::size_t>(i)]).size();
    if (size > 0) parts.push_back(word.substr(at, size));
    at += size;
  }
  return parts.empty() ? std::vector{word} : parts;
}

}  // namespace attn
