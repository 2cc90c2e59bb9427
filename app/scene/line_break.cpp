#include "app/scene/line_break.h"

#include <algorithm>
#include <iterator>

#include "app/scene/text.h"

namespace attn::scene {
namespace {

template <std::size_t n>
bool any_of(const std::string_view (&marks)[n], std::string_view character) {
  return std::find(std::begin(marks), std::end(marks), character) != std::end(marks);
}

constexpr std::string_view openers[] = {"“", "‘", "（", "《", "「", "『", "【", "〈", "(", "[", "«"};
constexpr std::string_view closers[] = {"。", "，", "、", "：", "；", "！", "？", "）", "”", "’",
                                        "》", "」", "』", "】", "〉", "…",  "％", "·",  ".", ",",
                                        ":",  ";",  "!",  "?",  ")",  "]",  "»",  "%"};
constexpr std::string_view signs[] = {"=", "×", "÷", "≈"};

}  // namespace

bool may_break(std::string_view before, std::string_view after) {
  if (any_of(openers, before) || any_of(closers, after)) return false;
  if (before == "—" && after == "—") return false;
  return display_width(before) > 1 || display_width(after) > 1;
}

bool ties(std::string_view character) { return any_of(signs, character); }

}  // namespace attn::scene
