#include "app/scene/stage/rich_text.h"

#include <algorithm>

#include "app/scene/line_break.h"
#include "app/scene/marks.h"
#include "app/scene/text.h"

namespace attn::scene::parts {
namespace {

// What is not broken apart: a word with its punctuation, a wide character.
struct Atom {
  TextRuns runs;
  bool space = false;  // before it
};

std::vector<Atom> atoms_of(const TextRuns& runs) {
  std::vector<Atom> atoms;
  bool space = true;
  std::string_view before;
  for (const TextRun& run : runs) {
    std::size_t from = 0;
    for (const std::size_t end : character_ends(run.text)) {
      const std::string_view c = std::string_view(run.text).substr(from, end - from);
      from = end;
      if (c == " ") {
        space = true;
        continue;
      }
      const bool tied = space && !atoms.empty() && (ties(before) || ties(c));
      const bool begins = atoms.empty() || (space ? !tied : may_break(before, c));
      if (begins) atoms.push_back({{}, space && !atoms.empty()});
      TextRuns& parts = atoms.back().runs;
      if (parts.empty() || !(parts.back().color == run.color) || parts.back().font != run.font)
        parts.push_back({"", run.color, run.font});
      if (tied) parts.back().text += ' ';
      parts.back().text += c;
      space = false;
      before = c;
    }
  }
  return atoms;
}

float width_of(Canvas& canvas, const TextRuns& runs, float size) {
  float width = 0;
  for (const TextRun& run : runs) width += canvas.width(run.text, run.font, size);
  return width;
}

void append(TextRuns& line, const Atom& atom, bool space) {
  bool first = true;
  for (const TextRun& run : atom.runs) {
    const std::string text = (first && space ? " " : "") + run.text;
    first = false;
    if (!line.empty() && line.back().color == run.color && line.back().font == run.font)
      line.back().text += text;
    else
      line.push_back({text, run.color, run.font});
  }
}

std::vector<TextRuns> lines_of(Canvas& canvas, const TextRuns& runs, float width, float size) {
  std::vector<TextRuns> lines;
  for (const Atom& atom : atoms_of(runs)) {
    if (!lines.empty()) {
      TextRuns longer = lines.back();
      append(longer, atom, atom.space);
      if (width_of(canvas, longer, size) <= width) {
        lines.back() = std::move(longer);
        continue;
      }
    }
    lines.emplace_back();
    append(lines.back(), atom, false);
  }
  return lines;
}

// The same number of lines, but where the last would be a single word, narrower, so that more of them meet there.
std::vector<TextRuns> without_orphan(Canvas& canvas, const TextRuns& runs, float width, float size) {
  std::vector<TextRuns> lines = lines_of(canvas, runs, width, size);
  const auto alone = [](const std::vector<TextRuns>& in) { return atoms_of(in.back()).size() == 1; };
  if (lines.size() < 2 || !alone(lines)) return lines;
  for (float part = 0.96f; part > 0.75f; part -= 0.04f) {
    std::vector<TextRuns> narrower = lines_of(canvas, runs, part * width, size);
    if (narrower.size() != lines.size()) break;
    if (!alone(narrower)) return narrower;
  }
  return lines;
}

float shift(const Symbol& s, float size) {
  return s.place == Symbol::Place::above ? -0.38f * size : s.place == Symbol::Place::below ? 0.3f * size : 0;
}
float size_of(const Symbol& s, float size) { return s.place == Symbol::Place::line ? size : 0.6f * size; }

}  // namespace

int line_count(Canvas& canvas, const TextRuns& runs, float width, float size) {
  return static_cast<int>(lines_of(canvas, runs, width, size).size());
}

int draw_lines(Canvas& canvas, const TextRuns& runs, float x, float y, float width, float size, float line, int most) {
  std::vector<TextRuns> lines = without_orphan(canvas, runs, width, size);
  if (static_cast<int>(lines.size()) > most) {
    lines.resize(static_cast<std::size_t>(std::max(0, most)));
    if (!lines.empty()) lines.back().back().text += " …";
  }
  for (const TextRuns& runs_of_line : lines) {
    float at = x;
    for (const TextRun& run : runs_of_line) {
      const std::string shown = elide(run.text, x + width - at, run.font, size, canvas.ask.measure);
      if (shown.empty()) break;
      canvas.add(text(at, y + line / 2, shown, run.font, size, run.color));
      at += canvas.width(shown, run.font, size);
    }
    y += line;
  }
  return static_cast<int>(lines.size());
}

float balanced_width(Canvas& canvas, const TextRuns& runs, float width, float size) {
  const int lines = line_count(canvas, runs, width, size);
  if (lines < 2) return width;
  float low = width / static_cast<float>(lines), high = width;
  while (high - low > 2) {
    const float middle = (low + high) / 2;
    (line_count(canvas, runs, middle, size) > lines ? low : high) = middle;
  }
  for (const TextRuns& line : lines_of(canvas, runs, high, size))
    high = std::max(high, std::min(width, width_of(canvas, line, size)));  // of a word that is wider than that
  return high;
}

float formula_width(Canvas& canvas, const std::vector<Symbol>& symbols, float size) {
  float width = 0;
  for (const Symbol& s : symbols) width += canvas.width(s.text, Font::ui_bold, size_of(s, size)) + 1;
  return width;
}

void draw_formula(Canvas& canvas, const std::vector<Symbol>& symbols, float x, float y, float size) {
  for (const Symbol& s : symbols) {
    canvas.add(text(x, y + shift(s, size), s.text, Font::ui_bold, size_of(s, size), s.color));
    x += canvas.width(s.text, Font::ui_bold, size_of(s, size)) + 1;
  }
}

void draw_name(Canvas& canvas, float x, float y, const std::vector<Symbol>& name, const std::string& shape) {
  draw_formula(canvas, name, x, y, 14);
  canvas.add(text(x + formula_width(canvas, name, 14) + 8, y, shape, Font::mono, 10, canvas.theme.t3));
}

void draw_name_left(Canvas& canvas, float right, float y, const std::vector<Symbol>& name, const std::string& shape,
                    bool with_shape) {
  draw_formula(canvas, name, right - formula_width(canvas, name, 14), y, 14);
  if (with_shape) canvas.add(text(right, y + 17, shape, Font::mono, 10, canvas.theme.t3, Align::right));
}

}  // namespace attn::scene::parts
