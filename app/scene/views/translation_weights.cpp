// Where words looked: a row of cells per word, the heads of their columns, and all of them as one matrix.
#include <algorithm>
#include <cmath>

#include "app/scene/format.h"
#include "app/scene/text.h"
#include "app/scene/views/translation_parts.h"
#include "engine/model/alignment.h"

namespace attn::scene {
namespace table {
namespace {

constexpr float row_limit = 28, note_line = 18, title_height = 40, labels_height = 64, label_room = 130;
constexpr float note_width = 380, widest_cell = 96, high_row = 36;
constexpr int note_lines = 4, narrow_note_lines = 9;  // as many as any language needs

// Cells of the matrix below the table.
struct Matrix {
  float x = 0, cell = 0, row = 0;
  bool beside = false;  // the note stands at its left, else above it
  float note_room = 0;
};

Matrix matrix_of(const Run& run, float width) {
  const auto words = static_cast<float>(std::max<std::size_t>(1, run.written.size()));
  const auto tokens = static_cast<float>(std::max<std::size_t>(1, run.read.size()));
  Matrix m;
  m.x = 24 + note_width + label_room + 12;
  m.cell = std::floor(std::min((width - 24 - m.x) / tokens, widest_cell));
  m.beside = m.cell >= 56;
  m.row = words > 24 ? 16.0f : m.beside ? high_row : row_limit;
  m.note_room = note_width - 8;
  if (m.beside) return m;
  m.x = 24 + label_room + 12;
  m.cell = std::floor(std::clamp((width - 24 - m.x - 60) / tokens, 6.0f, 56.0f));
  m.note_room = std::min(760.0f, width - 48);
  return m;
}

void draw_note(const Pen& pen, const Matrix& m, float y) {
  parts::Canvas& canvas = pen.canvas;
  const float width = m.note_room;
  const parts::Style style{Font::ui, 12.5f, pen.ask.theme.t2};
  std::vector<std::string> lines =
      wrap(canvas.text("translation.alignment_note"), width, style.font, style.size, pen.ask.measure);
  const std::size_t most = m.beside ? narrow_note_lines : note_lines;
  if (lines.size() > most) lines.resize(most);
  for (const std::string& words : lines) {
    canvas.write(24, y + note_line / 2, words, style, width);
    y += note_line;
  }
}

}  // namespace

CellTag looked_tag(const TranslationRequest& ask, int t, Index token) {
  const Trace& trace = ask.run.trace;
  // The word's own row is the last of the step.
  const auto looked = [&](int head) {
    const int step = cross_weights(ask.run, t, ask.layer, head);
    return CellTag{step, step < 0 ? 0 : trace[step].out.rows() - 1, std::max<Index>(0, token)};
  };
  if (ask.head > 0) return looked(ask.head);
  if (token < 0) return looked(ask.heads);  // the last of those that make the mean
  CellTag hardest = looked(0);
  const auto weight = [&](const CellTag& tag) { return trace[tag.step].out(tag.row, tag.col); };
  for (int h = 1; h <= ask.heads; ++h)
    if (const CellTag tag = looked(h); tag.step >= 0 && (hardest.step < 0 || weight(tag) > weight(hardest)))
      hardest = tag;
  return hardest;
}

void draw_weights(const Pen& pen, int t, float x, float y, float cell, float height, bool current) {
  const Tensor& looked = pen.ask.looked;
  const Theme& theme = pen.ask.theme;
  const Index row = t - 1;
  if (row >= looked.rows()) return;
  const float gap = cell >= 16 ? (height > 40 ? 3.0f : 2.0f) : 1.0f, w = cell - gap,
              h = height > 40 ? height : height - gap;
  const Range range{Range::Kind::unit, 1};
  Index top = 0;
  for (Index j = 0; j < looked.cols(); ++j)
    if (looked(row, j) > looked(row, top)) top = j;
  const float size = cell >= 50 && height >= 40 ? 15.0f : cell >= 40 ? 12.0f : 10.0f;
  const bool numbers = pen.canvas.width("0.00", Font::mono, size) + 4 <= w && h >= 14;
  for (Index j = 0; j < looked.cols(); ++j) {
    const Rect box{x + cell * static_cast<float>(j), y, w, h};
    const double value = static_cast<double>(looked(row, j));
    const Color ground = cell_color(theme, value, range);
    const CellTag leads = looked_tag(pen.ask, t, j), tag = pen.ask.head > 0 ? leads : CellTag{};
    pen.made.looks.push_back({{box.x, box.y, cell, h}, t, j, leads});
    pen.canvas.add(parts::fill(box, ground, height > 40 ? 4.0f : 2.0f)).cell = tag;
    if (!theme.dark) pen.canvas.add(parts::outline(box, faded(theme.ink, 0.08), 0.75f, 4));
    if (!numbers) continue;
    pen.canvas
        .add(parts::text(box.x + w / 2, y + h / 2, cell_text(value), Font::mono, size, text_on(ground), Align::center))
        .cell = tag;
  }
  if (height <= 40 || w < 5) return;
  const Rect box{x + cell * static_cast<float>(top), y, w, h};
  if (current) return pen.canvas.ring(box);
  pen.canvas.add(parts::outline({box.x - 0.5f, box.y - 0.5f, box.w + 1, box.h + 1}, theme.ink, 1.25f, 4));
}

float alignment_height(const Run& run, float width) {
  const Matrix m = matrix_of(run, width);
  const float matrix = labels_height + m.row * static_cast<float>(run.written.size());
  if (m.beside) return std::max(matrix, title_height + narrow_note_lines * note_line) + 24;
  return title_height + note_lines * note_line + matrix + 32;
}

float draw_alignment(const Pen& pen, float y, int written) {
  parts::Canvas& canvas = pen.canvas;
  const Theme& theme = pen.ask.theme;
  const Run& run = pen.ask.run;
  const Matrix m = matrix_of(run, pen.ask.width);
  canvas.write(24, y + 24, canvas.text("translation.alignment"), {Font::ui_bold, 15, theme.t1}, pen.columns.right - 24);
  draw_note(pen, m, y + title_height);
  float at = y + labels_height + (m.beside ? 0 : title_height + note_lines * note_line);
  const auto tokens = static_cast<Index>(run.read.size());
  const parts::Cut cut{tokens, 1, tokens, m.cell};
  const parts::Labels heads =
      parts::column_labels(pen.ask.looked.col_axis, cut, labels_height - 8, -1, {}, pen.ask.measure);
  for (const parts::Label& label : heads.labels) {
    Mark& mark = canvas.add(parts::text(m.x + cut.centre(label.index) - (heads.slanted ? 0 : 1), at - 10, label.text,
                                        heads.font, heads.size, theme.k, heads.slanted ? Align::left : Align::center));
    if (heads.slanted) mark.angle = 45;
  }
  for (int t = 1; t <= static_cast<int>(run.written.size()); ++t, at += m.row) {
    const bool there = t <= written;
    canvas.write(m.x - 12, at + m.row / 2 - 1, there ? run.written[static_cast<std::size_t>(t - 1)].label : "·",
                 {Font::ui, m.row < 20 ? 11.0f : 12.5f, there ? theme.q : theme.t3, Align::right}, label_room);
    if (there) {
      draw_weights(pen, t, m.x, at, m.cell, m.row, false);
      continue;
    }
    for (Index j = 0; j < tokens; ++j)
      canvas.add(parts::outline({m.x + m.cell * static_cast<float>(j) + 0.5f, at + 0.5f, m.cell - 3, m.row - 3},
                                theme.line1, 1, 2));
  }
  return at;
}

}  // namespace table

namespace {

constexpr float most_extent = 56;

parts::Labels source_labels(const Run& run, float cell, const Measure& measure) {
  const auto tokens = static_cast<Index>(run.read.size());
  std::vector<std::string> words;
  for (const Token& token : run.read) words.push_back(token.label);
  return parts::column_labels(token_axis(std::move(words)), {tokens, 1, tokens, cell}, most_extent, -1, {}, measure);
}

}  // namespace

bool heads_slant(const Run& run, float width, const Measure& measure) {
  const float cell = table_columns(width, static_cast<Index>(run.read.size())).cell;
  return source_labels(run, cell, measure).slanted;
}

Scene source_heads(const TranslationRequest& request, float y, float height) {
  Scene scene;
  scene.width = request.width;
  scene.height = height;
  scene.background = request.theme.bg0;
  const auto tokens = static_cast<Index>(request.run.read.size());
  const TableColumns c = table_columns(request.width, tokens);
  const parts::Cut cut{tokens, 1, tokens, c.cell};
  const parts::Labels heads = source_labels(request.run, c.cell, request.measure);
  for (const parts::Label& label : heads.labels) {
    const float x = c.looked + cut.centre(label.index) - 1.5f;
    scene.marks.push_back(parts::text(x, heads.slanted ? y + 8 : y, label.text,
                                      heads.slanted ? Font::ui : Font::ui_bold, heads.size, request.theme.k,
                                      heads.slanted ? Align::left : Align::center));
    if (heads.slanted) scene.marks.back().angle = 45;
  }
  return scene;
}

}  // namespace attn::scene
