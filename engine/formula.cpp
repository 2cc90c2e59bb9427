#include "engine/formula.h"

#include <cmath>

#include <fmt/format.h>

#include "engine/path.h"

namespace attn {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// Puts names in place of the single letters A, B, b of an op's symbol.
std::string substitute(std::string_view symbol, const std::vector<std::string>& names) {
  std::string out;
  for (std::size_t i = 0; i < symbol.size(); ++i) {
    const char c = symbol[i];
    const bool alone = (i == 0 || !is_letter(symbol[i - 1])) && (i + 1 == symbol.size() || !is_letter(symbol[i + 1]));
    const std::size_t which = c == 'A' ? 0 : c == 'B' || c == 'M' ? 1 : c == 'b' ? names.size() - 1 : names.size();
    if (alone && which < names.size())
      out += names[which];
    else
      out += c;
  }
  return out;
}

std::string right_side(const Step& s, const std::vector<std::string>& names, const FormulaWords& words) {
  const std::string_view op = s.op->name;
  if (op == "given") return words.given;
  if (op == "lookup") return names[0] + "[" + names[1] + "]";
  if (op == "positions") return words.positions + " · 10000^(−2i/d)";
  if (op == "causal_mask") return words.later;
  if (op == "layer_norm")
    return fmt::format("({0} − mean) / √(variance + ε) · {1} + {2}", names[0], names[1], names[2]);
  if (op == "concat") return names.size() == 1 ? names[0] : fmt::format("[{0}₁ … {0}_{1}]", names[0], names.size());
  if (op == "slice_rows") return fmt::format("{}[{} {}]", names[0], words.row, s.attrs.first + 1);
  if (op == "append") return fmt::format("[{}; {}]", names[0], names[1]);
  if (op == "scale") {
    const double f = static_cast<double>(s.attrs.factor), square = f < 1 ? 1 / (f * f) : f * f;
    const double whole = std::round(square);
    const bool root = std::abs(square - whole) < 1e-3 * whole;
    if (root && f < 1) return fmt::format("{} / √{}", names[0], whole);
    if (root) return fmt::format("{} · √{}", names[0], whole);
    return fmt::format("{} · {:.6g}", names[0], f);
  }
  return substitute(s.op->symbol, names);
}

}  // namespace

std::string formula(const Trace& trace, int step, const FormulaWords& words) {
  const Step& s = trace[step];
  std::vector<std::string> names;
  for (const int i : s.inputs) {
    const std::string& path = trace[i].path;
    std::string name(last_part(path));
    // "sum = embedding/sum + output": not two things by one name.
    if (name == last_part(s.path) && path != s.path) name = std::string(last_part(Path(path).group())) + "/" + name;
    names.push_back(std::move(name));
  }
  return std::string(last_part(s.path)) + " = " + right_side(s, names, words);
}

}  // namespace attn
