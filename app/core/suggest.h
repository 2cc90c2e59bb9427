// Suggest: for a word that the model cannot read, the most similar one that it can.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/text/vocabulary.h"

namespace attn {

// Letters to add, to drop or to exchange to make one word of the other (Levenshtein 1966), upper and lower case of
// A–Z alike; never more than `most` + 1.
int edit_distance(std::string_view a, std::string_view b, int most);

// The nearest of these words that is accepted, the first of several; none if more than half of the letters would have
// to change.
std::optional<std::string> nearest(std::string_view word, const std::vector<std::string>& among,
                                   const std::function<bool(const std::string&)>& accepted = {});

// The nearest word of A–Z that the model reads as one piece; of equally near ones the most frequent. A vocabulary
// shared by two languages has the words of both.
std::optional<std::string> nearest_known(std::string_view word, const Vocabulary& vocabulary);

// A word of a sentence with letters that the model does not know, and what might have been meant.
struct UnknownWord {
  std::string word;
  std::optional<std::string> suggestion;
  bool operator==(const UnknownWord&) const = default;
};

// Each once, in order. tokens: of the sentence, as the vocabulary encodes it.
std::vector<UnknownWord> unknown_words(std::string_view sentence, const std::vector<Token>& tokens,
                                       const Vocabulary& vocabulary);

// The sentence with this word exchanged wherever it stands.
std::string exchanged(std::string_view sentence, std::string_view word, std::string_view by);

}  // namespace attn
