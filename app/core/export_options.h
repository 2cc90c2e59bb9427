// Export options: what is to be saved, in which format and how; chosen in the window, remembered with the settings.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace attn {

enum class ViewName;
enum class Decoding;

// figure: the view as it is seen. matrix: the step's numbers. block: the steps beside it. window: all that is drawn.
enum class ExportWhat { figure, matrix, block, all, worked, exercise, window };
enum class ExportFormat { png, svg, pdf, csv, tsv, npy, npz, json, gif, webp, mp4, html, md, tex };
enum class ExportPaper { print, light, dark };
// a4_turned, letter_turned: upright or landscape, as the figure is higher or wider.
enum class ExportPage { figure, a4, a4_landscape, letter, letter_landscape, a4_turned, letter_turned };
inline constexpr std::size_t export_whats = 7;
inline constexpr std::string_view export_what_names[] = {"figure", "matrix",   "block", "all",
                                                         "worked", "exercise", "window"};
inline constexpr std::string_view export_format_names[] = {"png",  "svg", "pdf",  "csv", "tsv",  "npy", "npz",
                                                           "json", "gif", "webp", "mp4", "html", "md",  "tex"};

struct ExportOptions {
  using enum ExportFormat;
  ExportWhat what = ExportWhat::figure;
  std::array<ExportFormat, export_whats> formats{png, png, png, svg, html, html, png};  // of each what
  ExportPaper paper = ExportPaper::print;
  int scale = 2;  // pixels per logical pixel, 1 … 8
  bool transparent = false;
  ExportPage page = ExportPage::figure;
  bool title = true, caption = true, legend = true;
  int fps = 20;                                    // of films: frames per second
  double pause = 1;                                // seconds at both ends
  int loops = 0;                                   // 0: for ever
  int seed = 1;                                    // of an exercise
  std::string pattern = "{n:03}-{path}.{format}";  // names of several files
  std::string folder;                              // empty: pictures_folder()
  bool operator==(const ExportOptions&) const = default;
};
inline constexpr int largest_export_scale = 8, largest_seed = 9999;

// Whether what a view shows fills in as a step does, so that a film can be made of it: not the heads, nor the tree of a
// beam search.
bool fills_in(ViewName view, Decoding decoding);

// Formats that fit. films: what is seen fills in.
std::vector<ExportFormat> formats_for(ExportWhat what, bool films);
// The one that is chosen, or the first that fits.
ExportFormat format_of(const ExportOptions& options, bool films);
// Whether it is a folder of numbered files.
bool makes_folder(const ExportOptions& options, bool films);

bool is_film(ExportFormat format);
bool is_picture(ExportFormat format);  // of one moment

// What can be set, in the order of the dialog. The last three are texts.
enum class ExportRow {
  what,
  format,
  paper,
  scale,
  transparent,
  page,
  title,
  caption,
  legend,
  fps,
  pause,
  loops,
  seed,
  pattern,
  name,
  folder
};
std::vector<ExportRow> rows_of(const ExportOptions& options, bool films);

// One value on or back, held at the ends; choices without an order go in a circle, ticks change. Texts stay.
void turn(ExportOptions& options, ExportRow row, int direction, bool films);

// Values of the rows that have stops.
inline constexpr int fps_stops[] = {5, 8, 10, 12, 15, 20, 25, 30, 50};
inline constexpr double pause_stops[] = {0, 0.5, 1, 1.5, 2, 3, 5};
inline constexpr int loop_stops[] = {0, 1, 2, 3, 5, 10};

// $XDG_PICTURES_DIR, or the home folder.
std::string pictures_folder();
// "~/x" in the home folder; other paths as they are.
std::string without_tilde(const std::string& path);

}  // namespace attn
