// CSV, JSON and NumPy files of a step.
#include <bit>
#include <cmath>
#include <cstdint>
#include <vector>

#include <nlohmann/json.hpp>

#include "app/scene/format.h"
#include "app/scene/table.h"
#include "app/scene/text.h"
#include "app/scene/zip.h"

namespace attn::scene {
namespace {

std::string csv_field(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == text.npos && text == clean_utf8(text)) return text;
  std::string quoted = "\"";
  for (const char c : clean_utf8(text)) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

std::string json_string(std::string_view text) { return nlohmann::json(clean_utf8(text)).dump(); }

std::string json_number(Real value) {
  if (std::isnan(value)) return "\"NaN\"";
  if (std::isinf(value)) return value < 0 ? "\"-Infinity\"" : "\"Infinity\"";
  return exact_text(value);
}

std::string json_labels(const Axis& axis, Index count) {
  std::string text = "[";
  for (Index i = 0; i < count; ++i) text += (i ? ", " : "") + json_string(axis.label(i));
  return text + "]";
}

std::string tsv_field(std::string_view text) {
  std::string field = clean_utf8(text);
  for (char& c : field)
    if (c == '\t' || c == '\n' || c == '\r') c = ' ';
  return field;
}

}  // namespace

std::string to_csv(const Step& step) {
  const Tensor& tensor = step.out;
  std::string out;
  for (Index c = 0; c < tensor.cols(); ++c) out += "," + csv_field(tensor.col_axis.label(c));
  out += "\r\n";
  for (Index r = 0; r < tensor.rows(); ++r) {
    out += csv_field(tensor.row_axis.label(r));
    for (Index c = 0; c < tensor.cols(); ++c) out += "," + exact_text(tensor(r, c));
    out += "\r\n";
  }
  return out;
}

std::string to_tsv(const Step& step) {
  const Tensor& tensor = step.out;
  std::string out;
  for (Index c = 0; c < tensor.cols(); ++c) out += "\t" + tsv_field(tensor.col_axis.label(c));
  out += "\n";
  for (Index r = 0; r < tensor.rows(); ++r) {
    out += tsv_field(tensor.row_axis.label(r));
    for (Index c = 0; c < tensor.cols(); ++c) out += "\t" + exact_text(tensor(r, c));
    out += "\n";
  }
  return out;
}

std::string to_json(const Step& step) {
  const Tensor& tensor = step.out;
  std::string out =
      "{\n  \"path\": " + json_string(step.path) + ",\n  \"op\": " + json_string(step.op ? step.op->name : "");
  out += ",\n  \"shape\": [" + std::to_string(tensor.rows()) + ", " + std::to_string(tensor.cols()) + "]";
  out += ",\n  \"row_labels\": " + json_labels(tensor.row_axis, tensor.rows());
  out += ",\n  \"col_labels\": " + json_labels(tensor.col_axis, tensor.cols());
  out += ",\n  \"values\": [";
  for (Index r = 0; r < tensor.rows(); ++r) {
    out += r ? ",\n    [" : "\n    [";
    for (Index c = 0; c < tensor.cols(); ++c) out += (c ? ", " : "") + json_number(tensor(r, c));
    out += "]";
  }
  return out + "\n  ]\n}\n";
}

std::string to_npy(const Step& step) {
  const Tensor& tensor = step.out;
  const auto little_endian = [](std::uint64_t number, int count) {
    std::string bytes;
    for (int i = 0; i < count; ++i) bytes += static_cast<char>(number >> (8 * i) & 255);
    return bytes;
  };
  std::string header = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + std::to_string(tensor.rows()) + ", " +
                       std::to_string(tensor.cols()) + "), }";
  constexpr std::size_t before = 10, aligned = 64;  // magic, version, length; the numbers start on a multiple of 64
  header.append(aligned - 1 - (before + header.size()) % aligned, ' ');
  header += '\n';
  std::string out = "\x93NUMPY";
  out += little_endian(1, 2) + little_endian(header.size(), 2) + header;
  out.reserve(out.size() + static_cast<std::size_t>(tensor.size()) * sizeof(Real));
  for (Index r = 0; r < tensor.rows(); ++r)
    for (Index c = 0; c < tensor.cols(); ++c) out += little_endian(std::bit_cast<std::uint32_t>(tensor(r, c)), 4);
  return out;
}

std::string to_json(std::span<const Step* const> steps) {
  std::string out = "[";
  for (const Step* step : steps) {
    out += out.size() > 1 ? ",\n" : "\n";
    out += to_json(*step);
    out.pop_back();  // the line feed at its end
  }
  return out + "\n]\n";
}

std::string to_npz(std::span<const Step* const> steps) {
  std::vector<ZipEntry> entries;
  entries.reserve(steps.size());
  for (const Step* step : steps) entries.push_back({step->path + ".npy", to_npy(*step)});
  return zip(entries);
}

}  // namespace attn::scene
