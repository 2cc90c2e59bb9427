#include "app/export/worked.h"

#include <algorithm>
#include <cmath>
#include <random>
#include <set>
#include <stdexcept>
#include <tuple>

#include <fmt/format.h>

#include "app/core/explanation.h"
#include "app/core/names.h"
#include "app/export/failure.h"
#include "app/export/parts.h"
#include "app/export/session.h"
#include "engine/formula.h"
#include "engine/path.h"
#include "engine/roles/roles.h"

namespace attn::figures {
namespace {

void check(const Trace& trace, const std::vector<int>& steps) {
  if (steps.empty()) throw std::invalid_argument("a worked solution needs a step");
  for (const int step : steps)
    if (step < 0 || step >= trace.size()) throw std::invalid_argument(fmt::format("the run has no step {}", step + 1));
}

// Among finite numbers; nothing of an empty or wholly masked step.
std::optional<Cell> largest(const Tensor& out) {
  std::optional<Cell> best;
  for (Index r = 0; r < out.rows(); ++r)
    for (Index c = 0; c < out.cols(); ++c)
      if (std::isfinite(out(r, c)) && (!best || out(r, c) > out(best->row, best->col))) best = Cell{r, c};
  return best;
}

std::string title_of_step(const Figure& figure, const Subject& source, int step) {
  Figure matrix = figure;
  matrix.what = What::matrix;
  matrix.step = step;
  return title_of(matrix, source);
}

Worked about(const Figure& figure, const Subject& source, const char* title) {
  const Texts& texts = texts_in(figure.language);
  Worked made;
  made.title = texts(Message{title, {source.run->input}});
  Figure run = figure;
  run.what = What::translation;  // what is said of the whole run, whatever the view shows beside it
  run.translation = {};
  run.phase = 1;
  run.legend = false;
  made.about = caption_of(run, source);
  run.what = What::matrix;
  made.session = to_json(session_of(run, source));
  return made;
}

WorkedStep step_of(const Figure& figure, const Subject& source, int step) {
  const Texts& texts = texts_in(figure.language);
  const Trace& trace = source.trace();
  const Tensor& out = trace[step].out;
  WorkedStep made;
  made.step = step;
  made.title = title_of_step(figure, source, step);
  made.formula = formula(trace, step, formula_words(texts));
  made.explanation = explanation(texts, trace, step);
  made.cell = figure.cell && out.contains(figure.cell->row, figure.cell->col) ? figure.cell : largest(out);
  if (made.cell) made.arithmetic = arithmetic(texts, trace, step, made.cell->row, made.cell->col, 16);
  return made;
}

// How many terms a person has to reckon with for a cell.
std::size_t terms(const Trace& trace, int step) {
  const Tensor& out = trace[step].out;
  if (out.size() == 0 || trace[step].inputs.empty()) return most_terms_to_ask + 1;
  std::size_t most = 0;
  for (const Line& line : explain(trace, step, out.rows() - 1, 0)) most = std::max(most, line.terms.size());
  return most;
}

using Empty = std::set<std::tuple<int, Index, Index>>;

// Whether the cell is made of one computed cell only, and that one is to be found: then this one would give it away.
bool gives_away(const Trace& trace, int step, Index row, Index col, const Empty& empty) {
  std::size_t computed = 0, hidden = 0;
  for (const Source& from : sources(trace, step, row, col)) {
    if (trace[from.step].inputs.empty()) continue;  // a weight, a mask
    ++computed;
    hidden += empty.count({from.step, from.row, from.col});
  }
  return computed == 1 && hidden == 1;
}

constexpr std::size_t blanks_per_step = 2;

void add_blanks(Worked& to, const Texts& texts, const Trace& trace, int step, std::mt19937& random, Empty& empty) {
  const Tensor& out = trace[step].out;
  std::vector<Cell> finite;
  for (Index r = 0; r < out.rows(); ++r)
    for (Index c = 0; c < out.cols(); ++c)
      if (std::isfinite(out(r, c))) finite.push_back({r, c});
  Empty here;
  for (const Cell& cell : finite)
    if (gives_away(trace, step, cell.row, cell.col, empty)) here.insert({step, cell.row, cell.col});
  for (std::size_t i = 0; i < blanks_per_step && here.size() < finite.size();) {
    const Cell& cell = finite[random() % finite.size()];
    if (here.insert({step, cell.row, cell.col}).second) ++i;
  }
  for (const auto& [number, row, col] : here)  // in the order of reading
    to.blanks.push_back({static_cast<int>(to.blanks.size()) + 1,
                         step,
                         {row, col},
                         arithmetic(texts, trace, step, row, col, static_cast<int>(most_terms_to_ask))});
  empty.insert(here.begin(), here.end());
}

}  // namespace

Worked worked(const Figure& figure, const Subject& source, const std::vector<int>& steps, const GoOn& go_on) {
  check(source.trace(), steps);
  Worked made = about(figure, source, "worked.title");
  for (const int step : steps) {
    stop_unless(go_on, made.steps.size(), steps.size());
    made.steps.push_back(step_of(figure, source, step));
  }
  return made;
}

Worked exercise(const Figure& figure, const Subject& source, const std::vector<int>& steps, std::uint32_t seed,
                const GoOn& go_on) {
  const Trace& trace = source.trace();
  check(trace, steps);
  std::set<int> asked, told;
  for (const int step : steps) (terms(trace, step) <= most_terms_to_ask ? asked : told).insert(step);
  if (asked.empty())
    throw Failure(
        fmt::format("no exercise can be made: every cell of these steps has more than {} terms", most_terms_to_ask),
        {"export.why_no_question", {std::to_string(most_terms_to_ask)}});
  for (const int step : asked)
    for (const int input : trace[step].inputs)
      if (asked.count(input) == 0) told.insert(input);
  Worked made = about(figure, source, "worked.exercise");
  const std::size_t all = told.size() + asked.size();
  for (const int step : told) {
    stop_unless(go_on, made.steps.size(), all);
    made.steps.push_back(step_of(figure, source, step));
    made.steps.back().given = true;
    made.steps.back().cell.reset();
    made.steps.back().arithmetic.clear();
  }
  std::mt19937 random(seed);
  Empty empty;
  for (const int step : asked) {
    stop_unless(go_on, made.steps.size(), all);
    made.steps.push_back(step_of(figure, source, step));
    made.steps.back().cell.reset();  // an example would be an answer
    made.steps.back().arithmetic.clear();
    add_blanks(made, texts_in(figure.language), trace, step, random, empty);
  }
  return made;
}

std::vector<int> exercise_steps(const Trace& trace, std::uint32_t seed) {
  std::vector<int> scores;
  for (int i = 0; i < trace.size(); ++i)
    if (trace[i].role->is(roles::scores)) scores.push_back(i);
  if (scores.empty()) return {};
  const int first = scores[std::mt19937(seed)() % scores.size()];
  const std::string_view head = Path(trace[first].path).group();
  std::vector<int> steps;
  for (int i = first; i < trace.size() && Path(trace[i].path).group() == head; ++i) steps.push_back(i);
  return steps;
}

}  // namespace attn::figures
