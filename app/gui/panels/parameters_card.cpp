// All parameters of a run on a card below the sentence bar: one row each, made from what its kind says of it. The
// picture behind follows as one types; a value that cannot be used stays in its field, with the reason, and changes
// nothing.
#include <algorithm>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

#include "app/core/table_text.h"
#include "app/gui/controls.h"
#include "app/gui/panels/parameters.h"
#include "app/gui/picker.h"
#include "app/gui/text_field.h"
#include "engine/run_kind.h"

namespace attn::gui {
namespace {

using Kind = ParamSpec::Kind;
using Typed = ParametersView::Typed;

constexpr float card_width = 460, side = 20, row_height = 44, field_height = 30, field_width = 96, most_stops = 200;

std::string text_of(const Value& value) {
  if (const double* number = std::get_if<double>(&value)) return fmt::format("{}", *number);
  if (const Table* table = std::get_if<Table>(&value)) return table_text(*table);
  return std::get<std::string>(value);
}

// Throws std::invalid_argument.
Value read_value(const ParamSpec& spec, const std::string& text) {
  if (spec.kind == Kind::matrix) return table_of(text);
  if (spec.kind == Kind::seed || spec.kind == Kind::text) return text;
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) throw std::invalid_argument("");
  return number;
}

// Numbers of a small range, which a knob can go through.
int stops(const ParamSpec& spec) {
  if (spec.kind != Kind::whole && spec.kind != Kind::number) return 0;
  const double range = spec.most - spec.least;
  if (spec.kind == Kind::whole) return range < most_stops ? static_cast<int>(range) + 1 : 0;
  return range <= 1 ? 101 : 0;
}

std::string what_fits(const Frame& frame, const ParamSpec& spec) {
  const char* key = spec.kind == Kind::matrix  ? "param.fits_matrix"
                    : spec.kind == Kind::seed  ? "param.fits_seed"
                    : spec.kind == Kind::whole ? "param.fits_whole"
                                               : "param.fits_number";
  return frame.texts(Message{key, {fmt::format("{}", spec.least), fmt::format("{}", spec.most)}});
}

void field(Frame& frame, const ParamSpec& spec, const scene::Rect& rect) {
  const Value value = parameter_value(frame.document.request, spec);
  Typed& typed = frame.view.parameters.typed[std::string(spec.id)];
  if (const std::string now = text_of(value); now != typed.of) typed = {now, now, {}};
  std::string words = typed.text;
  const std::string hint = spec.kind == Kind::matrix ? "1, 0; 0, 1" : std::string();
  text_field(frame, {("###field " + std::string(spec.id)).c_str(), rect, 13, hint, !typed.wrong.empty()}, words);
  if (words == typed.text) return;
  typed.text = words;
  try {
    Value read = read_value(spec, words);
    typed.wrong = fault(spec, read).empty() ? std::string() : what_fits(frame, spec);
    if (!typed.wrong.empty()) return;
    typed.of = text_of(read);
    if (read != value) set_parameter(frame, spec, std::move(read));
  } catch (const std::invalid_argument&) {
    typed.wrong = what_fits(frame, spec);
  }
}

void knob(Frame& frame, const ParamSpec& spec, const scene::Rect& rect, int count) {
  const double value = std::get<double>(parameter_value(frame.document.request, spec)),
               per = (spec.most - spec.least) / (count - 1);
  const int now = std::clamp(static_cast<int>(std::lround((value - spec.least) / per)), 0, count - 1);
  const int to = slider(frame, ("###knob " + std::string(spec.id)).c_str(), rect, count, now, {});
  if (to == now) return;
  const double chosen = spec.least + to * per;
  if (!(spec.above_least && to == 0)) set_parameter(frame, spec, std::round(chosen * 1e6) / 1e6);
}

void choices(Frame& frame, const ParamSpec& spec, float right, float y) {
  std::vector<std::string> labels;
  for (const std::string_view choice : spec.choices) labels.emplace_back(frame.texts("choice." + std::string(choice)));
  const auto now = std::get<std::string>(parameter_value(frame.document.request, spec));
  const auto at =
      static_cast<std::size_t>(std::find(spec.choices.begin(), spec.choices.end(), now) - spec.choices.begin());
  const std::string id = "choice " + std::string(spec.id);
  const Picker picker{id.c_str(), labels, std::min(at, labels.size() - 1)};
  const std::size_t chosen = pick(frame, right - picker_width(frame, picker), y, field_height, picker, {});
  if (chosen != at) set_parameter(frame, spec, std::string(spec.choices[chosen]));
}

// Returns the y below it.
float draw_row(Frame& frame, const ParamSpec& spec, float y, float width) {
  const Request& request = frame.document.request;
  const scene::Theme& theme = frame.theme;
  const float right = side + width, top = y + (row_height - field_height) / 2, middle = y + row_height / 2;
  const std::string label(frame.texts("param." + request.kind + "." + std::string(spec.id)));
  const bool wide = spec.kind == Kind::matrix || spec.kind == Kind::text;
  const int count = stops(spec);
  if (spec.kind == Kind::flag) {
    const bool on = std::get<bool>(parameter_value(request, spec));
    const bool now = checkbox(frame, ("###flag " + std::string(spec.id)).c_str(), side, middle, label, on);
    if (now != on) set_parameter(frame, spec, now);
    return y + row_height;
  }
  float room = wide ? width : width - field_width - 12 - (count > 0 ? 132 : spec.kind == Kind::choice ? 60 : 0);
  const auto typed = frame.view.parameters.typed.find(std::string(spec.id));
  const bool wrong = typed != frame.view.parameters.typed.end() && !typed->second.wrong.empty();
  text(frame, side, wide ? y + 14 : middle, wrong ? typed->second.wrong : label,
       {Font::ui, 13, wrong ? theme.err : theme.t2}, room);
  if (spec.kind == Kind::choice) {
    choices(frame, spec, right, top);
    return y + row_height;
  }
  if (wide) {
    field(frame, spec, {side, y + 26, width, field_height});
    return y + 26 + field_height + 10;
  }
  if (count > 0) knob(frame, spec, {right - field_width - 12 - 120, top, 120, field_height}, count);
  field(frame, spec, {right - field_width, top, field_width, field_height});
  return y + row_height;
}

bool shown(const Frame& frame, const ParamSpec& spec) {
  return has_say(frame.document.request, spec) && &spec != text_param(run_kind(frame.document.request.kind));
}

}  // namespace

