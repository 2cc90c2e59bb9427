#include "app/scene/views/map_run.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace attn::scene {
namespace {

using Kind = MapBlock::Kind;

// "layer12" → 12; nothing if it does not begin with the word.
std::optional<int> number_after(std::string_view part, std::string_view word) {
  int number = 0;
  if (!part.starts_with(word)) return std::nullopt;
  const char* const end = part.data() + part.size();
  const auto [rest, error] = std::from_chars(part.data() + word.size(), end, number);
  return error == std::errc() && rest == end ? std::optional(number) : std::nullopt;
}

std::string_view take_part(std::string_view& path) {
  const std::size_t slash = path.find('/');
  const std::string_view part = path.substr(0, slash);
  path = slash == std::string_view::npos ? std::string_view{} : path.substr(slash + 1);
  return part;
}

struct Place {
  Kind kind;
  int layer = 0, norm = 0;
};

// Where a step belongs, by what follows "encoder/" or "decodeT/".
std::optional<Place> place_of(std::string_view rest) {
  if (rest == "mask") return Place{Kind::self, 1};
  Place place{Kind::embedding};
  std::string_view group = take_part(rest);
  if (const auto layer = number_after(group, "layer")) {
    place.layer = *layer;
    group = take_part(rest);
  }
  if (const auto norm = number_after(group, "add_norm")) {
    place.kind = Kind::add_norm;
    place.norm = *norm;
    return place;
  }
  constexpr std::pair<std::string_view, Kind> kinds[] = {{"embedding", Kind::embedding},
                                                         {"self", Kind::self},
                                                         {"cross", Kind::cross},
                                                         {"ffn", Kind::ffn},
                                                         {"output", Kind::output}};
  for (const auto& [name, kind] : kinds)
    if (group == name) {
      place.kind = kind;
      return place;
    }
  return std::nullopt;
}

class Reader {
 public:
  explicit Reader(const Trace& trace) : trace_(trace) {}

  void add(MapStack& stack, int step, std::string_view rest) {
    const auto place = place_of(rest);
    if (!place) return;
    if (stack.blocks.empty()) {
      stack.first = step;
      norm_ = 0;
    }
    const bool same = !stack.blocks.empty() && stack.blocks.back().kind == place->kind &&
                      stack.blocks.back().layer == place->layer && norm_ == place->norm;
    if (!same) {
      MapBlock block;
      block.kind = place->kind;
      block.layer = place->layer;
      block.first = step;
      stack.blocks.push_back(std::move(block));
    }
    norm_ = place->norm;
    MapBlock& block = stack.blocks.back();
    block.last = block.result = stack.last = step;
    const Step& recorded = trace_[step];
    if (recorded.role == "weights") block.weights.push_back(step);
    if (recorded.role == "tokens") stack.words = recorded.out.rows();
  }

 private:
  const Trace& trace_;
  int norm_ = 0;
};

std::vector<std::string> words_of(const Trace& trace, const MapStack& stack) {
  std::vector<std::string> words;
  if (stack.blocks.empty()) return words;
  const Tensor& first = trace[stack.first].out;
  for (Index i = 0; i < first.rows(); ++i) words.push_back(first.row_axis.label(i));
  return words;
}

}  // namespace

int MapStack::layers() const {
  int most = 0;
  for (const MapBlock& block : blocks) most = std::max(most, block.layer);
  return most;
}

const MapBlock* MapStack::find(Kind kind, int layer) const {
  for (const MapBlock& block : blocks)
    if (block.kind == kind && block.layer == layer) return &block;
  return nullptr;
}

const MapBlock* MapStack::holding(int step) const {
  for (const MapBlock& block : blocks)
    if (step >= block.first && step <= block.last) return &block;
  return nullptr;
}

int MapRun::heads() const {
  std::size_t most = 0;
  const auto count = [&most](const MapStack& stack) {
    for (const MapBlock& block : stack.blocks) most = std::max(most, block.weights.size());
  };
  count(encoder);
  if (!decodes.empty()) count(decodes.front());
  return static_cast<int>(most);
}

MapRun map_run(const Trace& trace) {
  MapRun run;
  Reader reader(trace);
  for (int i = 0; i < trace.size(); ++i) {
    std::string_view rest = trace[i].path;
    const std::string_view root = take_part(rest);
    if (root == "encoder") {
      reader.add(run.encoder, i, rest);
    } else if (const auto t = number_after(root, "decode"); t && *t >= 1) {
      if (static_cast<std::size_t>(*t) > run.decodes.size()) run.decodes.resize(static_cast<std::size_t>(*t));
      reader.add(run.decodes[static_cast<std::size_t>(*t - 1)], i, rest);
    }
  }
  run.source = words_of(trace, run.encoder);
  if (!run.decodes.empty()) run.written = words_of(trace, run.decodes.back());
  return run;
}

int decode_of(const MapRun& run, int step) {
  int t = 0;
  for (const MapStack& decode : run.decodes) {
    if (step < decode.first) break;
    ++t;
  }
  return t;
}

const MapBlock* attention_of(const MapRun& run, int step) {
  const int t = decode_of(run, step);
  const MapStack& stack = t == 0 ? run.encoder : run.decodes[static_cast<std::size_t>(t - 1)];
  const MapBlock* const block = stack.holding(step);
  if (!block) return nullptr;
  const bool weights = std::find(block->weights.begin(), block->weights.end(), step) != block->weights.end();
  return weights ? block : nullptr;
}

}  // namespace attn::scene
