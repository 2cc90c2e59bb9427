#include "app/export/figure.h"

#include <stdexcept>

#include "app/core/names.h"
#include "app/core/player.h"
#include "app/export/parts.h"
#include "app/export/session.h"
#include "app/scene/heatmap.h"
#include "app/scene/stage/stage.h"
#include "engine/formula.h"
#include "engine/run_kind.h"

namespace attn::figures {
namespace {

constexpr float stage_width = 960, stage_height = 640, stage_margin = 20;

scene::Theme print_theme() {
  scene::Theme theme = scene::light_theme();
  theme.bg0 = {255, 255, 255, 255};
  return theme;
}

Index done_of(const Step& step, double phase) {
  const Index done = cells_done(step, phase);
  return done < step.out.size() ? done : -1;
}

void check(const Figure& figure, const Subject& source) {
  const Trace& trace = source.trace();
  if (figure.step < 0 || figure.step >= trace.size())
    throw std::invalid_argument("figure: there is no step " + std::to_string(figure.step));
  if (shows_beam(figure) && !source.beam) throw std::invalid_argument("there is no beam search to draw");
  const Step& step = trace[figure.step];
  if (figure.cell && !step.out.contains(figure.cell->row, figure.cell->col))
    throw std::invalid_argument(step.path + " has no cell " + std::to_string(figure.cell->row + 1) + "," +
                                std::to_string(figure.cell->col + 1) + "; its shape is " + step.out.shape());
}

}  // namespace

const Texts& texts_in(Language language) {
  static const Texts tables[] = {Texts(Language::en), Texts(Language::zh), Texts(Language::fr)};
  return tables[static_cast<std::size_t>(language)];
}

std::function<std::string(std::string_view key)> text_of(Language language) {
  return [&texts = texts_in(language)](std::string_view key) { return std::string(texts(key)); };
}

const scene::Theme& theme_of(Paper paper) {
  static const scene::Theme themes[] = {print_theme(), scene::light_theme(), scene::dark_theme()};
  return themes[static_cast<std::size_t>(paper)];
}

Subject subject_of(const Answer& answer, std::string checksum) {
  Subject subject{answer.model, answer.run, answer.asked.request, std::move(checksum)};
  if (answer.beam && answer.asked.beam) {
    subject.beam = answer.beam;
    subject.searched = *answer.asked.beam;
  }
  return subject;
}

Figure figure_of(const Document& document, const Subject& source, const scene::Sight& sight) {
  constexpr What views[] = {What::stage, What::map, What::heads, What::translation};
  Figure figure;
  figure.what = views[static_cast<std::size_t>(document.view)];
  figure.step = std::max(0, resolve(source.trace(), document.step, run_kind(source.request.kind).first_step));
  const Tensor& out = source.trace()[figure.step].out;
  if (document.cell && out.contains(document.cell->row, document.cell->col)) figure.cell = document.cell;
  figure.phase = document.phase;
  figure.language = document.language;
  figure.map = document.map;
  figure.heads = document.heads;
  figure.translation = document.translation;
  figure.sampling = sampling_of(document.request);
  figure.sight = sight;
  return figure;
}

namespace {

// Of a figure whose size is given: it has to fit in.
float caption_height(const Figure& figure, const Subject& source, const scene::Measure& measure) {
  if (!figure.caption) return 0;
  constexpr float at_the_end = 16;
  return caption_in(caption_room(figure.width, figure), figure, source, measure).height + at_the_end;
}

}  // namespace

float natural_width(const Figure& figure) {
  constexpr float widths[] = {0, stage_width, 1440, 1000, 1180};
  return shows_beam(figure) ? 0 : widths[static_cast<std::size_t>(figure.what)];
}

scene::Scene matrix_picture(const Figure& figure, const Subject& source, const scene::Measure& measure) {
  const Step& step = source.trace()[figure.step];
  const Texts& texts = texts_in(figure.language);
  scene::HeatmapOptions options;
  options.theme = theme_of(figure.paper);
  options.max_width = figure.width;
  options.max_height = figure.height - (figure.height > 0 ? caption_height(figure, source, measure) : 0);
  options.legend = figure.legend;
  options.cells_done = done_of(step, figure.phase);
  options.binned_columns = texts("ui.binned_columns");
  options.binned_rows = texts("ui.binned_rows");
  if (figure.title) options.title = title_of(figure, source);
  if (figure.cell) options.selected = {figure.step, figure.cell->row, figure.cell->col};
  return scene::heatmap(source.trace(), figure.step, options, measure);
}

namespace {

// Where the lowest mark ends; a line of text is as high as one and a half of its letters.
float lowest(const scene::Scene& scene) {
  float y = 0;
  for (const scene::Mark& mark : scene.marks) {
    y = std::max(y, mark.kind == scene::Mark::Kind::text ? mark.rect.y + 0.75f * mark.size : mark.rect.y + mark.rect.h);
    for (const scene::Point& point : mark.points) y = std::max(y, point.y);
  }
  return std::ceil(y);
}

}  // namespace

scene::Scene stage_picture(const Figure& figure, const Subject& source, const scene::Measure& measure) {
  const Trace& trace = source.trace();
  const Step& step = trace[figure.step];
  const Texts& texts = texts_in(figure.language);
  scene::StageRequest request{trace,
                              figure.step,
                              figure.phase,
                              done_of(step, figure.phase),
                              {},
                              theme_of(figure.paper),
                              figure.width > 0 ? figure.width : stage_width,
                              figure.height > 0 ? figure.height : stage_height,
                              measure,
                              step_title(texts, step),
                              formula(trace, figure.step, formula_words(texts)),
                              text_of(figure.language)};
  if (figure.cell) request.cell = {figure.cell->row, figure.cell->col};
  request.sight = figure.sight;
  request.sweeping = figure.sweeping;
  request.width -= 2 * stage_margin;
  scene::Scene picture = scene::stage(request);
  if (figure.height <= 0) {  // nothing is drawn in the rest of the room, at no phase of the step
    float drawn = lowest(picture);
    if (figure.phase < 1) {
      scene::StageRequest whole = request;
      whole.phase = 1;
      whole.cells_done = -1;
      drawn = std::max(drawn, lowest(scene::stage(whole)));
    }
    picture.height = std::min(picture.height, drawn + 4);
  }
  for (scene::Mark& mark : picture.marks) shift(mark, stage_margin, 0);
  for (scene::Pane& pane : picture.panes) pane.box.x += stage_margin;
  picture.width += 2 * stage_margin;
  return picture;
}

Drawing draw(const Figure& figure, const Subject& source, const scene::Measure& measure) {
  check(figure, source);
  constexpr scene::Scene (*pictures[])(const Figure&, const Subject&, const scene::Measure&) = {
      matrix_picture, stage_picture, map_picture, heads_picture, translation_picture};
  Figure shown = figure;
  constexpr float most_caption = 0.4f;  // of the height that is given; the matrix is what matters
  if (figure.what == What::matrix && figure.height > 0)
    shown.caption = figure.caption && caption_height(figure, source, measure) <= most_caption * figure.height;
  Drawing drawing;
  drawing.scene = pictures[static_cast<std::size_t>(figure.what)](shown, source, measure);
  drawing.scene = framed(std::move(drawing.scene), shown, source, measure);
  drawing.title = title_of(figure, source);
  for (const std::string& line : caption_of(figure, source))
    drawing.description += (drawing.description.empty() ? "" : "\n") + line;
  drawing.session = to_json(session_of(figure, source));
  return drawing;
}

}  // namespace attn::figures
