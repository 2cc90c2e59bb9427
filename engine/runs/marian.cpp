// A translation by a Marian model: the Transformer of "Attention Is All You Need", word after word.
#include "engine/runs/marian_params.h"

#include <stdexcept>
#include <utility>

#include "engine/run_kind.h"

namespace attn {

extern constinit const RunKind marian_run;

namespace {

using Kind = ParamSpec::Kind;

// How the decoder comes by keys and values of earlier words: computes them again for each word, with every other number
// of theirs; keeps them, and computes one row a word; or as the length of the sentence allows.
constexpr std::string_view keys_values[] = {"auto", "computed", "kept"};

// The standard knobs are those of someone who looks at drawing for the first time: what is drawn is still a sentence.
constexpr ParamSpec params[] = {
    {.id = "sentence", .kind = Kind::text, .text = "I am a student"},
    {.id = "draw", .kind = Kind::flag, .remembered = false},
    {.id = "temperature", .kind = Kind::number, .number = 0.8, .least = 0, .most = 1000, .only_with = "draw"},
    {.id = "top_k", .kind = Kind::whole, .number = 0, .least = 0, .most = 1'000'000, .only_with = "draw"},
    {.id = "top_p",
     .kind = Kind::number,
     .number = 0.95,
     .least = 0,
     .most = 1,
     .above_least = true,
     .only_with = "draw"},
    {.id = "seed", .kind = Kind::seed, .text = "1", .only_with = "draw", .remembered = false},
    {.id = "keys_values", .kind = Kind::choice, .text = "auto", .choices = keys_values, .remembered = false},
};

Run run(const Request& request, const Model* model, const RunWatch& watch) {
  TranslateOptions options = translate_options(request);
  options.stop = watch.stop;
  options.progress = watch.progress;
  return translate(*model, sentence_of(request), options);
}

}  // namespace

std::span<const ParamSpec> marian_params() { return params; }

std::string_view sentence_of(const Request& request) {
  const ParamSpec* const spec = text_param(run_kind(request.kind));
  return spec ? text(request, spec->id) : std::string_view();
}

void set_sentence(Request& request, std::string sentence) {
  if (const ParamSpec* const spec = text_param(run_kind(request.kind)))
    request.values.insert_or_assign(std::string(spec->id), std::move(sentence));
}

SamplingOptions sampling_of(const Request& request) {
  if (request.kind != marian_run.id) return sampling_of(Request());
  return {number(request, "temperature"), whole(request, "top_k"), number(request, "top_p"), seed(request, "seed")};
}

void set_sampling(Request& request, const SamplingOptions& sampling) {
  if (request.kind != marian_run.id) return;
  request.values["temperature"] = sampling.temperature;
  request.values["top_k"] = static_cast<double>(sampling.top_k);
  request.values["top_p"] = sampling.top_p;
  request.values["seed"] = std::to_string(sampling.seed);
}

bool draws(const Request& request) { return request.kind == marian_run.id && flag(request, "draw"); }

void set_draws(Request& request, bool drawn) {
  if (request.kind == marian_run.id) request.values["draw"] = drawn;
}

std::optional<SamplingOptions> drawn_with(const Request& request) {
  return draws(request) ? std::optional(sampling_of(request)) : std::nullopt;
}

static std::optional<DecoderRows> rows_of(const Request& request) {
  const std::string_view how = text(request, "keys_values");
  if (how == "auto") return std::nullopt;
  return how == "kept" ? DecoderRows::newest : DecoderRows::all;
}

TranslateOptions translate_options(const Request& request) {
  check(request, marian_params());
  TranslateOptions options;
  options.edits = request.changes;
  options.forced = request.forced;
  options.sampling = drawn_with(request);
  options.rows = rows_of(request);
  return options;
}

constinit const RunKind marian_run{
    .id = "marian", .params = params, .first_step = default_first_step, .needs_model = true, .run = run};

}  // namespace attn
