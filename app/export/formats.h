// Formats: drawings and steps as the bytes of a file.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/export/figure.h"
#include "app/export/go_on.h"

namespace attn::figures {

enum class Format { png, svg, pdf, csv, tsv, npy, npz, json };
inline constexpr std::string_view format_names[] = {"png", "svg", "pdf", "csv", "tsv", "npy", "npz", "json"};

std::string_view name_of(Format format);                       // also the ending of its files
std::optional<Format> format_of(std::string_view name);        // in either case, with or without a dot
inline bool is_picture(Format f) { return f <= Format::pdf; }  // the others are numbers
// Whether one file may hold several figures or steps.
inline bool holds_several(Format f) { return f == Format::pdf || f == Format::npz || f == Format::json; }

// A page of a PDF, in points (1/72 inch). Its own size (0): as large as the figure.
struct Page {
  double width = 0, height = 0, margin = 36;
  bool turned = false;  // landscape for a figure that is wider than high
};
std::optional<Page> page_of(std::string_view name);
inline constexpr std::string_view page_names[] = {"figure",           "a4",        "a4-landscape", "letter",
                                                  "letter-landscape", "a4-turned", "letter-turned"};

// The figure laid out for the page: where it has no width of its own, so wide that its text can still be read there.
Figure fitted(Figure figure, const Page& page);

// How large pixels are, and what lies behind the figure. A logical pixel is 1/96 inch.
struct PictureOptions {
  double scale = 2;  // PNG: pixels per logical pixel, where neither of the next two is given
  int pixels = 0;    // PNG: so many across
  double dpi = 0;    // PNG: per inch of print
  bool transparent = false;
  bool session = true;  // from which the program's state is restored
  Page page = {};       // PDF
};
inline constexpr double smallest_scale = 0.25, largest_scale = 8;

// PNG, SVG or PDF of one drawing. source: for the numbers of the cells in an SVG. Throws std::invalid_argument if the
// picture would have more pixels than a PNG may, std::runtime_error if it cannot be drawn.
std::string picture_file(const Drawing& drawing, const Subject& source, Format format, const PictureOptions& options);
// PDF of several, a page each.
std::string pages_file(std::span<const Drawing> drawings, const PictureOptions& options, const GoOn& go_on = {});

// CSV, TSV, NPY, NPZ or JSON of one step; NPZ or JSON of several. Numbers read back bit for bit.
std::string data_file(const Trace& trace, int step, Format format);
std::string data_file(const Trace& trace, std::span<const int> steps, Format format);

}  // namespace attn::figures
