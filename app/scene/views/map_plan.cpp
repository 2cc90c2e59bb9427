#include "app/scene/views/map_plan.h"

#include <algorithm>
#include <cmath>

namespace attn::scene {
namespace {

using Kind = MapBlock::Kind;

constexpr float gap = 24;  // between cards: room for ⊕
constexpr float side = 24, guide_width = 260, least_decoder = 44;
constexpr float cross_lead = 40;     // from the edge where memory is read to the card
constexpr float longest_lane = 150;  // of nothing but a lane before the first cross-attention
constexpr float least_stretch = 0.8f, widest_stretch = 2.6f;

float card_of(Kind kind) {
  switch (kind) {
    case Kind::embedding:
      return 72;
    case Kind::ffn:
      return 68;
    case Kind::cross:
      return 82;
    default:
      return 0;
  }
}

float widest(const std::vector<std::string>& words, const Measure& measure) {
  float width = 0;
  for (const std::string& word : words) width = std::max(width, measure(word, Font::ui_bold, chip_size));
  return std::clamp(std::ceil(width) + 20, 56.0f, 120.0f);
}

// Thumbnails side by side have to fit under a card's title.
float least_span(const MapBlock& block, float span) {
  return std::max(span, 14.0f * static_cast<float>(block.weights.size()) - 30);
}

class Columns {
 public:
  Columns(const MapStack& stack, float x, float span) : stack_(&stack), x_(x), span_(span) {}

  // From block number `from` on, until the first of this kind.
  void lay(Kind until) {
    for (; next_ < stack_->blocks.size() && stack_->blocks[next_].kind != until; ++next_) add(stack_->blocks[next_]);
  }
  void lay_all() { lay(Kind::output); }
  void at_least(float x) { x_ = std::max(x_, x); }
  float x() const { return x_; }
  std::vector<MapColumn> columns;

 private:
  void add(const MapBlock& block) {
    MapColumn c;
    c.block = static_cast<int>(next_);
    c.x = x_;
    if (block.kind == Kind::add_norm) {  // in the gap after the block before it
      c.x = x_ - gap;
      c.w = gap;
    } else if (block.kind == Kind::self) {
      const float span = least_span(block, span_);
      c.w = span + 37;
      c.x0 = x_ + 16;
      c.x1 = c.x0 + span;
      x_ += c.w + gap;
    } else {
      c.w = block.kind == Kind::cross ? least_span(block, span_ * 0.6f) + 30 : card_of(block.kind);
      c.x0 = block.kind == Kind::cross ? x_ - cross_lead : x_;
      c.x1 = block.kind == Kind::cross ? c.x + c.w - 14 : c.x + c.w;
      x_ += c.w + (block.kind == Kind::embedding ? 10 : gap);
    }
    columns.push_back(c);
  }

  const MapStack* stack_;
  float x_, span_;
  std::size_t next_ = 0;
};

// Everything sideways, with attention this much wider than it has to be.
void lay_columns(const MapRun& run, MapPlan& plan, float stretch, float decoder_left) {
  Columns encoder(run.encoder, plan.encoder.left + plan.encoder.chip + 12, 84 * stretch);
  encoder.lay_all();
  plan.encoder_columns = std::move(encoder.columns);
  plan.memory = encoder.x();
  plan.memory_end = plan.memory + 4 + barcode_width;
  plan.decoder.left = decoder_left;
  if (run.decodes.empty()) {
    plan.width = plan.memory_end + side;
    return;
  }
  const MapStack& stack = run.decodes.front();
  const auto from = [&](float left) { return Columns(stack, left + plan.decoder.chip + 16, 74 * stretch); };
  Columns decoder = from(decoder_left);
  decoder.lay(Kind::cross);
  const float cross = plan.memory_end + 16 + cross_lead;  // memory has to be written before it is read
  if (const float spare = cross - decoder.x() - longest_lane * stretch; spare > 0) {
    plan.decoder.left = std::round(decoder_left + spare);
    decoder = from(plan.decoder.left);
    decoder.lay(Kind::cross);
  }
  decoder.at_least(cross);
  decoder.lay_all();
  plan.output = decoder.x();
  plan.decoder_columns = std::move(decoder.columns);
  plan.width = plan.output + plan.output_width + side + 4 * most_loops;
}

}  // namespace

MapPlan map_plan(const MapRun& run, const MapOptions& options, float width, float height, const Measure& measure,
                 const MapFocus& focus) {
  MapPlan plan;
  plan.encoder.left = side;
  plan.encoder.chip = widest(run.source, measure);
  plan.decoder.chip = widest(run.written, measure);
  plan.output_width = std::clamp(plan.decoder.chip + 40, 102.0f, 114.0f);  // with a probability beside it
  lay_rows(run, options, height, focus, plan);
  if (plan.thin) plan.decoder.chip = std::max(plan.decoder.chip, 88.0f);  // "118 words later"
  const float decoder_height = plan.decoder.bottom - plan.decoder.top;
  const bool guide = decoder_height >= 140 && !run.decodes.empty();
  const float left = guide ? 16 + guide_width + side : least_decoder;
  lay_columns(run, plan, 1, left);
  const bool wider = plan.width < width;
  if (!wider) lay_columns(run, plan, least_stretch, left);
  if (wider || plan.width <= width) {  // attention takes the slack, or gives a little
    float low = wider ? 1.0f : least_stretch, high = wider ? widest_stretch : 1.0f;
    for (int i = 0; i < 12; ++i) {
      const float middle = (low + high) / 2;
      lay_columns(run, plan, middle, left);
      (plan.width <= width ? low : high) = middle;
    }
    lay_columns(run, plan, low, left);
  } else {
    lay_columns(run, plan, 1, left);  // it is scrolled
  }
  if (guide) plan.guide = {16, plan.decoder.top, guide_width, std::min(decoder_height, 300.0f)};
  return plan;
}

}  // namespace attn::scene
