// attnscope runs: the kinds of runs and their parameters.
#include <cstdint>
#include <iostream>
#include <memory>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/cli/command.h"
#include "app/core/texts.h"
#include "engine/run_kind.h"

namespace attn::cli {
namespace {

using Kind = ParamSpec::Kind;

constexpr std::string_view kind_names[] = {"text", "whole", "number", "choice", "flag", "matrix", "seed"};

std::string_view name_of(Kind kind) { return kind_names[static_cast<std::size_t>(kind)]; }

// With every digit: {:g} would write a million as 1e+06.
std::string digits(double number) { return fmt::format("{:.10g}", number); }

std::string standard_text(const ParamSpec& spec) {
  switch (spec.kind) {
    case Kind::flag:
      return spec.number != 0 ? "yes" : "no";
    case Kind::whole:
    case Kind::number:
      return digits(spec.number);
    case Kind::matrix:
      return "";
    case Kind::text:
    case Kind::choice:
    case Kind::seed:
      break;
  }
  return std::string(spec.text);
}

std::string allowed(const ParamSpec& spec) {
  if (spec.kind == Kind::choice) return fmt::format("{}", fmt::join(spec.choices, " | "));
  if (spec.above_least) return fmt::format("above {}, up to {}", digits(spec.least), digits(spec.most));
  if (spec.kind == Kind::whole || spec.kind == Kind::number)
    return fmt::format("{} to {}", digits(spec.least), digits(spec.most));
  if (spec.kind == Kind::matrix) return fmt::format("1,0;0,1 (at most {} numbers)", digits(spec.most));
  return {};
}

nlohmann::json number_json(const ParamSpec& spec, double number) {
  return spec.kind == Kind::whole ? nlohmann::json(static_cast<std::int64_t>(number)) : nlohmann::json(number);
}

nlohmann::json standard_json(const ParamSpec& spec) {
  if (spec.kind == Kind::flag) return spec.number != 0;
  if (spec.kind == Kind::whole || spec.kind == Kind::number) return number_json(spec, spec.number);
  return standard_text(spec);  // a seed has more digits than some readers of JSON keep of a number
}

nlohmann::json described(const RunKind& kind, const Texts& texts) {
  nlohmann::json out{{"kind", kind.id},
                     {"title", texts("run." + std::string(kind.id))},
                     {"needs_model", kind.needs_model},
                     {"first_step", kind.first_step},
                     {"parameters", nlohmann::json::array()}};
  for (const ParamSpec& spec : kind.params) {
    nlohmann::json param{{"id", spec.id},
                         {"kind", name_of(spec.kind)},
                         {"title", texts("param." + std::string(kind.id) + "." + std::string(spec.id))},
                         {"default", standard_json(spec)}};
    if (spec.kind == Kind::whole || spec.kind == Kind::number) {
      param["least"] = number_json(spec, spec.least);
      param["most"] = number_json(spec, spec.most);
      if (spec.above_least) param["above_least"] = true;
    }
    for (const std::string_view choice : spec.choices) param["choices"].push_back(choice);
    out["parameters"].push_back(std::move(param));
  }
  return out;
}

void print(const RunKind& kind, const Texts& texts) {
  std::cout << fmt::format("{}: {}{}\n", kind.id, texts("run." + std::string(kind.id)),
                           kind.needs_model ? " (--model)" : "");
  for (const ParamSpec& spec : kind.params) {
    const std::string standard = standard_text(spec), range = allowed(spec);
    std::cout << fmt::format("  {:<12} {:<7} {:<15} {}{}\n", spec.id, name_of(spec.kind), standard,
                             texts("param." + std::string(kind.id) + "." + std::string(spec.id)),
                             range.empty() ? "" : " (" + range + ")");
  }
}

void add(const Parser& parser) {
  const auto json = std::make_shared<bool>(false);
  parser.help("List the kinds of runs and their parameters");
  parser.flag("--json", *json, "As JSON, one object a line");
  parser.footer(R"(
Examples:
  attnscope runs
  attnscope show attention/weights --run attention --set words="I am a student" --set d=4
  attnscope steps --run attention "to be or not to be"
  attnscope show attention/scores --run attention --set words="a b" --set d=2 --set vectors=given --set x="1,0;0.5,2")");
  parser.callback([json] {
    const Texts texts(Language::en);
    for (const RunKind* kind : run_kinds())
      if (*json)
        std::cout << described(*kind, texts).dump() << "\n";
      else
        print(*kind, texts);
  });
}

}  // namespace

extern constinit const Command runs_command;
constinit const Command runs_command{"runs", 6, add};

}  // namespace attn::cli
