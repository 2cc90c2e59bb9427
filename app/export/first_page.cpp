#include "app/export/first_page.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "app/export/parts.h"
#include "app/export/worked.h"
#include "app/scene/format.h"
#include "app/scene/marks.h"
#include "app/scene/stage/formula_of.h"
#include "app/scene/text.h"

namespace attn::figures {
namespace {

using scene::Color;
using scene::Font;

// A sheet of A4 at 96 dots per inch, and colours of the HTML's style.
constexpr float page_width = 794, page_height = 1123, margin = 54, room = page_width - 2 * margin;
constexpr Color ink{24, 24, 27, 255}, grey{63, 63, 70, 255}, pale{212, 212, 216, 255}, head{244, 244, 245, 255};
constexpr std::size_t few_steps = 3;
constexpr Index widest_table = 16;

class Sheet {
 public:
  Sheet(const Order& order, const Worked& worked, const scene::Measure& measure)
      : order_(order), worked_(worked), measure_(measure), texts_(texts_in(order.figure.language)) {
    scene_.width = page_width;
    scene_.height = page_height;
    scene_.background = {255, 255, 255, 255};
  }

  scene::Scene drawn() {
    paragraph(worked_.title, Font::ui_bold, 24, 32, ink);
    for (const std::string& line : worked_.about) paragraph(line, Font::ui, 13, 20, grey);
    if (blank()) name_and_task();
    for (const WorkedStep& step : worked_.steps) {
      if (y_ > page_height - margin) break;
      section(step);
    }
    // What does not fit is on the next page.
    std::erase_if(scene_.marks, [](const scene::Mark& mark) {
      float end = mark.rect.y + std::max(mark.rect.h, mark.kind == scene::Mark::Kind::text ? mark.size / 2 : 0.0f);
      for (const scene::Point& point : mark.points) end = std::max(end, point.y);
      return end > page_height - margin / 2;
    });
    return std::move(scene_);
  }

 private:
  bool blank() const { return !worked_.blanks.empty(); }
  const Blank* blank_at(int step, Index row, Index col) const {
    for (const Blank& blank : worked_.blanks)
      if (blank.step == step && blank.cell == Cell{row, col}) return &blank;
    return nullptr;
  }

  void paragraph(const std::string& words, Font font, float size, float line, Color color) {
    for (const std::string& part : scene::wrap(words, room, font, size, measure_)) {
      scene_.marks.push_back(scene::parts::text(margin, y_ + line / 2, part, font, size, color));
      y_ += line;
    }
    y_ += 4;
  }

  void name_and_task() {
    y_ += 18;
    const float half = room / 2;
    for (const auto& [x, key] : {std::pair{margin, "worked.name"}, {margin + half + 12, "worked.date"}}) {
      scene_.marks.push_back(scene::parts::text(x, y_, std::string(texts_(key)), Font::ui, 13, ink));
      scene_.marks.push_back(scene::parts::line(x, y_ + 12, x + half - 12, y_ + 12, ink, 1));
    }
    y_ += 32;
    paragraph(texts_(Message{"worked.task", {std::to_string(worked_.blanks.size())}}), Font::ui, 13, 20, ink);
  }

  void section(const WorkedStep& step) {
    y_ += 12;
    scene_.marks.push_back(scene::parts::line(margin, y_, page_width - margin, y_, pale, 1));
    y_ += 14;
    const std::string given = step.given ? std::string(texts_("worked.given")) + " " : "";
    paragraph(given + step.title, Font::ui_bold, 16, 24, ink);
    paragraph(step.explanation, Font::ui, 13, 20, ink);
    if (const scene::Formula typeset = scene::formula_of(order_.subject.trace(), step.step, theme_of(Paper::print))) {
      const scene::Extent extent = typeset->extent(16, measure_);
      typeset->draw(margin, y_ + extent.above + 4, 16, measure_, scene_);
      y_ += extent.above + extent.below + 14;
    }
    picture(step.step);
    table(step.step);
  }

  void picture(int step) {
    Figure figure;
    figure.step = step;
    figure.language = order_.figure.language;
    figure.title = figure.caption = false;
    figure.width = room;
    scene::Scene made = draw(figure, order_.subject, measure_).scene;
    std::erase_if(made.marks, [&](const scene::Mark& mark) {
      return mark.cell.step == step && mark.cell.row >= 0 && blank_at(step, mark.cell.row, mark.cell.col);
    });
    for (scene::Mark& mark : made.marks) {
      shift(mark, margin, y_);
      scene_.marks.push_back(std::move(mark));
    }
    y_ += made.height + 6;
  }

  void table(int step) {
    const Tensor& t = order_.subject.trace()[step].out;
    if (t.cols() > widest_table) return;
    constexpr float row = 20;
    const float cell = std::min(84.0f, room / static_cast<float>(t.cols() + 1));
    const bool whole = scene::all_whole(t.mat());
    const float size = std::min(10.0f, 10 * (cell - 8) / measure_("-0.0000", Font::mono, 10));
    const auto box = [&](Index r, Index c, const std::string& words, bool heading) {
      const scene::Rect place{margin + cell * static_cast<float>(c + 1), y_ + row * static_cast<float>(r + 1), cell,
                              row};
      if (heading) scene_.marks.push_back(scene::parts::fill(place, head));
      scene_.marks.push_back(scene::parts::outline(place, pale, 1));
      scene_.marks.push_back(scene::parts::text(place.x + cell - 6, place.y + row / 2,
                                                scene::elide(words, cell - 8, Font::mono, size, measure_), Font::mono,
                                                size, heading ? grey : ink, scene::Align::right));
    };
    for (Index c = 0; c < t.cols(); ++c) box(-1, c, t.col_axis.label(c), true);
    for (Index r = 0; r < t.rows() && y_ + row * static_cast<float>(r) < page_height; ++r) {
      box(r, -1, t.row_axis.label(r), true);
      for (Index c = 0; c < t.cols(); ++c) {
        const auto value = static_cast<double>(t(r, c));
        const Blank* empty = blank_at(step, r, c);
        box(r, c,
            empty   ? fmt::format("({})", empty->number)
            : whole ? scene::whole_text(value)
                    : scene::inspector_text(value),
            false);
      }
    }
    y_ += row * static_cast<float>(t.rows() + 1) + 8;
  }

  const Order& order_;
  const Worked& worked_;
  const scene::Measure& measure_;
  const Texts& texts_;
  scene::Scene scene_;
  float y_ = margin;
};

}  // namespace

scene::Scene first_page(const Order& order, const scene::Measure& measure) {
  std::vector<int> steps = ordered_steps(order);
  const Figure figure = dressed(order, order.figure.step);
  if (order.options.what == ExportWhat::exercise) {
    const auto seed = static_cast<std::uint32_t>(order.options.seed);
    return Sheet(order, exercise(figure, order.subject, steps, seed), measure).drawn();
  }
  if (steps.size() > few_steps) steps.resize(few_steps);
  return Sheet(order, worked(figure, order.subject, steps), measure).drawn();
}

}  // namespace attn::figures
