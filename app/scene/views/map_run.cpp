#include "app/scene/views/map_run.h"

#include <algorithm>
#include <optional>

#include "engine/path.h"
#include "engine/roles/roles.h"

namespace attn::scene {
namespace {

using Kind = MapBlock::Kind;

struct Place {
  Kind kind;
  int layer = 0, norm = 0;
};

// Where a step belongs, by the parts of its path below the stack's.
std::optional<Place> place_of(const Step& step) {
  if (step.role == &roles::mask) return Place{Kind::self, 1};
  const Path path(step.path);
  std::span<const Part> parts = path.parts().subspan(1);
  Place place{Kind::embedding};
  if (!parts.empty() && parts.front().name == "layer") {
    place.layer = parts.front().number;
    parts = parts.subspan(1);
  }
  if (parts.empty()) return std::nullopt;
  constexpr std::pair<std::string_view, Kind> kinds[] = {{"embedding", Kind::embedding}, {"self", Kind::self},
                                                         {"cross", Kind::cross},         {"ffn", Kind::ffn},
                                                         {"add_norm", Kind::add_norm},   {"output", Kind::output}};
  for (const auto& [name, kind] : kinds)
    if (parts.front().name == name) {
      place.kind = kind;
      if (kind == Kind::add_norm) place.norm = parts.front().number;
      return place;
    }
  return std::nullopt;
}

class Reader {
 public:
  explicit Reader(const Trace& trace) : trace_(trace) {}

  void add(MapStack& stack, int step) {
    const auto place = place_of(trace_[step]);
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
    if (recorded.role->is(roles::weights)) block.weights.push_back(step);
    if (recorded.role == &roles::tokens) stack.words = recorded.out.rows();
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
    const Path path(trace[i].path);
    const Part root = path.root();
    if (root.text == "encoder") {
      reader.add(run.encoder, i);
    } else if (root.name == "decode" && root.number >= 1) {
      const auto t = static_cast<std::size_t>(root.number);
      if (t > run.decodes.size()) run.decodes.resize(t);
      reader.add(run.decodes[t - 1], i);
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
