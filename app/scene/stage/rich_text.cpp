#include "app/scene/stage/rich_text.h"

#include <charconv>

#include "app/scene/heatmap_parts.h"
#include "app/scene/text.h"

namespace attn::scene::parts {
namespace {

// What is not broken apart: a word with its punctuation, a wide character.
struct Atom {
  Runs runs;
  bool space = false;  // before it
};

bool closes(std::string_view c) {
  for (const std::string_view mark :
       {"，", "。", "、", "；", "：", "？", "！", "”", "’", "）", "」", ",", ".", ";", ":", "?", "!", ")"})
    if (c == mark) return true;
  return false;
}
bool opens(std::string_view c) { return c == "“" || c == "‘" || c == "（" || c == "「" || c == "("; }

std::vector<Atom> atoms_of(const Runs& runs) {
  std::vector<Atom> atoms;
  bool space = true, glued = false;
  bool wide_before = false;
  for (const Run& run : runs) {
    std::size_t from = 0;
    for (const std::size_t end : character_ends(run.text)) {
      const std::string_view c = std::string_view(run.text).substr(from, end - from);
      from = end;
      if (c == " ") {
        space = true;
        continue;
      }
      const bool wide = display_width(c) > 1;
      const bool begins = atoms.empty() || space || (!glued && !closes(c) && (wide || wide_before));
      if (begins) atoms.push_back({{}, space && !atoms.empty()});
      Runs& parts = atoms.back().runs;
      if (parts.empty() || !(parts.back().color == run.color) || parts.back().font != run.font)
        parts.push_back({"", run.color, run.font});
      parts.back().text += c;
      space = false;
      glued = opens(c);
      wide_before = wide;
    }
  }
  return atoms;
}

float width_of(const StageRequest& request, const Runs& runs, float size) {
  float width = 0;
  for (const Run& run : runs) width += request.measure(run.text, run.font, size);
  return width;
}

void append(Runs& line, const Atom& atom, bool space) {
  bool first = true;
  for (const Run& run : atom.runs) {
    const std::string text = (first && space ? " " : "") + run.text;
    first = false;
    if (!line.empty() && line.back().color == run.color && line.back().font == run.font)
      line.back().text += text;
    else
      line.push_back({text, run.color, run.font});
  }
}

std::vector<Runs> lines_of(const StageRequest& request, const Runs& runs, float width, float size) {
  std::vector<Runs> lines;
  for (const Atom& atom : atoms_of(runs)) {
    if (!lines.empty()) {
      Runs longer = lines.back();
      append(longer, atom, atom.space);
      if (width_of(request, longer, size) <= width) {
        lines.back() = std::move(longer);
        continue;
      }
    }
    lines.emplace_back();
    append(lines.back(), atom, false);
  }
  return lines;
}

float shift(const Symbol& s, float size) {
  return s.place == Symbol::Place::above ? -0.38f * size : s.place == Symbol::Place::below ? 0.3f * size : 0;
}
float size_of(const Symbol& s, float size) { return s.place == Symbol::Place::line ? size : 0.6f * size; }

}  // namespace

Runs filled(std::string_view words, const Runs& values, Color color, Color strong) {
  Runs runs;
  bool bold = false;
  std::string plain;
  const auto flush = [&] {
    if (!plain.empty()) runs.push_back({std::move(plain), bold ? strong : color, bold ? Font::ui_bold : Font::ui});
    plain.clear();
  };
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words.substr(i, 2) == "**") {
      flush();
      bold = !bold;
      ++i;
      continue;
    }
    std::size_t which = 0;
    const char* const end = words.data() + words.size();
    if (words[i] == '{') {
      const auto [stop, error] = std::from_chars(words.data() + i + 1, end, which);
      if (error == std::errc() && stop != end && *stop == '}' && which < values.size()) {
        flush();
        runs.push_back(values[which]);
        i = static_cast<std::size_t>(stop - words.data());
        continue;
      }
    }
    plain += words[i];
  }
  flush();
  return runs;
}

std::string filled(std::string_view words, const std::vector<std::string>& values) {
  Runs runs;
  for (const std::string& value : values) runs.push_back({value, {}, Font::ui});
  std::string all;
  for (const Run& run : filled(words, runs, {}, {})) all += run.text;
  return all;
}

int line_count(const StageRequest& request, const Runs& runs, float width, float size) {
  return static_cast<int>(lines_of(request, runs, width, size).size());
}

int draw_lines(const StageRequest& request, const Runs& runs, float x, float y, float width, float size, float line,
               int most, Scene& to) {
  std::vector<Runs> lines = lines_of(request, runs, width, size);
  if (static_cast<int>(lines.size()) > most) {
    lines.resize(static_cast<std::size_t>(std::max(0, most)));
    if (!lines.empty()) lines.back().back().text += " …";
  }
  for (const Runs& runs_of_line : lines) {
    float at = x;
    for (const Run& run : runs_of_line) {
      const std::string shown = elide(run.text, x + width - at, run.font, size, request.measure);
      if (shown.empty()) break;
      to.marks.push_back(text(at, y + line / 2, shown, run.font, size, run.color));
      at += request.measure(shown, run.font, size);
    }
    y += line;
  }
  return static_cast<int>(lines.size());
}

float formula_width(const StageRequest& request, const std::vector<Symbol>& symbols, float size) {
  float width = 0;
  for (const Symbol& s : symbols) width += request.measure(s.text, Font::ui_bold, size_of(s, size)) + 1;
  return width;
}

void draw_formula(const StageRequest& request, const std::vector<Symbol>& symbols, float x, float y, float size,
                  Scene& to) {
  for (const Symbol& s : symbols) {
    to.marks.push_back(text(x, y + shift(s, size), s.text, Font::ui_bold, size_of(s, size), s.color));
    x += request.measure(s.text, Font::ui_bold, size_of(s, size)) + 1;
  }
}

void draw_name(const StageRequest& request, float x, float y, const std::vector<Symbol>& name, const std::string& shape,
               Scene& to) {
  draw_formula(request, name, x, y, 14, to);
  to.marks.push_back(text(x + formula_width(request, name, 14) + 8, y, shape, Font::mono, 10, request.theme.t3));
}

void draw_name_left(const StageRequest& request, float right, float y, const std::vector<Symbol>& name,
                    const std::string& shape, bool with_shape, Scene& to) {
  draw_formula(request, name, right - formula_width(request, name, 14), y, 14, to);
  if (with_shape) to.marks.push_back(text(right, y + 17, shape, Font::mono, 10, request.theme.t3, Align::right));
}

}  // namespace attn::scene::parts
