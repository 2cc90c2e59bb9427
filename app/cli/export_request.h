// What `attnscope export` is asked for, and doing it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/cli/decoding.h"
#include "app/cli/input.h"
#include "app/export/figure.h"
#include "app/export/film.h"
#include "app/export/formats.h"
#include "app/export/names.h"

namespace attn::cli {

struct ExportRequest {
  ModelInput input;
  std::string path;  // of the step; where none is wanted, the first words of the sentence
  std::string step;  // --step
  bool all = false;
  std::string block;  // steps whose path begins with this
  std::string output, folder, format, pattern{figures::default_pattern}, sentences;
  std::string figure, view, theme = "print", language = "en", page = "figure";
  int row = 0, col = 0;  // selected cell, from 1; 0: none
  double phase = 1;
  float width = 0, height = 0;
  figures::PictureOptions picture;
  bool no_title = false, no_caption = false, no_legend = false, no_session = false;
  bool animate = false;
  std::string to;  // --to: the last step of a film
  figures::FilmOptions film;
  bool worked = false, exercise = false;
  std::uint64_t seed = 1;  // of an exercise, or of the draw
  bool seeded = false;     // that was asked for
  Decoding decoding;       // beam search or drawn words; its own seed and forced words are not used
  bool replace = false, quiet = false, json = false;
  std::vector<std::string> forced;
  std::vector<std::string> given;  // options that were, as "--page"
};

// Throws std::invalid_argument, std::runtime_error, Interrupted.
void run_export(const ExportRequest& request);

}  // namespace attn::cli
