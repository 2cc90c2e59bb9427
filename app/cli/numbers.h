// What numbers options take. CLI11's own ranges let NaN through, and numbers that do not fit.
#pragma once

#include <cstdint>

#include <CLI/CLI.hpp>

namespace attn::cli {

CLI::Validator between(double low, double high);
CLI::Validator whole_between(std::uint64_t low, std::uint64_t high);

}  // namespace attn::cli
