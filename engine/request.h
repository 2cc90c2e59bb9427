// Request: what is asked for, as one value. The document, undo, sessions, settings and the command line all hold it.
//
// Numbers that a kind of run takes are kept by the ids of its parameters (ParamSpec); positions of forced words count
// from 1, rows and columns of changed cells from 0. Two requests ask for the same run exactly if decisive() makes
// them equal.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "engine/trace.h"

namespace attn {

// Numbers as a parameter: rows × cols, row by row.
struct Table {
  Index rows = 0, cols = 0;
  std::vector<Real> numbers;
  bool operator==(const Table&) const = default;
};

// A flag; a number, whole or not; a text, a choice by name or a seed in decimal digits; a matrix.
using Value = std::variant<bool, double, std::string, Table>;

// A word put in place of the one that decoding step `position` (from 1) chooses; decoding goes on from there.
struct ForcedWord {
  int position = 0, id = 0;
  bool operator==(const ForcedWord&) const = default;
};

struct Request {
  std::string kind = "marian";                       // of run
  std::string place;                                 // a bundled model's name or a folder; empty: the kind needs none
  std::map<std::string, Value, std::less<>> values;  // by parameter; of those that are missing, the standard ones
  std::vector<ForcedWord> forced;
  std::vector<Edit> changes;
  bool operator==(const Request&) const = default;
};

// One parameter of a kind of run.
struct ParamSpec {
  enum class Kind : std::uint8_t { text, whole, number, choice, flag, matrix, seed };  // seed: 64 bits
  std::string_view id;
  Kind kind = Kind::text;
  std::string_view text = {};                      // the standard text, choice or seed
  double number = 0;                               // the standard number; of a flag, 1 is set
  double least = 0, most = 0;                      // of numbers; of matrices `most` numbers
  bool above_least = false;                        // least itself is too little
  std::span<const std::string_view> choices = {};  // of a choice
  std::string_view only_with =
      {};                      // without what it has no say: a flag that is set, or a choice, as in "vectors=given"
  std::string_view zero = {};  // what the number 0 stands for: "1/√d_k"
  bool remembered = true;      // from one start of the program to the next
};

bool is_kind(std::string_view kind);
// The parameters of a kind of run. Throws std::invalid_argument naming a kind that is none.
std::span<const ParamSpec> params_of(std::string_view kind);

Value standard(const ParamSpec& spec);
// A request with every value of its kind, the standard ones.
Request standard_request(std::string_view kind, std::string place);

// The value of a parameter, or its standard one. Throw std::invalid_argument naming the parameter: the kind has no such
// one, or its value is of another type.
std::string_view text(const Request& request, std::string_view id);  // also of a choice
double number(const Request& request, std::string_view id);
int whole(const Request& request, std::string_view id);
bool flag(const Request& request, std::string_view id);
std::uint64_t seed(const Request& request, std::string_view id);

// What is wrong with a value, as in "may be 0 to 1"; empty: nothing.
std::string fault(const ParamSpec& spec, const Value& value);

// Throws std::invalid_argument with one sentence that names the parameter and says what it may be: a value that the
// specs do not know, or one that is of the wrong type or outside its range.
void check(const Request& request, std::span<const ParamSpec> specs);

// Whether the parameter makes a difference, by the flag or choice that it needs.
bool has_say(const Request& request, const ParamSpec& spec);

// With every value that has a say, and without those that have none.
Request decisive(Request request);

}  // namespace attn
