// Numbers as text: rounded for people, exact for files.
//
// For people: a true minus (U+2212), "." in every language, NaN and ±∞ by their signs, "≈0" for a number that is not 0
// but would be printed as 0, and no more digits than the decimals promise: from 100 on, decimals + 1 significant
// digits.
#pragma once

#include <string>

#include "engine/tensor.h"

namespace attn::scene {

// 0.63 → "0.63" (narrow: ".63"), −123.4 → "−123", 12345 → "1.23e4", 0.001 → "≈0" with two decimals.
std::string rounded_text(double value, int decimals, bool narrow = false);

inline std::string cell_text(double value, bool narrow = false) { return rounded_text(value, 2, narrow); }
inline std::string probability_text(double value) { return rounded_text(value, 3); }
inline std::string inspector_text(double value) { return rounded_text(value, 4); }

// A whole number with all its digits: token ids, masks.
std::string whole_text(double value);

// Whether every finite number is whole and short enough to be printed so.
bool all_whole(const Mat& values);

// The end of a range: "−1.4", "0", "+1.4".
std::string range_text(double value);

// The fewest digits that read back as the same number, bit for bit; "inf", "-inf", "nan".
std::string exact_text(Real value);

// The same for people: a true minus, −∞.
std::string exact_text_for_people(Real value);

}  // namespace attn::scene
