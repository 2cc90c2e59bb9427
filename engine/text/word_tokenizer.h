// Words as they stand between spaces: a token each, its id the number of different words before it.
#pragma once

#include "engine/text/tokenizer.h"

namespace attn {

class WordTokenizer : public Tokenizer {
 public:
  // The vocabulary is the text's own.
  explicit WordTokenizer(const std::string& text);

  // A word that the text has not is unknown, and has the id after the last.
  std::vector<Token> encode(const std::string& text) const override;
  std::string decode(const std::vector<int>& ids) const override;  // one space between words

 private:
  std::vector<std::string> words_;  // each once, in the order in which they come
};

}  // namespace attn
