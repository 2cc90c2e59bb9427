#include "app/gui/export_actions.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <limits>
#include <utility>

#include <fmt/format.h>

#include "app/core/names.h"
#include "app/export/checksum.h"
#include "app/export/clipboard.h"
#include "app/export/failure.h"
#include "app/export/first_page.h"
#include "app/export/formats.h"
#include "app/export/session.h"
#include "app/gui/panels/dock_parts.h"
#include "app/scene/png.h"
#include "app/scene/raster.h"
#include "app/scene/text.h"
#include "app/scene/write_file.h"

namespace attn::gui {
namespace {

namespace fs = std::filesystem;
using figures::GoOn;
using figures::Order;

std::string text_of(const fs::path& path) {
  const std::u8string text = path.u8string();
  return {text.begin(), text.end()};
}

bool is_text(ExportRow row) { return row >= ExportRow::pattern; }

void move_row(Frame& frame, int direction) {
  const std::vector<ExportRow> rows = rows_of(frame.document.exporting, films(frame));
  ExportView& view = frame.view.exporting;
  const auto at = std::find(rows.begin(), rows.end(), view.row) - rows.begin();
  const auto count = static_cast<std::ptrdiff_t>(rows.size());
  view.row = rows[static_cast<std::size_t>(at >= count ? 0 : (at + direction + count) % count)];
  view.moved = true;
}

// The keys of the question whether to replace files.
void press_question(Frame& frame, const KeyPress& key) {
  ExportView& view = frame.view.exporting;
  if (key.key == GLFW_KEY_ESCAPE) view.there.reset();
  if (key.key == GLFW_KEY_TAB || key.key == GLFW_KEY_LEFT || key.key == GLFW_KEY_RIGHT) view.replace = !view.replace;
  if (key.key != GLFW_KEY_ENTER) return;
  if (view.replace) return do_export(frame, true);
  view.there.reset();
}

Message came_to(const figures::BatchResult& result, std::size_t jobs, const fs::path& target) {
  if (result.cancelled)
    return result.files == 0 ? Message{"export.cancelled", {}}
                             : Message{"export.cancelled_some", {std::to_string(result.files), std::to_string(jobs)}};
  if (result.files == 1) return {"export.saved", {text_of(target)}};
  return {"export.saved_files", {std::to_string(result.files), text_of(target)}};
}

// How far a batch is; a single file counts its own frames.
figures::BatchResult run(const std::vector<figures::Job>& jobs, bool make_folder, const GoOn& go_on) {
  figures::check_places(jobs, make_folder);
  std::size_t done = 0;
  const std::size_t all = jobs.size() > 1 ? jobs.size() : 0;
  figures::BatchOptions options;
  options.replace = true;  // it was asked before
  options.cancelled = [&] { return !go_on(done, all); };
  options.progress = [&](std::size_t written, std::size_t) { go_on(done = written, all); };
  return figures::run_batch(jobs, options);
}

figures::Exporter::Work work_of(Order order, const fs::path& target) {
  return [order = std::move(order), target](const GoOn& go_on) mutable {
    order.subject.checksum = figures::model_checksum(*order.subject.model);
    const bool folder = makes_folder(order.options, order.films());
    const std::vector<figures::Job> jobs = figures::planned(order, target, go_on);
    return came_to(run(jobs, folder, go_on), jobs.size(), jobs.size() > 1 && !folder ? target.parent_path() : target);
  };
}

figures::Exporter::Work window_work(Order order, const fs::path& target, std::shared_ptr<const scene::Image> window) {
  return [order = std::move(order), target, window = std::move(window)](const GoOn& go_on) mutable {
    order.subject.checksum = figures::model_checksum(*order.subject.model);
    figures::check_places({{target, {}}}, false);
    scene::PngNotes notes;
    notes.texts = {
        {"Title", figures::title_of(order.figure, order.subject)},
        {std::string(figures::session_keyword), figures::to_json(figures::session_of(order.figure, order.subject))}};
    const std::string bytes = scene::encode_png(*window, notes);
    figures::stop_unless(go_on, 0, 1);
    scene::write_file(target, bytes);
    return Message{"export.saved", {text_of(target)}};
  };
}

std::size_t files_there(const Order& order, const fs::path& target) {
  std::error_code ignored;
  if (order.options.what == ExportWhat::window) return fs::is_regular_file(target, ignored) ? 1 : 0;
  std::size_t there = 0;
  for (const figures::Job& job : figures::planned(order, target, {}))
    if (fs::is_regular_file(job.file, ignored)) ++there;
  return there;
}

void begin(Frame& frame, figures::Exporter::Work work) {
  frame.view.notice.reset();
  frame.view.exporting.started = frame.now;
  frame.exporter.start(std::move(work));
}

std::string seconds_text(double seconds) { return fmt::format("{:.1f}", seconds); }

std::optional<Message> about(const Order& order, const scene::Scene& scene) {
  const ExportFormat format = format_of(order.options, order.films());
  const auto pixels = [&](float side) {
    const auto scale = static_cast<float>(order.options.scale);
    return std::to_string(static_cast<long>(std::ceil(side * scale)));
  };
  const std::size_t steps = figures::ordered_steps(order).size();
  if (is_film(format)) {
    figures::FilmOptions film;
    film.fps = order.options.fps;
    film.pause = order.options.pause;
    double milliseconds = 0;
    for (const figures::FilmFrame& frame :
         figures::film_frames(order.subject.trace(), figures::ordered_steps(order), film))
      milliseconds += frame.milliseconds;
    return Message{"export.film", {seconds_text(milliseconds / 1000), pixels(scene.width), pixels(scene.height)}};
  }
  if (makes_folder(order.options, order.films())) return Message{"export.many", {std::to_string(steps)}};
  if (format == ExportFormat::pdf && steps > 1) return Message{"export.pages", {std::to_string(steps)}};
  if (format == ExportFormat::png) return Message{"export.pixels", {pixels(scene.width), pixels(scene.height)}};
  if (order.options.what == ExportWhat::exercise) return Message{"export.with_key", {}};
  if (steps > 1) return Message{"export.steps", {std::to_string(steps)}};
  return std::nullopt;
}

// What is seen is the tree of a beam search, and there is none.
bool waits_for_tree(const Order& order) {
  return order.options.what == ExportWhat::figure && order.figure.what == figures::What::translation &&
         order.figure.translation.decoding == Decoding::beam && !order.subject.beam;
}

// Lines as they fit on a screen; what is cut is cut between characters.
std::vector<std::string> beginning(const std::string& text) {
  constexpr std::size_t most_lines = 48, longest = 240;
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text.size() && lines.size() < most_lines;) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::string line = text.substr(at, std::min(end - at, longest));
    while (line.size() == longest && !line.empty() && (static_cast<unsigned char>(line.back()) & 0xC0) == 0x80)
      line.pop_back();
    std::replace(line.begin(), line.end(), '\t', ' ');
    lines.push_back(scene::clean_utf8(line));
    at = end + 1;
  }
  return lines;
}

