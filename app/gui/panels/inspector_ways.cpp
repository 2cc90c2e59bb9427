// Where the selected cell comes from, as a graph, and what uses it, as a list. Everything in both leads to its step.
#include <algorithm>
#include <cmath>

#include "app/core/names.h"
#include "app/gui/actions.h"
#include "app/gui/panels/inspector_parts.h"
#include "app/gui/record_note.h"
#include "app/scene/format.h"

namespace attn::gui::inspector_parts {
namespace {

using Way = InspectorView::Way;
using Layer = ProvenanceNode::Layer;
using As = Record::Lit::As;

bool holds_ids(const Step& step) { return step.role->range == Role::Range::ids; }

// Whose numbers these are: the word of their row, or the label or number of their column.
std::string words_of(const Tensor& of, const CellBox& box) {
  const bool one_row = box.rows == 1 && of.row_axis.kind != Axis::Kind::single,
             one_col = box.cols == 1 && of.col_axis.kind != Axis::Kind::single;
  std::string words;
  if (one_row && of.row_axis.kind != Axis::Kind::feature) words = of.row_axis.label(box.row);
  if (one_col && (of.col_axis.kind != Axis::Kind::feature || words.empty()))
    words += (words.empty() ? "" : ", ") + of.col_axis.label(box.col);
  return words;
}

scene::GraphNode drawn(const Frame& frame, const ProvenanceNode& node) {
  const Trace& trace = frame.trace();
  const Step& step = trace[node.steps[0]];
  scene::GraphNode to;
  to.column = node.layer == Layer::result ? 2 : node.layer == Layer::input ? 1 : 0;
  to.letter = step.role->symbol;
  to.low = step.role->low;
  to.hue = link_hue(frame.theme, *step.role);
  to.result = node.layer == Layer::result;
  if (node.steps.size() > 1) {  // whatever did not fit
    to.letter = "+" + std::to_string(node.steps.size());
    to.low.clear();
    to.hue = frame.theme.t2;
    return to;
  }
  to.words = words_of(step.out, node.cells);
  if (to.result) to.letter.clear();
  if (to.result && !frame.view.inspector.key.computed) {
    to.note = "…";
    return to;
  }
  if (node.cells.size() == 1) {
    const auto value = static_cast<double>(step.out(node.cells.row, node.cells.col));
    to.note = holds_ids(step) ? scene::whole_text(value) : number_text(value);
    to.cell = {node.steps[0], node.cells.row, node.cells.col};
    return to;
  }
  to.range = scene::choose_range(*step.role, step.out.mat());
  // Of a whole matrix the rows are told apart no longer: its first numbers stand for it.
  const Index most = 4096;
  for (Index i = 0; i < std::min(most, node.cells.size()); ++i)
    to.values.push_back(
        static_cast<double>(step.out(node.cells.row + i / node.cells.cols, node.cells.col + i % node.cells.cols)));
  return to;
}

std::vector<Way> ways_back(const Frame& frame, const Provenance& from) {
  std::vector<Way> ways;
  for (const ProvenanceNode& node : from.nodes) {
    const Tensor& out = frame.trace()[node.steps[0]].out;
    const bool whole = node.steps.size() > 1 || node.cells.size() == out.size();
    ways.push_back({"from " + frame.trace()[node.steps[0]].path, node.steps[0], node.cells,
                    static_cast<int>(node.steps.size()), whole && out.size() > 1});
    for (std::size_t i = 0; i + 1 < ways.size(); ++i)  // rows of one step: told apart by where they begin
      if (ways[i].name == ways.back().name)
        ways.back().name += " " + std::to_string(node.cells.row) + "," + std::to_string(node.cells.col);
  }
  if (from.latest >= 0) {
    const Tensor& out = frame.trace()[from.latest].out;
    ways.push_back({"before", from.latest, {0, 0, out.rows(), out.cols()}, 1, true});
  }
  return ways;
}

void add_readers(const Frame& frame, std::vector<Way>& to) {
  for (const StepLinks& of : frame.view.linked.of_selected().steps) {
    if (!of.reader) continue;
    const Tensor& out = frame.trace()[of.step].out;
    const bool some = !of.reader_cells.empty();
    const CellBox box = some ? of.reader_cells[0] : CellBox{0, 0, out.rows(), out.cols()};
    to.push_back({"used by " + frame.trace()[of.step].path, of.step, box, 1, !some});
  }
}

std::string range_text(const Axis& axis, Index first, Index count, Index all) {
  if (axis.kind == Axis::Kind::single) return {};
  if (count == all && count > 1) return "…";
  if (count == 1) return axis.label(first);
  return axis.label(first) + "–" + axis.label(first + count - 1);
}

// "am, …": the cells of a step, as in query[am, …].
std::string cells_text(const Tensor& of, const CellBox& box) {
  const std::string rows = range_text(of.row_axis, box.row, box.rows, of.rows()),
                    cols = range_text(of.col_axis, box.col, box.cols, of.cols());
  return rows + (rows.empty() || cols.empty() ? "" : ", ") + cols;
}

std::string tip(const Frame& frame, const Way& way) {
  const Step& step = frame.trace()[way.step];
  std::string words;
  for (const std::string& part : breadcrumb(frame.texts, step)) words += (words.empty() ? "" : " › ") + part;
  if (way.steps > 1) return words + "\n" + frame.texts(Message{"ui.more_steps", {std::to_string(way.steps - 1)}});
  words += "\n" + step.path;
  if (way.cells.size() == 1) return words + "\n" + cell_tip(frame, {way.step, way.cells.row, way.cells.col});
  return words + "\n" + cells_text(step.out, way.cells) + "   " + step.out.shape();
}

Pointed thing(const Frame& frame, const Way& way) {
  const Tensor& out = frame.trace()[way.step].out;
  if (way.whole) return Pointed::all_of(way.step);
  if (way.cells.size() == 1) return Pointed::cell(way.step, way.cells.row, way.cells.col);
  if (way.cells.rows == 1 && way.cells.cols == out.cols()) return Pointed::row_of(way.step, way.cells.row);
  if (way.cells.cols == 1 && way.cells.rows == out.rows()) return Pointed::col_of(way.step, way.cells.col);
  return Pointed::all_of(way.step);
}

bool meet(const std::vector<CellBox>& boxes, const CellBox& b) {
  return boxes.empty() || std::any_of(boxes.begin(), boxes.end(), [&](const CellBox& a) {
           return a.row < b.row + b.rows && b.row < a.row + a.rows && a.col < b.col + b.cols && b.col < a.col + a.cols;
         });
}

// With the kind of line that its links have everywhere.
void heading(Frame& frame, float y, float width, const char* key, As as, bool leads) {
  const std::string_view words = frame.texts(key), hint = leads ? frame.texts("ui.click_to_jump") : std::string_view();
  section(frame, side, y, width, words, hint);
  if (!leads) return;
  const float x = side + frame.fonts.width(words, Font::ui_bold, 10.5f) + 9,
              end = side + width - frame.fonts.width(hint, Font::ui, 11) - 9;
  if (x + 20 <= end) link_line(frame, "", "", {x, y}, {x + 20, y}, as, frame.theme.t3, 1.5f);
}

// What is pointed at in another panel is lit here.
void lights(Frame& frame, const Way& way, const scene::Rect& box, float radius) {
  const Linked& linked = frame.view.linked;
  const StepLinks* of = linked.pointed ? linked.shown().of(way.step) : nullptr;
  if (!of) return;
  const scene::Color hue = link_hue(frame.theme, *frame.trace()[way.step].role);
  if (of->itself && meet(of->itself_cells, way.cells))
    link_box(frame, "inspector", way.name, box, As::itself, frame.theme.ink, radius);
  else if (of->read && meet(of->read_cells, way.cells))
    link_box(frame, "inspector", way.name, box, As::read, hue, radius);
  else if (of->reader && meet(of->reader_cells, way.cells))
    link_box(frame, "inspector", way.name, box, As::reader, hue, radius);
}

void follow(Frame& frame, const Way& way) {
  const Way to = way;  // going makes the list anew
  go(frame, to.step);
  frame.document.cell = Cell{to.cells.row, to.cells.col};
}

// Where a step is, without what the current one has in common with it: "Layer 2 › Head 1".
std::string place_of(const Frame& frame, const Step& step) {
  const auto here = breadcrumb(frame.texts, frame.trace()[frame.step]), there = breadcrumb(frame.texts, step);
  std::size_t common = 0;
  while (common + 1 < std::min(here.size(), there.size()) && here[common] == there[common]) ++common;
  std::string words;
  for (std::size_t i = common; i + 1 < there.size(); ++i) words += (words.empty() ? "" : " › ") + there[i];
  return words;
}

// A step with its title and place, as a row that leads to it.
float row(Frame& frame, std::size_t number, float y, float width) {
  const scene::Theme& theme = frame.theme;
  const Way& one = frame.view.inspector.ways[number];
  const Step& step = frame.trace()[one.step];
  const std::string place = place_of(frame, step), title = step_title(frame.texts, step);
  const std::string cells = one.whole ? step.out.shape() : cells_text(step.out, one.cells);
  const float title_width = frame.fonts.width(title, Font::ui, 12.5f),
              cells_width = frame.fonts.width(cells, Font::mono, 11);
  const bool low = title_width + cells_width + 22 > width;  // the cells on the line below
  const scene::Rect box{side - 8, y, width + 16, low || !place.empty() ? 36.0f : 24.0f};
  way(frame, number, box, 6);
  dot(frame, side + 3, y + 11, scene::role_color(theme, *step.role));
  text(frame, side + width, y + (low ? 26 : 11), cells, {Font::mono, 11, theme.t2, scene::Align::right}, width * 0.6f);
  const float taken = std::min(cells_width, width * 0.6f) + 8;
  text(frame, side + 14, y + 11, title, {Font::ui, 12.5f, theme.t1}, width - 14 - (low ? 0 : taken));
  if (!place.empty()) text(frame, side + 14, y + 26, place, {Font::ui, 11, theme.t3}, width - 14 - (low ? taken : 0));
  return y + box.h + 1;
}

}  // namespace

void update(Frame& frame, float width) {
  InspectorView& view = frame.view.inspector;
  const auto cell = frame.cell();
  InspectorView::Key key{frame.derived.answer.run,
                         frame.step,
                         cell,
                         cell && computed(frame, {frame.step, cell->row, cell->col}),
                         view.most_terms,
                         width,
                         frame.shown.language,
                         frame.shown.look,
                         frame.fonts.revision(),
                         view.key.links};
  const bool moved = key.run != view.key.run || key.step != view.key.step || key.cell != view.key.cell;
  if (moved) {
    view.focus = -1;
    view.most_terms = key.most_terms = InspectorView::first_terms;
    view.most_readers = InspectorView{}.most_readers;
  }
  if (!(key == view.key)) {
    view.key = key;
    view.rows.clear();
    view.ways.clear();
    view.graph = {};
    view.earlier = 0;
    const auto at = frame.cursor();
    if (key.computed || (at && at->computing && at->part > 0)) {
      const Explanation lines = explain(frame.trace(), frame.step, cell->row, cell->col);
      const bool products = lines.size() == 1 && lines[0].terms.size() > 1 && lines[0].terms[0].note.empty() &&
                            lines[0].terms[0].factors.size() > 1;
      // Where several sums lead to one number, each is told in a line, until more is asked for.
      const bool several = lines.size() > 1;
      const int most = products ? InspectorView::products_for_term * key.most_terms : key.most_terms;
      view.rows =
          arithmetic(frame.texts, frame.trace(), frame.step, cell->row, cell->col, several ? key.most_terms / 2 : most);
      if (several && key.most_terms == InspectorView::first_terms) view.rows = condensed(view.rows);
      if (products)  // what else is added stands below them
        std::stable_partition(view.rows.begin(), view.rows.end(), [](const ArithmeticRow& row) {
          return row.kind == ArithmeticRow::Kind::heading || !row.factors.empty();
        });
      // Of a cell that is being computed the terms are known, the sums are on their way.
      for (ArithmeticRow& row : view.rows)
        if (!key.computed && row.kind != ArithmeticRow::Kind::term && !row.value.empty()) row.value = "…";
    }
    if (cell) {
      const Provenance from = provenance(frame.trace(), frame.step, cell->row, cell->col);
      const scene::Measure measure = frame.fonts.measure();
      scene::GraphRequest request{frame.theme, measure, width, {}, from.edges};
      for (const ProvenanceNode& node : from.nodes) request.nodes.push_back(drawn(frame, node));
      view.graph = scene::provenance_graph(request);
      view.ways = ways_back(frame, from);
      view.earlier = from.earlier;
    }
    if (!cell)  // of a whole step: a list of those that it reads
      for (const int read : steps_read(frame.trace(), frame.step)) {
        const Tensor& out = frame.trace()[read].out;
        view.ways.push_back({"from " + frame.trace()[read].path, read, {0, 0, out.rows(), out.cols()}, 1, true});
      }
    view.graph_ways = view.ways.size();
    view.key.links = -1;
  }
  if (view.key.links != frame.view.linked.found) {  // readers are found by and by
    view.key.links = frame.view.linked.found;
    view.ways.resize(view.graph_ways);
    add_readers(frame, view.ways);
  }
  const int count = static_cast<int>(view.ways.size());
  if (const int move = std::exchange(view.move, 0); move != 0 && count > 0) {
    view.focus = view.focus < 0 ? (move > 0 ? 0 : count - 1) : (view.focus + move + count) % count;
    view.reveal = true;
    if (static_cast<std::size_t>(view.focus) >= view.graph_ways) view.most_readers = view.ways.size();
  }
  if (frame.view.escape) view.focus = -1;
  if (view.focus >= count) view.focus = -1;
  if (std::exchange(view.follow, false) && view.focus >= 0)
    follow(frame, view.ways[static_cast<std::size_t>(view.focus)]);
}

void way(Frame& frame, std::size_t number, const scene::Rect& box, float radius) {
  InspectorView& view = frame.view.inspector;
  const Way& way = view.ways[number];
  const Touch t = touch(frame, ("###" + way.name).c_str(), box);
  const bool focused = view.focus == static_cast<int>(number);
  lights(frame, way, box, radius);
  if (focused) outline(frame, {box.x - 3, box.y - 3, box.w + 6, box.h + 6}, frame.theme.ink, radius + 2, 2);
  if (focused && std::exchange(view.reveal, false)) {
    const float y = box.y * frame.px, top = ImGui::GetScrollY(), height = ImGui::GetWindowHeight();
    if (y < top || y + box.h * frame.px > top + height) ImGui::SetScrollY(std::max(0.0f, y - 0.4f * height));
  }
  if (t.hovered || focused) point_at(frame, thing(frame, way));
  if (t.hovered) outline(frame, box, frame.theme.t2, radius, 1);
  if (t.hovered) tooltip(frame, tip(frame, way), {0, box.y, panel_width(frame), box.h}, Tip::level);
  if (t.clicked) follow(frame, way);
}

float comes_from(Frame& frame, float y, float width) {
  const InspectorView& view = frame.view.inspector;
  const Step& step = frame.trace()[frame.step];
  const std::size_t boxes = std::min(view.graph.boxes.size(), view.graph_ways);
  const bool none = step.inputs.empty() || boxes == 1 || view.graph_ways == 0;  // only the cell itself
  heading(frame, y + 7, width, "ui.comes_from", As::read, !none);
  y += 18;
  const TextStyle style{Font::ui, 12.5f, frame.theme.t2};
  const bool given = step.op->name == "given";
  if (none)
    return paragraph(frame, side, y, width, frame.texts(given ? "ui.comes_from_nothing" : "ui.comes_from_rule"), style,
                     18) +
           10;
  if (boxes == 0) {
    for (std::size_t i = 0; i < view.graph_ways; ++i) y = row(frame, i, y, width);
    return y + 10;
  }
  y += 6;
  ImVec2 origin = on_screen(frame, side, y);
  origin = {std::round(origin.x), std::round(origin.y)};
  draw(*ImGui::GetWindowDrawList(), view.graph.scene, {origin, frame.px, 1, 1, frame.record}, frame.fonts,
       frame.textures);
  const float height = view.graph.scene.height;
  for (std::size_t i = 0; i < boxes; ++i) {
    const scene::Rect& b = view.graph.boxes[i];
    way(frame, i, {side + b.x, y + b.y, b.w, b.h}, 6);
  }
  y += height + 4;
  if (view.earlier > 0 && boxes < view.graph_ways) {
    const std::string words = frame.texts(Message{"ui.steps_before", {std::to_string(view.earlier)}});
    text(frame, side, y + 10, words, {Font::ui, 11, frame.theme.t2}, width);
    way(frame, boxes, {side - 4, y, frame.fonts.width(words, Font::ui, 11) + 8, 20}, 4);
    y += 20;
  }
  return y + 10;
}

float used_by(Frame& frame, float y, float width) {
  InspectorView& view = frame.view.inspector;
  if (view.ways.size() <= view.graph_ways) return y;
  heading(frame, y + 9, width, "ui.used_by", As::reader, true);
  y += 20;
  const scene::Theme& theme = frame.theme;
  const std::size_t count = view.ways.size() - view.graph_ways, shown = std::min(count, view.most_readers);
  for (std::size_t i = 0; i < shown; ++i) y = row(frame, view.graph_ways + i, y, width);
  if (shown == count) return y;
  const scene::Rect row{side - 8, y, width + 16, 24};
  const Touch t = touch(frame, "###more readers", row);
  if (t.hovered) fill(frame, row, t.held ? theme.bg4 : theme.bg3, 6);
  text(frame, side + 14, y + 12, frame.texts(Message{"ui.more_steps", {std::to_string(count - shown)}}),
       {Font::ui, 11, theme.t2});
  if (t.clicked) view.most_readers = count;
  return y + 24;
}

}  // namespace attn::gui::inspector_parts
