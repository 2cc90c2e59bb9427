// The Heads view as a figure: every head of the run, small, in the order and with the filters that were chosen.
#include "app/core/heads_page.h"
#include "app/export/parts.h"

namespace attn::figures {
scene::Range heads_range(const Figure& figure, const Subject& source) {
  if (!figure.heads.scores) return {scene::Range::Kind::unit, 1};
  return shared_range(source.trace(), heads_of(source.trace()), figure.heads);
}

scene::Scene heads_picture(const Figure& figure, const Subject& source, const scene::Measure& measure) {
  const Trace& trace = source.trace();
  const Heads heads = heads_of(trace);
  const std::vector<Tensor> means = heads_means(trace, heads, figure.heads);
  const HeadsPage page{texts_in(figure.language),
                       trace,
                       heads,
                       figure.heads,
                       means,
                       shared_range(trace, heads, figure.heads),
                       current_head(trace, heads, figure.step)};
  const float width = figure.width > 0 ? figure.width : natural_width(figure);
  scene::HeadsGridRequest request{heads_sections(page, width),           {},     theme_of(figure.paper), width,
                                  figure.height > 0 ? figure.height : 0, measure};
  request.columns = heads_columns(page, request.sections);
  scene::HeadsAtlas atlas = scene::heads_atlas(request);
  for (std::size_t row = 0; row < atlas.images.size(); ++row) scene::paint_heads(request, row, atlas);
  scene::HeadsGrid grid = scene::heads_grid(request, atlas);
  scene::Scene picture = std::move(grid.scene);
  for (scene::Mark& mark : grid.names.marks) picture.marks.push_back(std::move(mark));
  if (request.columns.empty()) return picture;
  for (scene::Mark& mark : picture.marks) shift(mark, 0, scene::heads_columns_height);
  for (scene::Mark& mark : grid.columns.marks) picture.marks.push_back(std::move(mark));
  picture.height += scene::heads_columns_height;
  return picture;
}

}  // namespace attn::figures
