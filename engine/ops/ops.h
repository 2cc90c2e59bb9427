// Every op by name. Each family is one file of this folder; CMake lists the files (op_families in op.h).
#pragma once

#include "engine/op.h"

namespace attn::ops {

// Of each: the shapes of its arguments → the shape of the result: the formula. n, m: rows and columns, d: features, V:
// the vocabulary. Throws std::invalid_argument that names the op and all shapes, where these do not fit. "Attention" is
// Vaswani et al. 2017, "Attention Is All You Need".

extern const Op given;  // → n×m: numbers from outside. eval throws std::logic_error

// Sums and products.
extern const Op add;        // A n×m, B n×m → n×m: A + B
extern const Op add_row;    // A n×m, b 1×m → n×m: A_ij + b_j
extern const Op row_sum;    // A n×m → n×1: Σ_j A_ij
extern const Op matmul;     // A n×k, B k×m → n×m: A·B
extern const Op matmul_nt;  // A n×k, B m×k → n×m: A·Bᵀ. Scores Q·Kᵀ: Attention, equation 1
extern const Op linear;     // A n×k, B k×m, b 1×m → n×m: A·B + b
extern const Op scale;      // A n×m → n×m: A · factor. 1/√d for scores: Attention, section 3.2.1

// Softmax and what comes before it.
extern const Op causal_mask;  // n×any → count×n: of rows first … n: 0 where j ≤ i, else −∞. Attention, section 3.2.3
extern const Op mask;  // A n×m, M n×m → n×m: A + M, and −∞ wherever M is, whatever A holds there
// A n×m → n×m: exp(A_ij − max_i) / Σ_k exp(A_ik − max_i). Less the largest of the row, so that exp cannot overflow; a
// row of −∞ gives zeros. Aux: max n×1, exponentials n×m, sum n×1 (of the exponentials). Bridle 1990
extern const Op softmax;

// Rows as vectors. μ_i = Σ_j A_ij / d, σ_i² = Σ_j (A_ij − μ_i)² / d, ε = factor.
// A n×d, γ 1×d, β 1×d → n×d: (A_ij − μ_i) / √(σ_i² + ε) · γ_j + β_j. Aux: mean n×1, variance n×1. Ba, Kiros and Hinton
// 2016, "Layer Normalization", equation 4
extern const Op layer_norm;
extern const Op row_spread;  // A n×d → n×1: √(σ_i² + ε). Aux: mean n×1
extern const Op row_length;  // A n×d → n×1: |A_i| = √Σ_j A_ij²
extern const Op cosine;      // A n×d, B m×d → n×m: A_i·B_j / (|A_i| |B_j|), 0 where one of them has no length

// Cell by cell: n×m → n×m.
extern const Op relu;     // max(0, x). Nair and Hinton 2010
extern const Op gelu;     // x·Φ(x) by the error function, not its tanh approximation. Hendrycks and Gimpel 2016
extern const Op tanh;     // (eˣ − e⁻ˣ) / (eˣ + e⁻ˣ)
extern const Op sigmoid;  // σ(x) = 1 / (1 + e⁻ˣ)
extern const Op silu;     // x·σ(x). Hendrycks and Gimpel 2016; as "swish" with β = 1: Ramachandran, Zoph and Le 2017
extern const Op arccos;   // the angle that has this cosine, in radians, 0 … π; x is first cut to −1 … 1

// Numbers moved, and their mean.
extern const Op concat;      // A₁ n×m₁ … A_h n×m_h → n×Σm: side by side
extern const Op slice_cols;  // n×m → n×count: columns first … first + count − 1
extern const Op slice_rows;  // n×m → count×m: rows first … first + count − 1
extern const Op last_row;    // n×m → 1×m: row n
extern const Op append;      // A n×m, B k×m → (n+k)×m: A above B
// A₁ n₁×m₁ … A_h n_h×m_h → Σn×m_h: A₁ above A₂ above … A_h; −∞ where one of them has no such column. m_h is the most
extern const Op stack;
extern const Op mean;  // A n×m → 1×m: Σ_i A_ij / n

// From words to numbers and back.
extern const Op lookup;  // E V×d, ids n×1 → n×d: row ids_i of E. An id that is no row throws std::invalid_argument
// n×1 (for its labels) → n×d: sin(i·10000^(−2j/d)) for j < d/2, beside the cosines of the same; first = d, count = n.
// Attention, section 3.5, but sines first, as Marian has them
extern const Op positions;
extern const Op argmax;  // 1×m → 1×1: the first column with the largest cell. NaN throws std::invalid_argument

}  // namespace attn::ops
