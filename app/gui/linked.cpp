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
  const auto& run = frame.derived.answer.run;
  Pointed under = std::exchange(linked.next, {});
  if (linked.run != run) {
    under = {};  // a step of an older run
    linked.selected_search.reset();
    linked.pointed_search.reset();
    linked.run = run;
  }
  linked.pointed = under.kind != Pointed::Kind::nothing;
  if (!run) return;
  const auto search = [&](std::optional<LinkSearch>& of, const Pointed& thing) {
    const bool fresh = !of || !(of->found().pointed == thing);
    if (fresh) of.emplace(run->trace, thing, steps_in(frame.view.stage.scene));
    const bool more = fresh || !of->complete();
    of->go_on(most_at_once);
    return more;
  };
  if (search(linked.selected_search, selected(frame))) ++linked.found;
  if (linked.pointed) search(linked.pointed_search, under);
  linked.words.clear();
  for (std::size_t i = 1; i <= run->trace.sequences().size(); ++i)
    linked.words.push_back(attn::word_links(run->trace, linked.shown(), static_cast<std::uint8_t>(i)));
}

const Links& Linked::of_selected() const {
  static const Links none;
  return selected_search ? selected_search->found() : none;
}

const Links& Linked::shown() const { return pointed && pointed_search ? pointed_search->found() : of_selected(); }

bool Linked::stale() const {
  if (selected_search && !selected_search->complete()) return true;
  if (pointed && pointed_search && !pointed_search->complete()) return true;
  return pointed ? !(next == shown().pointed) : next.kind != Pointed::Kind::nothing;
}

void point_at(Frame& frame, Pointed thing) { frame.view.linked.next = std::move(thing); }

WordLinks word_links(const Frame& frame, std::uint8_t sequence, int first, int last) {
  const Linked& linked = frame.view.linked;
  WordLinks all;
  if (sequence == 0 || sequence > linked.words.size()) return all;
  const std::vector<WordLinks>& words = linked.words[sequence - 1u];
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
  const bool ids = step.role->range == Role::Range::ids;
  const auto value = static_cast<double>(step.out(cell.row, cell.col));
  return name + " = " + (ids ? scene::whole_text(value) : number_text(value));
}

double link_strength(const Frame& frame) { return frame.view.linked.pointed ? 1 : 0.6; }

}  // namespace attn::gui