const scene::Measure& preview_measure() {
  static const scene::Measure measure = scene::remembered(scene::pango_measure());
  return measure;
}

figures::FilmOptions film_options(const ExportOptions& options) {
  figures::FilmOptions film;
  film.fps = options.fps;
  film.pause = options.pause;
  return film;
}

scene::Scene frame_of(const Order& order, const Moment& moment) {
  figures::Figure figure = figures::dressed(order, moment.step);
  figure.phase = moment.phase;
  return figures::draw(figure, order.subject, preview_measure()).scene;
}

// All its frames are as large as the largest of its steps. Where nothing may move, its end is shown.
void begin_film(const Order& order, ExportPreview& preview, bool still, double now) {
  const std::vector<int> steps = figures::ordered_steps(order);
  preview.film = figures::film_frames(order.subject.trace(), steps, film_options(order.options));
  preview.began = now;
  preview.at = still ? preview.film.size() - 1 : 0;
  float width = 0, height = 0;
  for (const int step : steps)
    for (const double phase : {0.5, 1.0}) {  // at one half it is said how far it is
      const scene::Scene made = frame_of(order, {step, phase});
      width = std::max(width, made.width);
      height = std::max(height, made.height);
    }
  preview.scene = frame_of(order, preview.film[preview.at].moment);
  preview.scene.width = width;
  preview.scene.height = height;
  if (still) preview.film.clear();
}

