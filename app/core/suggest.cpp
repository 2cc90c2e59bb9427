#include "app/core/suggest.h"

#include <algorithm>
#include <numeric>

#include "app/core/words.h"
#include "app/scene/text.h"

namespace attn {
namespace {

// Letters as readers count them; A–Z in lower case.
std::vector<std::string> letters(std::string_view text) {
  std::vector<std::string> found;
  std::size_t from = 0;
  for (const std::size_t end : scene::character_ends(text)) {
    found.emplace_back(text.substr(from, end - from));
    std::string& letter = found.back();
    if (letter.size() == 1 && letter[0] >= 'A' && letter[0] <= 'Z') letter[0] = static_cast<char>(letter[0] + 32);
    from = end;
  }
  return found;
}

int distance(const std::vector<std::string>& a, const std::vector<std::string>& b, int most) {
  const auto apart = static_cast<int>(a.size()) - static_cast<int>(b.size());
  if (std::abs(apart) > most) return most + 1;
  std::vector<int> row(b.size() + 1);  // from the beginning of a to each beginning of b
  std::iota(row.begin(), row.end(), 0);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    int diagonal = row[0], smallest = row[0] = static_cast<int>(i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const int exchange = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({exchange, row[j] + 1, row[j - 1] + 1});
      smallest = std::min(smallest, row[j]);
    }
    if (smallest > most) return most + 1;
  }
  return std::min(row.back(), most + 1);
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

}  // namespace

int edit_distance(std::string_view a, std::string_view b, int most) { return distance(letters(a), letters(b), most); }

std::optional<std::string> nearest(std::string_view word, const std::vector<std::string>& among,
                                   const std::function<bool(const std::string&)>& accepted) {
  const std::vector<std::string> wanted = letters(word);
  int most = static_cast<int>(wanted.size()) / 2;
  std::optional<std::string> best;
  for (const std::string& candidate : among) {
    if (candidate.size() > 4 * (word.size() + 1)) continue;
    const int away = distance(wanted, letters(candidate), most);
    if (away > most || (accepted && !accepted(candidate))) continue;
    best = candidate;
    most = away - 1;
    if (most < 0) break;
  }
  return best;
}

std::optional<std::string> nearest_known(std::string_view word, const Vocabulary& vocabulary) {
  std::vector<std::string> among;
  for (const std::string& label : *vocabulary.labels())
    if (!label.empty() && std::all_of(label.begin(), label.end(), is_letter)) among.push_back(label);
  return nearest(word, among, [&](const std::string& candidate) {  // the table may hold words of the other side only
    const std::vector<Token> tokens = vocabulary.encode(candidate);
    return tokens.size() == 2 && !tokens[0].unknown && tokens[0].label == candidate;
  });
}

std::vector<UnknownWord> unknown_words(std::string_view sentence, const std::vector<Token>& tokens,
                                       const Vocabulary& vocabulary) {
  std::vector<UnknownWord> found;
  const std::vector<Word> all = words(sentence);
  const std::vector<Pieces> pieces = pieces_of(sentence, all, tokens);
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto first = tokens.begin() + pieces[i].begin, last = tokens.begin() + pieces[i].end;
    if (std::none_of(first, last, [](const Token& t) { return t.unknown; })) continue;
    const std::string_view word = text_of(sentence, all[i]);
    if (std::any_of(found.begin(), found.end(), [&](const UnknownWord& u) { return u.word == word; })) continue;
    found.push_back({std::string(word), nearest_known(word, vocabulary)});
  }
  return found;
}

std::string exchanged(std::string_view sentence, std::string_view word, std::string_view by) {
  std::string made;
  std::size_t from = 0;
  for (const Word& w : words(sentence)) {
    if (text_of(sentence, w) != word) continue;
    made += sentence.substr(from, w.begin - from);
    made += by;
    from = w.end;
  }
  return made + std::string(sentence.substr(from));
}

}  // namespace attn
