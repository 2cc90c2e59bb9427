// Path: the name of a step, read in one place. "encoder/layer12/self/head2/scores" has five parts; a part may end in a
// number.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace attn {

// "layer12" is named "layer" and has the number 12; "self" has none, 0.
struct Part {
  std::string_view text, name;
  int number = 0;
};

// A view: the text must outlive it.
class Path {
 public:
  static constexpr std::size_t most_parts = 12;  // of a longer path the last part is all the rest

  explicit Path(std::string_view text);

  std::string_view text() const { return text_; }
  std::span<const Part> parts() const { return {parts_.data(), count_}; }
  const Part& root() const { return parts_[0]; }
  const Part& last() const { return parts_[count_ - 1]; }

  // The group that holds it: all but the last part; empty where there is one part only.
  std::string_view group() const;
  // The first parts, at most `count` of them.
  std::string_view first(std::size_t count) const;
  // What follows the first parts.
  std::string_view after(std::size_t count) const;

  // The number of the first part of this name; 0: no part is so named, or it has none.
  int number(std::string_view name) const;
  // The same path with another number in the first part of this name: ("decode", 6) makes "decode6/…" of "decode7/…".
  std::string with(std::string_view name, int number) const;
  // Whether it is in the group, or is it.
  bool within(std::string_view group) const;

 private:
  const Part* named(std::string_view name) const;

  std::string_view text_;
  std::array<Part, most_parts> parts_;
  std::size_t count_ = 0;  // at least 1
};

// The last part: "scores" of "encoder/layer1/self/head2/scores".
std::string_view last_part(std::string_view path);

}  // namespace attn
