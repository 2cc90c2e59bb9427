// The parameters of a run, made from what its kind says of them: a number with a step down and up, a choice or a flag
// that a click changes, a seed that a click draws anew. Every change can be undone. Texts are in the sentence's place.
#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "app/gui/panels/sentence.h"
#include "engine/run_kind.h"

namespace attn::gui {
namespace {

using Kind = ParamSpec::Kind;

constexpr float padding = 9, gap = 8, arrow = 18;

const Value& value_of(const Request& request, const ParamSpec& spec, Value& standard_value) {
  const auto at = request.values.find(spec.id);
  if (at != request.values.end()) return at->second;
  return standard_value = standard(spec);
}

std::string shown(const Frame& frame, const ParamSpec& spec, const Value& value) {
  if (const bool* flag = std::get_if<bool>(&value)) return std::string(frame.texts(*flag ? "param.yes" : "param.no"));
  if (const double* number = std::get_if<double>(&value)) return fmt::format("{:.4g}", *number);
  const auto& text = std::get<std::string>(value);
  return spec.kind == Kind::choice ? std::string(frame.texts("choice." + text)) : text;
}

// One step up or down: whole numbers by 1, others by a tenth of what they are, at least a hundredth.
double stepped(const ParamSpec& spec, double value, int direction) {
  const double by =
      spec.kind == Kind::whole ? 1 : std::max(0.01, std::pow(10.0, std::floor(std::log10(std::max(0.1, value))) - 1));
  const double to = std::round((value + direction * by) / by) * by;
  const double held = std::clamp(to, spec.least, spec.most);
  return spec.above_least && held == spec.least ? value : held;
}

// The next choice, the other state, the next seed.
Value next_value(const ParamSpec& spec, const Value& value) {
  if (const bool* flag = std::get_if<bool>(&value)) return !*flag;
  const auto& text = std::get<std::string>(value);
  if (spec.kind == Kind::seed) return std::to_string(std::stoull(text) + 1);
  const auto at = std::find(spec.choices.begin(), spec.choices.end(), text);
  const auto next = at == spec.choices.end() ? 0 : (at - spec.choices.begin() + 1) % std::ssize(spec.choices);
  return std::string(spec.choices[static_cast<std::size_t>(next)]);
}

// "given" is no choice as long as no table is there: one comes from the command line or from a saved figure.
bool lacks_table(const Request& request, const ParamSpec& spec, const Value& value) {
  const auto* text = std::get_if<std::string>(&value);
  if (spec.kind != Kind::choice || !text || *text != "given") return false;
  const auto at = request.values.find(spec.id == "vectors" ? "x" : "W_Q");
  const Table* table = at == request.values.end() ? nullptr : std::get_if<Table>(&at->second);
  return !table || table->numbers.empty();
}

float draw_parameter(Frame& frame, const ParamSpec& spec, float x, float right, float y, float h) {
  const scene::Theme& theme = frame.theme;
  Request& request = frame.document.request;
  Value kept;
  const Value value = value_of(request, spec, kept);
  const std::string id(spec.id), words = shown(frame, spec, value);
  const bool number = std::holds_alternative<double>(value);
  const float label = frame.fonts.width(id, Font::mono, 11), inner = frame.fonts.width(words, Font::ui_bold, 13),
              w = 2 * padding + label + 7 + inner + (number ? 2 * arrow : 0);
  if (x + w > right) return 0;
  const scene::Rect box{x, y, w, h};
  const auto change = [&](Value to) { request.values.insert_or_assign(id, std::move(to)); };
  const Touch t = touch(frame, ("###param " + id).c_str(), {x, y, w - (number ? 2 * arrow : 0), h});
  fill(frame, box, t.hovered ? theme.bg3 : theme.bg2, 6);
  outline(frame, box, theme.line2, 6);
  const float middle = y + h / 2;
  text(frame, x + padding, middle, id, {Font::mono, 11, theme.t3});
  text(frame, x + padding + label + 7, middle, words, {Font::ui_bold, 13, theme.t1});
  if (t.hovered) chip_tip(frame, box, frame.texts("param." + request.kind + "." + id));
  if (!number) {
    if (t.clicked) {
      Value to = next_value(spec, value);
      while (lacks_table(request, spec, to)) to = next_value(spec, to);
      change(std::move(to));
    }
    return w;
  }
  const double is = std::get<double>(value);
  for (const int direction : {-1, 1}) {
    const scene::Rect part{x + w - (direction < 0 ? 2 : 1) * arrow - 2, y, arrow, h};
    const Touch a = touch(frame, ("###param " + id + (direction < 0 ? " less" : " more")).c_str(), part);
    const bool can = stepped(spec, is, direction) != is;
    icon(frame, direction < 0 ? Icon::minus : Icon::plus, part.x + arrow / 2, middle,
         !can        ? theme.line2
         : a.hovered ? theme.t1
                     : theme.t2);
    if (a.clicked && can) change(stepped(spec, is, direction));
  }
  return w;
}

}  // namespace

void parameters(Frame& frame, float x, float right, float y, float h) {
  for (const ParamSpec& spec : run_kind(frame.document.request.kind).params) {
    if (spec.kind == Kind::text || spec.kind == Kind::matrix) continue;
    const float w = draw_parameter(frame, spec, x, right, y, h);
    if (w == 0) return;
    x += w + gap;
  }
}

}  // namespace attn::gui
