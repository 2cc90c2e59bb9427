#include "app/core/names.h"

#include "engine/path.h"

namespace attn {

std::string step_title(const Texts& texts, const Role& role, std::string_view path) {
  const std::string key = "title." + std::string(role.text_key()), name(last_part(path));
  return texts.has(key) ? texts(Message{key, {name}}) : name;
}

std::string flame_label(const Texts& texts, const Role& role, std::string_view path) {
  const std::string key = "flame." + std::string(role.text_key());
  return texts.has(key) ? std::string(texts(key)) : step_title(texts, role, path);
}

std::string group_title(const Texts& texts, std::string_view group) {
  const Path path(group);
  const Part& part = path.last();
  std::string key = "group." + std::string(path.root().name) + "_" + std::string(part.name);
  if (!texts.has(key)) key = "group." + std::string(part.name);
  if (!texts.has(key)) return std::string(part.text);
  return texts(Message{key, {part.number > 0 ? std::to_string(part.number) : std::string()}});
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
