#include "app/core/former.h"

#include <algorithm>
#include <iterator>
#include <span>
#include <string_view>

namespace attn {
namespace {

using nlohmann::json;
using Order = std::span<const std::string_view>;

constexpr std::string_view kinds[] = {"encoder", "decoder", "cross"},
                           seven[] = {"itself", "previous", "next", "first", "last", "alignment", "broad"},
                           eight[] = {"itself", "previous", "next", "first", "last", "alignment", "mixed", "broad"};

// Takes the member out of the object, where it has such a one.
void move(json& from, const char* key, json& to, const char* new_key) {
  if (!from.is_object()) return;
  const auto at = from.find(key);
  if (at == from.end()) return;
  to[new_key] = std::move(*at);
  from.erase(at);
}

json* member(json& object, const char* key) {
  if (!object.is_object()) return nullptr;
  const auto at = object.find(key);
  return at == object.end() ? nullptr : &*at;
}

// [true, false, true] → the names of the flags that are set.
void name_flags(json* flags, std::initializer_list<Order> orders) {
  if (!flags || !flags->is_array()) return;
  if (!std::all_of(flags->begin(), flags->end(), [](const json& flag) { return flag.is_boolean(); })) return;
  for (const Order order : orders) {
    if (order.size() != flags->size()) continue;
    json names = json::array();
    for (std::size_t i = 0; i < order.size(); ++i)
      if ((*flags)[i].get<bool>()) names.push_back(order[i]);
    if (order.size() == std::size(seven) && flags->back().get<bool>()) names.push_back("mixed");
    *flags = std::move(names);
    return;
  }
}

void move_knobs(json& from, json& values) {
  for (const char* knob : {"temperature", "top_k", "top_p", "seed"}) move(from, knob, values, knob);
}

}  // namespace

void renew_settings(json& root) {
  if (!root.is_object() || root.contains("request")) return;
  json request = json::object(), values = json::object();
  move(root, "model", request, "place");
  move(root, "sentence", values, "sentence");
  if (json* translation = member(root, "translation")) move_knobs(*translation, values);
  request["values"] = std::move(values);
  root["request"] = std::move(request);
}

void renew_session(json& root) {
  if (!root.is_object()) return;
  json request = json::object(), values = json::object(), knobs = json::object(), drawn = json::object();
  move(root, "sentence", values, "sentence");
  move(root, "forced", request, "forced");
  move(root, "edits", request, "changes");
  if (json* model = member(root, "model")) move(*model, "opened", request, "place");
  json* translation = member(root, "translation");
  if (translation) move(*translation, "sampling", knobs, "sampling");
  if (json* sampling = member(knobs, "sampling")) move_knobs(*sampling, values);
  move(root, "sampling", drawn, "sampling");
  if (json* sampling = member(drawn, "sampling")) {
    move_knobs(*sampling, values);
    values["draw"] = true;
    if (translation && translation->is_object()) (*translation)["decoding"] = "sampling";
  }
  values["keys_values"] = "computed";  // there was no other way; changed cells and the selected one are told by rows
  if (json* heads = member(root, "heads")) {
    name_flags(member(*heads, "kinds"), {kinds});
    name_flags(member(*heads, "patterns"), {seven, eight});
  }
  request["values"] = std::move(values);
  root["request"] = std::move(request);
  root["format"] = 2;
}

}  // namespace attn
