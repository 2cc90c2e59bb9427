// What can be chosen in the Export dialog, a line each.
#include <imgui_internal.h>

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "app/gui/controls.h"
#include "app/gui/export_actions.h"
#include "app/gui/panels/export_parts.h"
#include "app/gui/picker.h"
#include "app/gui/text_field.h"

namespace attn::gui {
namespace {

constexpr float row_height = 38, control = 28, label_width = 96;

struct Line {
  Frame& frame;
  ExportOptions& options;
  float x, y, width;  // of the control

  float middle() const { return y + control / 2; }
  std::string words(const char* key) const { return std::string(frame.texts(key)); }
};

// Around what the arrow keys turn.
void mark_current(const Line& l, ExportRow row, const scene::Rect& rect) {
  if (l.frame.view.exporting.row == row) outline(l.frame, rect, l.frame.theme.ink, 7, 1.5f);
}

void chosen_by_hand(const Line& l, ExportRow row) {
  l.frame.view.exporting.row = row;
  l.frame.view.exporting.moved = false;
}

// The number of the one that is chosen, among a few that a list shows.
std::size_t from_list(const Line& l, ExportRow row, const char* id, const std::vector<std::string>& labels,
                      std::size_t current) {
  const Picker picker{id, labels, current};
  mark_current(l, row, {l.x - 3, l.y - 3, picker_width(l.frame, picker) + 6, control + 6});
  const std::size_t picked = pick(l.frame, l.x, l.y, control, picker, {});
  if (picked != current) chosen_by_hand(l, row);
  return picked;
}

void what_row(const Line& l) {
  std::vector<std::string> labels = {l.words("export.what_figure"), l.words("export.what_matrix"),
                                     l.words("export.what_block"),  l.words("export.what_all"),
                                     l.words("export.what_worked"), l.words("export.what_exercise")};
  if (l.frame.view.exporting.window) labels.push_back(l.words("export.what_window"));
  const auto current = static_cast<std::size_t>(l.options.what);
  l.options.what = static_cast<ExportWhat>(from_list(l, ExportRow::what, "export what", labels, current));
}

void format_row(const Line& l) {
  constexpr const char* names[] = {"PNG",  "SVG", "PDF",  "CSV", "TSV",  "NPY",      "NPZ",
                                   "JSON", "GIF", "WebP", "MP4", "HTML", "Markdown", "LaTeX"};
  const bool filmed = films(l.frame);
  const std::vector<ExportFormat> fit = formats_for(l.options.what, filmed);
  std::vector<std::string> labels;
  for (const ExportFormat format : fit) {
    labels.emplace_back(names[static_cast<std::size_t>(format)]);
    if (format == ExportFormat::mp4 && !l.frame.view.exporting.mp4) labels.back() += l.words("export.needs_ffmpeg");
  }
  const auto at =
      static_cast<std::size_t>(std::find(fit.begin(), fit.end(), format_of(l.options, filmed)) - fit.begin());
  const std::size_t picked = from_list(l, ExportRow::format, "export format", labels, at);
  if (picked != at) l.options.formats[static_cast<std::size_t>(l.options.what)] = fit[picked];
}

void paper_row(const Line& l) {
  const std::string labels[] = {l.words("export.paper_print"), l.words("export.paper_light"),
                                l.words("export.paper_dark")};
  const Segments segments{"export paper", labels, static_cast<std::size_t>(l.options.paper)};
  mark_current(l, ExportRow::paper, {l.x - 3, l.y - 3, segments_width(l.frame, segments) + 6, control + 6});
  l.options.paper = static_cast<ExportPaper>(segmented(l.frame, l.x, l.y, control, segments));
}

void page_row(const Line& l) {
  const std::vector<std::string> labels = {l.words("export.page_figure"),           "A4",
                                           l.words("export.page_a4_landscape"),     l.words("export.page_letter"),
                                           l.words("export.page_letter_landscape"), l.words("export.page_a4_turned"),
                                           l.words("export.page_letter_turned")};
  const auto current = static_cast<std::size_t>(l.options.page);
  l.options.page = static_cast<ExportPage>(from_list(l, ExportRow::page, "export page", labels, current));
}

// A knob on a line, and its value in words.
int stops(const Line& l, ExportRow row, const char* id, int count, int current, const std::string& value) {
  constexpr float length = 128;
  mark_current(l, row, {l.x - 3, l.y - 1, length + 12, control + 2});
  const int chosen = slider(l.frame, id, {l.x + 3, l.y + 2, length, 24}, count, current, value);
  text(l.frame, l.x + length + 20, l.middle(), value, {Font::ui, 12, l.frame.theme.t1}, l.width - length - 20);
  return chosen;
}

template <typename T, std::size_t n>
int stop_of(const T (&values)[n], T value) {
  return static_cast<int>(std::min<std::ptrdiff_t>(std::lower_bound(values, values + n, value) - values, n - 1));
}

void scale_row(const Line& l) {
  const std::string value = fmt::format("{}×", l.options.scale);
  l.options.scale = 1 + stops(l, ExportRow::scale, "###export scale", largest_export_scale, l.options.scale - 1, value);
}

void fps_row(const Line& l) {
  const int at = stop_of(fps_stops, l.options.fps);
  const std::string value = l.frame.texts(Message{"export.fps_value", {std::to_string(l.options.fps)}});
  const int chosen = stops(l, ExportRow::fps, "###export fps", std::size(fps_stops), at, value);
  if (chosen != at) l.options.fps = fps_stops[chosen];
}

void pause_row(const Line& l) {
  const int at = stop_of(pause_stops, l.options.pause);
  const std::string value = l.frame.texts(Message{"export.pause_value", {fmt::format("{}", l.options.pause)}});
  const int chosen = stops(l, ExportRow::pause, "###export pause", std::size(pause_stops), at, value);
  if (chosen != at) l.options.pause = pause_stops[chosen];
}

void loops_row(const Line& l) {
  const int at = stop_of(loop_stops, l.options.loops);
  const std::string value = l.options.loops == 0 ? l.words("export.loops_ever") : fmt::format("{}×", l.options.loops);
  const int chosen = stops(l, ExportRow::loops, "###export loops", std::size(loop_stops), at, value);
  if (chosen != at) l.options.loops = loop_stops[chosen];
}

void seed_row(const Line& l) {
  mark_current(l, ExportRow::seed, {l.x - 3, l.y - 3, 126, control + 6});
  const auto by = [&](int direction) { turn(l.options, ExportRow::seed, direction, films(l.frame)); };
  if (icon_button(l.frame, "###export seed less", {l.x, l.y, control, control}, Icon::minus,
                  l.frame.texts("export.seed_tip"), {false, l.options.seed > 1}))
    by(-1);
  text(l.frame, l.x + 60, l.middle(), std::to_string(l.options.seed),
       {Font::mono, 12, l.frame.theme.t1, scene::Align::center});
  if (icon_button(l.frame, "###export seed more", {l.x + 92, l.y, control, control}, Icon::plus,
                  l.frame.texts("export.seed_tip"), {false, l.options.seed < largest_seed}))
    by(1);
}

float tick(const Line& l, ExportRow row, const char* id, float x, const char* label, bool& value) {
  const std::string_view words = l.frame.texts(label);
  const float w = checkbox_width(l.frame, words);
  mark_current(l, row, {x - 5, l.y + 1, w + 10, control - 2});
  value = checkbox(l.frame, id, x, l.middle(), words, value);
  return x + w + 16;
}

void text_row(const Line& l, ExportRow row, const char* id, std::string_view hint, std::string& value, bool bad) {
  ExportView& view = l.frame.view.exporting;
  const bool caret = view.moved && view.row == row;
  if (caret) view.moved = false;
  text_field(l.frame, {id, {l.x, l.y - 1, l.width, control + 2}, 12, hint, bad, caret}, value);
  if (ImGui::IsItemActivated()) view.row = row;
}

void file_rows(const Line& l, ExportRow row) {
  ExportView& view = l.frame.view.exporting;
  const bool several = makes_folder(l.options, films(l.frame));
  if (row == ExportRow::pattern)
    return text_row(l, row, "###export pattern", "{n:03}-{path}.{format}", l.options.pattern,
                    !preview_of(l.frame).problem.empty());
  if (row == ExportRow::name) {
    const std::string hint = figures::suggested_name(order_of(l.frame));
    return text_row(l, row, several ? "###export folder name" : "###export name", hint, view.name, false);
  }
  const bool wrong = lacks_folder(l.frame);
  text_row(l, row, "###export folder", pictures_folder(), l.options.folder, wrong);
  if (wrong)
    text(l.frame, l.x, l.y + row_height - 1, l.frame.texts("export.no_folder"), {Font::ui, 11, l.frame.theme.err},
         l.width);
}

const char* label_of(ExportRow row, bool several) {
  switch (row) {
    case ExportRow::what:
      return "export.what";
    case ExportRow::format:
      return "export.format";
    case ExportRow::paper:
      return "export.paper";
    case ExportRow::scale:
      return "export.scale";
    case ExportRow::transparent:
      return "export.background";
    case ExportRow::page:
      return "export.page";
    case ExportRow::title:
      return "export.around";
    case ExportRow::fps:
      return "export.fps";
    case ExportRow::pause:
      return "export.pause";
    case ExportRow::loops:
      return "export.loops";
    case ExportRow::seed:
      return "export.seed";
    case ExportRow::pattern:
      return "export.pattern";
    case ExportRow::name:
      return several ? "export.new_folder" : "export.name";
    default:
      return "export.folder";
  }
}

void control_of(const Line& l, ExportRow row) {
  ExportOptions& o = l.options;
  switch (row) {
    case ExportRow::what:
      return what_row(l);
    case ExportRow::format:
      return format_row(l);
    case ExportRow::paper:
      return paper_row(l);
    case ExportRow::scale:
      return scale_row(l);
    case ExportRow::transparent:
      tick(l, row, "###export transparent", l.x, "export.transparent", o.transparent);
      return;
    case ExportRow::page:
      return page_row(l);
    case ExportRow::title: {
      float x = tick(l, ExportRow::title, "###export title", l.x, "export.title", o.title);
      x = tick(l, ExportRow::caption, "###export caption", x, "export.caption", o.caption);
      tick(l, ExportRow::legend, "###export legend", x, "export.legend", o.legend);
      return;
    }
    case ExportRow::fps:
      return fps_row(l);
    case ExportRow::pause:
      return pause_row(l);
    case ExportRow::loops:
      return loops_row(l);
    case ExportRow::seed:
      return seed_row(l);
    default:
      return file_rows(l, row);
  }
}

}  // namespace

void export_rows(Frame& frame, float x, float y, float width) {
  ExportView& view = frame.view.exporting;
  ExportOptions& options = frame.document.exporting;
  const std::vector<ExportRow> rows = rows_of(options, films(frame));
  if (std::find(rows.begin(), rows.end(), view.row) == rows.end()) view.row = ExportRow::what;
  if (view.moved) ImGui::ClearActiveID();  // a text field that a key has left; it would go on with Tab by itself
  if (view.row < ExportRow::pattern) view.moved = false;
  const bool several = makes_folder(options, films(frame));
  for (const ExportRow row : rows) {
    if (row == ExportRow::caption || row == ExportRow::legend) continue;  // on the line of the title
    text(frame, x, y + control / 2, frame.texts(label_of(row, several)), {Font::ui, 12, frame.theme.t2},
         label_width - 8);
    control_of({frame, options, x + label_width, y, width - label_width}, row);
    y += row_height;
  }
}

}  // namespace attn::gui
