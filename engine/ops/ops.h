// Every op by name. Each family is one file of this folder; CMake lists the files (op_families in op.h).
#pragma once

#include "engine/op.h"

namespace attn::ops {

extern const Op given;
extern const Op add, add_row, matmul, matmul_nt, linear, scale;
extern const Op mask, softmax, causal_mask;
extern const Op layer_norm;
extern const Op relu, gelu, tanh, sigmoid, silu;
extern const Op concat, slice_cols, slice_rows, append, mean;
extern const Op lookup, positions, argmax;

}  // namespace attn::ops
