// Every role by name. Each family is one file of this folder; CMake lists the files (role_families in role.h).
#pragma once

#include "engine/role.h"

namespace attn::roles {

// Words and their embedding (embedding.cpp).
extern const Role tokens, newest, lookup, embedding_scaled, positions, embedding_sum;
// Attention (attention.cpp): what it is given; queries, keys and values; scores, scaled, masked; weights; their sum of
// values.
extern const Role input, multiplied, mask, query, key, value, scores, scaled, masked, weights, context, concat,
    projection;
extern const Role new_key, new_value, kept_key, kept_value, collected_scores, collected_cross_scores;
extern const Role cross_query, cross_key, cross_value, cross_scores, cross_scaled, cross_weights, cross_context;
// The rest of a layer (layer.cpp).
extern const Role residual, norm, hidden, activation, ffn_output, memory;
// From the last state to a word (output.cpp).
extern const Role state, similarity, logits, allowed, probabilities, next, next_forced, next_drawn;
// Numbers of the model (parameters.cpp).
extern const Role embedding_table, W_Q, b_Q, W_K, b_K, W_V, b_V, W_O, b_O, W_1, b_1, W_2, b_2, gamma, beta, output_bias,
    forbidden;

}  // namespace attn::roles
