// A step of every kind that has a picture of its own, and the sentences to look at it with.
#pragma once

namespace attn::test {

// Of a model with at least two layers and two heads, and a sentence whose translation has at least two words.
inline constexpr const char* a_step_of_each_kind[] = {"encoder/embedding/tokens",
                                                      "encoder/embedding/lookup",
                                                      "encoder/embedding/scaled",
                                                      "encoder/embedding/positions",
                                                      "encoder/embedding/sum",
                                                      "encoder/layer1/self/head2/query",
                                                      "encoder/layer1/self/head2/scores",
                                                      "encoder/layer1/self/head2/scaled",
                                                      "encoder/layer1/self/head2/weights",
                                                      "encoder/layer1/self/head2/context",
                                                      "encoder/layer1/self/concat",
                                                      "encoder/layer1/self/output",
                                                      "encoder/layer1/add_norm1/sum",
                                                      "encoder/layer1/add_norm1/norm",
                                                      "encoder/layer1/ffn/hidden",
                                                      "encoder/layer1/ffn/activation",
                                                      "encoder/layer1/ffn/output",
                                                      "decode2/mask",
                                                      "decode2/layer1/self/head2/masked",
                                                      "decode2/layer1/cross/head2/scores",
                                                      "decode2/output/state",
                                                      "decode2/output/similarity",
                                                      "decode2/output/logits",
                                                      "decode2/output/probabilities",
                                                      "decode2/output/next",
                                                      "model/embedding"};

inline constexpr const char* sentence_of_48_words =
    "When the weather is fine my brother and his two friends like to walk along the river and talk about the books "
    "that they have read and the songs that they have heard and the things that they want to do when they are old "
    "but not today";

}  // namespace attn::test
