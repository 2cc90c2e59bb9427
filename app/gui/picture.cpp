#include "app/gui/picture.h"

#include <GLFW/glfw3.h>

#include <stdexcept>

#include "app/core/moment.h"
#include "app/gui/view.h"
#include "app/scene/png.h"
#include "app/scene/sight.h"
#include "app/scene/write_file.h"

namespace attn::gui {

namespace {

void check_cell(const Step& step, const Cell& cell) {
  if (!step.out.contains(cell.row, cell.col))
    throw std::invalid_argument(step.path + ": there is no cell (" + std::to_string(cell.row + 1) + ", " +
                                std::to_string(cell.col + 1) + "); its shape is " + step.out.shape());
}

// The window would show another view instead; a picture that was asked for is refused.
void check_view(const Record& seen, ViewName name, const std::string& kind) {
  constexpr std::string_view tab = "###view ";
  const auto is_there = [&](const ViewKind& view) { return seen.find(std::string_view(view.id).substr(3)) != nullptr; };
  if (is_there(view_kind(name))) return;
  std::string others;
  for (const ViewKind* view : tabs())
    if (is_there(*view))
      others += (others.empty() ? "" : ", ") + std::string(std::string_view(view->id).substr(tab.size()));
  throw std::invalid_argument("a run of kind '" + kind + "' has nothing to show in the view '" +
                              std::string(std::string_view(view_kind(name).id).substr(tab.size())) +
                              "'; its views: " + others);
}

}  // namespace

void write_picture(const PictureOptions& options) {
  Headless headless(options.headless);
  scene::Image image = headless.picture();
  Program& program = headless.program();
  const auto& problem = program.derived().problem;
  if (problem && problem->key != "problem.empty") throw std::invalid_argument(Texts(Language::en)(*problem));
  const Document& document = options.headless.settings.document;
  if (const auto& run = program.derived().answer.run) {
    check_view(headless.seen(), document.view, program.derived().answer.asked.request.kind);
    if (options.step_must_exist) run->trace.at(document.step);  // throws, naming the nearest
    const Step& step = run->trace[program.step()];
    if (options.cell_must_exist) check_cell(step, *document.cell);
    if (options.zoom > 1) {
      if (options.at) check_cell(step, *options.at);
      const auto middle = cursor(run->trace, program.step(), 1, options.at ? options.at : document.cell);
      const Cell at = middle ? Cell{middle->row, middle->col} : Cell{};
      program.look_closer(scene::sight_at(options.zoom, at.row, at.col));
      image = headless.picture();
    }
  }
  if (options.exporting) {
    headless.press(GLFW_KEY_E, true);
    image = headless.picture();
  }
  scene::write_file(options.path, scene::encode_png(image));
}

}  // namespace attn::gui
