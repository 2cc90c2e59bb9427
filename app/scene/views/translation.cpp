#include "app/scene/views/translation.h"

#include <algorithm>
#include <cmath>

#include "app/scene/views/translation_parts.h"

namespace attn::scene {
namespace {

using table::RowState;

// Whether a step has been computed completely at the playhead.
bool done(const TranslationRequest& ask, int step) {
  return step >= 0 && (step < ask.step || (step == ask.step && ask.phase >= 1));
}

// Words whose probability is there already; the bar of each grows while the next sixteenth of the vocabulary comes, and
// has grown when all of it has.
void grow(const TranslationRequest& ask, RowState& row) {
  const Index count = ask.run.trace[ask.step].out.cols();
  row.known = ask.cells_done < 0 ? 0 : std::min(ask.cells_done, count);
  const double window = std::max(1.0, static_cast<double>(count) / 16);
  for (NextWord::Row& word : best_so_far(ask.run.trace, ask.step, row.known)) {
    const double since = ask.phase * static_cast<double>(count) - static_cast<double>(word.id);
    const double left = 1 - std::clamp(since / std::min(window, static_cast<double>(count - word.id)), 0.0, 1.0);
    row.so_far.push_back({std::move(word), static_cast<float>(1 - left * left * left)});
  }
}

RowState state_of(const TranslationRequest& ask, int t, float y) {
  const Trace& trace = ask.run.trace;
  const std::vector<Written>& words = ask.run.written;
  const Written& word = words[static_cast<std::size_t>(t - 1)];
  RowState row;
  row.t = t;
  row.y = y;
  row.current = word_at(ask.run, ask.step) == t;
  row.ghost = !row.current && !done(ask, word.chosen);
  row.distribution = row.ghost || done(ask, word.probabilities);
  row.chosen = row.ghost || done(ask, word.chosen);
  row.words = row.ghost || t == 1 || done(ask, words[static_cast<std::size_t>(t - 2)].chosen);
  const CellTag last = table::looked_tag(ask, t, -1);
  row.looked = row.ghost || done(ask, last.step);
  if (row.current && !row.distribution && ask.step == word.probabilities) grow(ask, row);
  if (row.distribution) row.next = next_word(ask.run, t);
  if (row.distribution && ask.sampling) row.adjusted = adjusted(trace[row.next.logits].out, *ask.sampling);
  for (const ForcedWord& forced : ask.forced)
    if (forced.position == t) row.forced = &forced;
  return row;
}

TableRow draw_row(const table::Pen& pen, const RowState& row) {
  parts::Canvas& canvas = pen.canvas;
  const Theme& theme = canvas.theme;
  const Rect card{16, row.y - 4, pen.columns.right + 24 - 32, table::content_height + 8};
  TableRow to{row.t,
              card,
              {},
              {},
              {},
              row.distribution && !row.ghost,
              row.chosen && !row.ghost,
              row.current,
              row.forced != nullptr};
  const std::size_t first = canvas.scene.marks.size();
  if (row.ghost) {
    canvas.dashed({card.x + 0.5f, card.y + 0.5f, card.w - 1, card.h - 1}, theme.line2);
  } else {
    canvas.add(parts::fill(card, theme.bg1, 10));
    canvas.add(parts::outline({card.x + 0.75f, card.y + 0.75f, card.w - 1.5f, card.h - 1.5f},
                              row.current ? theme.ink : theme.line1, row.current ? 1.5f : 1, 10));
  }
  canvas.write(pen.columns.words, row.y + 20, std::to_string(row.t), {Font::mono, 22, theme.t1}, 60);
  table::draw_words(pen, row);
  table::draw_candidates(pen, row, to);
  table::draw_chosen(pen, row, to);
  table::draw_looked(pen, row);
  if (!row.ghost) return to;
  constexpr double faint = 0.38;
  for (std::size_t i = first; i < canvas.scene.marks.size(); ++i) {
    Mark& mark = canvas.scene.marks[i];
    mark.color = faded(mark.color, faint);
    mark.cell = {};
  }
  canvas.write(pen.columns.chosen, row.y + 84, canvas.text("translation.later"), {Font::ui, 11, theme.t2},
               pen.columns.chosen_end - pen.columns.chosen);
  to.candidates.clear();
  to.button = {};
  return to;
}

}  // namespace

// As drawn at 1096; narrower panels take from the gaps and bars, wider ones give to bars and cells.
TableColumns table_columns(float width, Index tokens) {
  TableColumns c;
  const float count = static_cast<float>(std::max<Index>(1, tokens));
  c.tokens = tokens;
  c.right = width - 24;
  const float slack = width - 1096;
  const float words = slack < 0 ? std::max(-56.0f, slack * 0.3f) : std::min(120.0f, slack * 0.1f);
  const float scarce = std::min(0.0f, slack + 320);  // below the window's smallest size, at large scales
  const float bars =
      slack < 0 ? std::max(-96.0f, slack * 0.5f) + std::max(-54.0f, scarce * 0.6f) : std::min(420.0f, slack * 0.38f);
  const float chosen = std::max(-62.0f, scarce * 0.6f);
  c.words_end += words;
  c.names += words;
  c.bars += words + (slack > 0 ? std::min(48.0f, slack * 0.06f) : 0);
  c.bars_end += words + bars;
  c.numbers += words + bars;
  c.chosen += words + bars;
  c.chosen_end += words + bars + chosen;
  c.looked += words + bars + chosen;
  c.cell = std::min(66 + std::clamp(slack * 0.12f, 0.0f, 94.0f), (c.right - c.looked) / count);
  return c;
}

float table_height(const Run& run, float width) {
  return 10 + table_row_height * static_cast<float>(run.written.size()) + table::alignment_height(run, width);
}

TranslationTable translation_table(const TranslationRequest& request) {
  const auto count = static_cast<int>(request.run.written.size());
  const StageRequest ask{request.run.trace,
                         std::max(0, request.step),
                         request.phase,
                         -1,
                         {},
                         request.theme,
                         request.width,
                         table_height(request.run, request.width),
                         request.measure,
                         {},
                         {},
                         request.text};
  parts::Canvas canvas(ask);
  const auto tokens = static_cast<Index>(request.run.read.size());
  TranslationTable made;
  const table::Pen pen{request, canvas, table_columns(request.width, tokens), made};
  made.rows_end = 10 + table_row_height * static_cast<float>(count);
  int written = 0;
  for (int t = 1; t <= count; ++t) {
    const float y = 10 + table_row_height * static_cast<float>(t - 1);
    if (done(request, request.run.written[static_cast<std::size_t>(t - 1)].chosen)) written = t;
    if (y + table_row_height < request.top || y > request.bottom) continue;
    made.rows.push_back(draw_row(pen, state_of(request, t, y)));
  }
  if (request.bottom > made.rows_end) table::draw_alignment(pen, made.rows_end, written);
  made.scene = std::move(canvas.scene);
  return made;
}

}  // namespace attn::scene
