#include "app/export/plan.h"

#include <algorithm>
#include <stdexcept>

#include "app/core/names.h"
#include "app/core/player.h"
#include "app/export/formats.h"
#include "app/export/latex.h"
#include "app/export/names.h"
#include "app/export/parts.h"
#include "app/export/worked.h"
#include "engine/path.h"

namespace attn::figures {
namespace {

namespace fs = std::filesystem;

fs::path path_from(const std::string& text) { return fs::path(reinterpret_cast<const char8_t*>(text.c_str())); }

ExportFormat format_of(const Order& order) { return attn::format_of(order.options, order.films()); }
std::string ending_of(const Order& order) {
  return std::string(export_format_names[static_cast<std::size_t>(format_of(order))]);
}

// "encoder/layer1/self/head2" of one of its steps.
std::string block_of(const std::string& path) { return std::string(Path(path).group()); }

PictureOptions picture_options(const ExportOptions& options) {
  PictureOptions picture;
  picture.scale = options.scale;
  picture.transparent = options.transparent;
  picture.page = page_of(page_names[static_cast<std::size_t>(options.page)]).value();
  return picture;
}

FilmOptions film_options(const ExportOptions& options) {
  FilmOptions film;
  film.fps = options.fps;
  film.pause = options.pause;
  film.loops = options.loops;
  film.scale = options.scale;
  return film;
}

NameValues values_of(const Order& order, int step, int number) {
  const Step& s = order.subject.trace()[step];
  return {number,
          s.path,
          std::string(last_part(s.path)),
          std::string(s.op->name),
          step_title(texts_in(order.figure.language), s),
          order.subject.model_name(),
          ending_of(order)};
}

std::string picture_of(const Order& order, int step, const scene::Measure& measure) {
  const Format format = figures::format_of(ending_of(order)).value();
  if (!is_picture(format_of(order))) return data_file(order.subject.trace(), step, format);
  return picture_file(draw(dressed(order, step), order.subject, measure), order.subject, format,
                      picture_options(order.options));
}

std::string collected(const Order& order, const std::vector<int>& steps, const scene::Measure& measure,
                      const GoOn& go_on) {
  if (format_of(order) != ExportFormat::pdf)
    return data_file(order.subject.trace(), steps, figures::format_of(ending_of(order)).value());
  std::vector<Drawing> drawings;
  for (const int step : steps) {
    stop_unless(go_on, drawings.size(), steps.size());
    drawings.push_back(draw(dressed(order, step), order.subject, measure));
  }
  return pages_file(drawings, picture_options(order.options), go_on);
}

Figure of_text(const Order& order) { return dressed(order, order.figure.step); }

std::string document(const Order& order, const Worked& worked, bool answers, const GoOn& go_on) {
  return format_of(order) == ExportFormat::html ? to_html(worked, of_text(order), order.subject, answers, go_on)
                                                : to_markdown(worked, of_text(order), order.subject, answers, go_on);
}

std::string latex(const Order& order, const std::vector<int>& steps) {
  std::string all;
  for (const int step : steps)
    all += to_latex(texts_in(order.figure.language), order.subject.trace(), step,
                    steps.size() == 1 ? order.figure.cell : std::nullopt) +
           "\n";
  return all;
}

std::vector<Job> exercise_jobs(const Order& order, const fs::path& target, const std::vector<int>& steps,
                               const GoOn& heard) {
  // Sheet and key are made at the same time: how far one of them is says nothing.
  const GoOn go_on = [heard](std::size_t, std::size_t) { return heard(0, 0); };
  const auto sheet = [=](bool answers) {
    return [=](const scene::Measure&) {
      const auto seed = static_cast<std::uint32_t>(order.options.seed);
      return document(order, exercise(of_text(order), order.subject, steps, seed, go_on), answers, go_on);
    };
  };
  return {{target, sheet(false)}, {key_of(target), sheet(true)}};
}

std::vector<Job> film_job(const Order& order, const fs::path& target, const std::vector<int>& steps,
                          const GoOn& go_on) {
  const FilmOptions options = film_options(order.options);
  film_frames(order.subject.trace(), steps, options);  // throws before any work is done
  return {{target, [=](const scene::Measure&) {
             return film_file(dressed(order, steps.front()), order.subject, steps,
                              film_format_of(ending_of(order)).value(), options, go_on);
           }}};
}

std::vector<Job> numbered_jobs(const Order& order, const fs::path& folder, const std::vector<int>& steps) {
  std::vector<Job> jobs;
  for (const int step : steps) {
    const int number = static_cast<int>(jobs.size()) + 1;
    const std::string name = name_from(order.options.pattern, values_of(order, step, number));
    jobs.push_back({folder / path_from(name),
                    [order, step](const scene::Measure& measure) { return picture_of(order, step, measure); }});
  }
  return jobs;
}

}  // namespace

Figure dressed(const Order& order, int step) {
  Figure figure = order.figure;
  if (order.options.what != ExportWhat::figure) figure.what = is_film(format_of(order)) ? What::stage : What::matrix;
  if (step != order.figure.step) {
    figure.step = step;
    figure.cell.reset();
  }
  if (order.options.what == ExportWhat::block || order.options.what == ExportWhat::all) {
    figure.phase = 1;
    figure.sight = {};
  }
  figure.paper = static_cast<Paper>(order.options.paper);
  figure.title = order.options.title;
  figure.caption = order.options.caption;
  figure.legend = order.options.legend;
  if (format_of(order) == ExportFormat::pdf) return fitted(figure, picture_options(order.options).page);
  return figure;
}

std::vector<int> ordered_steps(const Order& order) {
  const Trace& trace = order.subject.trace();
  switch (order.options.what) {
    case ExportWhat::all:
    case ExportWhat::worked:
      return timeline(trace);
    case ExportWhat::exercise:
      return exercise_steps(trace, static_cast<std::uint32_t>(order.options.seed));
    case ExportWhat::block: {
      const std::string prefix = block_of(trace[order.figure.step].path) + "/";
      std::vector<int> steps;
      for (int i = 0; i < trace.size(); ++i)
        if (trace[i].path.starts_with(prefix)) steps.push_back(i);
      return steps;
    }
    default:
      if (order.options.what == ExportWhat::figure && order.view == ViewName::translation && is_film(format_of(order)))
        return writing_steps(*order.subject.run);
      return {order.figure.step};
  }
}

std::string suggested_name(const Order& order) {
  const std::string& path = order.subject.trace()[order.figure.step].path;
  const auto plain = [](const std::string& text) { return name_from("{path}", {1, text, "", "", "", "", ""}); };
  switch (order.options.what) {
    case ExportWhat::figure:
      if (order.view == ViewName::map) return "map";
      if (order.view == ViewName::heads) return "heads";
      if (order.view == ViewName::translation) return "translation";
      return plain(path);
    case ExportWhat::matrix:
      return plain(path);
    case ExportWhat::block:
      return plain(block_of(path));
    case ExportWhat::all:
      return "steps";
    case ExportWhat::worked:
      return "run";
    case ExportWhat::exercise:
      return "exercise-" + std::to_string(order.options.seed);
    case ExportWhat::window:
      return "attnscope";
  }
  return "attnscope";
}

fs::path target_of(const Order& order, const std::string& name) {
  const std::string& chosen = order.options.folder;
  const fs::path folder = path_from(chosen.empty() ? pictures_folder() : without_tilde(chosen));
  std::string file = name.empty() ? suggested_name(order) : name;
  const std::string ending = "." + ending_of(order);
  if (!makes_folder(order.options, order.films()) && !file.ends_with(ending)) file += ending;
  return folder / path_from(file);
}

fs::path key_of(const fs::path& sheet) {
  fs::path key = sheet;
  return key.replace_filename(sheet.stem().string() + "-key" + sheet.extension().string());
}

std::vector<Job> planned(const Order& order, const fs::path& target, const GoOn& go_on) {
  const std::vector<int> steps = ordered_steps(order);
  if (steps.empty()) throw std::invalid_argument("there is no step to save");
  const ExportFormat format = format_of(order);
  if (is_film(format)) return film_job(order, target, steps, go_on);
  if (order.options.what == ExportWhat::exercise) return exercise_jobs(order, target, steps, go_on);
  if (format == ExportFormat::tex) return {{target, [=](const scene::Measure&) { return latex(order, steps); }}};
  if (format == ExportFormat::html || format == ExportFormat::md)
    return {{target, [=](const scene::Measure&) {
               return document(order, worked(of_text(order), order.subject, steps, go_on), true, go_on);
             }}};
  if (makes_folder(order.options, order.films())) return numbered_jobs(order, target, steps);
  if (steps.size() == 1)
    return {{target, [=, step = steps.front()](const scene::Measure& m) { return picture_of(order, step, m); }}};
  return {{target, [=](const scene::Measure& m) { return collected(order, steps, m, go_on); }}};
}

std::string first_lines(const Order& order) {
  const ExportFormat format = format_of(order);
  std::vector<int> steps = ordered_steps(order);
  constexpr std::size_t few = 2;
  if (steps.size() > few && order.options.what != ExportWhat::exercise) steps.resize(few);
  switch (format) {
    case ExportFormat::csv:
    case ExportFormat::tsv:
    case ExportFormat::json:
      return data_file(order.subject.trace(), steps.front(), figures::format_of(ending_of(order)).value());
    case ExportFormat::tex:
      return latex(order, steps);
    case ExportFormat::html:
    case ExportFormat::md: {
      const bool blank = order.options.what == ExportWhat::exercise;
      const Worked shown =
          blank ? exercise(of_text(order), order.subject, steps, static_cast<std::uint32_t>(order.options.seed))
                : worked(of_text(order), order.subject, steps);
      return to_markdown(shown, of_text(order), order.subject, !blank);
    }
    default:
      return {};
  }
}

}  // namespace attn::figures
