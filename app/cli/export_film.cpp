// attnscope export of films and of documents.
#include <fmt/format.h>

#include <filesystem>
#include <stdexcept>

#include "app/cli/export_parts.h"
#include "app/export/latex.h"
#include "app/export/plan.h"
#include "app/export/worked.h"
#include "app/scene/write_file.h"

namespace attn::cli {
namespace {

namespace fs = std::filesystem;

// From the step, or the first of the block, to --to; without that, the step or the block alone. A translation of which
// no moment is named is written from its first word to its last.
std::vector<int> filmed_steps(const ExportRequest& o, const Run& run) {
  const Trace& trace = run.trace;
  if (o.view == "translation" && o.step.empty() && o.block.empty() && !o.all && o.to.empty())
    return figures::writing_steps(run);
  const std::vector<int> steps = steps_of(o, trace);
  if (o.to.empty()) return steps;
  trace.at(o.to);  // throws, naming the nearest
  const int last = trace.find(o.to);
  if (last < steps.front())
    throw std::invalid_argument(
        fmt::format("'{}' comes before '{}', where the film begins", o.to, trace[steps.front()].path));
  std::vector<int> range;
  for (int step = steps.front(); step <= last; ++step) range.push_back(step);
  return range;
}

void check_cell(const Trace& trace, int step, const std::optional<Cell>& cell) {
  if (cell && !trace[step].out.contains(cell->row, cell->col))
    throw std::invalid_argument(fmt::format("{} has no cell {},{}; its shape is {}", trace[step].path, cell->row + 1,
                                            cell->col + 1, trace[step].out.shape()));
}

}  // namespace

std::vector<figures::Job> film_jobs(const ExportRequest& o, const figures::Subject& subject, const fs::path& file,
                                    const figures::GoOn& go_on) {
  const std::vector<int> steps = filmed_steps(o, *subject.run);
  const figures::Figure figure = figure_of(o, steps.front());
  const figures::FilmFormat format = *figures::film_format_of(ending_of(o));
  figures::film_frames(subject.trace(), steps, o.film);  // throws before any work is done
  if (steps.size() == 1) check_cell(subject.trace(), steps.front(), figure.cell);
  return {{file, [=, &o](const scene::Measure&) {
             return figures::film_file(figure, subject, steps, format, o.film, go_on);
           }}};
}

std::vector<figures::Job> document_jobs(const ExportRequest& o, const figures::Subject& subject, const fs::path& file,
                                        const figures::GoOn& go_on) {
  const Trace& trace = subject.trace();
  const std::string ending = ending_of(o);
  const bool latex = kind_of(o) == Kind::latex, chosen = latex || o.all || !o.block.empty() || !o.step.empty();
  std::vector<int> steps;
  if (o.exercise && !chosen)
    steps = figures::exercise_steps(trace, static_cast<std::uint32_t>(o.seed));
  else if (chosen)
    steps = steps_of(o, trace);
  else
    steps = timeline(trace);
  const figures::Figure figure = figure_of(o, steps.empty() ? 0 : steps.front());
  if (steps.size() == 1) check_cell(trace, steps.front(), figure.cell);
  if (latex) {
    const Texts texts(figure.language);
    std::string all;
    for (const int step : steps)
      all += figures::to_latex(texts, trace, step, steps.size() == 1 ? figure.cell : std::nullopt) + "\n";
    return {{file, [all](const scene::Measure&) { return all; }}};
  }
  const bool html = ending == "html";
  const auto text = [=](const figures::Worked& worked, bool answers) {
    return html ? figures::to_html(worked, figure, subject, answers, go_on)
                : figures::to_markdown(worked, figure, subject, answers, go_on);
  };
  if (!o.exercise)
    return {{file, [=](const scene::Measure&) { return text(figures::worked(figure, subject, steps, go_on), true); }}};
  const auto sheet = [=, seed = static_cast<std::uint32_t>(o.seed)](bool answers) {
    return [=](const scene::Measure&) { return text(figures::exercise(figure, subject, steps, seed, go_on), answers); };
  };
  return {{file, sheet(false)}, {figures::key_of(file), sheet(true)}};
}

}  // namespace attn::cli
