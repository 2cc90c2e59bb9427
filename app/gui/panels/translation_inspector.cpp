// The arithmetic of one word: its softmax term by term, the probability of the sentence so far.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "app/core/names.h"
#include "app/gui/actions.h"
#include "app/gui/panels/translation_parts.h"
#include "app/gui/scene_draw.h"
#include "app/gui/translation_actions.h"
#include "app/scene/format.h"
#include "app/scene/stage/rich_text.h"
#include "engine/runs/marian_params.h"

namespace attn::gui {
namespace {

constexpr float side = 24;

scene::NextWord word_at(const Frame& frame, int t) { return scene::next_word(*frame.run(), t); }

bool done(const Frame& frame, int step) {
  return step >= 0 && (step < frame.step || (step == frame.step && frame.document.phase >= 1));
}

// How many words are written at the playhead.
int written(const Frame& frame) {
  int t = table_position(frame);
  if (t > 0 && !done(frame, written_word(frame, t).chosen)) --t;
  return t;
}

// Words of the run in their own colour within the sentence.
float sentence(Frame& frame, float y, float width, std::string_view key, const scene::parts::TextRuns& values) {
  const scene::Measure measure = frame.fonts.measure();
  const scene::StageRequest request{
      frame.trace(), std::max(0, frame.step), 1, -1, {}, frame.theme, width, 1e6f, measure, {}, {}, {}};
  const scene::parts::TextRuns runs = scene::parts::filled(frame.texts(key), values, frame.theme.t2, frame.theme.t1);
  const float height = 20;
  scene::parts::Canvas canvas(request);
  const int lines = scene::parts::draw_lines(canvas, runs, 0, 0, width, 13, height, 12);
  draw(*ImGui::GetWindowDrawList(), canvas.scene, {on_screen(frame, side, y), frame.px, 1, 1, frame.record},
       frame.fonts, frame.textures);
  return y + height * static_cast<float>(lines);
}

float what_happened(Frame& frame, float y, float width, int t, const scene::NextWord& word) {
  section(frame, side, y + 7, width, frame.texts("ui.what_happens"));
  const TranslationView& view = frame.view.translation;
  const Index row = t - 1;
  Index hardest = 0;
  for (Index j = 0; j < view.looked.cols(); ++j)
    if (view.looked(row, j) > view.looked(row, hardest)) hardest = j;
  const scene::Theme& theme = frame.theme;
  const auto run = [&](std::string text, scene::Color color, Font font) {
    return scene::parts::TextRun{std::move(text), color, font};
  };
  const auto& forced = frame.derived.answer.asked.request.forced;
  const bool is_forced =
      std::any_of(forced.begin(), forced.end(), [t](const ForcedWord& w) { return w.position == t; });
  const bool drawn = draws(frame.derived.answer.asked.request);
  const bool sampled = frame.document.translation.decoding == Decoding::sampling;
  const std::string best = word.best.empty() ? "" : word.best.front().label;
  return sentence(frame, y + 18, width,
                  is_forced ? "translation.explain_forced"
                  : drawn   ? "translation.explain_drawn"
                  : sampled ? "translation.explain_sampling"
                            : "translation.explain",
                  {run(std::to_string(word.vocabulary), theme.t2, Font::ui),
                   run(frame.run()->read[static_cast<std::size_t>(hardest)].label, theme.k, Font::ui_bold),
                   run(scene::cell_text(static_cast<double>(view.looked(row, hardest))), theme.t2, Font::mono),
                   run(word.chosen.label, is_forced ? theme.edit : theme.t1, Font::ui_bold),
                   run(best, theme.t1, Font::ui_bold)}) +
         14;
}

struct Columns {
  float logit, exponential, p;
};

void numbers(Frame& frame, float y, const Columns& c, const std::string& logit, const std::string& e,
             const std::string& p, scene::Color ink) {
  text(frame, c.logit, y, logit, {Font::mono, 12, ink, scene::Align::right});
  text(frame, c.exponential, y, e, {Font::mono, 12, ink, scene::Align::right});
  text(frame, c.p, y, p, {Font::mono, 12, ink, scene::Align::right});
}

float terms(Frame& frame, float y, float width, const scene::NextWord& word, bool chosen_known) {
  const scene::Theme& theme = frame.theme;
  const Columns c{side + width * 0.45f, side + width * 0.8f, side + width};
  const float names = c.logit - side - 52;
  section(frame, side, y + 7, width, frame.texts("translation.terms"));
  y += 31;
  text(frame, side, y, frame.texts("translation.word"), {Font::ui, 11, theme.t3}, names);
  text(frame, c.logit, y, "logit", {Font::mono, 10.5f, theme.t3, scene::Align::right});
  text(frame, c.exponential, y, "e^(logit−max)", {Font::mono, 10.5f, theme.t3, scene::Align::right});
  text(frame, c.p, y, "p", {Font::mono, 10.5f, theme.t3, scene::Align::right});
  y += 22;
  std::vector<scene::NextWord::Row> rows = word.best;
  bool among = false;
  for (const auto& row : rows) among = among || row.id == word.chosen.id;
  const bool extra = chosen_known && !among;
  if (extra) rows.push_back(word.chosen);
  for (const scene::NextWord::Row& row : rows) {
    const bool on = chosen_known && row.id == word.chosen.id;
    if (on) fill(frame, {side - 8, y - 11, width + 16, 22}, theme.bg3, 5);
    text(frame, side, y, row.label, {on ? Font::ui_bold : Font::ui, 12.5f, on ? theme.t1 : theme.t2}, names);
    numbers(frame, y, c, scene::cell_text(row.logit), scene::inspector_text(row.exponential),
            scene::probability_text(row.probability), on ? theme.t1 : theme.t2);
    y += 21;
  }
  const Index others = word.others() - (extra ? 1 : 0);
  const double e = word.others_exponential - (extra ? word.chosen.exponential : 0);
  const double p = word.others_probability - (extra ? word.chosen.probability : 0);
  text(frame, side, y, frame.texts(Message{"translation.other_words", {std::to_string(others)}}),
       {Font::ui, 12.5f, theme.t3}, c.exponential - side - 60);
  numbers(frame, y, c, "", scene::inspector_text(e), scene::probability_text(p), theme.t3);
  line(frame, side, y + 13.5f, side + width, y + 13.5f, theme.line2);
  y += 27;
  text(frame, side, y, frame.texts("translation.sum"), {Font::ui, 12.5f, theme.t2}, names);
  numbers(frame, y, c, "", scene::inspector_text(word.sum), scene::probability_text(word.together), theme.t1);
  return y + 18;
}

float quotient(Frame& frame, float y, float width, const scene::NextWord& word) {
  const scene::Theme& theme = frame.theme;
  const scene::Rect card{side - 8, y, width + 16, 34};
  fill(frame, card, theme.bg2, 6);
  outline(frame, card, theme.line1, 6);
  float x = side + 4;
  const auto add = [&](const std::string& words, scene::Color ink) {
    x += text(frame, x, y + 17, words, {Font::mono, 12.5f, ink}, side + width - x);
  };
  add("p", theme.t1);
  add(" = ", theme.t3);
  add(scene::inspector_text(word.chosen.exponential), theme.t1);
  add(" / ", theme.t3);
  add(scene::inspector_text(word.sum), theme.t1);
  add(" = ", theme.t3);
  add(small_text(word.chosen.probability), theme.t1);
  return card.y + card.h;
}

// The probabilities of the words, multiplied up to here; of many words the last ones.
float sentence_probability(Frame& frame, float y, float width, int count) {
  const scene::Theme& theme = frame.theme;
  constexpr int most = 6;
  section(frame, side, y + 7, width, frame.texts("translation.sentence_p"));
  y += 33;
  double product = 1;
  const float times = side + 128, bar = side + 140, end = side + width - 56;
  for (int t = 1; t <= count; ++t) {
    const Written& word = written_word(frame, t);
    const double p = static_cast<double>(frame.trace()[word.probabilities].out(0, word.id));
    product *= p;
    const bool last = t == count;
    if (t <= count - most) {
      if (t == count - most) {
        text(frame, side, y, frame.texts(Message{"translation.before", {std::to_string(t)}}),
             {Font::ui, 12.5f, theme.t3}, 120);
        text(frame, side + width, y, small_text(product), {Font::mono, 12, theme.t3, scene::Align::right});
        y += 27;
      }
      continue;
    }
    const std::string factor = "× " + small_text(p);
    const float room = times - side - frame.fonts.width(factor, Font::mono, 11.5f) - 8;
    text(frame, side, y, frame.run()->written[static_cast<std::size_t>(t - 1)].label,
         {last ? Font::ui_bold : Font::ui, 12.5f, last ? theme.t1 : theme.t2}, room);
    text(frame, times, y, factor, {Font::mono, 11.5f, theme.t2, scene::Align::right});
    fill(frame, {bar, y - 5, end - bar, 10}, theme.bg3, 3);
    fill(frame, {bar, y - 5, std::max(2.0f, (end - bar) * static_cast<float>(product)), 10},
         last ? theme.ink : theme.t3, 3);
    text(frame, side + width, y, small_text(product),
         {Font::mono, 12, last ? theme.t1 : theme.t2, scene::Align::right});
    y += 27;
  }
  const double log = frame.run()->written[static_cast<std::size_t>(count - 1)].log_sum;
  text(frame, side, y + 2, frame.texts(Message{"translation.log_p", {scene::probability_text(log)}}),
       {Font::ui, 11.5f, theme.t3}, width);
  return y + 14;
}

float legend(Frame& frame, float y, float width) {
  section(frame, side, y + 7, width, frame.texts("translation.weight"));
  color_scale(frame, {side, y + 20, width, 10}, {scene::Range::Kind::unit, 1});
  const TextStyle style{Font::mono, 10, frame.theme.t3};
  text(frame, side, y + 40, "0", style);
  text(frame, side + width / 2, y + 40, "0.5", {style.font, style.size, style.color, scene::Align::center});
  text(frame, side + width, y + 40, "1", {style.font, style.size, style.color, scene::Align::right});
  return y + 52;
}

// "Open the step: Decode 3 › Output › Argmax"
float open_button(Frame& frame, float y, float width, int step) {
  std::string where;
  for (const std::string& part : breadcrumb(frame.texts, frame.trace()[step]))
    where += (where.empty() ? "" : " › ") + part;
  const scene::Rect box{side - 8, y, width + 16, 30};
  const Touch t = touch(frame, "###open step", box);
  if (t.hovered) fill(frame, box, t.held ? frame.theme.bg4 : frame.theme.bg3, 6);
  outline(frame, box, frame.theme.line2, 6);
  text(frame, box.x + box.w / 2, y + 15, frame.texts(Message{"translation.open_step", {where}}),
       {Font::ui, 12.5f, frame.theme.t1, scene::Align::center}, box.w - 16);
  if (t.clicked) {
    go(frame, step);
    frame.document.view = ViewName::step;
  }
  return y + 30;
}

}  // namespace

std::string small_text(double p) {
  if (!(p > 0) || p >= 0.0005) return scene::probability_text(p);
  std::string text = fmt::format("{:.1e}", p);
  const std::size_t e = text.find("e-");
  std::string power = text.substr(e + 2);
  power.erase(0, std::min(power.find_first_not_of('0'), power.size() - 1));
  return text.substr(0, e) + "e−" + power;
}

void translation_inspector(Frame& frame) {
  if (!settle_translation(frame)) return;
  if (frame.document.translation.decoding == Decoding::beam) return beam_inspector(frame);
  const float width = panel_width(frame) - 2 * side;
  const scene::Theme& theme = frame.theme;
  const int count = written(frame), t = std::max(1, table_position(frame));
  const bool known = table_position(frame) > 0 && done(frame, written_word(frame, t).probabilities);
  const bool chosen = count >= t;
  const scene::NextWord word = word_at(frame, t);
  const std::string title = frame.texts(Message{"translation.word_number", {std::to_string(t)}}) +
                            (chosen ? " · " + word.chosen.label : std::string());
  text(frame, side, 28, title, {Font::ui_bold, 17, theme.t1}, width);
  float y = 52;
  if (chosen) {
    y = what_happened(frame, y, width, t, word);
  } else {
    section(frame, side, y + 7, width, frame.texts("ui.what_happens"));
    y = paragraph(frame, side, y + 18, width,
                  frame.texts(known ? "translation.explain_known" : "translation.explain_later"),
                  {Font::ui, 13, theme.t2}, 20) +
        14;
  }
  if (known) y = terms(frame, y, width, word, chosen);
  if (chosen) y = quotient(frame, y, width, word) + 16;
  if (chosen && frame.document.translation.decoding == Decoding::sampling)
    y = sampled_probability(frame, y, width, t, word) + 8;
  if (count > 0) y = sentence_probability(frame, y, width, count) + 16;
  y = legend(frame, y, width) + 12;
  const float bottom = panel_height(frame) - 42;
  y = open_button(frame, std::max(y, bottom), width, written_word(frame, t).chosen);
  content_ends(frame, y + 11);
}

}  // namespace attn::gui
