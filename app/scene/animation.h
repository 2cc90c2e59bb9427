// Pictures one after another as the bytes of an animated GIF (giflib) or WebP (libwebp).
#pragma once

#include <memory>
#include <string>

#include "app/scene/scene.h"

namespace attn::scene {

struct AnimationOptions {
  int loops = 0;     // how often it is played; 0: for ever
  std::string note;  // UTF-8 that viewers ignore and readers find: a comment of a GIF, XMP of a WebP
};

class Animation {
 public:
  virtual ~Animation() = default;
  // frame: opaque; the first one's size is everyone's. milliseconds: how long it is shown, at least 1. A GIF counts
  // hundredths of a second: what rounding takes from one frame the next one gets, and none is shown for less than two;
  // what is shown for more than 655 s is there several times. Throws std::invalid_argument if the size is another,
  // empty or more than 16383 on a side, std::runtime_error if it cannot be encoded.
  virtual void add(const Image& frame, int milliseconds) = 0;
  // The file. Throws std::invalid_argument if there was no frame.
  virtual std::string finish() = 0;
};

// Each frame has 255 colours of its own: the frequent ones as they are, the others as the nearest of them. What does
// not change from frame to frame is not written again.
std::unique_ptr<Animation> gif_animation(const AnimationOptions& options = {});

// Every colour as it is.
std::unique_ptr<Animation> webp_animation(const AnimationOptions& options = {});

// The note of such a file; empty if it has none, or is no such file. Never throws.
std::string note_in_gif(std::string_view bytes);
std::string note_in_webp(std::string_view bytes);

}  // namespace attn::scene
