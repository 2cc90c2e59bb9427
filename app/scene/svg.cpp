#include "app/scene/svg.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/scene/format.h"
#include "app/scene/markup.h"
#include "app/scene/png.h"
#include "app/scene/texels.h"

namespace attn::scene {
namespace {

constexpr const char* ui_family = "Inter, 'Noto Sans CJK SC', 'Segoe UI', 'Helvetica Neue', Arial, sans-serif";
constexpr const char* mono_family = "'JetBrains Mono', 'DejaVu Sans Mono', Consolas, monospace";

// Up to three decimals, none that are 0.
std::string number(float value) {
  std::string text = fmt::format("{:.3f}", value);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.ends_with('.')) text.pop_back();
  return text == "-0" ? "0" : text;
}

std::string paint(const char* attribute, Color c) {
  std::string text = fmt::format(" {}=\"#{:02x}{:02x}{:02x}\"", attribute, c.r, c.g, c.b);
  if (c.a != 255) text += fmt::format(" {}-opacity=\"{}\"", attribute, number(static_cast<float>(c.a) / 255));
  return text;
}

std::string box(const Rect& r) {
  return fmt::format(" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"", number(r.x), number(r.y), number(r.w),
                     number(r.h));
}

std::string corners(float radius) { return radius > 0 ? fmt::format(" rx=\"{}\"", number(radius)) : ""; }

std::string points(const Mark& m) {
  std::string list;
  for (const Point& p : m.points) list += (list.empty() ? "" : " ") + number(p.x) + "," + number(p.y);
  return " points=\"" + list + "\"";
}

bool shows(const Trace* trace, const CellTag& cell) {
  return trace && cell.step < trace->size() && (*trace)[cell.step].out.contains(cell.row, cell.col);
}

std::string step_name(const Trace* trace, const CellTag& cell) {
  return trace && cell.step < trace->size() ? markup((*trace)[cell.step].path) : std::to_string(cell.step);
}

std::string cell_title(const Trace& trace, const CellTag& cell) {
  const Tensor& tensor = trace[cell.step].out;
  std::string words = tensor.row_axis.label(cell.row) + ", " + tensor.col_axis.label(cell.col) + ": ";
  return markup(words + exact_text_for_people(tensor(cell.row, cell.col)));
}

// The end of an element that shows a cell: which, its value, a title.
std::string of_cell(const Mark& m, const Trace* trace, std::string text, std::string_view name) {
  if (m.cell.step < 0) return text + "/>";
  text += fmt::format(" data-step=\"{}\" data-row=\"{}\" data-col=\"{}\"", step_name(trace, m.cell), m.cell.row,
                      m.cell.col);
  if (!shows(trace, m.cell)) return text + "/>";
  const std::string value = exact_text((*trace)[m.cell.step].out(m.cell.row, m.cell.col));
  return text + fmt::format(" data-value=\"{}\"><title>{}</title></{}>", value, cell_title(*trace, m.cell), name);
}

std::string fill_element(const Mark& m, const Trace* trace) {
  return of_cell(m, trace, "<rect" + box(m.rect) + corners(m.radius) + paint("fill", m.color), "rect");
}

std::string ribbon_element(const Mark& m, const Trace* trace) {
  if (m.points.size() != 4) return {};
  const Point &a = m.points[0], &b = m.points[1], &c = m.points[2], &d = m.points[3];
  const float upper = (a.x + c.x) / 2, lower = (b.x + d.x) / 2;
  const std::string path =
      fmt::format(" d=\"M{} {}C{} {} {} {} {} {}L{} {}C{} {} {} {} {} {}Z\"", number(a.x), number(a.y), number(upper),
                  number(a.y), number(upper), number(c.y), number(c.x), number(c.y), number(d.x), number(d.y),
                  number(lower), number(d.y), number(lower), number(b.y), number(b.x), number(b.y));
  return of_cell(m, trace, "<path" + path + paint("fill", m.color), "path");
}

std::string text_element(const Mark& m) {
  // By the baseline: viewers differ in what they take for the middle of a line.
  const std::string x = number(m.rect.x), y = number(m.rect.y);
  std::string text = fmt::format("<text x=\"{}\" y=\"{}\" font-size=\"{}\"", x,
                                 number(m.rect.y + m.size * baseline_below_centre), number(m.size));
  if (m.font != Font::mono) text += fmt::format(" font-family=\"{}\"", ui_family);
  if (m.font == Font::ui_bold) text += " font-weight=\"600\"";
  if (m.align != Align::left) text += fmt::format(" text-anchor=\"{}\"", m.align == Align::center ? "middle" : "end");
  if (m.angle != 0) text += fmt::format(" transform=\"rotate({} {} {})\"", number(-m.angle), x, y);
  // Several spaces would be drawn as one.
  const bool spaced = m.text.find("  ") != m.text.npos || m.text.starts_with(' ') || m.text.ends_with(' ');
  if (spaced) text += " xml:space=\"preserve\"";
  return text + paint("fill", m.color) + ">" + markup(m.text) + "</text>";
}

std::string image_element(const Mark& m, const Image& image, const Trace* trace) {
  if (image.width <= 0 || image.height <= 0) return {};
  std::string text = "<image" + box(m.rect) + " preserveAspectRatio=\"none\" style=\"image-rendering:pixelated\"";
  if (m.cell.step >= 0)
    text +=
        fmt::format(" data-step=\"{}\" data-rows=\"{}\" data-cols=\"{}\"", step_name(trace, m.cell), m.rows, m.cols);
  // Inkscape 1.2 shows no image of a plain href.
  return text + " xlink:href=\"data:image/png;base64," +
         base64(encode_png(enlarged(image, m.rect), {}, Effort::small)) + "\"/>";
}

std::string element(const Mark& m, const Trace* trace) {
  const Rect& r = m.rect;
  switch (m.kind) {
    case Mark::Kind::fill:
      return fill_element(m, trace);
    case Mark::Kind::outline:
      return "<rect" + box(r) + corners(m.radius) + " fill=\"none\"" + paint("stroke", m.color) +
             fmt::format(" stroke-width=\"{}\"/>", number(m.width));
    case Mark::Kind::line:
      return fmt::format("<line x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\"", number(r.x), number(r.y), number(r.x + r.w),
                         number(r.y + r.h)) +
             paint("stroke", m.color) + fmt::format(" stroke-width=\"{}\"/>", number(m.width));
    case Mark::Kind::polygon:
      return "<polygon" + points(m) + paint("fill", m.color) + "/>";
    case Mark::Kind::polyline:
      return "<polyline" + points(m) + " fill=\"none\"" + paint("stroke", m.color) +
             fmt::format(" stroke-width=\"{}\"/>", number(m.width));
    case Mark::Kind::ribbon:
      return ribbon_element(m, trace);
    case Mark::Kind::text:
      return text_element(m);
    case Mark::Kind::image:
      return m.image ? image_element(m, part_of(m), trace) : std::string();
    case Mark::Kind::texels:
      return m.texels ? image_element(m, image_of(*m.texels), trace) : std::string();
  }
  return {};
}

}  // namespace

std::string to_svg(const Scene& scene, const Trace* trace, const SvgNotes& notes) {
  const std::string w = number(scene.width), h = number(scene.height);
  std::string out = fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" width=\"{0}\" "
      "height=\"{1}\" viewBox=\"0 0 {0} {1}\" "
      "font-family=\"{2}\">\n",
      w, h, mono_family);
  if (!notes.title.empty()) out += "<title>" + markup(notes.title) + "</title>\n";
  if (!notes.description.empty()) out += "<desc>" + markup(notes.description) + "</desc>\n";
  if (!notes.metadata.empty())
    out += fmt::format("<metadata id=\"{}\">{}</metadata>\n", svg_metadata_id, markup(notes.metadata));
  if (!notes.transparent) out += "<rect width=\"100%\" height=\"100%\"" + paint("fill", scene.background) + "/>\n";
  for (const Mark& mark : scene.marks)
    if (const std::string text = element(mark, trace); !text.empty()) out += text + "\n";
  return out + "</svg>\n";
}

}  // namespace attn::scene
