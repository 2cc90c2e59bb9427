#include "app/gui/panels/examples.h"

#include <algorithm>
#include <array>

#include "app/gui/widgets.h"
#include "engine/runs/marian_params.h"

namespace attn::gui {
namespace {

// Sentences that both bundled models translate well.
constexpr std::array<const char*, 3> sentences = {"The cat sleeps on the chair.", "Where is the station?",
                                                  "She reads a book every evening."};
constexpr float chip_height = 32, gap = 8;

struct Row {
  std::array<float, sentences.size()> widths{};
  float all = -gap;
  bool stacked = false;
};
Row row_in(Frame& frame, float width) {
  Row row;
  for (std::size_t i = 0; i < sentences.size(); ++i) {
    row.widths[i] = frame.fonts.width(sentences[i], Font::ui, 14) + 24;
    row.all += row.widths[i] + gap;
  }
  row.stacked = row.all > width;
  return row;
}

}  // namespace

float examples_height(Frame& frame, float width) {
  return row_in(frame, width).stacked ? static_cast<float>(sentences.size()) * (chip_height + gap) : chip_height;
}

void examples(Frame& frame, float x, float y, float width, bool centred) {
  const scene::Theme& theme = frame.theme;
  const Row row = row_in(frame, width);
  const auto left = [&](float w) { return centred ? x + (width - w) / 2 : x; };
  float at = left(row.all);
  for (std::size_t i = 0; i < sentences.size(); ++i) {
    const scene::Rect rect{row.stacked ? left(row.widths[i]) : at, y, row.widths[i], chip_height};
    const Touch t = touch(frame, sentences[i], rect);
    fill(frame, rect, t.held ? theme.bg4 : t.hovered ? theme.bg3 : theme.bg2, 6);
    outline(frame, rect, theme.line2, 6);
    text(frame, rect.x + 12, rect.y + chip_height / 2, sentences[i], {Font::ui, 14, theme.t1}, rect.w - 24);
    if (t.clicked) set_sentence(frame.document.request, sentences[i]);
    at += row.widths[i] + gap;
    if (row.stacked) y += chip_height + gap;
  }
}

}  // namespace attn::gui
