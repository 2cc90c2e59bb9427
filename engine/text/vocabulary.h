// Words ↔ ids: two SentencePiece models over one Marian vocab.json.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/model/files.h"
#include "engine/tensor.h"
#include "engine/text/tokenizer.h"

namespace attn {

class Vocabulary : public Tokenizer {
 public:
  // Throws std::invalid_argument naming the file that is missing or damaged.
  Vocabulary(const Bytes& vocab_json, const Bytes& source_spm, const Bytes& target_spm, Index size, int eos, int start);
  ~Vocabulary() override;
  Vocabulary(Vocabulary&&) noexcept;

  // Tokens of a normalised sentence, closed by </s>.
  std::vector<Token> encode(const std::string& text) const override;
  // Text of target ids; stops at </s>, skips special tokens.
  std::string decode(const std::vector<int>& ids) const override;
  const std::string& label(int id) const;  // as shown
  Token token(int id) const;
  Labels labels() const { return labels_; }
  int end() const { return eos_; }

 private:
  struct Pieces;
  std::unique_ptr<Pieces> pieces_;
  std::vector<std::string> words_;  // piece of every id
  Labels labels_;
  int eos_, start_, unknown_;
};

}  // namespace attn
