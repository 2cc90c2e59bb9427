// Cells of the stage under the mouse: those of the step, and those of its inputs.
#include <gtest/gtest.h>

#include "app/gui/headless.h"

namespace attn::gui {
namespace {

TEST(StageClick, ACellOfTheStepIsSelectedOneOfAnInputIsGoneTo) {
  HeadlessOptions options;
  options.settings.document.step = "encoder/layer1/self/head2/scores";
  Headless window(options);
  window.settle();
  const Program& program = window.program();
  const Trace& trace = program.derived().answer.run->trace;
  const int scores = program.step(), query = trace[scores].inputs[0];
  const auto click = [&](const scene::CellTag& cell) {
    const scene::Rect stage = areas(1440, 900).stage;
    for (const scene::Mark& m : program.view().stage.scene.marks)
      if (m.kind == scene::Mark::Kind::fill && m.cell == cell)
        return window.click(stage.x + 20 + m.rect.x + m.rect.w / 2, stage.y + 44 + m.rect.y + m.rect.h / 2);
    FAIL() << "not drawn";
  };
  click({scores, 2, 3});
  EXPECT_EQ(program.step(), scores);
  EXPECT_EQ(program.document().cell, (Cell{2, 3}));
  click({query, 1, 5});
  EXPECT_EQ(program.step(), query);
  EXPECT_EQ(program.document().cell, (Cell{1, 5}));
}

}  // namespace
}  // namespace attn::gui
