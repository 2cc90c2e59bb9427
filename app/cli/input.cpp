#include "app/cli/input.h"

#include <iostream>
#include <iterator>

#include <fmt/format.h>

#include "app/cli/command.h"

namespace attn::cli {

void ModelInput::add_model(CLI::App& app) {
  app.add_option("--model,-m", model, "Bundled model by name, or a folder in Marian layout")
      ->type_name("DIR")
      ->capture_default_str();
}

void ModelInput::add_text(CLI::App& app) {
  app.add_option("TEXT", words, "English sentence; - reads standard input")->required()->type_name("");
}

std::string ModelInput::sentence() const {
  if (from_standard_input()) return {std::istreambuf_iterator<char>(std::cin), {}};
  return fmt::format("{}", fmt::join(words, " "));
}

Translation run_model(const ModelInput& input) {
  const Model model = load_model(input.model);
  Translation t = translate(model, input.sentence());
  warn(t, model.name);
  return t;
}

void warn(const Translation& t, const std::string& model_name) {
  std::string unknown;
  for (const Token& token : t.tokens)
    if (token.unknown) unknown += (unknown.empty() ? "" : ", ") + token.label;
  if (!unknown.empty()) say("attnscope: note: {} does not know {}; it reads <unk> there\n", model_name, unknown);
  if (!t.complete)
    say("attnscope: note: the translation stopped at the limit of {} tokens, before its end\n", t.ids.size());
}

Index find_place(const Axis& axis, Index size, const std::string& text, const std::string& what) {
  const bool number = !text.empty() && text.size() < 10 && text.find_first_not_of("0123456789") == std::string::npos;
  if (number) {
    const Index i = std::stol(text);
    if (i >= 1 && i <= size) return i - 1;
    throw std::invalid_argument(fmt::format("{} {} does not exist; there are {} (counted from 1)", what, text, size));
  }
  Index found = -1;
  for (Index i = 0; i < size && axis.labels; ++i) {
    if (axis.label(i) != text) continue;
    if (found >= 0)
      throw std::invalid_argument(
          fmt::format("{} '{}' occurs more than once; give its number, such as {}", what, text, found + 1));
    found = i;
  }
  if (found >= 0) return found;
  throw std::invalid_argument(fmt::format("no {} is called '{}'; there are {} (counted from 1)", what, text, size));
}

}  // namespace attn::cli
