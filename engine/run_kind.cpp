#include "engine/run_kind.h"

#include <algorithm>
#include <stdexcept>
#include <string>

namespace attn {
namespace {

const RunKind* find_kind(std::string_view id) {
  const auto kinds = run_kinds();
  const auto at = std::find_if(kinds.begin(), kinds.end(), [&](const RunKind* kind) { return kind->id == id; });
  return at == kinds.end() ? nullptr : *at;
}

}  // namespace

const RunKind& run_kind(std::string_view id) {
  if (const RunKind* const kind = find_kind(id)) return *kind;
  std::string known;
  for (const RunKind* kind : run_kinds()) known.append(known.empty() ? "" : ", ").append(kind->id);
  throw std::invalid_argument("unknown kind of run '" + std::string(id) + "'; known: " + known);
}

const ParamSpec* text_param(const RunKind& kind) {
  const auto at = std::find_if(kind.params.begin(), kind.params.end(),
                               [](const ParamSpec& spec) { return spec.kind == ParamSpec::Kind::text; });
  return at == kind.params.end() ? nullptr : &*at;
}

bool is_kind(std::string_view kind) { return find_kind(kind) != nullptr; }

std::span<const ParamSpec> params_of(std::string_view kind) { return run_kind(kind).params; }

}  // namespace attn
