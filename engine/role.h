// Role: what the numbers of a step are. One row per kind of step, in the files of engine/roles; a step is recorded with
// its role, and whoever shows it asks the role: title, texts, symbol, sign, hue and range of colours.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace attn {

struct Role {
  // To what a number belongs; the theme has a hue for each.
  enum class Group : std::uint8_t { none, query, key, value, weights, output, state };
  // What numbers there can be: any; shares, 0 to 1; ids, which have no size.
  enum class Range : std::uint8_t { free, unit, ids };

  std::string_view id;    // "cross_scores", unique: in files and tests
  std::string_view name;  // last part of the paths that have it: "scores"
  Group group = Group::none;
  Range range = Range::free;
  std::string_view symbol;       // as formulas name it: "S", "S/√d"
  std::string_view letter = {};  // of a matrix of attention: scaled and masked scores are still S; else empty
  std::string_view sign = {};    // of what is done, one or two characters: "÷"; may be empty
  std::string_view low = {};     // what stands below the symbol: Q of W_Q
  const Role* base = nullptr;    // the same part of plain self-attention: scores, of cross_scores
  std::string_view texts = {};   // the texts that it shares with others: title.TEXTS …; empty: its id
  bool parameter = false;        // a number of the model, not of the sentence
  bool product = false;          // stands for the group it is in: the weights of a head, the norm of a layer

  // Whether it is this part of attention, of whichever kind.
  bool is(const Role& other) const { return this == &other || base == &other; }
  std::string_view text_key() const { return texts.empty() ? id : texts; }
};

using RoleFamily = std::span<const Role* const>;

std::span<const RoleFamily> role_families();  // every file of engine/roles, from the manifest

// The role of this id; a plain one, with this name and nothing else, where none is known. It lives for ever.
const Role& role_of(std::string_view id);

}  // namespace attn
