// Film: steps of a run that fill in one after another, as an animated GIF or WebP, or as MP4 by ffmpeg.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/core/moment.h"
#include "app/export/figure.h"
#include "app/export/go_on.h"

namespace attn::figures {

enum class FilmFormat { gif, webp, mp4 };
inline constexpr std::string_view film_format_names[] = {"gif", "webp", "mp4"};
std::string_view name_of(FilmFormat format);
std::optional<FilmFormat> film_format_of(std::string_view name);  // in either case, with or without a dot

struct FilmOptions {
  double fps = 20;     // frames per second, 1 … 50
  double seconds = 0;  // in all, without the pauses; 0: as long as the window takes to play it
  double pause = 1;    // seconds at the beginning and at the end
  int loops = 0;       // how often it is played; 0: for ever. MP4 leaves that to its player
  double scale = 1;    // pixels per logical pixel
  int pixels = 0;      // so many across instead; 0: by scale
};
inline constexpr std::size_t most_frames = 20000;

struct FilmFrame {
  Moment moment;
  int milliseconds = 0;  // that it is shown
};

// What is shown when: the steps, in order, fill in as the player fills them. Frames that show the same are one. Throws
// std::invalid_argument with one sentence if there is no step, an option is out of its range, or there would be more
// than most_frames.
std::vector<FilmFrame> film_frames(const Trace& trace, const std::vector<int>& steps, const FilmOptions& options);

// The steps that write the translation: for each word its probabilities, and the choice.
std::vector<int> writing_steps(const Run& run);

// The whole file; throws Stopped if `go_on` says no. figure: how each step is drawn (a matrix or the stage; its own
// step and phase do not matter). Its session is in the file. Throws like film_frames and draw; std::runtime_error with
// one sentence where ffmpeg is needed and not there, or fails.
std::string film_file(const Figure& figure, const Subject& source, const std::vector<int>& steps, FilmFormat format,
                      const FilmOptions& options, const GoOn& go_on = {});

// Whether MP4 can be written: ffmpeg is installed.
bool can_write_mp4();

}  // namespace attn::figures
