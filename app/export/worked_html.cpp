// A worked run as HTML.
#include <algorithm>
#include <cctype>
#include <cmath>

#include <fmt/format.h>

#include "app/export/parts.h"
#include "app/export/worked.h"
#include "app/scene/format.h"
#include "app/scene/markup.h"
#include "app/scene/raster.h"
#include "app/scene/stage/formula_of.h"
#include "app/scene/svg.h"
#include "app/scene/table.h"
#include "app/scene/text.h"

namespace attn::figures {
namespace {

using scene::markup;

// Wider or longer tables do not fit a page; larger figures are pixels.
constexpr Index widest_table = 16, narrow_table = 9, longest_table = 40, most_vector_cells = 160;

constexpr const char* style = R"(
:root { color-scheme: light }
body { font: 15px/1.5 Inter, 'Noto Sans CJK SC', 'Segoe UI', Arial, sans-serif; color: #18181b; background: #fff;
       max-width: 60rem; margin: 2rem auto; padding: 0 1.5rem }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .5rem }
h2 { font-size: 1.1rem; margin: 0 0 .25rem }
h2 small { font-weight: 400; color: #52525b }
section { border-top: 1px solid #d4d4d8; padding: 1.25rem 0 }
p { margin: .25rem 0 .75rem }
.about { color: #3f3f46 }
.formula, td, th, pre { font-family: 'JetBrains Mono', 'DejaVu Sans Mono', Consolas, monospace; font-size: .8rem }
.formula { font-size: .95rem }
.formula svg { vertical-align: middle }
sub { font-size: .75em }
figure { margin: .75rem 0; overflow-x: auto }
figure svg, figure img { max-width: 100%; height: auto }
.numbers { overflow-x: auto }
table { border-collapse: collapse; margin: .5rem 0 }
.wide td, .wide th { padding: .1rem .25rem; font-size: .62rem }
td, th { padding: .15rem .5rem; text-align: right; border: 1px solid #d4d4d8; font-weight: 400 }
th { background: #f4f4f5; color: #3f3f46 }
.sum td { border: 0; border-bottom: 1px solid #e4e4e7 }
.sum td:first-child { text-align: left }
.sum .result td { border-top: 1px solid #18181b; border-bottom: 0; font-weight: 600 }
.blank { min-width: 6.5em; text-align: left; color: #52525b; background: #fff; outline: 1.5px solid #18181b }
.name { display: flex; gap: 2rem; margin: 1.5rem 0 }
.name span { flex: 1; border-bottom: 1px solid #18181b; padding-bottom: .2rem }
details { margin: .5rem 0 }
pre { overflow-x: auto; max-height: 24rem }
@page { margin: 14mm }
@media print { html, body { font-size: 13px } body { margin: 0; max-width: none; padding: 0 }
               section { padding: .8rem 0 } section > p { break-after: avoid }
               .begin, .numbers, .sum { break-inside: avoid } figure { margin: .3rem 0; overflow: visible }
               .numbers { overflow: visible } .wide td, .wide th { padding: .1rem .15rem; font-size: 7.6px }
               details:not([open]) { display: none } }
)";

class Html {
 public:
  Html(const Worked& worked, const Figure& figure, const Subject& source, bool answers)
      : worked_(worked),
        figure_(figure),
        source_(source),
        texts_(texts_in(figure.language)),
        answers_(answers),
        measure_(scene::remembered(scene::pango_measure())) {}

  std::string page(const GoOn& go_on) {
    const bool key = answers_ && !worked_.blanks.empty();
    const std::string title = key ? texts_(Message{"worked.key", {source_.run->input}}) : worked_.title;
    out_ = fmt::format(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
        "content=\"width=device-width\">\n<title>{}</title>\n<style>{}</style>\n",
        code(figure_.language), markup(title), style);
    session();
    out_ += "</head>\n<body>\n<h1>" + markup(title) + "</h1>\n";
    for (const std::string& line : worked_.about) out_ += "<p class=\"about\">" + markup(line) + "</p>\n";
    if (!worked_.blanks.empty() && !answers_) {
      out_ += "<div class=\"name\"><span>" + text("worked.name") + "</span><span>" + text("worked.date") +
              "</span></div>\n";
      out_ += "<p>" + markup(texts_(Message{"worked.task", {std::to_string(worked_.blanks.size())}})) + "</p>\n";
    }
    for (std::size_t i = 0; i < worked_.steps.size(); ++i) {
      stop_unless(go_on, i, worked_.steps.size());
      section(worked_.steps[i]);
    }
    return out_ + "</body>\n</html>\n";
  }

 private:
  std::string text(std::string_view key) const { return markup(texts_(key)); }
  const Tensor& out(int step) const { return source_.trace()[step].out; }

  // "<" would end the element.
  void session() {
    std::string json = worked_.session;
    for (std::size_t at = 0; (at = json.find('<', at)) != json.npos;) json.replace(at, 1, "\\u003c");
    out_ += "<script type=\"application/json\" id=\"attnscope\">" + json + "</script>\n";
  }

  const Blank* blank_at(int step, Index row, Index col) const {
    for (const Blank& blank : worked_.blanks)
      if (blank.step == step && blank.cell == Cell{row, col}) return &blank;
    return nullptr;
  }
  bool hides(int step, Index row, Index col) const { return !answers_ && blank_at(step, row, col); }
  bool hides_some(int step) const {
    return !answers_ &&
           std::any_of(worked_.blanks.begin(), worked_.blanks.end(), [step](const Blank& b) { return b.step == step; });
  }

  void section(const WorkedStep& step) {
    const Step& recorded = source_.trace()[step.step];
    out_ += fmt::format("<section id=\"{}\">\n<div class=\"begin\"><h2>{}{} <small>{} · {}</small></h2>\n",
                        markup(recorded.path), step.given ? text("worked.given") + " " : std::string(),
                        markup(step.title), markup(recorded.path), recorded.out.shape());
    out_ += "<p>" + markup(step.explanation) + "</p>\n<p class=\"formula\">" + formula(step) + "</p>\n";
    if (out(step.step).size() > 0) {
      picture(step.step);
      numbers(step.step);
    }
    out_ += "</div>\n";
    if (step.cell) worked_cell(step.step, *step.cell, step.arithmetic, {});
    if (answers_)
      for (const Blank& blank : worked_.blanks)
        if (blank.step == step.step)
          worked_cell(step.step, blank.cell, blank.arithmetic, fmt::format("({}) ", blank.number));
    out_ += "</section>\n";
  }

  // W_Q as a letter with its index. Only names of one letter have one.
  static std::string with_indices(std::string_view plain) {
    const std::string words = markup(plain);
    const auto letter = [&](std::size_t i) {
      return i < words.size() && std::isalnum(static_cast<unsigned char>(words[i])) != 0;
    };
    std::string out;
    for (std::size_t i = 0; i < words.size(); ++i) {
      const bool index = words[i] == '_' && i > 0 && letter(i - 1) && !(i > 1 && letter(i - 2)) && letter(i + 1);
      if (!index) {
        out += words[i];
        continue;
      }
      std::size_t end = i + 1;
      while (letter(end)) ++end;
      out += "<sub>" + words.substr(i + 1, end - i - 1) + "</sub>";
      i = end - 1;
    }
    return out;
  }

  // As the window typesets it, or in words.
  std::string formula(const WorkedStep& step) const {
    const scene::Formula typeset = scene::formula_of(source_.trace(), step.step, theme_of(Paper::print));
    if (!typeset) return with_indices(step.formula);
    constexpr float size = 16, around = 3;
    const scene::Extent extent = typeset->extent(size, measure_);
    scene::Scene scene;
    scene.width = std::ceil(extent.width + 2 * around);
    scene.height = std::ceil(extent.above + extent.below + 2 * around);
    typeset->draw(around, around + extent.above, size, measure_, scene);
    std::string svg = scene::to_svg(scene, nullptr, {{}, {}, {}, true});
    svg.erase(0, svg.find("<svg"));
    return svg.insert(4, fmt::format(" role=\"img\" aria-label=\"{}\"", markup(step.formula)));
  }

  // Without the numbers of empty places, and without their colours.
  void picture(int step) {
    Figure figure;
    figure.what = What::matrix;
    figure.step = step;
    figure.paper = Paper::print;
    figure.language = figure_.language;
    figure.title = figure.caption = false;
    figure.width = 900;
    if (out(step).size() > longest_table * widest_table && hides_some(step))
      return;  // one image: nothing can be left out
    scene::Scene scene = draw(figure, source_, measure_).scene;
    if (hides_some(step))
      std::erase_if(scene.marks, [&](const scene::Mark& m) {
        return m.cell.step == step && m.cell.row >= 0 && hides(step, m.cell.row, m.cell.col);
      });
    const std::string label = fmt::format(" role=\"img\" aria-label=\"{}\"", markup(source_.trace()[step].path));
    if (out(step).size() <= most_vector_cells) {
      std::string svg = scene::to_svg(scene);
      svg.erase(0, svg.find("<svg"));
      out_ += "<figure>" + svg.insert(4, label) + "</figure>\n";
    } else {
      out_ += fmt::format(
          "<figure><img width=\"{:.0f}\" height=\"{:.0f}\" alt=\"{}\" src=\"data:image/png;base64,{}\"></figure>\n",
          static_cast<double>(scene.width), static_cast<double>(scene.height), markup(source_.trace()[step].path),
          scene::base64(scene::to_png(scene, 1)));
    }
  }

  void numbers(int step) {
    const Tensor& t = out(step);
    if (t.cols() <= widest_table && t.rows() <= longest_table) return table(step);
    if (hides_some(step)) return table(step);
    out_ += "<details><summary>" + markup(texts_(Message{"worked.all_numbers", {std::to_string(t.size())}})) +
            "</summary>\n<pre data-step=\"" + markup(source_.trace()[step].path) + "\">" +
            markup_lines(scene::to_tsv(source_.trace()[step])) + "</pre></details>\n";
  }

  // Tabs and line feeds as they are: this is a table of numbers.
  static std::string markup_lines(std::string_view tsv) {
    std::string out;
    for (const char c : tsv) c == '&' ? out += "&amp;" : c == '<' ? out += "&lt;" : out += c;
    return out;
  }

  void table(int step) {
    const Tensor& t = out(step);
    out_ += fmt::format("<div class=\"numbers\"><table{} data-step=\"{}\">\n<tr><th></th>",
                        t.cols() > narrow_table ? " class=\"wide\"" : "", markup(source_.trace()[step].path));
    for (Index c = 0; c < t.cols(); ++c) out_ += "<th>" + markup(t.col_axis.label(c)) + "</th>";
    out_ += "</tr>\n";
    const bool whole = scene::all_whole(t.mat());
    for (Index r = 0; r < t.rows(); ++r) {
      out_ += "<tr><th>" + markup(t.row_axis.label(r)) + "</th>";
      for (Index c = 0; c < t.cols(); ++c) {
        const auto value = static_cast<double>(t(r, c));
        if (hides(step, r, c))
          out_ += fmt::format("<td class=\"blank\">({})</td>", blank_at(step, r, c)->number);
        else
          out_ += fmt::format("<td title=\"{}\">{}</td>", scene::exact_text(t(r, c)),
                              whole ? scene::whole_text(value) : scene::inspector_text(value));
      }
      out_ += "</tr>\n";
    }
    out_ += "</table></div>\n";
  }

  void worked_cell(int step, const Cell& cell, const std::vector<ArithmeticRow>& rows, const std::string& number) {
    using Kind = ArithmeticRow::Kind;
    out_ += "<p>" + number + text("worked.cell") + " <b>" +
            markup(cell_name(source_.trace(), step, cell.row, cell.col)) + "</b></p>\n<table class=\"sum\">\n";
    for (const ArithmeticRow& row : rows) {
      if (row.kind == Kind::heading && rows.size() == 2) continue;
      out_ += fmt::format("<tr{}><td>{}</td><td>{}</td><td>{}</td></tr>\n",
                          row.kind == Kind::result ? " class=\"result\"" : "", with_indices(row.names),
                          markup(row.numbers), markup(row.value));
    }
    out_ += "</table>\n";
  }

  const Worked& worked_;
  const Figure& figure_;
  const Subject& source_;
  const Texts& texts_;
  bool answers_;
  scene::Measure measure_;
  std::string out_;
};

}  // namespace

std::string to_html(const Worked& worked, const Figure& figure, const Subject& source, bool answers,
                    const GoOn& go_on) {
  return Html(worked, figure, source, answers).page(go_on);
}

}  // namespace attn::figures
