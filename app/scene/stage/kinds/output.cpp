// The end of a decode, from the last state to the next word: one picture for its steps; what a step is not about is
// faint.
#include "app/scene/stage/output/output.h"
#include "app/scene/stage/landscape.h"
#include "app/scene/stage/parts.h"
#include "app/scene/texels.h"
#include "engine/roles/roles.h"

namespace attn::scene {
namespace {

using namespace parts;

// One row over the vocabulary, argmax as one number over it, or the row that it is made of.
bool draws(const Trace& trace, int step) {
  const Step& s = trace[step];
  if (!s.op) return false;
  const bool one_row = s.out.rows() == 1 && s.out.cols() > 0;
  if (s.op->name == "slice_rows") return one_row && s.role == &roles::state;
  if (s.op->name == "argmax") return trace[s.inputs[0]].out.rows() == 1;
  if (s.role == &roles::similarity) return one_row && s.op->name == "matmul_nt" && trace[s.inputs[0]].out.cols() > 0;
  return one_row && s.out.col_axis.kind == Axis::Kind::piece &&
         (s.role == &roles::logits || s.role == &roles::allowed || s.role == &roles::probabilities);
}

constexpr double faint = 0.3;

void dim(Canvas& canvas, std::size_t from) {
  auto& marks = canvas.scene.marks;
  for (std::size_t i = from; i < marks.size(); ++i) {
    Mark& mark = marks[i];
    mark.color = faded(mark.color, faint);
    if (!mark.texels) continue;
    Texels texels = *mark.texels;
    texels.strength.assign(static_cast<std::size_t>(texels.height()), static_cast<float>(faint));
    mark.texels = std::make_shared<const Texels>(std::move(texels));
  }
}

// Draws a part, faintly if the step is not about it.
template <typename Draw>
auto part(Canvas& canvas, bool bright, const Draw& draw) {
  const std::size_t from = canvas.scene.marks.size();
  if constexpr (std::is_void_v<decltype(draw())>) {
    draw();
    if (!bright) dim(canvas, from);
  } else {
    const auto made = draw();
    if (!bright) dim(canvas, from);
    return made;
  }
}

void picture(Canvas& canvas) {
  const Output of = output_of(canvas);
  const OutputPlaces at = output_places(canvas, of);
  const bool state = of.row < 0, product = !state && of.row == of.similarity, choice = of.chosen,
             share = !choice && of.share, logits = !state && !product && !choice && !share;
  output_words(canvas, at.idea, of);
  part(canvas, state || product, [&] { output_state(canvas, at.state, of); });
  part(canvas, product, [&] { output_table(canvas, at.table, of); });
  if (at.bars.w > 0 && of.state >= 0 && of.table >= 0) {
    const float w = std::min(100.0f, (at.bars.w - 20) / 2);
    color_bar(canvas, at.bars.x, at.bars.y, w, "y", range_of(canvas.step(of.state)));
    color_bar(canvas, at.bars.x + w + 20, at.bars.y, w, "E", range_of(canvas.step(of.table)));
  }
  if (at.landscape.w > 0)
    part(canvas, product || logits, [&] {
      const int step = of.landscape();
      if (step < 0) return canvas.card(at.landscape);
      const std::string many = canvas.grouped(canvas.step(step).out.cols());
      draw_landscape(canvas, at.landscape, step,
                     canvas.text(product ? "stage.similarity.all" : "stage.output.all_logits", {many}),
                     product || logits ? of.done : canvas.step(step).out.cols(), of.col);
    });
  if (at.work.w > 0) {
    if (state)
      output_rows(canvas, at.work, at.state, of);
    else if (product)
      output_terms(canvas, at.work, of);
    else
      part(canvas, share || choice, [&] { output_curve(canvas, at.work, at.landscape, of); });
  }
  Point winner;
  if (at.best.w > 0) winner = part(canvas, !state, [&] { return output_best(canvas, at.best, of); });
  if (at.input.w > 0) part(canvas, choice, [&] { output_input(canvas, at.input, of, winner); });
}

}  // namespace

extern constinit const StageKind output_stage;
constinit const StageKind output_stage{"output", draws, picture};

}  // namespace attn::scene
