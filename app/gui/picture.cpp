#include "app/gui/picture.h"

#include <GLFW/glfw3.h>

#include <stdexcept>

#include "app/core/moment.h"
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

}  // namespace

void write_picture(const PictureOptions& options) {
  Headless headless(options.headless);
  scene::Image image = headless.picture();
  Program& program = headless.program();
  const auto& problem = program.derived().problem;
  if (problem && problem->key != "problem.empty") throw std::invalid_argument(Texts(Language::en)(*problem));
  const Document& document = options.headless.settings.document;
  if (const auto& run = program.derived().answer.run) {
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
