// Codec: reading and writing what is kept in files, field by field and by name.
//
// A type that is kept has one list of its fields, fields(visitor, value) in fields.h; a FieldReader and a FieldWriter
// visit it, for the settings file and for sessions alike. Every value is checked by itself: a missing one leaves what
// is there, a wrong one too and is reported; a number outside its range is held in it and reported. Numbers of people
// (rows, columns) count from 1 in files.
#pragma once

#include <array>
#include <concepts>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include <nlohmann/json.hpp>

#include "engine/request.h"

namespace attn {

using Names = std::span<const std::string_view>;  // of an enum's values, in its order

// settings: what lasts from one start of the program to the next. session: what one figure shows.
enum class Keeps : std::uint8_t { settings, session };

// T, const or not: a list of fields is the same for reading and writing.
template <class T, class U>
concept Of = std::same_as<std::remove_const_t<T>, U>;

template <class T>
concept Number = std::is_arithmetic_v<T> && !std::same_as<T, bool>;
template <class T>
concept Enum = std::is_enum_v<T>;

inline constexpr std::size_t longest_text = 10'000, longest_path = 4096;  // bytes

// What was not taken from a file, as in "heads.order = "size"".
using Refused = std::vector<std::string>;
std::string few_of(const Refused& refused);  // the first of them in one line

class FieldReader {
 public:
  FieldReader(const nlohmann::json& object, Keeps keeps, Refused& refused, std::string place = {})
      : object_(object), keeps_(keeps), refused_(refused), place_(std::move(place)) {}

  Keeps keeps() const { return keeps_; }

  void operator()(std::string_view key, bool& into);
  void operator()(std::string_view key, std::string& into, std::size_t longest, bool may_be_empty = true);
  template <Number T>
  void operator()(std::string_view key, T& into, double least, double most) {
    if (const auto found = number(key, least, most, std::is_integral_v<T>)) into = static_cast<T>(*found);
  }
  template <Number T>
  void operator()(std::string_view key, std::optional<T>& into, double least, double most) {
    if (const auto found = number(key, least, most, std::is_integral_v<T>)) into = static_cast<T>(*found);
  }
  template <Enum T>
  void operator()(std::string_view key, T& into, Names names) {
    if (const auto found = choice(key, names)) into = static_cast<T>(*found);
  }
  // The names of the flags that are set.
  template <std::size_t n>
  void operator()(std::string_view key, std::array<bool, n>& into, Names names) {
    flags(key, into, names);
  }
  void from_one(std::string_view key, Index& into);
  void real(std::string_view key, Real& into);                                         // infinite ones by name
  void nearest(std::string_view key, float& into, std::span<const float> stops);       // as a ratio; above 0
  void texts(std::string_view key, std::vector<std::string>& into, std::size_t most);  // paths, none of them twice
  bool kind(std::string_view key, Request& into);                                      // false: no such kind
  void values(std::string_view key, Request& into);                                    // those of its kind

  template <class T>
  void part(std::string_view key, T& into) {
    const nlohmann::json* found = find(key);
    if (!found) return;
    if (!found->is_object()) return refuse(key, *found);
    FieldReader in(*found, keeps_, refused_, place_ + std::string(key) + ".");
    fields(in, into);
    in.finish();
  }
  // One that is not whole is none.
  template <class T>
  requires(!Number<T>) void operator()(std::string_view key, std::optional<T>& into) {
    into.reset();
    const nlohmann::json* found = find(key);
    if (!found) return;
    into = item<T>(*found);
    if (!into) refuse(key, *found);
  }
  // Those that are whole, and of which there is not one already that is `same`.
  template <class T, class Same>
  void list(std::string_view key, std::vector<T>& into, std::size_t most, const Same& same) {
    const nlohmann::json* found = array(key);
    for (std::size_t i = 0; found && i < found->size(); ++i) {
      const nlohmann::json& one = (*found)[i];
      const std::optional<T> whole = into.size() < most ? item<T>(one) : std::nullopt;
      const bool twice = whole && std::any_of(into.begin(), into.end(), [&](const T& t) { return same(t, *whole); });
      if (!whole || twice)
        refuse(std::string(key) + "[" + std::to_string(i + 1) + "]", one);
      else
        into.push_back(*whole);
    }
  }

