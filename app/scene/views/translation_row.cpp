// One row of the table: its words, what could have come next, what came, where it looked.
#include <algorithm>
#include <cmath>

#include "app/scene/format.h"
#include "app/scene/views/translation_parts.h"

namespace attn::scene::table {
namespace {

// Chips of the words written so far; of many, the last ones that have room.
struct Chip {
  std::string label;
  float width = 0;
};

std::vector<std::vector<Chip>> lines_of(const std::vector<Chip>& chips, float room) {
  std::vector<std::vector<Chip>> lines{{}};
  float x = 0;
  for (const Chip& chip : chips) {
    if (x > 0 && x + chip.width > room) {
      lines.emplace_back();
      x = 0;
    }
    lines.back().push_back(chip);
    x += chip.width + 5;
  }
  return lines;
}

void chip(const Pen& pen, const Rect& box, const std::string& label, bool last) {
  const Theme& theme = pen.ask.theme;
  pen.canvas.add(parts::fill(box, last ? theme.bg3 : theme.bg2, 5));
  pen.canvas.add(
      parts::outline({box.x + 0.5f, box.y + 0.5f, box.w - 1, box.h - 1}, last ? theme.t3 : theme.line1, 1, 5));
  pen.canvas.write(box.x + box.w / 2, box.y + box.h / 2, label,
                   {Font::ui, 12, last ? theme.t1 : theme.t2, Align::center}, box.w - 8);
}

std::string label_before(const Pen& pen, int t) {  // word t, from 1; 0: what decoding begins with
  if (t > 0) return pen.ask.run.written[static_cast<std::size_t>(t - 1)].label;
  return pen.ask.run.trace[pen.ask.run.prompt].out.row_axis.label(0);
}

constexpr float second_number = 52;  // room of the number before, where there are two

void bar(const Pen& pen, float y, float h, double part, Color color, float less = 0) {
  const float x = pen.columns.bars, w = pen.columns.bars_end - x - less;
  if (part > 0)
    pen.canvas.add(parts::fill({x, y, std::max(2.0f, w * static_cast<float>(std::min(1.0, part))), h}, color, 3));
}

// The best of the words that are there already, below each other; the rest of the places is empty.
void growing_candidates(const Pen& pen, const RowState& row) {
  const TableColumns& c = pen.columns;
  const Theme& theme = pen.ask.theme;
  for (std::size_t k = 0; k < row.so_far.size(); ++k) {
    const RowState::Growing& one = row.so_far[k];
    const float y = row.y + 10 + line_height * static_cast<float>(k);
    const CellTag tag{pen.ask.step, 0, one.word.id};
    pen.canvas.write(c.names, y + 10, one.word.label, {Font::ui, 13, theme.t2}, c.bars - c.names - 8);
    pen.canvas.target({c.names - 8, y - 2, c.numbers + 16 - c.names, 23}, tag);
    pen.canvas.add(parts::fill({c.bars, y + 4, c.bars_end - c.bars, 12}, theme.bg2, 3));
    bar(pen, y + 4, 12, one.word.probability * static_cast<double>(one.grown), theme.t3);
    pen.canvas.write(c.numbers, y + 10, probability_text(one.word.probability),
                     {Font::mono, 11.5f, theme.t2, Align::right}, 60, tag);
  }
  const float below = row.y + 10 + line_height * 5 + 8;
  const Index all = pen.ask.run.trace[pen.ask.step].out.cols();
  pen.canvas.write(c.bars, below,
                   pen.canvas.text("translation.so_far_of", {std::to_string(row.known), std::to_string(all)}),
                   {Font::ui, 10.5f, theme.t3}, c.numbers - c.bars);
}

void later_candidates(const Pen& pen, const RowState& row) {
  const TableColumns& c = pen.columns;
  if (row.known > 0) growing_candidates(pen, row);
  for (int k = static_cast<int>(row.so_far.size()); k < 5; ++k) {
    const float y = row.y + 10 + line_height * static_cast<float>(k);
    pen.canvas.add(parts::fill({c.names, y + 5, 50 - 4 * static_cast<float>(k), 10}, pen.ask.theme.bg2, 3));
    pen.canvas.add(parts::fill({c.bars, y + 4, c.bars_end - c.bars, 12}, pen.ask.theme.bg2, 3));
  }
}

// Before: thin and above; after: below it. A word that is cut is struck out.
void changed(const Pen& pen, const RowState& row, const NextWord::Row& word, float y, bool chosen) {
  const Theme& theme = pen.ask.theme;
  const TableColumns& c = pen.columns;
  const double after = row.adjusted->probability[static_cast<std::size_t>(word.id)];
  const bool cut = after <= 0;
  pen.canvas.add(parts::fill({c.bars, y + 2, c.bars_end - second_number - c.bars, 16}, theme.bg2, 3));
  bar(pen, y + 3, 4, word.probability, theme.t3, second_number);
  bar(pen, y + 8, 9, after, chosen ? theme.ink : theme.t2, second_number);
  pen.canvas.write(c.numbers - second_number, y + 10, probability_text(word.probability),
                   {Font::mono, 10.5f, theme.t3, Align::right}, 48, {row.next.probabilities, 0, word.id});
  pen.canvas.write(c.numbers, y + 10, cut ? pen.canvas.text("translation.cut") : probability_text(after),
                   {cut ? Font::ui : Font::mono, 11.5f,
                    cut      ? theme.t3
                    : chosen ? theme.t1
                             : theme.t2,
                    Align::right},
                   second_number - 6);
  if (!cut) return;
  const float w = std::min(c.bars - c.names - 8, pen.canvas.width(word.label, Font::ui, 13));
  pen.canvas.add(parts::line(c.names, y + 10.5f, c.names + w, y + 10.5f, theme.t3, 1));
}

}  // namespace

void draw_words(const Pen& pen, const RowState& row) {
  if (!row.words) return;
  constexpr std::size_t most_lines = 3;
  const float x0 = pen.columns.words, room = pen.columns.words_end - x0;
  std::vector<Chip> chips;
  for (int t = 0; t < row.t; ++t) {
    const std::string label = label_before(pen, t);
    chips.push_back({label, std::min(room, std::round(pen.canvas.width(label, Font::ui, 12)) + 14)});
  }
  auto lines = lines_of(chips, room);
  while (lines.size() > most_lines) {  // the first words go
    chips.erase(chips.begin());
    if (chips.front().label != "…") chips.front() = {"…", 26};
    lines = lines_of(chips, room);
  }
  float y = row.y + 50;
  for (std::size_t i = 0; i < lines.size(); ++i, y += 28) {
    float x = x0;
    for (std::size_t k = 0; k < lines[i].size(); ++k) {
      const bool last = i + 1 == lines.size() && k + 1 == lines[i].size();
      chip(pen, {x, y, lines[i][k].width, 23}, lines[i][k].label, last);
      x += lines[i][k].width + 5;
    }
  }
}

void draw_candidates(const Pen& pen, const RowState& row, TableRow& to) {
  if (!row.distribution) return later_candidates(pen, row);
  const Theme& theme = pen.ask.theme;
  const TableColumns& c = pen.columns;
  parts::Canvas& canvas = pen.canvas;
  for (std::size_t k = 0; k < row.next.best.size(); ++k) {
    const NextWord::Row& word = row.next.best[k];
    const float y = row.y + 10 + line_height * static_cast<float>(k);
    const bool chosen = row.chosen && word.id == row.next.chosen.id;
    const Rect box{c.names - 8, y - 2, c.numbers + 16 - c.names, 23};
    const CellTag tag{row.next.probabilities, 0, word.id};
    if (row.current && chosen) canvas.add(parts::fill(box, theme.bg4, 5));
    if (row.current && pen.ask.focus == static_cast<int>(k)) canvas.add(parts::outline(box, theme.ink, 1.5f, 5));
    canvas.write(c.names, y + 10, word.label, {chosen ? Font::ui_bold : Font::ui, 13, chosen ? theme.t1 : theme.t2},
                 c.bars - c.names - 8);
    canvas.target(box, tag);
    to.candidates.push_back({box, word.id});
    if (row.adjusted) {
      changed(pen, row, word, y, chosen);
      continue;
    }
    canvas.add(parts::fill({c.bars, y + 4, c.bars_end - c.bars, 12}, theme.bg2, 3));
    bar(pen, y + 4, 12, word.probability, chosen ? (row.forced ? theme.edit : theme.ink) : theme.t3);
    canvas.write(c.numbers, y + 10, probability_text(word.probability),
                 {Font::mono, 11.5f, chosen ? theme.t1 : theme.t2, Align::right}, 60, tag);
  }
  const float below = row.y + 10 + line_height * static_cast<float>(row.next.best.size()) + 8;
  const parts::Style small{Font::ui, 10.5f, theme.t3};
  if (row.adjusted)
    canvas.write(
        c.names, below,
        canvas.text("translation.left", {std::to_string(row.adjusted->left), std::to_string(row.next.vocabulary),
                                         std::to_string(row.next.vocabulary - row.adjusted->left)}),
        small, c.numbers - c.names);
  else if (row.next.others() > 0)
    canvas.write(c.bars, below,
                 canvas.text("translation.others",
                             {std::to_string(row.next.others()), probability_text(row.next.others_probability)}),
                 small, c.numbers - c.bars);
}

void draw_chosen(const Pen& pen, const RowState& row, TableRow& to) {
  const Theme& theme = pen.ask.theme;
  const TableColumns& c = pen.columns;
  parts::Canvas& canvas = pen.canvas;
  const float room = c.chosen_end - c.chosen;
  if (!row.chosen) {
    to.chosen = {c.chosen, row.y + 22, 85, 38};
    canvas.dashed({c.chosen + 0.5f, row.y + 22.5f, 84, 37}, theme.line2);
    canvas.write(c.chosen + 42, row.y + 41, canvas.text("map.computing"), {Font::ui, 12, theme.t3, Align::center}, 80);
    return;
  }
  const std::string& label = row.next.chosen.label;
  const float pencil = row.forced ? 18.0f : 0.0f;
  const float w = std::min(room, std::round(canvas.width(label, Font::ui_bold, 17)) + 30 + pencil);
  const Rect box{c.chosen, row.y + 22, w, 38};
  const bool on = row.current;
  canvas.add(parts::fill(box, on ? theme.ink : theme.bg3, 8));
  canvas.add(parts::outline({box.x + 0.5f, box.y + 0.5f, box.w - 1, box.h - 1},
                            row.forced ? theme.edit
                            : on       ? theme.ink
                                       : theme.line2,
                            row.forced ? 2.0f : 1.0f, 8));
  canvas.write(box.x + pencil + (w - pencil) / 2, box.y + 19, label,
               {Font::ui_bold, 17, on ? theme.ink_on : theme.t1, Align::center}, w - pencil - 16);
  canvas.target(box, {row.next.next, 0, 0});
  to.chosen = box;
  to.button = {c.chosen, row.y + 72, std::min(124.0f, room), 26};
  const bool among = std::any_of(row.next.best.begin(), row.next.best.end(),
                                 [&](const NextWord::Row& word) { return word.id == row.next.chosen.id; });
  if (row.forced || !among || (pen.ask.drawn && pen.ask.sampling)) {
    // The numbers say how far from the model's own choice this is.
    canvas.write(c.chosen, row.y + 112, canvas.text(row.forced ? "translation.forced" : "translation.drawn"),
                 {Font::ui, 10.5f, row.forced ? theme.edit : theme.t3}, room - 60);
    canvas.write(c.chosen + room - 8, row.y + 112, probability_text(row.next.chosen.probability),
                 {Font::mono, 10.5f, theme.t2, Align::right}, 48, {row.next.probabilities, 0, row.next.chosen.id});
  }
  if (row.looked) canvas.dashed({box.x + box.w + 2, row.y + 41}, {c.looked - 8, row.y + 41}, theme.line2, 1, 2, 4);
}

void draw_looked(const Pen& pen, const RowState& row) {
  const TableColumns& c = pen.columns;
  const float y = row.y + 8, h = content_height - 16;
  if (row.looked) return draw_weights(pen, row.t, c.looked, y, c.cell, h, row.current);
  const float gap = c.cell >= 16 ? 3.0f : 1.0f;
  for (Index j = 0; j < c.tokens; ++j) {
    const float x = c.looked + c.cell * static_cast<float>(j), w = c.cell - gap;
    pen.canvas.add(parts::outline({x + 0.5f, y, w - 1, h}, pen.ask.theme.line1, 1, 4));
    if (w >= 8) pen.canvas.add(parts::fill({x + w / 2 - 1.5f, y + h / 2 - 1.5f, 3, 3}, pen.ask.theme.line2, 1.5f));
  }
}

}  // namespace attn::scene::table
