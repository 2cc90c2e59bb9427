// Selftest: the trace of this program on this machine against stored reference numbers, tensor by tensor.
//
// References are safetensors files of an independent float64 implementation (tools/reference): one tensor per step,
// named by its path, and PATH#name for every by-product.
#pragma once

#include <string>
#include <vector>

#include "engine/model/model.h"

namespace attn {

struct Deviation {
  std::string op;
  int tensors = 0;     // how many were compared, by-products included
  double largest = 0;  // max |ours − reference| over the largest finite |reference| of the same tensor; for
                       // means and maxima, of the tensor they sum up, if that is more
  std::string path;    // where that is
};

inline constexpr double selftest_tolerance = 1e-5;

// One entry per op, in the order of first use. Throws std::invalid_argument if the reference lacks a step of the trace
// or has one more, if a shape or the place of an infinity differs, or if the translation does.
std::vector<Deviation> compare_with_reference(const Model& model, const Bytes& reference);

// A stored reference and the model it is of.
struct Reference {
  std::string name;
  Bytes bytes;
  ModelFiles model;
};
std::vector<Reference> stored_references();  // those inside the program

}  // namespace attn