  void knows(std::string_view key) { find(key); }
  // Reports keys of a session that nobody has asked for. (The settings file may hold those of a later version.)
  void finish();

 private:
  const nlohmann::json* find(std::string_view key);
  const nlohmann::json* array(std::string_view key);
  void refuse(std::string_view key, const nlohmann::json& value, std::string_view taken = {});
  std::optional<double> number(std::string_view key, double least, double most, bool whole);
  std::optional<std::size_t> choice(std::string_view key, Names names);
  void flags(std::string_view key, std::span<bool> into, Names names);

  template <class T>
  std::optional<T> item(const nlohmann::json& value) {
    T made;
    Refused refused;
    FieldReader in(value, keeps_, refused);
    fields(in, made);
    return in.missing_ || !refused.empty() ? std::nullopt : std::optional(std::move(made));
  }

  const nlohmann::json& object_;
  Keeps keeps_;
  Refused& refused_;
  std::string place_;  // of the object in the file, as in "heads."
  std::vector<std::string> known_;
  bool missing_ = false;  // something that was asked for
};

// Puts fields into an object; its other keys stay.
class FieldWriter {
 public:
  FieldWriter(nlohmann::json& object, Keeps keeps) : object_(object), keeps_(keeps) {
    if (!object_.is_object()) object_ = nlohmann::json::object();
  }

  Keeps keeps() const { return keeps_; }

  void operator()(std::string_view key, bool from) { at(key) = from; }
  // Bytes that are no text: settings keep what was there, sessions get their meaning in Unicode's way.
  void operator()(std::string_view key, const std::string& from, std::size_t = 0, bool = true);
  template <Number T>
  void operator()(std::string_view key, T from, double, double) {
    number(key, from);
  }
  template <Number T>
  void operator()(std::string_view key, const std::optional<T>& from, double, double) {
    if (from) number(key, *from);
  }
  template <Enum T>
  void operator()(std::string_view key, T from, Names names) {
    at(key) = names[static_cast<std::size_t>(from)];
  }
  template <std::size_t n>
  void operator()(std::string_view key, const std::array<bool, n>& from, Names names) {
    flags(key, from, names);
  }
  void from_one(std::string_view key, Index from) { at(key) = from + 1; }
  void real(std::string_view key, Real from);
  void nearest(std::string_view key, float from, std::span<const float>) { number(key, from); }
  void texts(std::string_view key, const std::vector<std::string>& from, std::size_t);
  bool kind(std::string_view key, const Request& from);
  void values(std::string_view key, const Request& from);

  template <class T>
  void part(std::string_view key, const T& from) {
    FieldWriter out(at(key), keeps_);
    fields(out, from);
  }
  template <class T>
  requires(!Number<T>) void operator()(std::string_view key, const std::optional<T>& from) {
    if (from) part(key, *from);
  }
  template <class T, class Same>
  void list(std::string_view key, const std::vector<T>& from, std::size_t, const Same&) {
    nlohmann::json all = nlohmann::json::array();
    for (const T& one : from) {
      FieldWriter out(all.emplace_back(), keeps_);
      fields(out, one);
    }
    at(key) = std::move(all);
  }

 private:
  nlohmann::json& at(std::string_view key) { return object_[std::string(key)]; }
  void number(std::string_view key, float from);  // 1.3, not 1.2999999523
  template <Number T>
  void number(std::string_view key, T from) {
    at(key) = from;
  }
  void flags(std::string_view key, std::span<const bool> from, Names names);

  nlohmann::json& object_;
  Keeps keeps_;
};

}  // namespace attn
