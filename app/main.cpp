// attnscope: the command line, and the window where it asks for one.
#ifndef _WIN32
#include <fcntl.h>
#include <unistd.h>
#endif

#include <csignal>

#include "app/cli/requests.h"
#include "app/core/derive.h"
#include "app/core/fields.h"
#include "app/gui/picture.h"
#include "app/gui/window.h"
#include "engine/run_kind.h"
#include "engine/runs/marian_params.h"

namespace {

using namespace attn;

void fill(Document& document, const cli::WindowRequest& request) {
  if (request.asked) {
    std::string model = document.request.place;
    document.request = *request.asked;
    if (document.request.place.empty() && run_kind(document.request.kind).needs_model)
      document.request.place = model.empty() ? std::string(default_model) : std::move(model);
    document.step = run_kind(document.request.kind).first_step;
    if (draws(document.request)) document.translation.decoding = Decoding::sampling;
  }
  if (!request.model.empty() && !request.asked) ask_for(document, request.model);
  if (request.sentence && !request.asked) set_sentence(document.request, *request.sentence);
  if (!request.step.empty()) document.step = request.step;
  take_named(document.language, language_names, request.language);
  take_named(document.view, view_names, request.view);
  take_named(document.translation.decoding, decoding_names, request.decoding);
  take_named(document.look, look_names, request.theme);
}

int open_window(const cli::WindowRequest& request) {
  gui::WindowOptions options;
  options.settings_file = settings_file();
  const bool asked = request.asked || request.sentence || !request.model.empty() || !request.step.empty() ||
                     !request.view.empty() || !request.decoding.empty();
  std::error_code none;
  options.first_start =
      !asked && !options.settings_file.empty() && !std::filesystem::exists(options.settings_file, none);
  LoadedSettings loaded = load_settings(options.settings_file);
  options.settings = std::move(loaded.settings);
  options.notice = std::move(loaded.problem);
  fill(options.settings.document, request);
  if (request.width > 0) {
    options.settings.window.width = request.width;
    options.settings.window.height = request.height;
    options.settings.window.maximized = false;
  }
  options.scale = static_cast<float>(request.scale);
  return gui::run_window(options);
}

int write_screenshot(const cli::ScreenshotRequest& request) {
  gui::PictureOptions options;
  Document& document = options.headless.settings.document;
  fill(document, request);
  if (request.row > 0) document.cell = Cell{request.row - 1, request.col - 1};
  document.phase = request.phase;
  options.cell_must_exist = request.row > 0;
  if (request.width > 0) {
    options.headless.width = request.width;
    options.headless.height = request.height;
  }
  options.headless.scale = request.scale > 0 ? static_cast<float>(request.scale) : 1;
  options.step_must_exist = !request.step.empty();
  options.zoom = static_cast<float>(request.zoom);
  if (request.at_row > 0) options.at = Cell{request.at_row - 1, request.at_col - 1};
  options.exporting = request.exporting;
  options.path = request.output;
  gui::write_picture(options);
  return 0;
}

// A file that is opened where a standard stream is closed would get its number, and messages with it. Files that grow
// beyond their limit are an error to be told, not an end.
void prepare() {
#ifndef _WIN32
  for (int file = 0; file < 3;
       ++file)  // the lowest free number is the one that is given; writing to 1 is an error then
    if (fcntl(file, F_GETFD) < 0 && open("/dev/null", file == STDOUT_FILENO ? O_RDONLY : O_RDWR) != file) return;
  std::signal(SIGXFSZ, SIG_IGN);
#endif
}

}  // namespace

int main(int argc, char** argv) {
  prepare();
  return cli::run(argc, argv, {open_window, write_screenshot});
}
