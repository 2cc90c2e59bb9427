// What numbers options take. CLI11's own ranges let NaN through, and numbers that do not fit.
#pragma once

#include <cstdint>
#include <string>

#include "app/cli/options.h"

namespace attn::cli {

// Whether all of the text is a number, as options read one (hexadecimal, nan and inf too).
bool read_number(const std::string& text, double& value);

Check between(double low, double high);
Check whole_between(std::uint64_t low, std::uint64_t high);

}  // namespace attn::cli
