#include "app/core/heads_page.h"

#include <algorithm>
#include <array>

namespace attn {
namespace {

using scene::HeadThumb;

constexpr std::array<const char*, attention_kinds.size()> titles = {"heads.encoder", "heads.decoder", "heads.cross"};
constexpr std::array<const char*, attention_kinds.size()> abouts = {"heads.about_encoder", "heads.about_decoder",
                                                                    "heads.about_cross"};
constexpr std::array<const char*, all_patterns.size()> patterns = {"heads.itself", "heads.previous", "heads.next",
                                                                   "heads.first",  "heads.last",     "heads.alignment",
                                                                   "heads.mixed",  "heads.broad"};

bool causal(AttentionKind kind) { return kind == AttentionKind::decoder; }

// A limit of 0: every head has its own.
scene::Range thumb_range(const HeadsPage& page) {
  if (!page.options.own_scale) return page.range;
  return {page.options.scores ? scene::Range::Kind::symmetric : scene::Range::Kind::unit, 0};
}

HeadThumb mean_thumb(const HeadsPage& page, AttentionKind kind, int layer, std::size_t heads) {
  const std::vector<HeadsMean>& means = page.heads.means;
  const auto at = std::find_if(means.begin(), means.end(),
                               [&](const HeadsMean& mean) { return mean.kind == kind && mean.layer == layer; });
  HeadThumb mean;
  if (at == means.end()) return mean;
  const auto place = static_cast<std::size_t>(at - means.begin());
  mean.id = -1 - static_cast<int>(place);
  mean.values = &page.means[place];
  mean.causal = causal(kind);
  mean.range = thumb_range(page);
  mean.below = page.texts(Message{"heads.all", {std::to_string(heads)}});
  mean.quiet = true;
  mean.focus = at->focus;
  return mean;
}

HeadThumb head_thumb(const HeadsPage& page, int place) {
  HeadThumb thumb;
  if (place < 0) return thumb;
  const Head& head = page.heads.all[static_cast<std::size_t>(place)];
  const HeadsOptions& options = page.options;
  thumb.id = place;
  thumb.values = &shown_matrix(page.trace, options, head);
  thumb.step = options.scores ? head.scores : head.weights;
  thumb.causal = causal(head.name.kind);
  thumb.range = thumb_range(page);
  thumb.below = pattern_name(page.texts, head.pattern.pattern);
  thumb.quiet = head.pattern.pattern == Pattern::broad;
  thumb.focus = head.focus;
  thumb.current = place == page.current;
  thumb.chosen = std::find(options.others.begin(), options.others.end(), head.name) != options.others.end();
  if (options.order != HeadOrder::model)
    thumb.title =
        page.texts(Message{"heads.short_name", {std::to_string(head.name.layer), std::to_string(head.name.head)}});
  return thumb;
}

}  // namespace

const Tensor& shown_matrix(const Trace& trace, const HeadsOptions& options, const Head& head) {
  return trace[options.scores && head.scores >= 0 ? head.scores : head.weights].out;
}

scene::Range shared_range(const Trace& trace, const Heads& heads, const HeadsOptions& options) {
  if (!options.scores) return {scene::Range::Kind::unit, 1};
  double most = 0;
  for (const Head& head : heads.all)
    most = std::max(most, scene::own_range(shown_matrix(trace, options, head), causal(head.name.kind),
                                           scene::Range::Kind::symmetric)
                              .limit);
  return {scene::Range::Kind::symmetric, most > 0 ? most : 1};
}

std::vector<Tensor> heads_means(const Trace& trace, const Heads& heads, const HeadsOptions& options) {
  std::vector<Tensor> means;
  for (const HeadsMean& mean : heads.means) {
    std::vector<const Mat*> scores;
    for (const Head& head : heads.all)
      if (options.scores && head.name.kind == mean.kind && head.name.layer == mean.layer)
        scores.push_back(&shown_matrix(trace, options, head).mat());
    means.push_back(scores.empty() ? mean.weights
                                   : Tensor(combined(scores, false), mean.weights.row_axis, mean.weights.col_axis));
  }
  return means;
}

std::vector<scene::HeadThumbSection> heads_sections(const HeadsPage& asked, float width) {
  std::vector<scene::HeadThumbSection> sections;
  for (const HeadsSection& section : page(asked.heads, asked.options, static_cast<int>((width - 90) / 110))) {
    const auto kind = static_cast<std::size_t>(section.kind);
    scene::HeadThumbSection made{std::string(asked.texts(titles[kind])),
                                 asked.texts(Message{abouts[kind], {std::to_string(asked.heads.decodes)}}),
                                 {}};
    for (const HeadsRow& row : section.rows) {
      scene::HeadThumbRow thumbs;
      if (row.layer > 0) thumbs.label = asked.texts(Message{"group.layer", {std::to_string(row.layer)}});
      for (const int place : row.places) thumbs.thumbs.push_back(head_thumb(asked, place));
      if (row.layer > 0) thumbs.thumbs.push_back(mean_thumb(asked, section.kind, row.layer, row.places.size()));
      made.rows.push_back(std::move(thumbs));
    }
    sections.push_back(std::move(made));
  }
  return sections;
}

std::vector<std::string> heads_columns(const HeadsPage& page, const std::vector<scene::HeadThumbSection>& sections) {
  std::vector<std::string> names;
  if (page.options.order != HeadOrder::model) return names;
  std::size_t most = 1;
  bool same = true;
  for (const scene::HeadThumbSection& section : sections)
    for (const scene::HeadThumbRow& row : section.rows) {
      same = same && (most == 1 || row.thumbs.size() == most);
      most = std::max(most, row.thumbs.size());
    }
  for (std::size_t i = 1; i < most; ++i) names.push_back(page.texts(Message{"group.head", {std::to_string(i)}}));
  names.emplace_back(same ? page.texts("heads.mean") : "");
  return names;
}

std::string_view pattern_name(const Texts& texts, Pattern pattern) {
  return texts(patterns[static_cast<std::size_t>(pattern)]);
}

}  // namespace attn