void show_due_frame(Frame& frame, ExportPreview& preview) {
  const std::size_t at = due(preview, frame.now).first;
  if (at == preview.at) return;
  preview.at = at;
  const scene::Scene before = std::move(preview.scene);
  preview.scene = frame_of(order_of(frame), preview.film[at].moment);
  preview.scene.width = before.width;
  preview.scene.height = before.height;
}

void make_preview(Frame& frame, ExportPreview& preview) {
  const Order order = order_of(frame);
  const ExportFormat format = format_of(order.options, order.films());
  try {
    preview.target = text_of(figures::target_of(order, preview.name));
    if (order.options.what == ExportWhat::window) {
      const scene::Image& window = *frame.view.exporting.window;
      preview.about = Message{"export.pixels", {std::to_string(window.width), std::to_string(window.height)}};
      return;
    }
    if (waits_for_tree(order)) {
      preview.problem = frame.texts(frame.derived.no_beam.value_or(Message{"export.no_tree_yet", {}}));
      return;
    }
    figures::planned(order, preview.target, {});
    const scene::Measure& measure = preview_measure();
    if (format == ExportFormat::html)
      preview.scene = figures::first_page(order, measure);
    else
      preview.lines = beginning(figures::first_lines(order));
    if (is_film(format)) begin_film(order, preview, frame.document.reduced_motion, frame.now);
    if (preview.lines.empty() && preview.scene.marks.empty())
      preview.scene =
          figures::draw(figures::dressed(order, figures::ordered_steps(order).front()), order.subject, measure).scene;
    preview.about = about(order, preview.scene);
  } catch (const std::exception& e) {
    preview.problem = frame.texts(figures::message_of(e));
    preview.film.clear();
  }
  if (format == ExportFormat::mp4 && !frame.view.exporting.mp4) preview.problem = frame.texts("export.no_ffmpeg");
}

}  // namespace

void ask_for_export(Frame& frame) {
  ExportView& view = frame.view.exporting;
  if (!frame.run() || frame.step < 0 || view.open) return;
  frame.view.sheet_open = frame.view.folder.open = false;
  frame.view.player.playing = false;
  view.open = view.opening = true;
  frame.view.notice.reset();  // it would lie over the dialog
  view.mp4 = figures::can_write_mp4();
  view.row = ExportRow::what;
  view.there.reset();
}

void close_export(Frame& frame) {
  ExportView& view = frame.view.exporting;
  view.open = false;
  view.window.reset();
  view.name.clear();
  view.preview.reset();
}

bool press_export(Frame& frame, const KeyPress& key) {
  ExportView& view = frame.view.exporting;
  if (!view.open) return false;
  if (view.opening) return true;
  if (key.control) return key.letter == 'o' || key.letter == 'b' || key.letter == 'c';  // they are of what lies below
  if (view.there) {
    press_question(frame, key);
    return true;
  }
  switch (key.key) {
    case GLFW_KEY_ESCAPE:
      frame.view.escape = true;  // a list that is open closes first
      return true;
    case GLFW_KEY_ENTER:
    case GLFW_KEY_KP_ENTER:
      if (can_export(frame)) do_export(frame, false);
      return true;
    case GLFW_KEY_DOWN:
    case GLFW_KEY_UP:
      move_row(frame, key.key == GLFW_KEY_DOWN ? 1 : -1);
      return true;
    case GLFW_KEY_TAB:
      move_row(frame, key.shift ? -1 : 1);
      return true;
    case GLFW_KEY_LEFT:
    case GLFW_KEY_RIGHT:
    case GLFW_KEY_SPACE:
      if (is_text(view.row)) return true;
      do turn(frame.document.exporting, view.row, key.key == GLFW_KEY_LEFT ? -1 : 1, films(frame));
      while (frame.document.exporting.what == ExportWhat::window && !view.window);
      return true;
    default:
      return true;
  }
}

