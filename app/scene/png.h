// An image as the bytes of a PNG file, and notes in it.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "app/scene/scene.h"
#include "app/scene/zlib_stream.h"

namespace attn::scene {

// Text that viewers ignore and readers find (iTXt chunks): keyword of 1 to 79 Latin characters, UTF-8.
struct PngNotes {
  std::vector<std::pair<std::string, std::string>> texts;
  double dots_per_inch = 0;  // how large it is printed; 0: not said
};

// Throws std::invalid_argument if the image is empty or its bytes do not fit its size, std::runtime_error if it cannot
// be encoded.
std::string encode_png(const Image& image, const PngNotes& notes = {}, Effort effort = Effort::fast);

}  // namespace attn::scene
