// The parameters of a run in the sentence bar, made from what its kind says of them: a number with a step down and up,
// a choice or a flag that a click changes, a seed that a click draws anew, as many as have room; a button opens the
// card with all of them (parameters_card.cpp). Every change can be undone. Texts are in the sentence's place.
#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "app/gui/panels/parameters.h"
#include "app/gui/panels/sentence.h"
#include "engine/ops/ops.h"
#include "engine/run_kind.h"

namespace attn::gui {
namespace {

using Kind = ParamSpec::Kind;

constexpr float padding = 9, gap = 8, arrow = 18;

std::string shown(const Frame& frame, const ParamSpec& spec, const Value& value) {
  if (const double* number = std::get_if<double>(&value); number && *number == 0 && !spec.zero.empty())
    return std::string(spec.zero);
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

// Whether a choice needs tables that are not there, and that the run shown has not either.
bool lacks_tables(const Frame& frame, const ParamSpec& spec, const Value& choice) {
  if (spec.kind != Kind::choice) return false;
  Request tried = frame.document.request;
  tried.values.insert_or_assign(std::string(spec.id), choice);
  take_tables(frame, tried);
  for (const ParamSpec& other : run_kind(tried.kind).params)
    if (other.kind == Kind::matrix && has_say(tried, other)) {
      const auto at = tried.values.find(other.id);
      if (at == tried.values.end() || std::get<Table>(at->second).numbers.empty()) return true;
    }
  return false;
}

float draw_parameter(Frame& frame, const ParamSpec& spec, float x, float right, float y, float h) {
  const scene::Theme& theme = frame.theme;
  const Request& request = frame.document.request;
  const Value value = parameter_value(request, spec);
  const std::string id(spec.id), words = shown(frame, spec, value);
  const std::string_view name = short_name_of(frame, spec);
  const bool number = std::holds_alternative<double>(value);
  const float label = frame.fonts.width(name, Font::ui, 11.5f), inner = frame.fonts.width(words, Font::ui_bold, 13),
              w = 2 * padding + label + 7 + inner + (number ? 2 * arrow : 0);
  if (x + w > right) return 0;
  const scene::Rect box{x, y, w, h};
  const Touch t = touch(frame, ("###param " + id).c_str(), {x, y, w - (number ? 2 * arrow : 0), h});
  fill(frame, box, t.hovered ? theme.bg3 : theme.bg2, 6);
  outline(frame, box, theme.line2, 6);
  const float middle = y + h / 2;
  text(frame, x + padding, middle, name, {Font::ui, 11.5f, theme.t3});
  text(frame, x + padding + label + 7, middle, words, {Font::ui_bold, 13, theme.t1});
  if (t.hovered) chip_tip(frame, box, frame.texts("param." + request.kind + "." + id));
  if (!number) {
    if (t.clicked) {
      Value to = next_value(spec, value);
      while (to != value && lacks_tables(frame, spec, to)) to = next_value(spec, to);
      set_parameter(frame, spec, std::move(to));
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
    if (a.clicked && can) set_parameter(frame, spec, stepped(spec, is, direction));
  }
  return w;
}

}  // namespace

Value parameter_value(const Request& request, const ParamSpec& spec) {
  const auto at = request.values.find(spec.id);
  return at == request.values.end() ? standard(spec) : at->second;
}

std::string_view short_name_of(const Frame& frame, const ParamSpec& spec) {
  const std::string key = "param_short." + frame.document.request.kind + "." + std::string(spec.id);
  return frame.texts.has(key) ? frame.texts(key) : spec.id;
}

void take_tables(const Frame& frame, Request& request) {
  if (!frame.run()) return;
  for (const ParamSpec& spec : run_kind(request.kind).params) {
    if (spec.kind != Kind::matrix || !has_say(request, spec)) continue;
    if (!std::get<Table>(parameter_value(request, spec)).numbers.empty()) continue;
    for (const Step& step : frame.trace().steps())
      if (step.op == &ops::given && step.role->name == spec.id) {
        Table table{step.out.rows(), step.out.cols(), {}};
        table.numbers.assign(step.out.mat().data(), step.out.mat().data() + step.out.size());
        request.values.insert_or_assign(std::string(spec.id), std::move(table));
        break;
      }
  }
}

void set_parameter(Frame& frame, const ParamSpec& spec, Value value) {
  Request& request = frame.document.request;
  request.values.insert_or_assign(std::string(spec.id), std::move(value));
  take_tables(frame, request);
}

void parameters(Frame& frame, float x, float right, float y, float h) {
  const float more = h;
  for (const ParamSpec& spec : run_kind(frame.document.request.kind).params) {
    if (spec.kind == Kind::text || spec.kind == Kind::matrix) continue;
    const float w = draw_parameter(frame, spec, x, right - more - gap, y, h);
    if (w == 0) break;
    x += w + gap;
  }
  const scene::Rect box{std::min(x, right - more), y, more, h};
  ParametersView& view = frame.view.parameters;
  const std::string_view tip = view.open ? std::string_view() : frame.texts("ui.parameters");
  if (icon_button(frame, "###parameters", box, Icon::more, tip)) view.open = !view.open;
  const ImVec2 corner = on_screen(frame, box.x + box.w, y + h + 6);
  view.x = corner.x / frame.px;
  view.y = corner.y / frame.px;
}

}  // namespace attn::gui
