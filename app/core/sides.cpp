#include "app/core/sides.h"

#include <charconv>

#include "engine/formula.h"

namespace attn {
namespace {

constexpr std::string_view decode = "decode";

// The number of the decoding step, from 1; 0 outside of them.
std::size_t decoding_step(std::string_view path) {
  std::size_t number = 0;
  if (path.starts_with(decode)) std::from_chars(path.data() + decode.size(), path.data() + path.size(), number);
  return number;
}

}  // namespace

Sides sides_of(const Step& step) {
  const std::string_view path = step.path;
  const bool encoder = path.starts_with("encoder/"), decoder = decoding_step(path) > 0;
  const bool output = path.substr(path.find('/') + 1).starts_with("output/");  // one row, of the word to come
  if ((!encoder && !decoder) || output) return {};
  const bool cross = path.find("/cross/") != std::string_view::npos;
  const std::string_view role = last_part(path);
  const bool memory = cross && (role == "key" || role == "value");
  const auto side = [](const Axis& axis, bool source) {
    return axis.kind != Axis::Kind::token ? Side::none : source ? Side::source : Side::target;
  };
  return {side(step.out.row_axis, encoder || memory), side(step.out.col_axis, encoder || cross)};
}

std::size_t words_written(std::string_view path) {
  const std::size_t number = decoding_step(path);
  return number == 0 ? 0 : number - (path.ends_with("/output/next") ? 0 : 1);
}

}  // namespace attn
