// Numbers that look random and are the same everywhere: SplitMix64 (Steele, Lea and Flood 2014) on the FNV-1a hash of a
// name. A table depends on its name and its seed alone, and what is printed of it is all there is.
#pragma once

#include <cstdint>
#include <string_view>

#include "engine/matrix.h"

namespace attn {

// Number `t` of the sequence of a seed, 53 bits of it.
std::uint64_t bits53(std::uint64_t seed, std::uint64_t t);

// FNV-1a, 64 bits, over the bytes of "NAME#SEED".
std::uint64_t seed_of(std::string_view name, std::uint64_t seed);

// rows×cols of numbers −reach/per … +reach/per in steps of 1/per, all equally likely; reach is 0 to 1000, per 1 or
// more.
Mat grid(std::string_view name, Index rows, Index cols, int reach, int per, std::uint64_t seed);

}  // namespace attn
