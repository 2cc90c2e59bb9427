// Arithmetic: how one cell came to its value, as rows of text.
//
// Numbers are rounded to four decimals, or more where all terms are small, with a true minus. What is printed always
// adds up: a sum of many terms shows the largest and one row for all others, and where rounded terms miss the rounded
// total, a row of its own says by how much.
#pragma once

#include <string>
#include <vector>

#include "app/core/texts.h"
#include "engine/trace.h"

namespace attn {

struct ArithmeticRow {
  enum class Kind {
    heading,   // names: what the rows below compute
    line,      // all of a heading and its rows in one: names, numbers and the value
    term,      // names = numbers = value; numbers is empty where it would only repeat the value
    others,    // names: "and 8 more"; value: their sum, empty below a maximum
    rounding,  // value: what the rounded rows above miss of the total
    result,    // value of the rows above; names and numbers where it is made of one term only
    recorded,  // value: what the trace holds, where it is printed differently: single precision, or an edit
  };
  Kind kind = Kind::term;
  std::string names, numbers, value;
  std::string brief = {};  // term of a product: what tells it from the others, "k = 6" or a word
  struct Factor {
    int step = -1;  // whose number it is
    double value = 0;
    bool operator==(const Factor&) const = default;
  };
  std::vector<Factor> factors = {};  // of such a term
};

// Throws std::invalid_argument outside the step's shape. most_terms: rows per sum.
std::vector<ArithmeticRow> arithmetic(const Texts& texts, const Trace& trace, int step, Index row, Index col,
                                      int most_terms = 8);

// The same, where several sums lead to one number: all but the last told in one row each.
std::vector<ArithmeticRow> condensed(const std::vector<ArithmeticRow>& rows);

// One row as a line: "Q[am, 3] × K[student, 3] = 0.5300 × 0.2700 = 0.1431", indented under its heading.
std::string line_text(const ArithmeticRow& row);

// "Q[am, 3]", "(S/√d)[am, student]": the letter of the paper and the labels; an axis of only one place is left out.
std::string cell_name(const Trace& trace, int step, Index row, Index col);

// Four decimals; below 0.001 three digits and a power of ten; a true minus.
std::string number_text(double value);

}  // namespace attn
