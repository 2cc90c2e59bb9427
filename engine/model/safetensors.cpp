#include "engine/model/safetensors.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>
#include <set>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace attn {
namespace {

using Json = nlohmann::json;

std::size_t width_of(const std::string& type) { return type == "F32" ? 4 : 2; }

// The bits of a half in their places of a float are the number over 2^112, subnormals included.
Real from_half(std::uint16_t h) {
  const std::uint32_t sign = (h & 0x8000u) << 16, rest = (h & 0x7fffu) << 13;
  const bool finite = (h & 0x7c00u) != 0x7c00u;
  const Real value = finite ? std::bit_cast<Real>(rest) * 0x1p112f : std::bit_cast<Real>(rest | 0x7f800000u);
  return std::bit_cast<Real>(std::bit_cast<std::uint32_t>(value) | sign);
}

// Rejects a header that names one tensor twice: a JSON object would silently keep the last.
Json parse_header(std::string_view text, const std::string& origin) {
  std::vector<std::set<std::string>> keys;
  std::string twice;
  const Json::parser_callback_t watch = [&](int, Json::parse_event_t event, Json& value) {
    if (event == Json::parse_event_t::object_start) keys.emplace_back();
    if (event == Json::parse_event_t::object_end && !keys.empty()) keys.pop_back();
    if (event == Json::parse_event_t::key && !keys.back().insert(value.get<std::string>()).second)
      twice = value.get<std::string>();
    return true;
  };
  Json header;
  try {
    header = Json::parse(text, watch);
  } catch (const Json::exception&) {
    throw std::invalid_argument(origin + ": the header (bytes 8 to " + std::to_string(8 + text.size()) +
                                ") is not JSON");
  }
  if (!twice.empty()) throw std::invalid_argument(origin + ": the header names '" + twice + "' twice");
  if (!header.is_object()) throw std::invalid_argument(origin + ": the header is not a JSON object");
  return header;
}

}  // namespace

Safetensors::Safetensors(Bytes file) : file_(std::move(file)) {
  const auto fail = [&](const std::string& what) { throw std::invalid_argument(file_.origin + ": " + what); };
  const std::size_t size = file_.data.size();
  if (size < 8) fail(fmt::format("only {} bytes, too short for a safetensors file", size));
  std::uint64_t length = 0;
  for (int i = 7; i >= 0; --i)
    length = (length << 8) | std::to_integer<std::uint64_t>(file_.data[static_cast<std::size_t>(i)]);
  if (length > size - 8)
    fail(fmt::format("the header claims {} bytes, but the file has only {} after byte 8", length, size - 8));
  if (length > 100'000'000) fail(fmt::format("the header claims {} bytes; the format allows 100,000,000", length));
  const Json header = parse_header(file_.text().substr(8, length), file_.origin);
  data_ = file_.data.subspan(8 + length);

  for (const auto& [name, field] : header.items()) {
    if (name == "__metadata__") {
      if (!field.is_object()) fail("__metadata__ is not an object");
      for (const auto& [key, value] : field.items()) {
        if (!value.is_string()) fail("__metadata__." + key + " is not text");
        metadata_[key] = value.get<std::string>();
      }
      continue;
    }
    const auto bad = [&](const std::string& what) { fail("tensor '" + name + "': " + what); };
    if (!field.is_object() || !field.contains("dtype") || !field.contains("shape") || !field.contains("data_offsets"))
      bad("needs dtype, shape and data_offsets");
    Entry entry;
    if (!field["dtype"].is_string()) bad("dtype is not text");
    entry.type = field["dtype"].get<std::string>();
    if (entry.type != "F32" && entry.type != "F16" && entry.type != "BF16")
      bad("type " + entry.type + " is not supported; F32, F16 and BF16 are");
    const Json& offsets = field["data_offsets"];
    if (!offsets.is_array() || offsets.size() != 2 || !offsets[0].is_number_unsigned() ||
        !offsets[1].is_number_unsigned())
      bad("data_offsets must be two whole numbers");
    entry.begin = offsets[0].get<std::size_t>();
    entry.end = offsets[1].get<std::size_t>();
    if (entry.begin > entry.end || entry.end > data_.size())
      bad(fmt::format("data_offsets [{}, {}] lie outside the {} bytes of data", entry.begin, entry.end, data_.size()));
    if (!field["shape"].is_array()) bad("shape is not a list");
    std::size_t count = 1;
    for (const Json& n : field["shape"]) {
      if (!n.is_number_unsigned()) bad("shape contains something other than whole numbers");
      const auto extent = n.get<std::size_t>();
      if (extent != 0 && count > std::numeric_limits<std::size_t>::max() / 8 / extent) bad("shape is too large");
      count *= extent;
      entry.shape.push_back(static_cast<Index>(extent));
    }
    if (count * width_of(entry.type) != entry.end - entry.begin)
      bad(fmt::format("its shape needs {} bytes, but its data_offsets give {}", count * width_of(entry.type),
                      entry.end - entry.begin));
    entries_.emplace(name, std::move(entry));
  }

  std::vector<const Entry*> order;
  for (const auto& [name, entry] : entries_) order.push_back(&entry);
  std::sort(order.begin(), order.end(),
            [](const Entry* a, const Entry* b) { return std::pair(a->begin, a->end) < std::pair(b->begin, b->end); });
  std::size_t at = 0;
  for (const Entry* e : order) {
    if (e->begin != at)
      fail(fmt::format("the data has {} at byte {}", e->begin < at ? "an overlap" : "a gap", std::min(at, e->begin)));
    at = e->end;
  }
  if (at != data_.size()) fail(fmt::format("{} bytes follow the last tensor", data_.size() - at));
}

Mat Safetensors::read(std::string_view name, Index rows, Index cols, bool finite) const {
  const auto fail = [&](const std::string& what) {
    throw std::invalid_argument(file_.origin + ": tensor '" + std::string(name) + "' " + what);
  };
  const auto it = entries_.find(name);
  if (it == entries_.end()) fail("is missing");
  const Entry& e = it->second;
  const bool fits = e.shape.size() == 2 ? e.shape[0] == rows && e.shape[1] == cols
                                        : e.shape.size() == 1 && rows == 1 && e.shape[0] == cols;
  if (!fits) fail(fmt::format("has the shape [{}], expected [{}, {}]", fmt::join(e.shape, ", "), rows, cols));
  Mat out(rows, cols);
  const std::byte* from = data_.data() + e.begin;
  if (e.type == "F32") {
    if (out.size() > 0) std::memcpy(out.data(), from, static_cast<std::size_t>(out.size()) * 4);
  } else {
    for (Index i = 0; i < out.size(); ++i) {
      std::uint16_t bits;
      std::memcpy(&bits, from + 2 * i, 2);
      out.data()[i] = e.type == "F16" ? from_half(bits) : std::bit_cast<Real>(static_cast<std::uint32_t>(bits) << 16);
    }
  }
  if (finite)
    for (Index i = 0; i < out.size(); ++i)
      if (!std::isfinite(out.data()[i])) fail(fmt::format("contains {} at number {}", out.data()[i], i));
  return out;
}

Mat Safetensors::read(std::string_view name, bool finite) const {
  const auto it = entries_.find(name);
  if (it == entries_.end() || it->second.shape.empty() || it->second.shape.size() > 2)
    throw std::invalid_argument(file_.origin + ": tensor '" + std::string(name) +
                                "' is missing or has more than two dimensions");
  const std::vector<Index>& shape = it->second.shape;
  return shape.size() == 2 ? read(name, shape[0], shape[1], finite) : read(name, 1, shape[0], finite);
}

}  // namespace attn
