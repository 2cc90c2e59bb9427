#include "app/core/names.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "engine/path.h"
#include "engine/roles/roles.h"

namespace attn {

std::string step_title(const Texts& texts, const Role& role, std::string_view path) {
  const std::string key = "title." + std::string(role.text_key()), name(last_part(path));
  return texts.has(key) ? texts(Message{key, {name}}) : name;
}

namespace {

struct Badge {
  std::string_view op;
  const char* key;
};
constexpr Badge badges[] = {
    {"add", "badge.cells"},           {"add_row", "badge.add_row"},   {"append", "badge.append"},
    {"arccos", "badge.cells"},        {"argmax", "badge.greedy"},     {"causal_mask", "badge.mask"},
    {"concat", "badge.concat"},       {"cosine", "badge.row_pairs"},  {"gelu", "badge.cells"},
    {"given", "badge.given"},         {"last_row", "badge.last_row"}, {"layer_norm", "badge.rows"},
    {"linear", "badge.linear"},       {"lookup", "badge.lookup"},     {"mask", "badge.add_mask"},
    {"matmul", "badge.matmul"},       {"matmul_nt", "badge.matmul"},  {"mean", "badge.columns"},
    {"positions", "badge.positions"}, {"relu", "badge.cells"},        {"row_length", "badge.rows"},
    {"row_spread", "badge.rows"},     {"row_sum", "badge.rows"},      {"sigmoid", "badge.cells"},
    {"silu", "badge.cells"},          {"slice_cols", "badge.slice"},  {"slice_rows", "badge.slice"},
    {"softmax", "badge.rows"},        {"stack", "badge.stack"},       {"tanh", "badge.cells"}};

// "÷ √16", "× 8": a factor by the whole number that it is the root of, where it is one.
std::string factor_text(double factor) {
  const bool divides = std::abs(factor) < 1 && factor != 0;
  const double size = divides ? 1 / factor : factor, square = size * size, whole = std::round(square);
  const char* sign = divides ? "÷ " : "× ";
  if (size > 0 && std::abs(square - whole) < 1e-3 * whole) return fmt::format("{}√{}", sign, whole);
  return fmt::format("× {:.4g}", factor);
}

}  // namespace

std::string badge(const Texts& texts, const Step& step) {
  if (step.op->name == "scale") return factor_text(static_cast<double>(step.attrs.factor));
  if (step.role == &roles::next_forced) return std::string(texts("badge.forced"));
  if (step.role == &roles::next_drawn) return std::string(texts("badge.drawn"));
  for (const Badge& b : badges)
    if (b.op == step.op->name) return std::string(texts(b.key));
  return std::string(step.op->symbol);
}

std::string group_title(const Texts& texts, std::string_view group) {
  const Path path(group);
  const Part& part = path.last();
  std::string key = "group." + std::string(path.root().name) + "_" + std::string(part.name);
  if (!texts.has(key)) key = "group." + std::string(part.name);
  if (!texts.has(key)) return std::string(part.text);
  return texts(Message{key, {part.number > 0 ? std::to_string(part.number) : std::string()}});
}

namespace {

void add_parts(std::vector<std::string>& to, std::string_view text) {
  for (std::size_t from = 0; from <= text.size();) {
    const std::size_t end = std::min(text.find('|', from), text.size());
    to.emplace_back(text.substr(from, end - from));
    from = end + 1;
  }
}

}  // namespace

std::vector<std::string> flame_labels(const Texts& texts, const Role& role, std::string_view path) {
  const std::string key = "flame." + std::string(role.text_key());
  std::vector<std::string> labels;
  if (texts.has(key)) {
    add_parts(labels, texts(key));
    return labels;
  }
  labels.push_back(step_title(texts, role, path));
  if (!role.sign.empty()) labels.emplace_back(role.sign);
  return labels;
}

std::vector<std::string> flame_labels(const Texts& texts, std::string_view group) {
  const Path path(group);
  const Part& part = path.last();
  const std::string name(part.name);
  std::vector<std::string> labels{group_title(texts, group)};
  const std::string own = "flame.group_" + std::string(path.root().name) + "_" + name, any = "flame.group_" + name;
  if (texts.has(own))
    add_parts(labels, texts(own));
  else if (texts.has(any))
    add_parts(labels, texts(any));
  if (const std::string rail = "ui.rail_" + name; texts.has(rail))
    labels.push_back(texts(Message{rail, {part.number > 0 ? std::to_string(part.number) : std::string()}}));
  return labels;
}

std::vector<std::string> breadcrumb(const Texts& texts, const Step& step) {
  const Path path(step.path);
  std::vector<std::string> titles;
  for (std::size_t depth = 1; depth < path.parts().size(); ++depth)
    titles.push_back(group_title(texts, path.first(depth)));
  titles.push_back(step_title(texts, step));
  return titles;
}

FormulaWords formula_words(const Texts& texts) {
  return {std::string(texts("formula.given")), std::string(texts("formula.positions")),
          std::string(texts("formula.later")), std::string(texts("formula.row"))};
}

}  // namespace attn
