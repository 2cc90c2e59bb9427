// MP4 by the installed ffmpeg. Internal to app/export.
#pragma once

#include <memory>
#include <string>

#include "app/scene/animation.h"

namespace attn::figures {

// Empty: there is none.
std::string find_ffmpeg();

// An Animation whose frames ffmpeg encodes as H.264 while they come. H.264 as every player reads it has one colour for
// 2 × 2 pixels, so both sides of a frame must be even. fps: of the file; a frame is repeated while it is shown. Throws
// std::runtime_error with one sentence if ffmpeg is not installed, cannot be started, lacks H.264 or fails.
std::unique_ptr<scene::Animation> mp4_animation(double fps, const std::string& comment);

}  // namespace attn::figures
