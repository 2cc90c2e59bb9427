// Above the table: how is decoded, and what the columns are.
#include <algorithm>
#include <array>
#include <cmath>

#include "app/gui/controls.h"
#include "app/gui/panels/translation_parts.h"
#include "app/gui/picker.h"
#include "app/gui/scene_draw.h"

namespace attn::gui {
namespace {

float switch_of(Frame& frame, float right, float y) {
  TranslationOptions& options = frame.document.translation;
  const std::array<std::string, 3> names{std::string(frame.texts("translation.greedy")),
                                         std::string(frame.texts("translation.beam")),
                                         std::string(frame.texts("translation.sampling"))};
  const Segments segments{"decoding", names, static_cast<std::size_t>(options.decoding)};
  const float x = right - segments_width(frame, segments);
  options.decoding = static_cast<Decoding>(segmented(frame, x, y, 28, segments, frame.texts("translation.switch_tip")));
  return x;
}

// Which layer's and which head's looks are shown.
void whose_look(Frame& frame, const scene::TableColumns& columns, float y) {
  TranslationOptions& options = frame.document.translation;
  const TranslationView& view = frame.view.translation;
  std::vector<std::string> layers, heads{std::string(frame.texts("translation.mean"))};
  for (int i = 1; i <= view.layers; ++i)
    layers.push_back(frame.texts(Message{"translation.layer", {std::to_string(i)}}));
  for (int i = 1; i <= view.heads; ++i) heads.push_back(frame.texts(Message{"translation.head", {std::to_string(i)}}));
  if (layers.empty()) return;
  const Picker layer{"look layer", layers, static_cast<std::size_t>(view.layer - 1)};
  const Picker head{"look head", heads, static_cast<std::size_t>(view.head)};
  const float needed = picker_width(frame, layer) + picker_width(frame, head) + 6;
  float x = std::max(columns.chosen + 70,
                     std::min(columns.right, std::max(columns.looked_end(), columns.looked + needed)) - needed);
  const float left = columns.names;
  const auto chosen = pick(frame, x, y - 11, 22, layer, frame.texts("translation.layer_tip"));
  if (chosen != layer.current) options.layer = static_cast<int>(chosen) + 1;
  options.head = static_cast<int>(
      pick(frame, x + picker_width(frame, layer) + 6, y - 11, 22, head, frame.texts("translation.head_tip")));
  text(frame, x - 10, y, frame.texts("translation.looked"), {Font::ui, 11, frame.theme.t3, scene::Align::right},
       x - 10 - left);
}

// The words of the source light up with what is pointed at anywhere, and light it.
void source_words_linked(Frame& frame, const scene::TableColumns& c, float y) {
  const scene::Rect box{c.looked, y - 14, c.looked_end() - c.looked, 30};
  const Touch t = touch(frame, "###source heads", box, Reach::area);
  const float mouse = (ImGui::GetIO().MousePos.x - on_screen(frame, c.looked, 0).x) / frame.px;
  for (Index j = 0; j < c.tokens; ++j) {
    const auto token = static_cast<int>(j);
    const float x = c.looked + c.cell * static_cast<float>(j);
    if (t.hovered && mouse >= x - c.looked && mouse < x - c.looked + c.cell)
      point_at(frame, Pointed::word(frame.run()->source_sequence, token, token + 1));
    const WordLinks links = word_links(frame, frame.run()->source_sequence, token, token + 1);
    if (frame.view.linked.pointed && (links.row || links.col))
      link_line(frame, "looked", std::to_string(token), {x + 2, y + 17}, {x + c.cell - 5, y + 17},
                Record::Lit::As::itself, frame.theme.k, 3);
  }
}

void column_heads(Frame& frame, float width, float y) {
  const scene::Theme& theme = frame.theme;
  const auto tokens = static_cast<Index>(frame.run()->read.size());
  const scene::TableColumns c = scene::table_columns(width, tokens);
  section(frame, c.left, y, c.names - c.left - 8, frame.texts("translation.so_far"));
  const std::string of =
      frame.texts(Message{"translation.vocabulary", {std::to_string(frame.derived.answer.model->config.vocab)}});
  const float used =
      std::min(frame.fonts.width(frame.texts("translation.five_best"), Font::ui_bold, 10.5f), c.numbers - c.names);
  section(frame, c.names, y, c.numbers - c.names, frame.texts("translation.five_best"));
  if (used + 16 + frame.fonts.width(of, Font::ui, 11) < c.numbers - c.names)
    text(frame, c.numbers, y, of, {Font::ui, 11, theme.t3, scene::Align::right});
  section(frame, c.chosen, y, c.chosen_end - c.chosen, frame.texts("translation.chosen"));
  const scene::Measure measure = frame.fonts.measure();
  const scene::Scene heads = scene::source_heads(table_request(frame, measure, width, 0, 0), y, y + 24);
  draw(*ImGui::GetWindowDrawList(), heads, {on_screen(frame, 0, 0), frame.px, 1, 1, frame.record}, frame.fonts,
       frame.textures);
  line(frame, 24, y + 20.5f, c.right, y + 20.5f, theme.line1);
  source_words_linked(frame, c, y);
}

}  // namespace

float translation_head_height(Frame& frame, float width) {
  constexpr float title = 44, pickers = 24, labels = 42, slanted = 26;
  const Decoding decoding = frame.document.translation.decoding;
  const float options = decoding == Decoding::greedy ? 0 : translation_options_height;
  if (decoding == Decoding::beam) return title + options;
  const bool slants = scene::heads_slant(*frame.run(), width, frame.fonts.measure());
  return title + options + pickers + labels + (slants ? slanted : 0);
}

void translation_head(Frame& frame) {
  const scene::Theme& theme = frame.theme;
  const float width = panel_width(frame), height = panel_height(frame);
  const Decoding decoding = frame.document.translation.decoding;
  static constexpr const char* titles[] = {"translation.title_greedy", "translation.title_beam",
                                           "translation.title_sampling"};
  static constexpr const char* abouts[] = {"translation.about_greedy", "translation.about_beam",
                                           "translation.about_sampling"};
  const auto which = static_cast<std::size_t>(decoding);
  const float end = switch_of(frame, width - 24, 8);
  const float x = 24 + text(frame, 24, 22, frame.texts(titles[which]), {Font::ui_bold, 20, theme.t1}, end - 48) + 20;
  // The translation as one line, then how it came about.
  float at = x;
  if (end - at > 120) at += text(frame, at, 23, frame.run()->output, {Font::ui_bold, 14, theme.t1}, end - at - 20) + 20;
  if (end - at > 160) text(frame, at, 23, frame.texts(abouts[which]), {Font::ui, 13, theme.t3}, end - at - 20);
  float y = 44;
  if (decoding != Decoding::greedy) {
    translation_options(frame, y, width);
    y += translation_options_height;
  }
  if (decoding == Decoding::beam) return;
  const auto tokens = static_cast<Index>(frame.run()->read.size());
  whose_look(frame, scene::table_columns(width, tokens), y + 11);
  column_heads(frame, width, height - 21);
}

}  // namespace attn::gui
