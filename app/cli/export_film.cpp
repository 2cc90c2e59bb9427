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

std::string lower_ending(const ExportRequest& o) {
  std::string ending = !o.format.empty() ? o.format : fs::path(o.output).extension().string();
  if (ending.starts_with('.')) ending.erase(0, 1);
  for (char& c : ending) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return ending;
}

// From the step, or the first of the block, to --to; without that, the step or the block alone.
std::vector<int> filmed_steps(const ExportRequest& o, const Trace& trace) {
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

}  // namespace

std::optional<Kind> kind_of(const ExportRequest& o) {
  const std::string ending = lower_ending(o);
  if (figures::film_format_of(ending)) return Kind::film;
  if (ending == "html" || ending == "md" || ending == "tex") return Kind::document;
  if (o.animate) throw std::invalid_argument(fmt::format("--animate writes .gif, .webp or .mp4, not '.{}'", ending));
  if (o.worked || o.exercise)
    throw std::invalid_argument(fmt::format("a worked run is written as .html or .md, not '.{}'", ending));
  return std::nullopt;
}

std::vector<figures::Job> film_jobs(const ExportRequest& o, const figures::Subject& subject, const fs::path& file,
                                    const figures::GoOn& go_on) {
  const std::vector<int> steps = filmed_steps(o, subject.trace());
  const figures::Figure figure = figure_of(o, steps.front());
  const figures::FilmFormat format = *figures::film_format_of(lower_ending(o));
  figures::film_frames(subject.trace(), steps, o.film);  // throws before any work is done
  return {{file, [=, &o](const scene::Measure&) {
             std::string bytes = figures::film_file(figure, subject, steps, format, o.film, go_on);
             if (bytes.empty()) throw Interrupted("cancelled; nothing is written");
             return bytes;
           }}};
}

std::vector<figures::Job> document_jobs(const ExportRequest& o, const figures::Subject& subject, const fs::path& file) {
  const Trace& trace = subject.trace();
  const std::string ending = lower_ending(o);
  const bool chosen = o.all || !o.block.empty() || !o.step.empty() || !o.path.empty();
  std::vector<int> steps;
  if (o.exercise && !chosen)
    steps = figures::exercise_steps(trace, o.seed);
  else if (chosen)
    steps = steps_of(o, trace);
  else
    steps = timeline(trace);
  const figures::Figure figure = figure_of(o, steps.empty() ? 0 : steps.front());
  if (ending == "tex") {
    const Texts texts(figure.language);
    std::string all;
    for (const int step : steps)
      all += figures::to_latex(texts, trace, step, steps.size() == 1 ? figure.cell : std::nullopt) + "\n";
    return {{file, [all](const scene::Measure&) { return all; }}};
  }
  const bool html = ending == "html";
  const auto text = [=](const figures::Worked& worked, bool answers) {
    return html ? figures::to_html(worked, figure, subject, answers)
                : figures::to_markdown(worked, figure, subject, answers);
  };
  if (!o.exercise)
    return {{file, [=](const scene::Measure&) { return text(figures::worked(figure, subject, steps), true); }}};
  const auto sheet = [=, seed = o.seed](bool answers) {
    return [=](const scene::Measure&) { return text(figures::exercise(figure, subject, steps, seed), answers); };
  };
  return {{file, sheet(false)}, {figures::key_of(file), sheet(true)}};
}

}  // namespace attn::cli
