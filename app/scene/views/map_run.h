// MapRun: the architecture of a run, read from the paths of its trace. It knows no model by name: any number of layers,
// of heads and of words.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/trace.h"

namespace attn::scene {

// Steps that are drawn as one: "encoder/layer1/self", "decode2/layer1/add_norm3", "decode2/output".
struct MapBlock {
  enum class Kind { embedding, self, cross, ffn, add_norm, output };
  Kind kind = Kind::embedding;
  int layer = 0;             // from 1; 0: of no layer
  int first = 0, last = 0;   // step numbers
  int result = 0;            // the step whose rows leave the block
  std::vector<int> weights;  // attention by head, of self and cross
};

// The encoder, or one step of decoding. A decoder's mask counts to its first self-attention.
struct MapStack {
  std::vector<MapBlock> blocks;  // in order
  Index words = 0;
  int first = 0, last = 0;  // step numbers

  int layers() const;
  const MapBlock* find(MapBlock::Kind kind, int layer) const;  // or nullptr
  const MapBlock* holding(int step) const;                     // or nullptr
};

struct MapRun {
  MapStack encoder;
  std::vector<MapStack> decodes;             // decoding step t is number t − 1
  std::vector<std::string> source, written;  // words that enter the encoder, and the last decoding step

  int heads() const;  // the most that a block has
};

// A trace without an encoder gives an empty run.
MapRun map_run(const Trace& trace);

// Decoding step in which a step lies, from 1; 0: it lies before them all.
int decode_of(const MapRun& run, int step);

// The block among whose heads' weights a step is, or nullptr.
const MapBlock* attention_of(const MapRun& run, int step);

}  // namespace attn::scene
