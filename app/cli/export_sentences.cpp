// The sentences of `attnscope export`: those of a file, or that of the arguments.
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>

#include "app/cli/export_parts.h"
#include "engine/path.h"
#include "engine/role.h"
#include "engine/run_kind.h"
#include "engine/runs/marian_params.h"

namespace attn::cli {

namespace {

namespace fs = std::filesystem;

// Whether a word looks like the path of a step: it ends as those of some role do.
bool names_step(std::string_view word) {
  if (word.find('/') == word.npos || word.find(' ') != word.npos) return false;
  for (const RoleFamily& family : role_families())
    for (const Role* role : family)
      if (role->name == last_part(word)) return true;
  return false;
}

// What was meant as a step would otherwise be translated.
void check_words(const ExportRequest& o, const std::vector<std::string>& words) {
  for (const std::string& word : words)
    if (needs_step(o) && word.find('/') != word.npos && word.find(' ') == word.npos && o.path.find('/') == o.path.npos)
      throw std::invalid_argument(
          fmt::format("PATH must come before TEXT: found '{}' where a step's path is expected", o.path));
    else if (names_step(word) && word.find('/') != word.rfind('/'))
      throw std::invalid_argument(
          fmt::format("'{}' is a step's path, but no PATH is expected here; use --step or --block", word));
}

}  // namespace

std::vector<Sentence> sentences_of(const ExportRequest& o) {
  ModelInput input = o.input;
  std::string path = o.path;
  if (!needs_step(o) && !path.empty()) input.words.insert(input.words.begin(), std::exchange(path, {}));
  if (needs_step(o) && path.empty())
    throw std::invalid_argument("PATH is missing: give the path of a step, or --all, --block or --view");
  if (o.sentences.empty()) {
    check_words(o, input.words);
    if (input.words.empty() && (input.sets_text() || !input.kind().needs_model))
      return {{std::string(sentence_of(input.request())), ""}};
    if (input.sets_text())
      throw std::invalid_argument("the words are given twice: as TEXT and with --set; give one of them");
    return {{input.sentence(), ""}};
  }
  if (!input.words.empty()) throw std::invalid_argument("--sentences already gives the sentences; leave TEXT out");
  constexpr std::streamsize most = 16 << 20;
  std::ifstream file(o.sentences, std::ios::binary);
  std::string all(fs::is_directory(o.sentences) ? 0 : static_cast<std::size_t>(most) + 1, '\0');
  file.read(all.data(), static_cast<std::streamsize>(all.size()));
  if (all.empty() || !file.is_open() || file.bad())
    throw std::invalid_argument(fmt::format("cannot read '{}'", o.sentences));
  if (file.gcount() > most) throw std::invalid_argument(fmt::format("'{}' is larger than 16 MB", o.sentences));
  all.resize(static_cast<std::size_t>(file.gcount()));
  if (all.starts_with("\xEF\xBB\xBF")) all.erase(0, 3);  // Windows marks UTF-8 so
  std::istringstream text(all);
  std::vector<Sentence> sentences;
  int number = 0;
  for (std::string line; std::getline(text, line);) {
    ++number;
    if (line.ends_with('\r')) line.pop_back();
    if (line.find_first_not_of(" \t") != std::string::npos)
      sentences.push_back({line, fmt::format("line {} of '{}'", number, o.sentences)});
  }
  if (sentences.empty()) throw std::invalid_argument(fmt::format("'{}' contains no sentence", o.sentences));
  return sentences;
}

}  // namespace attn::cli
