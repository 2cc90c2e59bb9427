// attnscope: the command line, and the window where it asks for one.
#include "app/cli/command.h"
#include "app/gui/window.h"

namespace {

int open_window(const attn::cli::WindowRequest& request) {
  attn::gui::WindowOptions options;
  attn::Document& document = options.document;
  if (!request.model.empty()) document.model = request.model;
  if (!request.sentence.empty()) document.sentence = request.sentence;
  if (!request.step.empty()) document.step = request.step;
  if (request.language == "zh") document.language = attn::Language::zh;
  if (request.language == "fr") document.language = attn::Language::fr;
  if (request.theme == "light") document.look = attn::Look::light;
  options.width = request.width;
  options.height = request.height;
  options.scale = static_cast<float>(request.scale);
  options.screenshot_path = request.screenshot;
  return attn::gui::run_window(options);
}

}  // namespace

int main(int argc, char** argv) { return attn::cli::run(argc, argv, open_window); }
