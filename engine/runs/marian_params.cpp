#include "engine/runs/marian_params.h"

#include <utility>

namespace attn {
namespace {

using Kind = ParamSpec::Kind;

// The standard knobs are those of someone who looks at drawing for the first time: words differ, but not wildly.
constexpr ParamSpec params[] = {
    {.id = "sentence", .kind = Kind::text, .text = "I am a student"},
    {.id = "draw", .kind = Kind::flag, .remembered = false},
    {.id = "temperature", .kind = Kind::number, .number = 1.3, .least = 0, .most = 1000, .only_with = "draw"},
    {.id = "top_k", .kind = Kind::whole, .number = 0, .least = 0, .most = 1'000'000, .only_with = "draw"},
    {.id = "top_p",
     .kind = Kind::number,
     .number = 0.95,
     .least = 0,
     .most = 1,
     .above_least = true,
     .only_with = "draw"},
    {.id = "seed", .kind = Kind::seed, .text = "1", .only_with = "draw", .remembered = false},
};

}  // namespace

std::span<const ParamSpec> marian_params() { return params; }

std::string_view sentence_of(const Request& request) { return text(request, "sentence"); }

void set_sentence(Request& request, std::string sentence) { request.values["sentence"] = std::move(sentence); }

SamplingOptions sampling_of(const Request& request) {
  return {number(request, "temperature"), whole(request, "top_k"), number(request, "top_p"), seed(request, "seed")};
}

void set_sampling(Request& request, const SamplingOptions& sampling) {
  request.values["temperature"] = sampling.temperature;
  request.values["top_k"] = static_cast<double>(sampling.top_k);
  request.values["top_p"] = sampling.top_p;
  request.values["seed"] = std::to_string(sampling.seed);
}

std::optional<SamplingOptions> drawn_with(const Request& request) {
  return flag(request, "draw") ? std::optional(sampling_of(request)) : std::nullopt;
}

TranslateOptions translate_options(const Request& request) {
  check(request, marian_params());
  TranslateOptions options;
  options.edits = request.changes;
  options.forced = request.forced;
  options.sampling = drawn_with(request);
  return options;
}

}  // namespace attn