void parameters_card(Frame& frame, float width, float height) {
  ParametersView& view = frame.view.parameters;
  const RunKind& kind = run_kind(frame.document.request.kind);
  if (kind.needs_model) view.open = false;
  if (!view.open) {
    view.typed.clear();
    return;
  }
  float content = 52 + 20;
  for (const ParamSpec& spec : kind.params)
    if (shown(frame, spec))
      content += spec.kind == Kind::matrix || spec.kind == Kind::text ? 36 + field_height : row_height;
  const float w = std::min(card_width, width - 32), h = std::min(content, height - view.y - 16);
  const float x = std::clamp(view.x - w, 16.0f, width - w - 16);
  ImGui::SetNextWindowPos({x * frame.px, view.y * frame.px});
  ImGui::SetNextWindowSize({w * frame.px, h * frame.px});
  ImGui::PushStyleColor(ImGuiCol_WindowBg, color4(frame.theme.bg1));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, 10 * frame.px);
  ImGui::Begin("###parameters card", nullptr,
               ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize | ImGuiWindowFlags_NoMove |
                   ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoCollapse);
  ImGui::PopStyleVar();
  ImGui::PopStyleColor();
  if (ImGui::IsWindowAppearing()) ImGui::SetWindowFocus();
  outline(frame, {0.5f, 0.5f, w - 1, h - 1}, frame.theme.line3, 10);
  const float inner = panel_width(frame) - 2 * side;
  text(frame, side, 27, frame.texts("ui.parameters"), {Font::ui_bold, 15, frame.theme.t1}, inner - 40);
  if (icon_button(frame, "###close parameters", {side + inner - 28, 12, 28, 28}, Icon::close,
                  frame.texts("ui.close")) ||
      (frame.view.escape && !frame.view.typing))
    view.open = false;
  float y = 52;
  for (const ParamSpec& spec : kind.params)
    if (shown(frame, spec)) y = draw_row(frame, spec, y, inner);
  content_ends(frame, y + 12);
  ImGui::End();
}

}  // namespace attn::gui