bool films(const Frame& frame) { return fills_in(frame.document.view, frame.document.translation.decoding); }

Order order_of(const Frame& frame) {
  figures::Subject subject = figures::subject_of(frame.derived.answer, "");
  Document document = frame.document;
  if (frame.step >= 0) document.step = frame.trace()[frame.step].path;
  figures::Figure figure = figures::figure_of(document, subject, frame.view.stage_zoom.sight);
  return {frame.document.exporting, frame.document.view, std::move(figure), std::move(subject)};
}

const ExportPreview& preview_of(Frame& frame) {
  std::shared_ptr<ExportPreview>& kept = frame.view.exporting.preview;
  if (!kept) kept = std::make_shared<ExportPreview>();
  ExportPreview& preview = *kept;
  const scene::Sight& sight = frame.view.stage_zoom.sight;
  const Answer& answer = frame.derived.answer;
  if (preview.run == answer.run && preview.beam == answer.beam && preview.document == frame.document &&
      preview.sight == sight && preview.name == frame.view.exporting.name) {
    if (!preview.film.empty()) show_due_frame(frame, preview);
    return preview;
  }
  preview = {};
  preview.document = frame.document;
  preview.sight = sight;
  preview.run = answer.run;
  preview.beam = answer.beam;
  preview.name = frame.view.exporting.name;
  make_preview(frame, preview);
  return preview;
}

double until_next_frame(const ExportView& view, double now) {
  if (!view.open || !view.preview || view.preview->film.size() < 2) return std::numeric_limits<double>::infinity();
  const auto [at, left] = due(*view.preview, now);
  return at == view.preview->at ? left : 0;
}

bool lacks_folder(const Frame& frame) {
  const std::string folder = without_tilde(frame.document.exporting.folder);
  std::error_code ignored;
  return !folder.empty() && !fs::is_directory(reinterpret_cast<const char8_t*>(folder.c_str()), ignored);
}

bool can_export(Frame& frame) {
  return frame.run() && !frame.exporter.state().running && preview_of(frame).problem.empty() && !lacks_folder(frame);
}

void do_export(Frame& frame, bool replace) {
  ExportView& view = frame.view.exporting;
  Order order = order_of(frame);
  const fs::path target = figures::target_of(order, view.name);
  if (const std::size_t there = replace ? 0 : files_there(order, target); there > 0) {
    view.there = there;
    view.replace = false;
    return;
  }
  view.there.reset();
  begin(frame, order.options.what == ExportWhat::window ? window_work(std::move(order), target, view.window)
                                                        : work_of(std::move(order), target));
  std::string name = view.name;
  close_export(frame);
  view.name = std::move(name);  // until the file is there
}

void copy_numbers(Frame& frame) {
  if (!frame.run() || frame.step < 0) return;
  ImGui::SetClipboardText(figures::data_file(frame.trace(), frame.step, figures::Format::tsv).c_str());
  tell(frame, Message{"export.numbers_copied", {step_title(frame.texts, frame.trace()[frame.step])}});
}

void copy_image(Frame& frame) {
  if (!frame.run() || frame.step < 0 || frame.exporter.state().running) return;
  if (!figures::can_copy_images()) {
    frame.view.notice = Notice(Message{"export.no_clipboard", {}});
    return;
  }
  Order order = order_of(frame);
  order.options.what = ExportWhat::figure;
  if (waits_for_tree(order)) {
    frame.view.notice = Notice(frame.derived.no_beam.value_or(Message{"export.no_tree_yet", {}}));
    return;
  }
  begin(frame, [order = std::move(order)](const GoOn&) {
    figures::PictureOptions options;
    options.scale = order.options.scale;
    options.transparent = order.options.transparent;
    const figures::Drawing drawing =
        figures::draw(figures::dressed(order, order.figure.step), order.subject, scene::pango_measure());
    figures::copy_png(figures::picture_file(drawing, order.subject, figures::Format::png, options));
    return Message{"export.image_copied", {}};
  });
}

}  // namespace attn::gui
