#include "app/gui/linked.h"

#include <algorithm>
#include <utility>

#include "app/core/arithmetic.h"
#include "app/core/moment.h"
#include "app/gui/frame.h"
#include "app/scene/format.h"

namespace attn::gui {
namespace {

std::vector<int> steps_in(const scene::Scene& scene) {
  std::vector<int> steps;
  for (const scene::Mark& mark : scene.marks)
    if (mark.cell.step >= 0) steps.push_back(mark.cell.step);
  std::sort(steps.begin(), steps.end());
  steps.erase(std::unique(steps.begin(), steps.end()), steps.end());
  return steps;
}

Pointed selected(const Frame& frame) {
  if (frame.step < 0) return {};
  const auto cell = frame.cell();
  return cell ? Pointed::cell(frame.step, cell->row, cell->col) : Pointed::all_of(frame.step);
}

}  // namespace

void update_links(Frame& frame) {
  Linked& linked = frame.view.linked;
  const auto& run = frame.derived.run.translation;
  const bool same_run = linked.run == run;
  Pointed wanted = std::exchange(linked.next, {});
  if (!same_run || !run) wanted = {};  // step numbers of an older run
  linked.pointed = wanted.kind != Pointed::Kind::nothing;
  if (!linked.pointed && run) wanted = selected(frame);
  if (same_run && wanted == linked.shown.pointed) return;
  linked.run = run;
  if (!run) {
    linked = {};
    return;
  }
  linked.shown = links(run->trace, wanted, steps_in(frame.view.stage.scene));
  linked.source = attn::word_links(run->trace, linked.shown, Side::source);
  linked.target = attn::word_links(run->trace, linked.shown, Side::target);
}

void point_at(Frame& frame, Pointed thing) { frame.view.linked.next = std::move(thing); }

WordLinks word_links(const Frame& frame, Side side, int first, int last) {
  const Linked& linked = frame.view.linked;
  const std::vector<WordLinks>& words = side == Side::source ? linked.source : linked.target;
  WordLinks all;
  for (auto i = static_cast<std::size_t>(std::max(0, first)); i < static_cast<std::size_t>(std::max(0, last)); ++i) {
    if (i >= words.size()) break;
    all.row = all.row || words[i].row;
    all.col = all.col || words[i].col;
    all.read = all.read || words[i].read;
    all.reader = all.reader || words[i].reader;
  }
  return all;
}

bool computed(const Frame& frame, const scene::CellTag& cell) {
  if (cell.step != frame.step) return cell.step < frame.step;
  const Step& step = frame.trace()[cell.step];
  return cell.row * step.out.cols() + cell.col < cells_done(step, frame.document.phase);
}

std::string cell_tip(const Frame& frame, const scene::CellTag& cell) {
  const Step& step = frame.trace()[cell.step];
  const std::string name = cell_name(frame.trace(), cell.step, cell.row, cell.col);
  if (!computed(frame, cell)) return name + ": " + std::string(frame.texts("ui.not_yet"));
  const bool ids = step.role == "tokens" || step.role == "next";
  const auto value = static_cast<double>(step.out(cell.row, cell.col));
  return name + " = " + (ids ? scene::whole_text(value) : number_text(value));
}

double link_strength(const Frame& frame) { return frame.view.linked.pointed ? 1 : 0.6; }

}  // namespace attn::gui
