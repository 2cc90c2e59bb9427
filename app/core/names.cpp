#include "app/core/names.h"

#include <algorithm>

#include "engine/path.h"

namespace attn {

std::string step_title(const Texts& texts, const Role& role, std::string_view path) {
  const std::string key = "title." + std::string(role.text_key()), name(last_part(path));
  return texts.has(key) ? texts(Message{key, {name}}) : name;
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
