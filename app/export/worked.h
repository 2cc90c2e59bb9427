// Worked: a run, or some of its steps, as a text to print or hand out: formula, figure, numbers and one cell in full
// for every step; or as an exercise with empty places, and its answer key. All of these throw Stopped where go_on,
// asked before every step, says no.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/core/arithmetic.h"
#include "app/export/figure.h"
#include "app/export/go_on.h"

namespace attn::figures {

struct WorkedStep {
  int step = 0;
  bool given = false;  // only told, for the steps that read it
  std::string title, formula, explanation;
  std::optional<Cell> cell;               // the one that is worked in full …
  std::vector<ArithmeticRow> arithmetic;  // … and how
};

// An empty place of an exercise, and what belongs there.
struct Blank {
  int number = 0;  // from 1, in the order of reading
  int step = 0;
  Cell cell;
  std::vector<ArithmeticRow> arithmetic;
};

struct Worked {
  std::string title;
  std::vector<std::string> about;  // sentence and translation, model, what was done to the run
  std::vector<WorkedStep> steps;
  std::vector<Blank> blanks;  // none: a worked solution
  std::string session;
};

// Every step in order. figure: language, and the cell that is worked where a step has it; elsewhere it is the largest.
// Throws std::invalid_argument if there is no step, or no such one.
Worked worked(const Figure& figure, const Subject& source, const std::vector<int>& steps, const GoOn& go_on = {});

// The steps with empty places, about two per step, chosen by the seed; steps that they read come first, as given. A
// place whose answer could be read off an earlier one's is empty too. A step whose cells have more than `most_terms`
// terms is given. Throws std::invalid_argument like worked, or if no step is left to ask for.
Worked exercise(const Figure& figure, const Subject& source, const std::vector<int>& steps, std::uint32_t seed,
                const GoOn& go_on = {});
inline constexpr std::size_t most_terms_to_ask = 24;

// Steps that make a good exercise: scores, scaling, mask, weights and weighted sum of one head that the seed chooses.
std::vector<int> exercise_steps(const Trace& trace, std::uint32_t seed);

// Self-contained HTML to be read or printed. Tables have four decimals; a cell's title is its exact number; what is too
// wide for a table is a figure, with all numbers, exact, separated by tabs, in a closed <details>. answers: of an
// exercise, the key.
std::string to_html(const Worked& worked, const Figure& figure, const Subject& source, bool answers = true,
                    const GoOn& go_on = {});

// The same as Markdown with tables; figures are left out.
std::string to_markdown(const Worked& worked, const Figure& figure, const Subject& source, bool answers = true,
                        const GoOn& go_on = {});

}  // namespace attn::figures
