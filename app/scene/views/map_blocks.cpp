// Blocks as cards with a title and thumbnails of their heads.
#include <algorithm>
#include <cmath>

#include "app/scene/text.h"
#include "app/scene/thumbnail.h"
#include "app/scene/views/map_parts.h"

namespace attn::scene::map_parts {
namespace {

using Kind = MapBlock::Kind;

constexpr float title_size = 12, line_height = 15;

struct Titles {
  std::vector<std::string> strong, weak;  // lines of the name; what is said below it
};

Titles titles_of(const Builder& to, const Side& side, const MapBlock& block, float width) {
  const auto words = [&](const char* key) { return to.q.text(key); };
  const auto lines = [&](const std::string& name) {
    std::vector<std::string> wrapped = wrap(name, width, Font::ui_bold, title_size, to.q.measure);
    if (wrapped.size() > 2) wrapped.resize(2);
    return wrapped;
  };
  switch (block.kind) {
    case Kind::embedding:
      return {lines(words("map.embed")), {words("map.position")}};
    case Kind::ffn:
      return {lines(words("map.ffn")), {}};
    case Kind::cross:
      return {lines(words("map.cross")), {}};
    default:
      break;
  }
  if (side.decoder) return {lines(words("map.masked")), {}};
  const std::string layer = with_number(words("map.layer"), block.layer), name = words("map.self");
  const std::string both = name + " · " + layer;
  if (to.q.measure(both, Font::ui_bold, title_size) <= width) return {{both}, {}};
  std::vector<std::string> one = lines(name);
  if (one.size() == 1) return {one, {layer}};
  return {one, {}};
}

std::shared_ptr<const Image> thumbnail_of(const Builder& to, int step) {
  if (to.q.thumbnail) return to.q.thumbnail(step);
  const Step& shown = to.q.trace[step];
  return thumbnail(shown.out, *shown.role, to.theme);
}

void thumbnails(Builder& to, const Side& side, const MapColumn& column, float y) {
  const MapBlock& block = *to.block(side, column);
  const MapBlock* const before = to.block_before(side, column);
  const auto heads = static_cast<float>(block.weights.size());
  if (heads == 0) return;
  const float room = column.w - 12, apart = room / heads < 16 ? 2.0f : 5.0f;
  const float w = std::min(to.plan.thumbnail, (room - apart * (heads - 1)) / heads);
  if (w < 2) return;
  float x = column.middle() - (w * heads + apart * (heads - 1)) / 2;
  for (std::size_t h = 0; h < block.weights.size(); ++h, x += w + apart) {
    int step = block.weights[h];
    if (!side.begun || !to.step_done(step)) step = before && side.begun ? before->weights[h] : -1;
    const Rect box{x, y + (to.plan.thumbnail - w) / 2, w, w};
    if (step < 0) {
      to.add(parts::fill(box, to.theme.bg2, 2));
      to.add(parts::outline(parts::grown(box, -0.5f), to.theme.line1, 1, 2));
    } else if (auto image = thumbnail_of(to, step)) {
      const Tensor& all = to.q.trace[step].out;
      Mark mark;
      mark.kind = Mark::Kind::image;
      const auto share = [](Index part, std::size_t whole) {
        return static_cast<float>(part) / static_cast<float>(std::max<std::size_t>(1, whole));
      };
      const std::size_t looked_at = block.kind == Kind::cross ? to.encoder.words->size() : side.words->size();
      mark.rect = {box.x, box.y + w * share(all.row_axis.first, side.words->size()), w * share(all.cols(), looked_at),
                   w * share(all.rows(), side.words->size())};
      to.add(parts::fill(box, to.theme.bg2, 2));
      mark.color = {255, 255, 255, 255};
      // Where texels stand for several cells, the picture as a whole leads to its step.
      if (image->width == all.cols() && image->height == all.rows()) mark.cell = {step, 0, 0};
      mark.rows = all.rows();
      mark.cols = all.cols();
      mark.image = std::move(image);
      to.add(std::move(mark));
      if (!to.theme.dark) to.add(parts::outline(parts::grown(box, 0.5f), to.theme.line1, 1));  // white on white
    }
    to.target(MapTarget::Kind::thumbnail, box, block.weights[h]);
    if (!to.plan.compact && w >= 12)
      to.text(x + w / 2, y + to.plan.thumbnail + 9, with_number(to.q.text("heads.letter"), static_cast<int>(h + 1)),
              Font::mono, 9, to.theme.t3, Align::center, w + apart);
  }
}

// Where the card has no title: below the encoder's, above the decoder's.
void now_badge(Builder& to, const Rect& card, bool decoder) {
  const std::string word = to.q.text("map.now");
  const float w = to.q.measure(word, Font::ui_bold, 11) + 22, x = card.x + card.w / 2,
              border = decoder ? card.y : card.y + card.h;
  const Rect& sight = to.q.sight;
  // Of a high card it stays in sight.
  const float low = std::min(sight.y + 11, card.y + card.h), high = std::max(sight.y + sight.h - 11, card.y);
  const float y = std::max(low, std::min(border, high));
  to.on_top.push_back(parts::fill({x - w / 2, y - 9, w, 18}, to.theme.ink, 9));
  to.on_top.push_back(parts::text(x, y, word, Font::ui_bold, 11, to.theme.ink_on, Align::center));
}

}  // namespace

std::string with_number(std::string words, Index number) {
  const std::size_t at = words.find("{0}");
  if (at != std::string::npos) words.replace(at, 3, std::to_string(number));
  return words;
}

void draw_cards(Builder& to, const Side& side) {
  const MapRow& row = *side.row;
  for (const MapColumn& column : *side.columns) {
    const MapBlock& block = *to.block(side, column);
    if (block.kind == Kind::add_norm || block.kind == Kind::output) continue;
    const Rect card{column.x, row.top, column.w, row.bottom - row.top};
    const State state = to.state(block);
    const bool now = state == State::now;
    if (now) to.out.now = card;
    if (!to.seen(parts::grown(card, 12))) continue;
    if (now)
      for (const auto& [offset, alpha] : {std::pair{8.0f, 0.05}, {5.0f, 0.08}, {2.5f, 0.12}})
        to.add(parts::outline(parts::grown(card, offset), faded(to.theme.ink, alpha), 3, 10 + offset));
    to.add(parts::fill(card, now ? to.theme.bg2 : to.theme.bg1, 10));
    to.add(parts::outline(card, now ? to.theme.ink : to.theme.line1, now ? 1.75f : 1.0f, 10));
    if (now) now_badge(to, card, side.decoder);
    to.target(MapTarget::Kind::block, card, block.first);
  }
}

void draw_titles(Builder& to, const Side& side) {
  const MapRow& row = *side.row;
  // In the encoder the words begin below the title, in the decoder they end above it.
  const float top = side.decoder ? row.end : row.top + (to.plan.compact ? 3.0f : 4.0f);
  const float bottom = side.decoder ? row.bottom - 4 : row.begin;
  for (const MapColumn& column : *side.columns) {
    const MapBlock& block = *to.block(side, column);
    if (block.kind == Kind::add_norm || block.kind == Kind::output) continue;
    const State state = to.state(block);
    Titles titles = titles_of(to, side, block, column.w - 8);
    if (line_height * static_cast<float>(titles.strong.size() + titles.weak.size()) > bottom - top) titles.weak.clear();
    const float extra = to.plan.thumbnail > 0 && !block.weights.empty()
                            ? to.plan.thumbnail + (to.plan.compact ? 0.0f : 14.0f) + 4
                            : 0.0f;
    const auto lines = static_cast<float>(titles.strong.size() + titles.weak.size());
    float y = top + (bottom - top - lines * line_height - extra) / 2 + line_height / 2;
    const Color strong = state == State::later && !to.block_before(side, column) ? to.theme.t2 : to.theme.t1;
    for (const std::string& line : titles.strong) {
      to.text(column.middle(), y, line, Font::ui_bold, title_size, strong, Align::center, column.w - 6);
      y += line_height;
    }
    for (const std::string& line : titles.weak) {
      to.text(column.middle(), y, line, Font::ui, 10.5f, to.theme.t3, Align::center, column.w - 6);
      y += line_height;
    }
    if (extra > 0) thumbnails(to, side, column, y - line_height / 2 + 4);
  }
}

void draw_layers(Builder& to, const Side& side) {
  const MapRow& row = *side.row;
  for (int layer = 1; layer <= side.stack->layers(); ++layer) {
    float from = 1e9f, end = -1e9f;
    for (const MapColumn& column : *side.columns) {
      const MapBlock& block = *to.block(side, column);
      if (block.layer != layer || block.kind == Kind::add_norm) continue;
      from = std::min(from, column.x);
      end = std::max(end, column.right());
    }
    if (from > end) continue;
    const float y = row.bottom + 8, low = y + 4;
    const std::string name = with_number(to.q.text("map.layer"), layer);
    const float half = to.q.measure(name, Font::ui, 10.5f) / 2 + 6, middle = (from + end) / 2;
    for (const float x : {from, end}) to.add(parts::line(x, y, x, low, to.theme.line2, 1));
    to.add(parts::line(from, low, middle - half, low, to.theme.line2, 1));
    to.add(parts::line(middle + half, low, end, low, to.theme.line2, 1));
    to.text(middle, low, name, Font::ui, 10.5f, to.theme.t3, Align::center, end - from);
  }
}

}  // namespace attn::scene::map_parts
