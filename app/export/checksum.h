// SHA-256 (FIPS 180-4): which weights a figure's numbers were computed with.
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "engine/model/model.h"

namespace attn::figures {

// 64 hexadecimal digits.
std::string sha256(std::span<const std::byte> bytes);

// "sha256:…" of the model's file of weights, as sha256sum prints it; empty if the file is there no longer. Reads all of
// it: keep the answer.
std::string model_checksum(const Model& model);

}  // namespace attn::figures
