// The head that the playhead is in, large; with others beside it, their sum or mean.
#include <algorithm>
#include <cmath>

#include "app/core/arithmetic.h"
#include "app/core/row_words.h"
#include "app/gui/actions.h"
#include "app/gui/controls.h"
#include "app/gui/export_actions.h"
#include "app/gui/heads_actions.h"
#include "app/gui/panels/heads_parts.h"
#include "app/gui/style.h"
#include "app/scene/format.h"
#include "app/scene/ribbon.h"
#include "engine/roles/roles.h"

namespace attn::gui {
namespace {

constexpr float side = 24, title_height = 44;

bool is_matrix(const Step& step) {
  const Role& role = *step.role;
  return role.is(roles::weights) || role.is(roles::scores) || role.is(roles::scaled) || role.is(roles::masked);
}

// The selected cell, where the step on the stage has the shape of the head's matrix.
std::optional<Cell> cell_of(const Frame& frame, const Tensor& values) {
  const auto cell = frame.cell();
  if (!cell || !head_of(frame.trace(), frame.step) || !is_matrix(frame.trace()[frame.step])) return std::nullopt;
  return values.contains(cell->row, cell->col) ? cell : std::nullopt;
}

// "Mostly looks at the last word: am puts 0.49 of its attention on student, a puts 0.55."
// In the decoder also which word a row works for: the selected one, else the first of the examples.
scene::parts::TextRuns sentence(const Frame& frame, const Tensor& weights, AttentionKind kind, Pattern pattern,
                                const std::optional<Cell>& cell) {
  constexpr std::array<const char*, all_patterns.size()> keys = {
      "heads.say_itself", "heads.say_previous",  "heads.say_next",  "heads.say_first",
      "heads.say_last",   "heads.say_alignment", "heads.say_mixed", "heads.say_broad"};
  const scene::Theme& theme = frame.theme;
  const std::vector<Example> shown = examples(weights.mat(), kind, pattern);
  scene::parts::TextRuns values;
  for (const Example& e : shown) {
    const auto value = static_cast<double>(weights(e.row, e.col));
    values.push_back({weights.row_axis.label(e.row), theme.t1, Font::ui_bold});
    values.push_back({scene::cell_text(value), theme.a, Font::ui_bold});
    values.push_back({weights.col_axis.label(e.col), theme.t1, Font::ui_bold});
  }
  const char* key = shown.empty()      ? "heads.say_nothing"
                    : shown.size() < 2 ? "heads.say_single"
                                       : keys[static_cast<std::size_t>(pattern)];
  const char* axes = kind == AttentionKind::cross ? "heads.say_axes_cross" : "heads.say_axes";
  const std::string words = std::string(frame.texts(key)) + " " + std::string(frame.texts(axes));
  scene::parts::TextRuns runs = scene::parts::filled(words, values, theme.t2, theme.t1);
  const Index row = cell ? cell->row : shown.empty() ? 0 : shown.front().row;
  if (const auto next = row_and_next(*frame.run(), weights.row_axis, row))
    runs.push_back({" " + frame.texts(*next), theme.t2, Font::ui});
  return runs;
}

std::vector<Index> inside(const std::vector<Index>& chosen, Index count) {
  std::vector<Index> kept;
  for (const Index i : chosen)
    if (i >= 0 && i < count) kept.push_back(i);
  return kept;
}

void make(Frame& frame, float width, float height) {
  HeadsView& view = frame.view.heads;
  const HeadsOptions& options = frame.document.heads;
  const std::vector<int> chosen = chosen_heads(frame);
  const Head& head = view.heads.all[static_cast<std::size_t>(chosen.front())];
  const Tensor& first = shown_matrix(frame, head);
  HeadsView::DetailKey key{
      {view.run, options, view.current, width, height, frame.shown.language, frame.shown.look, frame.fonts.revision()},
      cell_of(frame, first)};
  if (key == view.detail_key) return;
  const bool several = chosen.size() > 1, sum = several && options.sum;
  const auto combine = [&](auto&& matrix_of) {
    std::vector<const Mat*> matrices;
    for (const int i : chosen) matrices.push_back(&matrix_of(view.heads.all[static_cast<std::size_t>(i)]).mat());
    const Tensor& like = matrix_of(head);
    return several ? Tensor(combined(matrices, sum), like.row_axis, like.col_axis) : like;
  };
  const auto weights_of = [&](const Head& h) -> const Tensor& { return frame.trace()[h.weights].out; };
  const Tensor weights = combine(weights_of);
  view.combined = combine([&](const Head& h) -> const Tensor& { return shown_matrix(frame, h); });
  const bool causal = head.name.kind == AttentionKind::decoder, scores = options.scores && head.scores >= 0;
  scene::Range range{scene::Range::Kind::unit, 1};
  if (options.own_scale || scores) {
    double most = 0;
    for (Index r = 0; r < first.rows(); ++r)
      for (Index c = 0; c < (causal ? std::min(r + 1, first.cols()) : first.cols()); ++c)
        if (std::isfinite(view.combined(r, c)))
          most = std::max(most, std::abs(static_cast<double>(view.combined(r, c))));
    if (scores)
      range = {scene::Range::Kind::symmetric, options.own_scale ? scene::round_range(most) : view.range.limit};
    else
      range.limit = most > 0 ? most : 1;
  }
  const scene::Measure measure = frame.fonts.measure();
  const std::function<std::string(std::string_view)> texts = [&](std::string_view name) {
    return std::string(frame.texts(name));
  };
  const scene::StageRequest stage{frame.trace(), head.weights, 1,       -1, {}, frame.theme,
                                  width,         height,       measure, "", "", texts};
  scene::HeadDetailRequest request{scores ? head.scores : head.weights,
                                   view.combined,
                                   weights,
                                   range,
                                   causal,
                                   !scores,
                                   !sum,
                                   entropies(weights.mat()),
                                   {},
                                   received(weights.mat()),
                                   {},
                                   inside(options.rows, first.rows()),
                                   inside(options.cols, first.cols()),
                                   options.sum,
                                   {},
                                   stage};
  for (Index r = 0; r < weights.rows(); ++r)
    request.most_bits.push_back(std::log2(static_cast<double>(seen(weights.mat(), head.name.kind, r))));
  if (sum) request.bits.clear();  // a sum of distributions is none
  if (key.cell) request.cell = {key.cell->row, key.cell->col};
  const Pattern pattern = several ? find_pattern(weights.mat(), head.name.kind).pattern : head.pattern.pattern;
  if (!sum)
    request.sentence = sentence(frame, weights, head.name.kind, pattern, key.cell);
  else
    request.sentence = {{std::string(frame.texts("heads.say_sum")), frame.theme.t2, Font::ui}};
  view.detail = scene::head_detail(request);
  view.detail_key = std::move(key);
}

// Saves the head's matrix: its step's, with the cell that is selected. With its word where the title has room too;
// returns its left end.
float export_head(Frame& frame, const Head& head, float right, float room) {
  const std::string_view label = frame.texts("export.export");
  const float with_word = std::round(frame.fonts.width(label, Font::ui_bold, 13)) + 44;
  const bool word = with_word + 12 <= room, scores = frame.document.heads.scores && head.scores >= 0;
  const scene::Rect box{right - (word ? with_word : 32), 12, word ? with_word : 32, 32};
  const Touch t = touch(frame, "###export head", box);
  fill(frame, box, t.hovered ? frame.theme.bg3 : frame.theme.bg2, 6);
  outline(frame, box, frame.theme.line2, 6);
  icon(frame, Icon::upload, word ? box.x + 18 : box.x + 16, box.y + 16, frame.theme.t1);
  if (word) text(frame, box.x + 32, box.y + 16, label, {Font::ui_bold, 13, frame.theme.t1});
  if (t.hovered) tooltip(frame, frame.texts("heads.export_tip"));
  if (!t.clicked) return box.x;
  const int step = scores ? head.scores : head.weights;
  if (frame.step != step) go(frame, step);
  frame.document.exporting.what = ExportWhat::matrix;
  ask_for_export(frame);
  return box.x;
}

// Buttons at the right; the title in what is left.
void title(Frame& frame, float width, const std::vector<int>& chosen) {
  const HeadsView& view = frame.view.heads;
  const Head& head = view.heads.all[static_cast<std::size_t>(chosen.front())];
  float right = width - 20;
  if (view.overlay) {
    if (icon_button(frame, "###close heads detail", {right - 28, 14, 28, 28}, Icon::close, frame.texts("ui.close")))
      frame.view.heads.overlay = false;
    right -= 36;
  }
  const std::string_view open = frame.texts("heads.open_step");
  const float w = std::max(64.0f, frame.fonts.width(open, Font::ui_bold, 13) + 28);
  if (text_button(frame, "###open step", right, 12, open)) open_head_step(frame);
  right -= w + 12;
  HeadsOptions& options = frame.document.heads;
  if (chosen.size() > 1 || options.rows.size() > 1 || options.cols.size() > 1) {
    const std::vector<std::string> labels{std::string(frame.texts("heads.mean")),
                                          std::string(frame.texts("heads.sum"))};
    const Segments segments{"heads sum", labels, options.sum ? 1u : 0u};
    right -= segments_width(frame, segments);
    options.sum = segmented(frame, right, 14, 28, segments, frame.texts("heads.sum_tip")) == 1;
    right -= 12;
  }
  std::string words = head_title(frame, head.name);
  if (chosen.size() == 1) {
    const float needed = frame.fonts.width(words, Font::ui_bold, 16);
    right = export_head(frame, head, right, right - side - needed - 12) - 12;
  }
  if (chosen.size() > 1) words = frame.texts(Message{"heads.several", {std::to_string(chosen.size())}});
  text(frame, side, 28, words, {Font::ui_bold, 16, frame.theme.t1}, right - side);
}

// Words of the rows and of the columns: with Ctrl several are selected, without only one.
void words(Frame& frame, const scene::Rect& area, bool column) {
  const scene::HeadDetail& detail = frame.view.heads.detail;
  const Touch t = touch(frame, column ? "###asked words" : "###asking words",
                        {area.x, area.y + title_height + 8, area.w, area.h}, Reach::area);
  if (!t.hovered) return;
  const ImVec2 mouse = ImGui::GetIO().MousePos, corner = on_screen(frame, area.x, area.y + title_height + 8);
  const float size = column ? detail.col_width : detail.row_height;
  const float at = (column ? mouse.x - corner.x : mouse.y - corner.y) / frame.px;
  const Tensor& values = frame.view.heads.combined;
  const Index count = column ? values.cols() : values.rows();
  const Index per = std::max<Index>(
      1, static_cast<Index>(std::lround(static_cast<float>(count) * size / (column ? area.w : area.h))));
  const Index i = std::clamp<Index>(static_cast<Index>(at / size) * per, 0, count - 1);
  tooltip(frame,
          (column ? values.col_axis : values.row_axis).label(i) + "\n" + std::string(frame.texts("heads.words_tip")));
  if (!t.clicked) return;
  HeadsOptions& options = frame.document.heads;
  std::vector<Index>& chosen = column ? options.cols : options.rows;
  if (ImGui::GetIO().KeyCtrl)
    toggle_word(chosen, i);
  else
    chosen = chosen == std::vector<Index>{i} ? std::vector<Index>{} : std::vector<Index>{i};
}

// A ring around the cell pointed at, and the edges of its ribbon.
void ring(Frame& frame, scene::CellTag cell, ImVec2 origin) {
  const scene::Theme& theme = frame.theme;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const auto point = [&](float x, float y) { return ImVec2(origin.x + x * frame.px, origin.y + y * frame.px); };
  for (const scene::Mark& mark : frame.view.heads.detail.scene.marks) {
    if (!(mark.cell == cell)) continue;
    const scene::Rect& r = mark.rect;
    if (mark.kind == scene::Mark::Kind::fill)
      list.AddRect(point(r.x - 1, r.y - 1), point(r.x + r.w + 1, r.y + r.h + 1), color(theme.ink), 3 * frame.px, 0,
                   std::max(1.0f, 1.5f * frame.px));
    if (mark.kind != scene::Mark::Kind::ribbon) continue;
    for (const int edge : {0, 1}) {
      const scene::Point from = mark.points[static_cast<std::size_t>(edge)],
                         to = mark.points[static_cast<std::size_t>(edge + 2)];
      for (int i = 0; i <= 32; ++i) {
        const scene::Point p = scene::on_ribbon(from, to, static_cast<float>(i) / 32);
        list.PathLineTo(point(p.x, p.y));
      }
      list.PathStroke(color(theme.ink), 0, std::max(1.0f, frame.px));
    }
  }
}

void cell_words(Frame& frame, scene::CellTag cell, const scene::Rect& about, bool several) {
  const HeadsView& view = frame.view.heads;
  const Tensor& values = view.combined;
  const Head& head = view.heads.all[static_cast<std::size_t>(view.current)];
  const bool masked = head.name.kind == AttentionKind::decoder && cell.col > cell.row;
  if (masked) return tooltip(frame, frame.texts("heads.masked"), about);
  const std::string number = number_text(static_cast<double>(values(cell.row, cell.col)));
  tooltip(frame,
          (several ? values.row_axis.label(cell.row) + " → " + values.col_axis.label(cell.col)
                   : cell_name(frame.trace(), cell.step, cell.row, cell.col)) +
              " = " + number,
          about);
}

void picture(Frame& frame, const std::vector<int>& chosen, float alpha) {
  HeadsView& view = frame.view.heads;
  const scene::HeadDetail& detail = view.detail;
  const float y = title_height + 8;
  ImVec2 origin = on_screen(frame, 0, y);
  origin = {std::round(origin.x), std::round(origin.y)};
  draw(*ImGui::GetWindowDrawList(), detail.scene, {origin, frame.px, 1, alpha, frame.record}, frame.fonts,
       frame.textures);
  const scene::Rect& m = detail.cells;
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  const auto pointed = [&](const char* id, const scene::Rect& area) {
    const Touch t = touch(frame, id, {area.x, area.y + y, area.w, area.h}, Reach::area);
    if (!t.hovered) return;
    const float mouse_x = (mouse.x - origin.x) / frame.px, mouse_y = (mouse.y - origin.y) / frame.px;
    const scene::CellTag at = scene::cell_at(detail.scene, mouse_x, mouse_y);
    if (at.step < 0) return;
    scene::Rect box = scene::cell_box(detail.scene, mouse_x, mouse_y);
    box.y += y;
    ring(frame, at, origin);
    if (chosen.size() == 1) point_at(frame, Pointed::cell(at.step, at.row, at.col));
    cell_words(frame, at, box, chosen.size() > 1);
    if (!t.clicked) return;
    const Head& head = view.heads.all[static_cast<std::size_t>(view.current)];
    if (frame.step != head.weights && frame.step != head.scores) go(frame, head.weights);
    frame.document.cell = Cell{at.row, at.col};
  };
  pointed("###head cells", m);
  pointed("###head flow", {24, detail.flow_top, detail.scene.width - 48, detail.scene.height - detail.flow_top - 16});
  words(frame, detail.row_words, false);
  words(frame, detail.col_words, true);
  if (const float room = std::min(40.0f, detail.flow_top - m.y - m.h); room > 16 && !frame.document.heads.scores) {
    const scene::Rect sums{24, y + m.y + m.h + 2, m.x + m.w - 24, room - 2};
    if (touch(frame, "###received", sums, Reach::area).hovered) tooltip(frame, frame.texts("heads.received_tip"), sums);
  }
  content_ends(frame, y + detail.scene.height);
}

}  // namespace

void heads_detail(Frame& frame) {
  const std::vector<int> chosen = chosen_heads(frame);
  if (chosen.empty()) return;
  const float width = panel_width(frame), height = panel_height(frame) - title_height - 8;
  title(frame, width, chosen);
  make(frame, width, height);
  picture(frame, chosen_heads(frame), frame.derived.problem || frame.derived.busy ? 0.45f : 1.0f);
}

}  // namespace attn::gui
