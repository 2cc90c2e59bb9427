#include "app/core/export_options.h"

#include <algorithm>
#include <cstdlib>
#include <iterator>

#include "app/core/document.h"
#include "app/core/folders.h"

namespace attn {
namespace {

template <typename T>
void turn(T& value, std::span<const T> stops, int direction) {
  const auto at = std::lower_bound(stops.begin(), stops.end(), value) - stops.begin();
  value = stops[static_cast<std::size_t>(
      std::clamp<std::ptrdiff_t>(at + direction, 0, static_cast<std::ptrdiff_t>(stops.size()) - 1))];
}

template <typename Enum>
Enum around(Enum value, int direction, int count) {
  return static_cast<Enum>((static_cast<int>(value) + direction + count) % count);
}

}  // namespace

bool fills_in(ViewName view, Decoding decoding) {
  return view != ViewName::heads && (view != ViewName::translation || decoding != Decoding::beam);
}

std::vector<ExportFormat> formats_for(ExportWhat what, bool films) {
  using enum ExportFormat;
  switch (what) {
    case ExportWhat::figure:
      if (films) return {png, svg, pdf, gif, webp, mp4};
      return {png, svg, pdf};
    case ExportWhat::matrix:
      return {png, svg, pdf, csv, tsv, npy, npz, json, html, md, tex};
    case ExportWhat::block:
      return {png, svg, pdf, csv, tsv, npy, npz, json, gif, webp, mp4, html, md, tex};
    case ExportWhat::all:
      return {png, svg, pdf, csv, tsv, npy, npz, json};
    case ExportWhat::worked:
    case ExportWhat::exercise:
      return {html, md};
    case ExportWhat::window:
      return {png};
  }
  return {png};
}

ExportFormat format_of(const ExportOptions& options, bool films) {
  const std::vector<ExportFormat> fit = formats_for(options.what, films);
  const ExportFormat chosen = options.formats[static_cast<std::size_t>(options.what)];
  return std::find(fit.begin(), fit.end(), chosen) == fit.end() ? fit.front() : chosen;
}

bool makes_folder(const ExportOptions& options, bool films) {
  if (options.what != ExportWhat::block && options.what != ExportWhat::all) return false;
  using enum ExportFormat;
  constexpr ExportFormat alone[] = {png, svg, csv, tsv, npy};
  return std::find(std::begin(alone), std::end(alone), format_of(options, films)) != std::end(alone);
}

bool is_film(ExportFormat format) { return format >= ExportFormat::gif && format <= ExportFormat::mp4; }
bool is_picture(ExportFormat format) { return format <= ExportFormat::pdf; }

std::vector<ExportRow> rows_of(const ExportOptions& options, bool films) {
  using enum ExportRow;
  const ExportFormat chosen = format_of(options, films);
  const bool film = is_film(chosen), picture = is_picture(chosen) && options.what != ExportWhat::window;
  std::vector<ExportRow> rows{what};
  const auto add = [&rows](bool wanted, std::initializer_list<ExportRow> more) {
    if (wanted) rows.insert(rows.end(), more);
  };
  add(options.what != ExportWhat::window, {ExportRow::format});
  add(picture || film, {paper});
  add(film || (picture && chosen == ExportFormat::png), {scale});
  add(picture, {transparent});
  add(picture && chosen == ExportFormat::pdf, {page});
  add(picture || film, {title, caption, legend});
  add(film, {fps, pause});
  add(film && chosen != ExportFormat::mp4, {loops});
  add(options.what == ExportWhat::exercise, {seed});
  add(makes_folder(options, films), {pattern});
  add(true, {name, folder});
  return rows;
}

void turn(ExportOptions& o, ExportRow row, int direction, bool films) {
  const auto step = [direction](int value, int least, int most) { return std::clamp(value + direction, least, most); };
  switch (row) {
    case ExportRow::what:
      o.what = around(o.what, direction, static_cast<int>(export_whats));
      break;
    case ExportRow::format: {
      const std::vector<ExportFormat> fit = formats_for(o.what, films);
      const auto at = std::find(fit.begin(), fit.end(), format_of(o, films)) - fit.begin();
      o.formats[static_cast<std::size_t>(o.what)] =
          fit[static_cast<std::size_t>(around(static_cast<int>(at), direction, static_cast<int>(fit.size())))];
      break;
    }
    case ExportRow::paper:
      o.paper = around(o.paper, direction, 3);
      break;
    case ExportRow::scale:
      o.scale = step(o.scale, 1, largest_export_scale);
      break;
    case ExportRow::transparent:
      o.transparent = !o.transparent;
      break;
    case ExportRow::page:
      o.page = around(o.page, direction, 7);
      break;
    case ExportRow::title:
      o.title = !o.title;
      break;
    case ExportRow::caption:
      o.caption = !o.caption;
      break;
    case ExportRow::legend:
      o.legend = !o.legend;
      break;
    case ExportRow::fps:
      turn<int>(o.fps, fps_stops, direction);
      break;
    case ExportRow::pause:
      turn<double>(o.pause, pause_stops, direction);
      break;
    case ExportRow::loops:
      turn<int>(o.loops, loop_stops, direction);
      break;
    case ExportRow::seed:
      o.seed = step(o.seed, 1, largest_seed);
      break;
    case ExportRow::pattern:
    case ExportRow::name:
    case ExportRow::folder:
      break;
  }
}

std::string pictures_folder() {
  const char* folder = std::getenv("XDG_PICTURES_DIR");
  return folder && *folder ? without_tilde(folder) : home_folder();
}

std::string without_tilde(const std::string& path) {
  return path == "~" || path.starts_with("~/") ? home_folder() + path.substr(1) : path;
}

}  // namespace attn
