#include "app/export/formats.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <iterator>
#include <stdexcept>

#include <fmt/format.h>

#include "app/export/failure.h"
#include "app/export/parts.h"
#include "app/export/session.h"
#include "app/scene/pdf.h"
#include "app/scene/raster.h"
#include "app/scene/svg.h"
#include "app/scene/table.h"
#include "version.h"

namespace attn::figures {
namespace {

constexpr double dots_of_scale_one = 96, longest_side = 32767, most_pixels = 1 << 28;  // of a PNG

double scale_of(const Drawing& drawing, const PictureOptions& options) {
  if (options.pixels > 0) return options.pixels / static_cast<double>(drawing.scene.width);
  return options.dpi > 0 ? options.dpi / dots_of_scale_one : options.scale;
}

std::string png(const Drawing& drawing, const PictureOptions& options) {
  const double scale = scale_of(drawing, options);
  const double width = std::ceil(static_cast<double>(drawing.scene.width) * scale),
               height = std::ceil(static_cast<double>(drawing.scene.height) * scale);
  if (width > longest_side || height > longest_side || width * height > most_pixels)
    throw Failure(fmt::format("a picture of {}×{} pixels is too large", width, height),
                  {"export.why_large_picture", {fmt::format("{}", width), fmt::format("{}", height)}});
  scene::PngNotes notes;
  notes.dots_per_inch = scale * dots_of_scale_one;
  notes.texts = {{"Title", drawing.title},
                 {"Description", drawing.description},
                 {"Software", "AttnScope " + std::string(version)}};
  if (options.session) notes.texts.emplace_back(session_keyword, drawing.session);
  return scene::to_png(drawing.scene, scale, options.transparent, notes);
}

scene::PdfOptions pdf_options(const Drawing& first, const PictureOptions& options) {
  scene::PdfOptions pdf;
  pdf.width = options.page.width;
  pdf.height = options.page.height;
  pdf.margin = options.page.margin;
  pdf.turned = options.page.turned;
  pdf.transparent = options.transparent;
  pdf.title = first.title;
  pdf.subject = first.description;
  if (options.session) pdf.keywords = first.session;
  return pdf;
}

[[noreturn]] void no_format(const char* what) { throw std::invalid_argument(what); }

}  // namespace

std::string_view name_of(Format format) { return format_names[static_cast<std::size_t>(format)]; }

std::optional<Format> format_of(std::string_view name) {
  if (name.starts_with('.')) name.remove_prefix(1);
  std::string lower(name);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  const auto at = std::find(std::begin(format_names), std::end(format_names), lower);
  if (at == std::end(format_names)) return std::nullopt;
  return static_cast<Format>(at - std::begin(format_names));
}

std::optional<Page> page_of(std::string_view name) {
  constexpr double a4_short = 595.276, a4_long = 841.89, letter_short = 612, letter_long = 792;
  if (name == "figure") return Page{};
  if (name == "a4") return Page{a4_short, a4_long};
  if (name == "a4-landscape") return Page{a4_long, a4_short};
  if (name == "letter") return Page{letter_short, letter_long};
  if (name == "letter-landscape") return Page{letter_long, letter_short};
  if (name == "a4-turned") return Page{a4_short, a4_long, 36, true};
  if (name == "letter-turned") return Page{letter_short, letter_long, 36, true};
  return std::nullopt;
}

Figure fitted(Figure figure, const Page& page) {
  if (!(page.width > 0) || figure.width > 0) return figure;
  constexpr double points_per_pixel = 0.75, smallest = 0.8;  // of the size on screen
  // Views that are wide lie on a page that may be turned; lists stand on it.
  const bool wide = figure.what == What::stage || figure.what == What::map || shows_beam(figure);
  const double across = page.turned && wide ? std::max(page.width, page.height) : page.width;
  const double room = (across - 2 * page.margin) / points_per_pixel / smallest;
  const auto natural = static_cast<double>(natural_width(figure));
  if (natural == 0 || natural > room) figure.width = static_cast<float>(std::floor(room));
  return figure;
}

std::string picture_file(const Drawing& drawing, const Subject& source, Format format, const PictureOptions& options) {
  switch (format) {
    case Format::png:
      return png(drawing, options);
    case Format::pdf:
      return pages_file({&drawing, 1}, options);
    case Format::svg:
      return scene::to_svg(
          drawing.scene, &source.trace(),
          {drawing.title, drawing.description, options.session ? drawing.session : std::string(), options.transparent});
    default:
      no_format("a picture is a PNG, an SVG or a PDF");
  }
}

std::string pages_file(std::span<const Drawing> drawings, const PictureOptions& options, const GoOn& go_on) {
  if (drawings.empty()) no_format("there is no figure to put on a page");
  std::vector<scene::Scene> scenes;
  scenes.reserve(drawings.size());
  for (const Drawing& drawing : drawings) scenes.push_back(drawing.scene);
  return scene::to_pdf(scenes, pdf_options(drawings.front(), options),
                       [&](std::size_t page) { stop_unless(go_on, page, scenes.size()); });
}

std::string data_file(const Trace& trace, int step, Format format) {
  const Step& s = trace[step];
  switch (format) {
    case Format::csv:
      return scene::to_csv(s);
    case Format::tsv:
      return scene::to_tsv(s);
    case Format::npy:
      return scene::to_npy(s);
    case Format::json:
      return scene::to_json(s);
    case Format::npz:
      return data_file(trace, {&step, 1}, format);
    default:
      no_format("numbers are a CSV, a TSV, an NPY, an NPZ or a JSON file");
  }
}

std::string data_file(const Trace& trace, std::span<const int> steps, Format format) {
  std::vector<const Step*> all;
  all.reserve(steps.size());
  for (const int step : steps) all.push_back(&trace[step]);
  if (format == Format::npz) return scene::to_npz(all);
  if (format == Format::json) return scene::to_json(all);
  no_format("several steps fit into one NPZ or JSON file");
}

}  // namespace attn::figures
