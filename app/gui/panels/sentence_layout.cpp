// Which chips the sentence has, what the model made of each, and how wide they are.
#include <algorithm>
#include <cmath>

#include "app/gui/panels/sentence.h"
#include "engine/run_kind.h"
#include "engine/runs/marian_params.h"

namespace attn::gui {
namespace {

using Kind = SourceChip::Kind;
using Open = SentenceEdit::Open;

const std::vector<Token>* tokens_of(const Frame& frame) {
  return frame.derived.reading ? &frame.derived.reading->tokens : nullptr;
}

std::string index_of(Pieces pieces) {
  if (pieces.begin == pieces.end) return {};
  const std::string first = std::to_string(pieces.begin + 1);
  return pieces.end - pieces.begin == 1 ? first : first + "–" + std::to_string(pieces.end);
}

void measure(Frame& frame, SourceChip& chip) {
  const auto width = [&](std::string_view words, Font font, float size) {
    return frame.fonts.width(words, font, size);
  };
  if (chip.kind == Kind::hint) chip.width = 280;
  if (chip.kind == Kind::field) chip.width = field_width(frame);
  if (chip.kind == Kind::hint || chip.kind == Kind::field) return;
  float w = 2 * source_look.padding + (chip.unknown ? source_look.sign : 0);
  if (chip.kind == Kind::end) {
    w += width(end_mark, Font::mono, 11);
  } else {
    const auto parts = parts_of(frame, chip);
    for (const std::string_view part : parts) w += width(part, Font::ui, source_look.text);
    w += source_look.piece_gap * static_cast<float>(parts.size() - 1);
  }
  if (!chip.index.empty()) w += width(chip.index, Font::mono, 10) + 6;
  chip.width = std::round(w);
}

void describe(const Frame& frame, SourceChip& chip, Pieces pieces) {
  const Reading& reading = *frame.derived.reading;
  chip.pieces = pieces;
  chip.index = index_of(pieces);
  for (int i = pieces.begin; i < pieces.end; ++i)
    chip.unknown = chip.unknown || reading.tokens[static_cast<std::size_t>(i)].unknown;
  chip.beyond = reading.tokens.size() > reading.most &&
                static_cast<std::size_t>(pieces.end) >= std::max<std::size_t>(1, reading.most);
}

// One chip per word, in order; the open one is the field, which may stand where there is no word yet.
std::vector<SourceChip> word_chips(const Frame& frame) {
  const SentenceEdit& edit = frame.view.sentence;
  const std::string_view sentence = sentence_of(frame.document.request);
  const std::vector<Word> all = words(sentence);
  std::vector<Pieces> pieces(all.size());
  if (const auto* tokens = tokens_of(frame)) pieces = pieces_of(sentence, all, *tokens);
  std::vector<SourceChip> chips;
  bool placed = edit.open != Open::word;
  const auto place_field = [&] {
    chips.push_back({Kind::field, edit.word, {}, {}, false, false, 0});
    placed = true;
  };
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (!placed && edit.word.begin <= all[i].begin) {
      place_field();
      if (edit.word == all[i]) continue;
    }
    chips.push_back({Kind::word, all[i], {}, {}, false, false, 0});
    if (frame.derived.reading) describe(frame, chips.back(), pieces[i]);
  }
  if (!placed) place_field();
  return chips;
}

}  // namespace

std::vector<std::string_view> parts_of(const Frame& frame, const SourceChip& chip) {
  const std::string_view word = text_of(sentence_of(frame.document.request), chip.word);
  const auto* tokens = tokens_of(frame);
  return tokens ? cut(word, *tokens, chip.pieces) : std::vector{word};
}

std::vector<SourceChip> source_chips(Frame& frame) {
  std::vector<SourceChip> chips;
  const SentenceEdit& edit = frame.view.sentence;
  if (edit.open == Open::all) {
    chips.push_back({Kind::field, {}, {}, {}, false, false, 0});
  } else {
    chips = word_chips(frame);
    if (chips.empty()) chips.push_back({Kind::hint, {}, {}, {}, false, false, 0});
    if (const auto* tokens = tokens_of(frame);
        tokens && chips.front().kind != Kind::hint && run_kind(frame.document.request.kind).needs_model) {
      const int last = static_cast<int>(tokens->size()) - 1;
      chips.push_back({Kind::end, {}, {}, {}, false, false, 0});
      describe(frame, chips.back(), {last, last + 1});
    }
  }
  for (SourceChip& chip : chips) measure(frame, chip);
  return chips;
}

float width_of(const std::vector<SourceChip>& chips) {
  float width = 0;
  for (const SourceChip& chip : chips) width += chip.width + source_look.gap;
  return std::max(0.0f, width - source_look.gap);
}

}  // namespace attn::gui
