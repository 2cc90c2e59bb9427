// A window in memory that has settled, for tests that use it as a person would.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "app/core/moment.h"
#include "app/gui/headless.h"

namespace attn::gui {

class WindowTest : public testing::Test {
 protected:
  explicit WindowTest(const HeadlessOptions& options = {}) : window(options) { window.settle(); }

  const Document& document() { return window.program().document(); }
  const View& view() { return window.program().view(); }
  const Trace& trace() { return window.program().derived().answer.run->trace; }
  std::string path() { return trace()[window.program().step()].path; }
  // The cell that all panels turn about.
  std::pair<Index, Index> looked_at() {
    const Document& d = document();
    const auto at = cursor(trace(), window.program().step(), d.phase, d.cell, view().player.playing);
    return at ? std::pair(at->row, at->col) : std::pair<Index, Index>(-1, -1);
  }
  std::string translation() { return window.program().derived().answer.run->output; }

  Headless window;
};

}  // namespace attn::gui
