// Names of exported files from a pattern: "{n:03}-{path}.png" → "007-encoder-layer1-self-head2-scores.png".
//
// {n}: number of the file, from 1 ({n:03}: at least three digits); {path}: of the step; {name}: its last part; {op}:
// its operation; {title}: its title; {model}; {format}: the ending. "{{" and "}}" stand for braces. In every value,
// characters that a file's name may not have on some system become "-".
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace attn::figures {

struct NameValues {
  int number = 1;
  std::string path, name, op, title, model, format;
};

// Throws std::invalid_argument with one sentence: an unknown field (it lists the known ones), an unmatched brace, a "/"
// in the pattern, an empty name.
std::string name_from(std::string_view pattern, const NameValues& values);

inline constexpr std::string_view default_pattern = "{n:03}-{path}.{format}";

}  // namespace attn::figures
