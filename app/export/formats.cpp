#include "app/export/formats.h"

#include <algorithm>
#include <cctype>
#include <iterator>
#include <stdexcept>

#include "app/export/session.h"
#include "app/scene/pdf.h"
#include "app/scene/raster.h"
#include "app/scene/svg.h"
#include "app/scene/table.h"
#include "version.h"

namespace attn::figures {
namespace {

constexpr double dots_of_scale_one = 96;

double scale_of(const Drawing& drawing, const PictureOptions& options) {
  if (options.pixels > 0) return options.pixels / static_cast<double>(drawing.scene.width);
  return options.dpi > 0 ? options.dpi / dots_of_scale_one : options.scale;
}

std::string png(const Drawing& drawing, const PictureOptions& options) {
  const double scale = scale_of(drawing, options);
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
  return std::nullopt;
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

std::string pages_file(std::span<const Drawing> drawings, const PictureOptions& options) {
  if (drawings.empty()) no_format("there is no figure to put on a page");
  std::vector<scene::Scene> scenes;
  scenes.reserve(drawings.size());
  for (const Drawing& drawing : drawings) scenes.push_back(drawing.scene);
  return scene::to_pdf(scenes, pdf_options(drawings.front(), options));
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
