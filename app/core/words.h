// Words: a sentence as a row of words that can be edited one at a time, and the model's pieces of each.
//
// A word is what stands between spaces, as bytes of the sentence. Every edit keeps the rest of the sentence byte for
// byte; text is UTF-8, offsets are bytes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/text/vocabulary.h"

namespace attn {

struct Word {
  std::size_t begin = 0, end = 0;  // equal: a place where a word may be typed
  bool operator==(const Word&) const = default;
};

std::vector<Word> words(std::string_view sentence);
std::string_view text_of(std::string_view sentence, Word word);

// A sentence after an edit, the word that is edited from now on, and the caret in it.
struct WordEdit {
  std::string sentence;
  Word word;
  std::size_t caret = 0;
  bool operator==(const WordEdit&) const = default;
};

// The word becomes this text, in which the caret is at some offset. Spaces in the text make several words, or begin an
// empty one after the text; then the word with the caret is the edited one.
WordEdit replaced(std::string_view sentence, Word word, std::string_view text, std::size_t caret);
// The word and the one before it, or after it, become one; the caret stays between them.
WordEdit joined_with_previous(std::string_view sentence, Word word);
WordEdit joined_with_next(std::string_view sentence, Word word);
// Without the word; the caret is at the end of the one before, else at the beginning of the one after.
WordEdit removed(std::string_view sentence, Word word);
// An empty word after this one.
WordEdit inserted_after(std::string_view sentence, Word word);
// The caret in the word before, at its end, or in the one after, at its beginning; an empty word that it leaves is
// removed. At either end of the sentence nothing changes.
WordEdit moved_to_previous(std::string_view sentence, Word word);
WordEdit moved_to_next(std::string_view sentence, Word word);

// Tokens [begin, end) of the model.
struct Pieces {
  int begin = 0, end = 0;
  bool operator==(const Pieces&) const = default;
};

// The pieces of every word; the closing token belongs to none. Tokens of a slightly different sentence (one edit ago)
// are matched from both ends.
std::vector<Pieces> pieces_of(std::string_view sentence, const std::vector<Word>& words,
                              const std::vector<Token>& tokens);

// The word cut into the texts of its pieces; uncut if the model reads it with other letters.
std::vector<std::string_view> cut(std::string_view word, const std::vector<Token>& tokens, Pieces pieces);

}  // namespace attn
