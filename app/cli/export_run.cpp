#include <algorithm>
#include <chrono>
#include <filesystem>
#include <iostream>
#include <limits>
#include <stdexcept>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/cli/command.h"
#include "app/cli/decoding.h"
#include "app/cli/export_fits.h"
#include "app/cli/export_parts.h"
#include "app/cli/progress.h"
#include "app/core/names.h"
#include "app/core/player.h"
#include "app/export/batch.h"
#include "app/export/checksum.h"
#include "app/export/latex.h"
#include "app/scene/text.h"
#include "engine/path.h"
#include "engine/run_kind.h"
#include "engine/runs/marian_params.h"

namespace attn::cli {
namespace {

namespace fs = std::filesystem;
using figures::Figure;
using figures::Format;
using figures::What;

struct Summary {
  std::size_t files = 0, bytes = 0;
  std::vector<std::string> names;
};

bool several(const ExportRequest& o) { return o.all || !o.block.empty(); }

void check_output(const ExportRequest& o) {
  if (o.folder.empty() == o.output.empty())
    throw std::invalid_argument(o.folder.empty() ? "no output; give -o FILE, or --out DIR for several files"
                                                 : "--out names a folder, -o a file; give one of them");
  if (o.output.ends_with('/'))
    throw std::invalid_argument(fmt::format("'{}' is a folder; give it as --out, or give -o a file in it", o.output));
  if (o.output == "-") throw std::invalid_argument("-o - is not a file name; to write a file called '-', use -o ./-");
}

Format format_of(const ExportRequest& o) { return figures::format_of(ending_of(o)).value(); }

What what_of(const ExportRequest& o) {
  if (o.view == "map") return What::map;
  if (o.view == "heads") return What::heads;
  if (o.view == "translation") return What::translation;
  const bool film = o.figure.empty() && kind_of(o) == Kind::film;
  return o.view == "step" || o.figure == "stage" || film ? What::stage : What::matrix;
}

void check(const ExportRequest& o, Format format) {
  const bool folder = !o.folder.empty();
  if (!o.output.empty() && several(o) && !figures::holds_several(format))
    throw std::invalid_argument(
        fmt::format("several steps do not fit into one .{} file; give --out DIR", figures::name_of(format)));
  if (!o.sentences.empty() && !folder)
    throw std::invalid_argument("--sentences writes one folder per sentence; give --out DIR");
  figures::name_from(o.pattern, {1, "a", "a", "a", "a", "a", "a"});  // throws before any work is done
}

// The seed alone draws too, but of an exercise it says which places are empty.
bool draws(const ExportRequest& o) { return o.decoding.draws || (o.seeded && !o.exercise); }

void check_decoding(const ExportRequest& o) {
  constexpr std::uint64_t most = std::numeric_limits<std::uint32_t>::max();
  if (o.exercise && o.seed > most)
    throw std::invalid_argument(fmt::format("--seed: {} is too large; with --exercise it is at most {}", o.seed, most));
  if (o.decoding.beam == 0) return;
  if (draws(o)) throw std::invalid_argument("--seed works with sampling, not with --beam");
  if (!o.forced.empty())
    throw std::invalid_argument("--force works with greedy decoding and with sampling, not with --beam");
  if (what_of(o) != What::translation || kind_of(o))
    throw std::invalid_argument(
        "--beam draws the tree of the translation view; give --view translation, and png, svg or pdf");
  if (o.decoding.beam < narrowest_beam || o.decoding.beam > widest_shown_beam)
    throw std::invalid_argument(fmt::format("--beam: the tree can be drawn for a width of {} to {}, not {}",
                                            narrowest_beam, widest_shown_beam, o.decoding.beam));
}

// Pictures below this are no use to anyone.
void check_size(const ExportRequest& o) {
  constexpr float least_width = 480, least_height = 320;
  if (what_of(o) == What::matrix || o.width == 0 || (o.width >= least_width && o.height >= least_height)) return;
  throw std::invalid_argument(fmt::format("--size: {}x{} is too small for this figure; it needs at least {}x{}",
                                          o.width, o.height, least_width, least_height));
}

}  // namespace

bool needs_step(const ExportRequest& o) {
  const What what = what_of(o);
  return o.step.empty() && !several(o) && kind_of(o) != Kind::worked && (what == What::matrix || what == What::stage);
}

namespace {

// Calls it; what is wrong with the sentence is told with the place of the sentence.
template <typename Call>
auto at(const Sentence& sentence, const Call& call) {
  try {
    return call();
  } catch (const std::invalid_argument& e) {
    if (sentence.where.empty()) throw;
    throw std::invalid_argument(fmt::format("{}: {}", sentence.where, e.what()));
  }
}

// A run that writes no words has neither a translation to show nor words to choose.
void check_alone(const ExportRequest& o) {
  if (!o.view.empty() && o.view != "step")
    throw std::invalid_argument(fmt::format(
        "--view {}: a run of {} has no such view; it writes no words and has no layers", o.view, o.input.run));
  if (o.decoding.beam > 0 || draws(o) || !o.forced.empty())
    throw std::invalid_argument(
        fmt::format("a run of {} writes no words, so beam search, sampling and --force have no effect", o.input.run));
}

figures::Subject subject_of(const ExportRequest& o, const std::shared_ptr<const Model>& model,
                            const std::string& checksum, const std::string& sentence) {
  if (!model) {
    ModelInput input = o.input;
    if (!input.sets_text())
      input.words = sentence.empty() ? std::vector<std::string>() : std::vector<std::string>{sentence};
    Computed made = compute(input);
    return {nullptr, std::make_shared<Run>(std::move(made.run)), made.request, {}};
  }
  Decoding decoding = o.decoding;
  decoding.draws = draws(o);
  decoding.sampling.seed = o.seed;
  decoding.forced = o.forced;
  Request request = decoding.request(o.input.model, sentence, *model);
  for (const std::string& assignment : o.input.set)
    if (!o.input.is_text(assignment)) set_parameter(request, assignment);
  auto translation = std::make_shared<Run>(translate(*model, sentence, translate_options(request)));
  warn(*translation, model->name);
  check_reached(request.forced, translation->written.size());
  figures::Subject subject{model, translation, request, checksum};
  if (o.decoding.beam > 0) {
    subject.searched = {o.decoding.beam, o.decoding.length_penalty};
    const BeamOptions beam{.width = o.decoding.beam, .length_penalty = o.decoding.length_penalty};
    subject.beam = std::make_shared<const BeamSearch>(beam_search(*model, sentence, beam));
  }
  return subject;
}

figures::NameValues values_of(const figures::Subject& source, const Figure& figure, int number, std::string_view format,
                              const Texts& texts) {
  const Step& step = source.trace()[figure.step];
  const std::string& path = step.path;
  return {number,
          path,
          std::string(last_part(path)),
          std::string(step.op->name),
          step_title(texts, step),
          source.model_name(),
          std::string(format)};
}

std::string bytes_of(const figures::Subject& source, const Figure& figure, Format format, const ExportRequest& o,
                     const scene::Measure& measure) {
  if (!figures::is_picture(format)) return figures::data_file(source.trace(), figure.step, format);
  return figures::picture_file(figures::draw(figure, source, measure), source, format, o.picture);
}

// Several steps in one file.
std::string collected(const figures::Subject& source, const std::vector<int>& steps, Format format,
                      const ExportRequest& o, const figures::GoOn& go_on, const scene::Measure& measure) {
  if (format != Format::pdf) return figures::data_file(source.trace(), steps, format);
  std::vector<figures::Drawing> drawings;
  for (const int step : steps) {
    figures::stop_unless(go_on, drawings.size(), steps.size());
    drawings.push_back(figures::draw(figure_of(o, step), source, measure));
  }
  return figures::pages_file(drawings, o.picture, go_on);
}

// Of several steps some have no such cell.
std::optional<Cell> cell_in(const figures::Subject& source, const Figure& figure) {
  const Tensor& out = source.trace()[figure.step].out;
  return figure.cell && out.contains(figure.cell->row, figure.cell->col) ? figure.cell : std::nullopt;
}

std::vector<figures::Job> jobs_of(const ExportRequest& o, const figures::Subject& source, const fs::path& folder,
                                  Format format, const figures::GoOn& go_on) {
  const std::vector<int> steps = steps_of(o, source.trace());
  if (!o.output.empty() && several(o))
    return {{o.output, [&o, source, steps, format, go_on](const scene::Measure& m) {
               return collected(source, steps, format, o, go_on, m);
             }}};
  std::vector<figures::Job> jobs;
  const Texts texts(figure_of(o, steps.front()).language);
  for (const int step : steps) {
    Figure figure = figure_of(o, step);
    if (several(o)) figure.cell = cell_in(source, figure);
    const int number = static_cast<int>(jobs.size()) + 1;
    const fs::path file =
        !o.output.empty() ? fs::path(o.output)
                          : folder / figures::name_from(
                                         o.pattern, values_of(source, figure, number, figures::name_of(format), texts));
    jobs.push_back({file, [&o, source, figure, format](const scene::Measure& m) {
                      return bytes_of(source, figure, format, o, m);
                    }});
  }
  return jobs;
}

// "002-Where is the station" for the second sentence.
std::string folder_name(std::size_t number, std::string sentence) {
  constexpr std::size_t longest = 40;
  std::string short_one;
  std::size_t from = 0;
  for (const std::size_t end : scene::character_ends(sentence)) {
    if (end > longest) break;
    short_one += sentence.substr(from, end - from);
    from = end;
  }
  while (!short_one.empty() && std::string_view(" .?!").find(short_one.back()) != std::string_view::npos)
    short_one.pop_back();
  return figures::name_from("{n:03}-{path}", {static_cast<int>(number), short_one, "", "", "", "", ""});
}

std::string cancelled_text(std::size_t files) {
  if (files == 0) return "cancelled; nothing was written";
  return files == 1 ? "cancelled; 1 file was written, and it is complete"
                    : fmt::format("cancelled; {} files were written, all complete", files);
}

void write_jobs(const ExportRequest& o, const std::vector<figures::Job>& jobs, ProgressLine& line, Summary& summary) {
  figures::BatchOptions options;
  options.replace = o.replace;
  options.make_folders = !o.folder.empty();
  options.cancelled = Interrupt::asked;
  if (jobs.size() > 1) options.progress = [&](std::size_t done, std::size_t all) { line.show(done, all, "files"); };
  const figures::BatchResult result = figures::run_batch(jobs, options);
  summary.files += result.files;
  summary.bytes += result.bytes;
  for (const figures::Job& job : jobs) summary.names.push_back(job.file.string());
  line.clear();
  if (result.cancelled) throw Interrupted(cancelled_text(summary.files));
}

// A file for each step.
std::vector<figures::Job> latex_jobs(const ExportRequest& o, const figures::Subject& source, const fs::path& folder) {
  std::vector<figures::Job> jobs;
  for (const int step : steps_of(o, source.trace())) {
    const Figure figure = figure_of(o, step);
    const int number = static_cast<int>(jobs.size()) + 1;
    const Texts texts(figure.language);
    jobs.push_back({folder / figures::name_from(o.pattern, values_of(source, figure, number, "tex", texts)),
                    [source, figure](const scene::Measure&) {
                      return figures::to_latex(Texts(figure.language), source.trace(), figure.step,
                                               cell_in(source, figure));
                    }});
  }
  return jobs;
}

// What its progress counts.
const char* noun_of(const ExportRequest& o) {
  const std::optional<Kind> kind = kind_of(o);
  return kind == Kind::film ? "frames" : kind == Kind::worked ? "steps" : "pages";
}

void write_one(const ExportRequest& o, const figures::Subject& source, const fs::path& folder, Summary& summary) {
  ProgressLine line(o.quiet);
  const std::optional<Kind> kind = kind_of(o);
  // An exercise and its key are made at once, each with another count.
  const figures::GoOn go_on = [&line, shown = !o.exercise, noun = noun_of(o)](std::size_t done, std::size_t all) {
    if (shown) line.show(done, all, noun);
    return !Interrupt::asked();
  };
  if (!kind) return write_jobs(o, jobs_of(o, source, folder, format_of(o), go_on), line, summary);
  const bool film = kind == Kind::film;
  const fs::path file = o.output.empty() ? folder / ((film ? "film." : "run.") + ending_of(o)) : fs::path(o.output);
  if (kind == Kind::latex && !o.folder.empty()) return write_jobs(o, latex_jobs(o, source, folder), line, summary);
  write_jobs(o, film ? film_jobs(o, source, file, go_on) : document_jobs(o, source, file, go_on), line, summary);
}

std::string size_text(std::size_t bytes) {
  constexpr std::size_t kilo = 1000, mega = 1'000'000;
  if (bytes < kilo) return fmt::format("{} bytes", bytes);
  const auto count = static_cast<double>(bytes);
  return bytes < mega ? fmt::format("{:.1f} kB", count / kilo) : fmt::format("{:.1f} MB", count / mega);
}

void report(const ExportRequest& o, const Summary& s, double seconds) {
  if (o.json)
    std::cout << nlohmann::json{{"files", s.files}, {"bytes", s.bytes}, {"seconds", seconds}, {"written", s.names}}
                     .dump(1, ' ', false, nlohmann::json::error_handler_t::replace)
              << "\n";
  if (o.quiet || o.json) return;
  if (o.folder.empty())
    say("wrote {}\n", fmt::join(s.names, " and "));
  else
    say("wrote {} file{}, {}, into {} in {:.1f} s\n", s.files, s.files == 1 ? "" : "s", size_text(s.bytes), o.folder,
        seconds);
}

}  // namespace

std::vector<int> steps_of(const ExportRequest& o, const Trace& trace) {
  const std::vector<int> played = timeline(trace);
  if (!o.block.empty()) {
    std::string prefix = o.block;
    while (prefix.ends_with('/')) prefix.pop_back();
    std::vector<int> steps;
    for (int i = 0; i < trace.size(); ++i)
      if (trace[i].path == prefix || trace[i].path.starts_with(prefix + "/")) steps.push_back(i);
    if (steps.empty()) throw std::invalid_argument(fmt::format("no step's path begins with '{}/'", prefix));
    return steps;
  }
  if (o.all) return played;
  const std::string& path = needs_step(o) ? o.path : o.step;
  if (path.empty()) return {played.back()};
  trace.at(path);  // throws, naming the nearest
  return {trace.find(path)};
}

Figure figure_of(const ExportRequest& o, int step) {
  Figure figure;
  figure.what = what_of(o);
  figure.step = step;
  if (o.row > 0) figure.cell = Cell{o.row - 1, o.col - 1};
  figure.phase = o.phase;
  figure.paper = o.theme == "dark"    ? figures::Paper::dark
                 : o.theme == "light" ? figures::Paper::light
                                      : figures::Paper::print;
  for (const Language language : languages)
    if (o.language == code(language)) figure.language = language;
  figure.width = o.width;
  figure.height = o.height;
  if (o.decoding.beam > 0) {
    figure.translation.decoding = attn::Decoding::beam;
  } else if (draws(o)) {
    figure.translation.decoding = attn::Decoding::sampling;
  }
  figure.title = !o.no_title && !o.no_caption;
  figure.caption = !o.no_caption;
  figure.legend = !o.no_legend;
  if (ending_of(o) == "pdf") return figures::fitted(figure, o.picture.page);
  return figure;
}

void run_export(const ExportRequest& request) {
  ExportRequest o = request;
  const auto began = std::chrono::steady_clock::now();
  check_output(o);
  check_ending(o);
  check_fits(o);
  const std::optional<Kind> kind = kind_of(o);
  if (!kind) check(o, format_of(o));
  check_size(o);
  check_decoding(o);
  o.picture.session = !o.no_session;
  o.picture.page = figures::page_of(o.page).value();
  const std::vector<Sentence> sentences = sentences_of(o);
  const RunKind& run = o.input.kind();
  if (!run.needs_model) check_alone(o);
  if (run.needs_model) check_set(o);
  const auto model = run.needs_model ? std::make_shared<const Model>(load_model(o.input.model)) : nullptr;
  for (const Sentence& sentence : sentences)  // before the first file is written
    at(sentence, [&] {
      if (model)
        read_sentence(*model, sentence.text);
      else if (sentences.size() > 1)  // of a single one, nothing is written before its run anyway
        subject_of(o, nullptr, {}, sentence.text);
    });
  const bool session = (kind || figures::is_picture(format_of(o))) && o.picture.session;
  const std::string checksum = model && session ? figures::model_checksum(*model) : "";
  Summary summary;
  const Interrupt interrupt;
  for (std::size_t i = 0; i < sentences.size(); ++i) {
    const fs::path folder =
        o.sentences.empty() ? fs::path(o.folder) : fs::path(o.folder) / folder_name(i + 1, sentences[i].text);
    if (Interrupt::asked()) throw Interrupted(cancelled_text(summary.files));
    at(sentences[i], [&] { write_one(o, subject_of(o, model, checksum, sentences[i].text), folder, summary); });
  }
  report(o, summary, std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count());
}

}  // namespace attn::cli
