// An image as the bytes of a PNG file.
#pragma once

#include <string>

#include "app/scene/scene.h"

namespace attn::scene {

// Throws std::invalid_argument if the image is empty or its bytes do not fit its size, std::runtime_error if it cannot
// be encoded.
std::string encode_png(const Image& image);

}  // namespace attn::scene
