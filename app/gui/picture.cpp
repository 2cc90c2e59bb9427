#include "app/gui/picture.h"

#include <stdexcept>

#include "app/scene/png.h"
#include "app/scene/write_file.h"

namespace attn::gui {

void write_picture(const PictureOptions& options) {
  Headless headless(options.headless);
  const scene::Image image = headless.picture();
  const auto& problem = headless.program().derived().problem;
  if (problem && problem->key == "problem.model") throw std::invalid_argument(problem->values.at(0));
  const Document& document = options.headless.settings.document;
  if (const auto& translation = headless.program().derived().run.translation) {
    if (options.step_must_exist) translation->trace.at(document.step);  // throws, naming the nearest
    const Step& step = translation->trace[headless.program().step()];
    if (options.cell_must_exist && !step.out.contains(document.cell->row, document.cell->col))
      throw std::invalid_argument(step.path + ": no cell (" + std::to_string(document.cell->row + 1) + ", " +
                                  std::to_string(document.cell->col + 1) + "), its shape is " + step.out.shape());
  }
  scene::write_file(options.path, scene::encode_png(image));
}

}  // namespace attn::gui
