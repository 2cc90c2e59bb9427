// The Heads view as a figure: every head of the run, small, in the order and with the filters that were chosen.
#include <algorithm>
#include <array>
#include <cmath>

#include "app/core/heads.h"
#include "app/export/parts.h"
#include "app/scene/views/heads_grid.h"

namespace attn::figures {
namespace {

constexpr float natural_width = 1000;
constexpr std::array<const char*, attention_kinds.size()> titles = {"heads.encoder", "heads.decoder", "heads.cross"};
constexpr std::array<const char*, attention_kinds.size()> abouts = {"heads.about_encoder", "heads.about_decoder",
                                                                    "heads.about_cross"};
constexpr std::array<const char*, all_patterns.size()> patterns = {
    "heads.itself", "heads.previous", "heads.next", "heads.first", "heads.last", "heads.alignment", "heads.broad"};

const Tensor& shown(const Subject& source, const Head& head, bool scores) {
  return source.trace()[scores && head.scores >= 0 ? head.scores : head.weights].out;
}

scene::Range own_range(const Tensor& values, bool causal, bool scores) {
  return scene::own_range(values, causal, scores ? scene::Range::Kind::symmetric : scene::Range::Kind::unit);
}

bool causal(AttentionKind kind) { return kind == AttentionKind::decoder; }

class Page {
 public:
  Page(const Figure& figure, const Subject& source)
      : figure_(figure), source_(source), texts_(texts_in(figure.language)), heads_(heads_of(source.trace())) {
    current_ = current_head(source.trace(), heads_, figure.step);
    range_ = heads_range(figure, source);
    means_.reserve(heads_.all.size());  // thumbnails point into it
  }

  std::vector<scene::HeadThumbSection> sections(float width) {
    std::vector<scene::HeadThumbSection> made;
    for (const HeadsSection& section : page(heads_, figure_.heads, static_cast<int>((width - 90) / 110))) {
      const auto kind = static_cast<std::size_t>(section.kind);
      scene::HeadThumbSection part{
          std::string(texts_(titles[kind])), texts_(Message{abouts[kind], {std::to_string(heads_.decodes)}}), {}};
      for (const HeadsRow& row : section.rows) part.rows.push_back(thumbs(section.kind, row));
      made.push_back(std::move(part));
    }
    return made;
  }

  // Most heads that any layer has, and the mean.
  std::vector<std::string> columns(const std::vector<scene::HeadThumbSection>& sections) const {
    std::vector<std::string> names;
    if (figure_.heads.order != HeadOrder::model) return names;
    std::size_t most = 1;
    bool same = true;
    for (const scene::HeadThumbSection& section : sections)
      for (const scene::HeadThumbRow& row : section.rows) {
        same = same && (most == 1 || row.thumbs.size() == most);
        most = std::max(most, row.thumbs.size());
      }
    for (std::size_t i = 1; i < most; ++i) names.push_back(texts_(Message{"group.head", {std::to_string(i)}}));
    names.emplace_back(same ? texts_("heads.mean") : "");
    return names;
  }

 private:
  scene::HeadThumbRow thumbs(AttentionKind kind, const HeadsRow& row) {
    scene::HeadThumbRow made;
    if (row.layer > 0) made.label = texts_(Message{"group.layer", {std::to_string(row.layer)}});
    for (const int place : row.places) made.thumbs.push_back(thumb(place));
    if (row.layer > 0) made.thumbs.push_back(mean(kind, row));
    return made;
  }

  scene::HeadThumb thumb(int place) const {
    scene::HeadThumb made;
    if (place < 0) return made;
    const Head& head = heads_.all[static_cast<std::size_t>(place)];
    const HeadsOptions& options = figure_.heads;
    made.id = place;
    made.values = &shown(source_, head, options.scores);
    made.step = options.scores ? head.scores : head.weights;
    made.causal = causal(head.name.kind);
    made.range = options.own_scale ? own_range(*made.values, made.causal, options.scores) : range_;
    made.below = texts_(patterns[static_cast<std::size_t>(head.pattern.pattern)]);
    made.quiet = head.pattern.pattern == Pattern::broad;
    made.focus = head.focus;
    made.current = place == current_;
    made.chosen = std::find(options.others.begin(), options.others.end(), head.name) != options.others.end();
    if (options.order != HeadOrder::model)
      made.title =
          texts_(Message{"heads.short_name", {std::to_string(head.name.layer), std::to_string(head.name.head)}});
    return made;
  }

  Mat combined_of(AttentionKind kind, int layer, bool scores, const Tensor*& like) const {
    std::vector<const Mat*> matrices;
    for (const Head& head : heads_.all)
      if (head.name.kind == kind && head.name.layer == layer)
        matrices.push_back(&(like = &shown(source_, head, scores))->mat());
    return combined(matrices, false);
  }

  // Of all heads of a layer, also of those that a filter leaves out.
  scene::HeadThumb mean(AttentionKind kind, const HeadsRow& row) {
    const Tensor* like = nullptr;
    Mat weights = combined_of(kind, row.layer, false, like);
    scene::HeadThumb made;
    made.focus = focus(weights, kind);
    Mat values = figure_.heads.scores ? combined_of(kind, row.layer, true, like) : std::move(weights);
    means_.emplace_back(std::move(values), like->row_axis, like->col_axis);
    made.id = -static_cast<int>(means_.size());
    made.values = &means_.back();
    made.causal = causal(kind);
    made.range = figure_.heads.own_scale ? own_range(*made.values, made.causal, figure_.heads.scores) : range_;
    made.below = texts_(Message{"heads.all", {std::to_string(row.places.size())}});
    made.quiet = true;
    return made;
  }

  const Figure& figure_;
  const Subject& source_;
  const Texts& texts_;
  Heads heads_;
  std::vector<Tensor> means_;
  scene::Range range_;
  int current_ = -1;
};

}  // namespace

scene::Range heads_range(const Figure& figure, const Subject& source) {
  if (!figure.heads.scores) return {scene::Range::Kind::unit, 1};
  double most = 0;
  for (const Head& head : heads_of(source.trace()).all)
    most = std::max(most, own_range(shown(source, head, true), causal(head.name.kind), true).limit);
  return {scene::Range::Kind::symmetric, most > 0 ? most : 1};
}

scene::Scene heads_picture(const Figure& figure, const Subject& source, const scene::Measure& measure) {
  Page page(figure, source);
  const float width = figure.width > 0 ? figure.width : natural_width;
  scene::HeadsGridRequest request{
      page.sections(width), {}, theme_of(figure.paper), width, figure.height > 0 ? figure.height : 0, measure};
  request.columns = page.columns(request.sections);
  scene::HeadsAtlas atlas = scene::heads_atlas(request);
  for (std::size_t row = 0; row < atlas.images.size(); ++row) scene::paint_heads(request, row, atlas);
  scene::HeadsGrid grid = scene::heads_grid(request, atlas);
  scene::Scene picture = std::move(grid.scene);
  if (request.columns.empty()) return picture;
  for (scene::Mark& mark : picture.marks) shift(mark, 0, scene::heads_columns_height);
  for (scene::Mark& mark : grid.columns.marks) picture.marks.push_back(std::move(mark));
  picture.height += scene::heads_columns_height;
  return picture;
}

}  // namespace attn::figures
