#include "app/cli/input.h"

#include <algorithm>
#include <iostream>
#include <iterator>

#include <fmt/format.h>

#include "app/cli/command.h"

namespace attn::cli {

void ModelInput::add_model(const Parser& parser) {
  parser.option("--model,-m", model, "Bundled model by name, or a folder in Marian layout").type("DIR").shown_default();
}

void ModelInput::add_text(const Parser& parser) {
  parser.option("TEXT", words, "Sentence or words to read; - reads standard input").type("");
}

void ModelInput::add_run(const Parser& parser) {
  parser.option("--run", run, "Kind of run, as 'attnscope runs' lists them").type("KIND").shown_default();
  parser.option("--set", set, "A parameter of the run; may be given several times").type("ID=VALUE").several();
}

std::string ModelInput::sentence() const {
  if (words.empty()) throw std::invalid_argument("TEXT is missing: give an English sentence");
  if (from_standard_input()) return {std::istreambuf_iterator<char>(std::cin), {}};
  return fmt::format("{}", fmt::join(words, " "));
}

bool ModelInput::is_text(const std::string& assignment) const {
  const ParamSpec* const text = text_param(kind());
  return text && assignment.starts_with(std::string(text->id) + "=");
}

bool ModelInput::sets_text() const {
  return std::any_of(set.begin(), set.end(), [&](const std::string& assignment) { return is_text(assignment); });
}

Request ModelInput::request() const {
  const RunKind& of = kind();
  if (!of.needs_model && model != default_model)
    throw std::invalid_argument(fmt::format("--model {}: a run of {} needs no model", model, of.id));
  Request asked = standard_request(of.id, of.needs_model ? model : std::string());
  const ParamSpec* const text = text_param(of);
  if (!words.empty()) {
    if (!text) throw std::invalid_argument(fmt::format("a run of {} takes no TEXT", of.id));
    asked.values.insert_or_assign(std::string(text->id), sentence());
  } else if (of.needs_model && !sets_text()) {
    throw std::invalid_argument("TEXT is missing: give an English sentence");
  }
  if (!words.empty() && sets_text())
    throw std::invalid_argument(
        fmt::format("the words are given twice: as TEXT and with --set {}; give one of them", text->id));
  for (const std::string& assignment : set) set_parameter(asked, assignment);
  check_say(asked, set);
  check(asked, of.params);
  return asked;
}

Computed compute(const ModelInput& input) {
  Computed made{input.request(), nullptr, {}};
  const RunKind& kind = input.kind();
  if (kind.needs_model) made.model = std::make_shared<const Model>(load_model(made.request.place));
  made.run = kind.run(made.request, made.model.get(), {});
  return made;
}

Run run_model(const ModelInput& input) {
  Computed made = compute(input);
  warn(made.run, made.model ? made.model->name : std::string(input.kind().id));
  return std::move(made.run);
}

void warn(const Run& t, const std::string& model_name) {
  std::string unknown;
  for (const Token& token : t.read)
    if (token.unknown) unknown += (unknown.empty() ? "" : ", ") + token.label;
  if (!unknown.empty()) say("attnscope: note: {} does not know {}; it reads <unk> there\n", model_name, unknown);
  if (!t.complete)
    say("attnscope: note: the translation stopped at the limit of {} tokens, before its end\n", t.written.size());
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
