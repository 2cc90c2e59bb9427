// The map and the translation table as figures: all of them, not only what a window has in sight.
#include <algorithm>

#include "app/core/moment.h"
#include "app/export/parts.h"
#include "app/scene/marks.h"
#include "app/scene/text.h"
#include "app/scene/views/map.h"
#include "app/scene/views/translation.h"
#include "engine/model/alignment.h"

namespace attn::figures {
namespace {

constexpr float map_height = 690;
constexpr float heads_height = 66, slanted_more = 26;

// "words so far", "five best next words" … above the columns.
void column_names(const scene::TranslationRequest& request, const Texts& texts, float y, scene::Scene& to) {
  const auto tokens = static_cast<Index>(request.run.read.size());
  const scene::TableColumns c = scene::table_columns(request.width, tokens);
  constexpr float size = 10.5f;
  const auto name = [&](float x, float room, const char* key) {
    const std::string words = scene::elide(texts(key), room, scene::Font::ui_bold, size, request.measure);
    to.marks.push_back(scene::parts::text(x, y, words, scene::Font::ui_bold, size, request.theme.t3));
  };
  name(c.left, c.names - c.left - 8, "translation.so_far");
  name(c.names, c.numbers - c.names, "translation.five_best");
  name(c.chosen, c.chosen_end - c.chosen, "translation.chosen");
  const std::string looked = scene::elide(texts("translation.looked"), std::max(60.0f, request.width - c.looked - 16),
                                          scene::Font::ui, 11, request.measure);
  to.marks.push_back(scene::parts::text(c.looked, 12, looked, scene::Font::ui, 11, request.theme.t3));
  for (const scene::Mark& mark : scene::source_heads(request, y, y + 24).marks) to.marks.push_back(mark);
  to.marks.push_back(scene::parts::line(c.left, y + 20.5f, c.right, y + 20.5f, request.theme.line1, 1));
}

}  // namespace

scene::Scene map_picture(const Figure& figure, const Subject& source, const scene::Measure& measure) {
  const Trace& trace = source.trace();
  const scene::MapRun run = scene::map_run(trace);
  const scene::MapPlan plan = scene::map_plan(run, figure.map, figure.width > 0 ? figure.width : natural_width(figure),
                                              figure.height > 0 ? figure.height : map_height, measure,
                                              scene::map_focus(run, figure.step, figure.cell ? figure.cell->row : 0));
  scene::MapRequest request{trace,       run,
                            plan,        figure.map,
                            figure.step, -1,
                            {},          theme_of(figure.paper),
                            measure,     {0, 0, plan.width, plan.height},
                            1,           text_of(figure.language)};
  request.options.head = std::min(request.options.head, run.heads());
  if (const Index done = cells_done(trace[figure.step], figure.phase); done < trace[figure.step].out.size())
    request.cells_done = done;
  if (figure.cell) request.cell = {figure.cell->row, figure.cell->col};
  scene::Scene picture = scene::map(request).scene;
  picture.width = plan.width;
  picture.height = plan.height;
  return picture;
}

Looked looked_of(const Figure& figure, const Subject& source) {
  const int layers = decoder_layers(*source.run), heads = cross_heads(*source.run);
  return {figure.translation.layer == 0 ? layers : std::min(figure.translation.layer, layers),
          figure.translation.head > heads ? 0 : figure.translation.head, heads};
}

scene::Scene translation_picture(const Figure& figure, const Subject& source, const scene::Measure& measure) {
  if (shows_beam(figure)) return beam_picture(figure, source, measure);
  const Run& run = *source.run;
  const auto [layer, head, heads] = looked_of(figure, source);
  const Tensor looked = cross_attention(run, layer, head);
  const std::optional<SamplingOptions> drawn = drawn_with(source.request);
  scene::TranslationRequest request{run,
                                    figure.step,
                                    figure.phase,
                                    source.request.forced,
                                    std::nullopt,
                                    drawn.has_value(),
                                    layer,
                                    head,
                                    heads,
                                    looked,
                                    -1,
                                    theme_of(figure.paper),
                                    figure.width > 0 ? figure.width : natural_width(figure),
                                    0,
                                    1e9f,
                                    measure,
                                    text_of(figure.language)};
  if (figure.translation.decoding == Decoding::sampling) request.sampling = figure.sampling;
  if (drawn) request.sampling = drawn;
  scene::Scene picture = scene::translation_table(request).scene;
  const float above = heads_height + (scene::heads_slant(run, request.width, measure) ? slanted_more : 0);
  for (scene::Mark& mark : picture.marks) shift(mark, 0, above);
  picture.width = request.width;
  picture.height = above + scene::table_height(run, request.width) + 12;
  picture.background = request.theme.bg0;
  column_names(request, texts_in(figure.language), above - 21, picture);
  return picture;
}

}  // namespace attn::figures
