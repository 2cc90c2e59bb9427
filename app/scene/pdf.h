// Scenes as a PDF: vectors, fonts embedded, a page each (Cairo). A logical pixel is 1/96 inch, as in SVG.
#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <string>

#include "app/scene/scene.h"

namespace attn::scene {

struct PdfOptions {
  double width = 0, height = 0;  // of every page, in points (1/72 inch); 0: each page is as large as its figure
  double margin = 36;            // at least, where pages have a size; figures fill the rest of the width …
  double largest = 2.5;          // … but are made at most so many times as large
  bool turned = false;           // pages of a size: width and height change places for a figure wider than high
  bool transparent = false;      // without the scenes' background
  std::string title, subject, keywords;
};

// before_page: called before each with its number, from 0; what it throws ends the work.
// Throws std::invalid_argument if there is no scene, one has no area or a page no room, std::runtime_error if it cannot
// be drawn.
std::string to_pdf(std::span<const Scene> scenes, const PdfOptions& options = {},
                   const std::function<void(std::size_t)>& before_page = {});

}  // namespace attn::scene
