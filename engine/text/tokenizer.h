// Tokenizer: text ↔ tokens, of whatever kind a run reads.
#pragma once

#include <string>
#include <vector>

namespace attn {

struct Token {
  int id = 0;
  std::string label;     // as shown: "student", "·ing" inside a word, "</s>"
  std::string piece;     // as SentencePiece has it: "▁student"
  bool unknown = false;  // not in the vocabulary: the model sees <unk>
};

class Tokenizer {
 public:
  virtual ~Tokenizer() = default;

  // Tokens of a normalised text. Throws std::invalid_argument if it cannot be cut.
  virtual std::vector<Token> encode(const std::string& text) const = 0;
  // Text of ids. Throws std::out_of_range: an id that there is not.
  virtual std::string decode(const std::vector<int>& ids) const = 0;

 protected:
  Tokenizer() = default;
  Tokenizer(const Tokenizer&) = default;
  Tokenizer(Tokenizer&&) noexcept = default;
  Tokenizer& operator=(const Tokenizer&) = default;
  Tokenizer& operator=(Tokenizer&&) noexcept = default;
};

}  // namespace attn
