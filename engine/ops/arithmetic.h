// Small helpers that several op families share.
#pragma once

#include "engine/op.h"

namespace attn {

// Adds a by-product (a braced list would copy its numbers).
inline void keep(Aux& aux, std::string_view name, Mat values) {
  if (aux.empty()) aux.reserve(3);
  aux.push_back({name, std::move(values)});
}

inline double cell(Args args, CellRef at) {
  return static_cast<double>((*args[static_cast<std::size_t>(at.input)])(at.row, at.col));
}

// A term that is one cell as it stands.
inline Term single_term(Args args, CellRef at, std::string_view note = {}) {
  const double v = cell(args, at);
  return {v, {{at, v}}, note};
}

// A term that is the product of two cells.
inline Term product_term(Args args, CellRef a, CellRef b) {
  const double x = cell(args, a), y = cell(args, b);
  return {x * y, {{a, x}, {b, y}}, {}};
}

// A number that is no cell of an input: an attribute, or an earlier line of the same explanation.
inline Term number_term(double value, std::string_view note) { return {value, {}, note}; }

// The line that adds its terms up.
inline Line sum_line(std::string_view name, std::vector<Term> terms) {
  Line line{name, Line::Combine::sum, std::move(terms), 0, {}};
  for (const Term& t : line.terms) line.value += t.value;
  return line;
}

}  // namespace attn
