#include "app/core/filter.h"

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <utility>

#include <utf8proc.h>

#include "app/core/names.h"

namespace attn {
namespace {

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::string lower_ascii(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

std::vector<std::string> words_of(std::string_view query) {
  std::vector<std::string> words;
  const std::string text = folded(query);
  constexpr const char* spaces = " \t\r\n\f\v";
  for (std::size_t at = text.find_first_not_of(spaces); at != std::string::npos;) {
    const std::size_t end = std::min(text.find_first_of(spaces, at), text.size());
    words.push_back(text.substr(at, end - at));
    at = text.find_first_not_of(spaces, end);
  }
  return words;
}

class Search {
 public:
  Search(const Texts& texts, std::vector<std::string> words) : texts_(texts), words_(std::move(words)) {}

  // Looks through a node and what is below it. `missing`: the words that no title above it has.
  void look(const OutlineNode& node, std::vector<std::string_view> missing) {
    if (!missing.empty()) {
      const std::string title =
          node.step >= 0 ? step_title(texts_, *node.role, node.path) : group_title(texts_, node.path);
      const std::string here = folded(title), path = folded(node.path);
      std::erase_if(missing, [&](std::string_view word) {
        return here.find(word) != std::string::npos || path.find(word) != std::string::npos;
      });
    }
    if (node.step >= 0 && missing.empty()) found_.push_back(node.step);
    for (const OutlineNode& child : node.children) look(child, missing);
  }

  std::vector<int> run(const std::vector<OutlineNode>& roots) {
    for (const OutlineNode& root : roots) look(root, {words_.begin(), words_.end()});
    std::sort(found_.begin(), found_.end());
    return std::move(found_);
  }

 private:
  const Texts& texts_;
  std::vector<std::string> words_;
  std::vector<int> found_;
};

}  // namespace

std::string folded(std::string_view text) {
  if (is_ascii(text)) return lower_ascii(text);
  constexpr auto how = static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT |
                                                      UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK | UTF8PROC_IGNORE);
  utf8proc_uint8_t* bytes = nullptr;
  const auto size = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                 static_cast<utf8proc_ssize_t>(text.size()), &bytes, how);
  const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner(bytes, &std::free);
  if (size < 0) return lower_ascii(text);
  return {reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size)};
}

std::vector<int> best_first(const Trace& trace, const Texts& texts, std::string_view query, std::vector<int> found) {
  std::string wanted;
  for (const std::string& word : words_of(query)) wanted += (wanted.empty() ? "" : " ") + word;
  std::vector<std::pair<int, int>> ranked;
  for (const int step : found) {
    const std::string title = folded(step_title(texts, trace[step]));
    const std::size_t at = title.find(wanted);
    ranked.emplace_back(title == wanted ? 0 : at == 0 ? 1 : at != std::string::npos ? 2 : 3, step);
  }
  std::stable_sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  for (std::size_t i = 0; i < found.size(); ++i) found[i] = ranked[i].second;
  return found;
}

std::vector<int> filter(const std::vector<OutlineNode>& roots, const Texts& texts, std::string_view query) {
  return Search(texts, words_of(query)).run(roots);
}

}  // namespace attn
