#include "engine/text/vocabulary.h"

#include <stdexcept>
#include <unordered_map>

#include <sentencepiece_processor.h>
#include <nlohmann/json.hpp>

namespace attn {
namespace {

constexpr std::string_view space_mark = "▁";

// "▁student" is shown as student, "ing" as ·ing, so that word beginnings and insides differ; punctuation stays bare.
std::string shown(const std::string& piece) {
  if (piece == space_mark) return "␣";
  if (piece.starts_with(space_mark)) return piece.substr(space_mark.size());
  const auto first = static_cast<unsigned char>(piece.empty() ? '.' : piece[0]);
  return std::isalnum(first) || first >= 0x80 ? "·" + piece : piece;
}

void load(sentencepiece::SentencePieceProcessor& to, const Bytes& file) {
  const auto status = to.LoadFromSerializedProto({file.text().data(), file.text().size()});
  if (!status.ok() || to.GetPieceSize() == 0) throw std::invalid_argument(file.origin + ": not a SentencePiece model");
}

}  // namespace

struct Vocabulary::Pieces {
  sentencepiece::SentencePieceProcessor source, target;
  std::unordered_map<std::string, int> ids;
};

Vocabulary::Vocabulary(const Bytes& vocab_json, const Bytes& source_spm, const Bytes& target_spm, Index size, int eos,
                       int start)
    : pieces_(std::make_unique<Pieces>()), eos_(eos), start_(start) {
  const auto fail = [&](const std::string& what) { throw std::invalid_argument(vocab_json.origin + ": " + what); };
  load(pieces_->source, source_spm);
  load(pieces_->target, target_spm);
  const nlohmann::json json = nlohmann::json::parse(vocab_json.text(), nullptr, false);
  if (json.is_discarded() || !json.is_object()) fail("not a JSON object of tokens and ids");
  words_.resize(static_cast<std::size_t>(size));
  for (const auto& [word, id] : json.items()) {
    if (!id.is_number_integer()) fail("the id of '" + word + "' is not a whole number");
    const auto i = id.get<std::int64_t>();
    if (i < 0 || i >= size)
      fail("the id of '" + word + "' is " + std::to_string(i) + ", outside 0 to " + std::to_string(size - 1));
    if (!words_[static_cast<std::size_t>(i)].empty()) fail("two tokens have the id " + std::to_string(i));
    words_[static_cast<std::size_t>(i)] = word;
    pieces_->ids.emplace(word, static_cast<int>(i));
  }
  const auto unknown = pieces_->ids.find("<unk>");
  if (unknown == pieces_->ids.end()) fail("has no <unk>");
  unknown_ = unknown->second;
  auto labels = std::make_shared<std::vector<std::string>>();
  for (std::size_t i = 0; i < words_.size(); ++i) {
    const std::string& word = words_[i];
    const bool special = word.size() > 2 && word.front() == '<' && word.back() == '>';
    if (static_cast<int>(i) == start_ && start_ != eos_)
      labels->push_back("<s>");
    else
      labels->push_back(special || word.empty() ? word : shown(word));
  }
  labels_ = labels;
}

Vocabulary::~Vocabulary() = default;
Vocabulary::Vocabulary(Vocabulary&&) noexcept = default;

std::vector<Token> Vocabulary::encode(const std::string& text) const {
  std::vector<std::string> pieces;
  if (!pieces_->source.Encode(text, &pieces).ok())
    throw std::invalid_argument("the sentence cannot be split into tokens");
  std::vector<Token> tokens;
  for (std::string& piece : pieces) {
    const auto it = pieces_->ids.find(piece);
    const bool known = it != pieces_->ids.end();
    tokens.push_back({known ? it->second : unknown_, shown(piece), std::move(piece), !known});
  }
  tokens.push_back({eos_, "</s>", "</s>", false});
  return tokens;
}

std::string Vocabulary::decode(const std::vector<int>& ids) const {
  std::vector<std::string> pieces;
  for (const int id : ids) {
    if (id == eos_) break;
    const std::string& word = words_.at(static_cast<std::size_t>(id));
    if (id == start_ || id == unknown_ || word == "<pad>") continue;
    pieces.push_back(word);
  }
  std::string text;
  if (!pieces_->target.Decode(pieces, &text).ok())
    throw std::invalid_argument("the tokens of the translation cannot be joined into a text");
  return text;
}

const std::string& Vocabulary::label(int id) const { return labels_->at(static_cast<std::size_t>(id)); }

Token Vocabulary::token(int id) const { return {id, label(id), words_[static_cast<std::size_t>(id)], id == unknown_}; }

}  // namespace attn
