// Scores divided by √d: a line crosses the matrix, and every score moves towards 0 on one axis.
#include <algorithm>
#include <cmath>

#include "app/scene/format.h"
#include "app/scene/stage/idea.h"
#include "app/scene/stage/matrix.h"

namespace attn::scene {
namespace {

using namespace parts;

bool draws(const Trace& trace, int step) {
  const Step& s = trace[step];
  return s.op->name == "scale" && !s.inputs.empty() && trace[s.inputs[0]].role == "scores";
}

std::string plain(double value) {
  const std::string shown = rounded_text(value, 2);
  return shown.ends_with(".00") ? shown.substr(0, shown.size() - 3) : shown;
}

// Where every score was and where it is: two axes of one scale, a line from one to the other.
void travel(Canvas& canvas, const Rect& card, const Range& range, const Progress& now, int from) {
  const Theme& theme = canvas.theme;
  const Tensor& out = canvas.step().out;
  canvas.card(card);
  const float left = card.x + 96, right = card.x + card.w - 32, middle = (left + right) / 2;
  const Style label{Font::ui_bold, 12, theme.t1};
  canvas.write(card.x + 16, card.y + 18, canvas.text("stage.scale.travel", {std::to_string(out.size())}),
               {Font::ui_bold, 12, theme.t2}, card.w - 32);
  const bool closing = card.h >= 150;
  const float high = card.y + 66, low = card.y + card.h - (closing ? 66.0f : 34.0f);
  if (low - high < 24) return;
  canvas.write(card.x + 16, high, canvas.text("stage.scale.before"), label, 70);
  canvas.write(card.x + 16, low, canvas.text("stage.scale.after"), label, 70);
  const auto x = [&](double value) {
    return middle + (right - left) / 2 * static_cast<float>(std::clamp(value / range.limit, -1.0, 1.0));
  };
  for (const float y : {high, low}) canvas.add(line(left, y, right, y, theme.line2, 1));
  for (int i = -2; i <= 2; ++i) {
    const double value = range.limit * i / 2;
    canvas.add(line(x(value), low - 4, x(value), low + 4, theme.line2, 1));
    canvas.write(x(value), low + 16, range_text(value), {Font::mono, 9, theme.t3, Align::center}, 50);
  }
  const Axis& axis = out.col_axis;
  struct Dot {
    float x;
    Index col;
  };
  std::vector<Dot> named;
  const bool many = out.size() > 400;
  for (int pass = 0; pass < 2; ++pass)  // the row in focus lies on top
    for (Index r = 0; r < out.rows(); ++r)
      for (Index c = 0; c < out.cols(); ++c) {
        const bool here = r == now.row;
        if (here != (pass == 1)) continue;
        const double before = value_at(canvas.step(from), r, c), after = value_at(canvas.step(), r, c);
        if (!std::isfinite(before)) continue;
        const bool there = r * out.cols() + c < now.done;
        const bool moving = !there && here && static_cast<double>(c) < now.within;
        const double part = there ? 1 : moving ? in_out(now.within - std::floor(now.within)) : 0;
        const double value = before + (after - before) * part;
        const float y = high + (low - high) * static_cast<float>(part), size = here ? 4.0f : 2.5f;
        const Color color = here ? theme.q : theme.line3;
        if (part > 0 && (here || !many))
          canvas.add(line(x(before), high, x(value), y, faded(color, here ? 0.7 : 0.3), here ? 1.5f : 1.0f));
        if (part > 0 && !many) canvas.add(outline({x(before) - 2.5f, high - 2.5f, 5, 5}, faded(color, 0.6), 1, 2.5f));
        canvas.add(fill({x(value) - size, y - size, 2 * size, 2 * size}, color, size));
        if (here) named.push_back({x(before), c});
      }
  // Names of the row's words above the upper axis, as many as have room, in two heights.
  std::sort(named.begin(), named.end(),
            [](const Dot& a, const Dot& b) { return std::pair(a.x, a.col) < std::pair(b.x, b.col); });
  float free[2] = {card.x + 8, card.x + 8};
  for (const Dot& dot : named) {
    const std::string& word = axis.label(dot.col);
    const float w = canvas.width(word, Font::ui, 11);
    for (int level = 0; level < 2; ++level) {
      if (level == 1 && dot.x < free[0] - 4) break;  // its stem would cross the name before
      if (dot.x - w / 2 < free[level] || dot.x + w / 2 > card.x + card.w - 8) continue;
      const float y = high - 14 - 14 * static_cast<float>(level);
      canvas.write(dot.x, y, word, {Font::ui, 11, theme.q, Align::center}, w + 1);
      canvas.add(line(dot.x, y + 7, dot.x, high - 4, faded(theme.q, 0.5), 1));
      free[level] = dot.x + w / 2 + 8;
      if (level == 1) free[0] = std::max(free[0], dot.x + 4);  // its stem
      break;
    }
  }
  if (closing)
    canvas.write(card.x + 16, card.y + card.h - 20,
                 canvas.text("stage.scale.same_order", {plain(1 / static_cast<double>(canvas.step().attrs.factor))}),
                 {Font::ui, 12, theme.t2}, card.w - 32);
}

void picture(Canvas& canvas) {
  const StageRequest& ask = canvas.ask;
  const Theme& theme = canvas.theme;
  const Step& step = canvas.step();
  const int from = canvas.input(0);
  const Rect room = canvas.room;
  const Progress now = progress_of(ask);
  const Range range = range_of(canvas.step(from));
  const std::string by = plain(1 / static_cast<double>(step.attrs.factor));
  const bool low = room.h < 300;
  const float rows = static_cast<float>(step.out.rows());
  const float upper = low ? room.h : std::clamp(84 + rows * 34, room.h * 0.4f, room.h * 0.55f);
  const float head_w = std::clamp(room.w * 0.3f, 200.0f, 330.0f);
  const Step& query = canvas.step(canvas.step(from).inputs[0]);
  const std::string d = std::to_string(query.out.cols());
  Idea idea;
  idea.title = canvas.text("stage.scale.title");
  idea.words = canvas.rich("stage.scale.idea", {{d, theme.t2}, {by, theme.t1, Font::ui_bold}}, theme.t2, theme.t1);
  idea.formula = {{"S", theme.t1}, {" ÷ ", theme.t3}, {"√" + d, theme.t1}, {" = ", theme.t3}, {"S/" + by, theme.t1}};
  idea.bars = {{canvas.text("stage.common.colour"), range}};
  draw_idea(canvas, {room.x, room.y - 8, head_w + 8, upper}, idea);

  // Two matrices in one place: what is divided so far, and what is not yet. Numbers of both stand in their own cells.
  const Rect place{room.x + head_w + 20, room.y, room.w - head_w - 20, upper - 12};
  const float half = (place.w - 40) / 2;
  MatrixLook before{range, -1, 60, 36};
  before.letter = "S";
  before.row = now.row;
  MatrixLook after{range, ask.cells_done, 60, 36};
  after.letter = "S/" + by;
  after.note = canvas.text("stage.scale.divided", {by});
  after.row = now.row;
  after.row_words = false;
  after.computing = !now.complete;
  after.selected = now.complete && ask.cell.has_value();
  if (after.selected) before.col = after.col = ask.cell->second;
  const float names = std::min(80.0f, place.w * 0.1f);
  const Grid a = matrix(canvas, from, {place.x, place.y, half + names / 2, place.h}, before);
  const Grid b = matrix(canvas, ask.step, {place.x + half + 40 + names / 2, place.y, half - names / 2, place.h}, after);
  if (a.box.w > 0 && b.box.w > 0) {
    const float x = (a.box.x + a.box.w + b.box.x) / 2,
                mid = now.complete || !a.down.sees(now.row) ? a.box.y + a.box.h / 2
                                                            : a.row(now.row).y + a.row(now.row).h / 2,
                w = canvas.width("÷" + by, Font::mono, 11) + 12;
    canvas.add(fill({x - w / 2, mid - 11, w, 22}, theme.ink, 11));
    canvas.write(x, mid, "÷" + by, {Font::mono, 11, theme.ink_on, Align::center}, w);
  }
  if (!low) {
    const float top = std::max(upper, a.bottom() + 24);
    const Rect card{room.x, top, room.w, std::min(300.0f, room.y + room.h - top)};
    if (card.h >= 110) travel(canvas, card, range, now, from);
  }
}

}  // namespace

extern constinit const StageKind scale_stage;
constinit const StageKind scale_stage{"scale", draws, picture};

}  // namespace attn::scene
