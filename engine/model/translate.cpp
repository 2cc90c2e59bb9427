#include "engine/model/translate.h"

#include <stdexcept>

#include <fmt/format.h>

#include "engine/generate.h"
#include "engine/text/unicode.h"

namespace attn {
namespace {

constexpr std::size_t most_bytes = 1 << 20;  // far above any model's limit; keeps a stray file from being tokenised

}  // namespace

std::vector<Token> read_sentence(const Model& model, std::string_view given) {
  if (given.size() > most_bytes)
    throw std::invalid_argument(
        fmt::format("the text has {} bytes; a sentence may have at most {}", given.size(), most_bytes));
  const std::string text = normalise(given);
  if (text.empty()) throw std::invalid_argument("the sentence is empty");
  std::vector<Token> tokens = model.vocabulary.encode(text);
  const auto most = static_cast<std::size_t>(model.config.max_positions);
  if (tokens.size() == 1) throw std::invalid_argument("the sentence is empty");
  if (tokens.size() > most)
    throw std::invalid_argument(fmt::format(
        "the sentence has {} tokens including its closing </s>; {} reads at most {}", tokens.size(), model.name, most));
  return tokens;
}

Tensor id_column(const std::vector<Token>& tokens, std::uint8_t sequence) {
  Mat ids(static_cast<Index>(tokens.size()), 1);
  std::vector<std::string> words;
  for (const Token& t : tokens) {
    ids(static_cast<Index>(words.size()), 0) = static_cast<Real>(t.id);
    words.push_back(t.label);
  }
  return {std::move(ids), token_axis(std::move(words), sequence), single_axis()};
}

Run translate(const Model& model, std::string_view text, const TranslateOptions& options) {
  Run run;
  run.read = read_sentence(model, text);
  run.input = normalise(text);

  run.keeps = options.rows.value_or(run.read.size() > longest_with_all_rows ? DecoderRows::newest : DecoderRows::all) ==
              DecoderRows::newest;

  Tape tape(options.edits);
  run.source_sequence = tape.sequence("source");
  run.target_sequence = tape.sequence("target");
  Transformer net(model, tape, run.keeps ? DecoderRows::newest : DecoderRows::all, options.stop);
  net.encode(id_column(run.read, run.source_sequence));
  const int prompt = give_prompt(tape, id_column({model.vocabulary.token(model.config.start)}, run.target_sequence));
  const int asked = generate(tape, net, prompt,
                             {.end = model.config.eos,
                              .most = model.config.max_length - 1,
                              .forced = options.forced,
                              .sampling = options.sampling,
                              .progress = options.progress},
                             run);
  if (run.keeps && !run.written.empty()) net.collect_weights(asked);
  run.output = model.vocabulary.decode(written_ids(run));
  run.trace = tape.finish();
  return run;
}

}  // namespace attn
