// "Attention Is All You Need", sections 3.2.1 and 3.2.2: softmax(Q·Kᵀ/√d_k)·V, several times side by side.
#include "engine/roles/roles.h"

namespace attn {
namespace roles {

namespace {
constexpr auto no_group = Role::Group::none;
constexpr auto share = Role::Range::unit;
}  // namespace

constinit const Role input{
    .id = "input", .name = "x", .group = Role::Group::state, .symbol = "X", .sign = "X", .product = true};
constinit const Role mask{.id = "mask", .name = "mask", .group = no_group, .symbol = "M", .letter = "M", .sign = "M"};
constinit const Role query{
    .id = "query", .name = "query", .group = Role::Group::query, .symbol = "Q", .letter = "Q", .sign = "Q"};
constinit const Role key{
    .id = "key", .name = "key", .group = Role::Group::key, .symbol = "K", .letter = "K", .sign = "K"};
constinit const Role value{
    .id = "value", .name = "value", .group = Role::Group::value, .symbol = "V", .letter = "V", .sign = "V"};
constinit const Role scores{
    .id = "scores", .name = "scores", .group = no_group, .symbol = "S", .letter = "S", .sign = "S"};
constinit const Role scaled{
    .id = "scaled", .name = "scaled", .group = no_group, .symbol = "S/√d", .letter = "S", .sign = "÷"};
// Scores times a factor of somebody's choice, not 1/√d_k.
constinit const Role multiplied{
    .id = "multiplied", .name = "scaled", .symbol = "c·S", .letter = "S", .sign = "×", .base = &scaled};
constinit const Role masked{
    .id = "masked", .name = "masked", .group = no_group, .symbol = "S+M", .letter = "S", .sign = "∅"};
constinit const Role weights{.id = "weights",
                             .name = "weights",
                             .group = Role::Group::weights,
                             .range = share,
                             .symbol = "A",
                             .letter = "A",
                             .sign = "σ",
                             .product = true};
constinit const Role context{
    .id = "context", .name = "context", .group = Role::Group::output, .symbol = "O", .letter = "O", .sign = "Σ"};
constinit const Role concat{
    .id = "concat", .name = "concat", .group = Role::Group::output, .symbol = "C", .sign = "||"};
constinit const Role projection{.id = "projection",
                                .name = "output",
                                .group = Role::Group::output,
                                .symbol = "Y",
                                .sign = "W",
                                .low = "O",
                                .product = true};

// Where keys and values of earlier words are kept: those of the newest word, and all of them together.
constinit const Role new_key{.id = "new_key",
                             .name = "new_key",
                             .group = Role::Group::key,
                             .symbol = "k",
                             .letter = "k",
                             .sign = "k",
                             .base = &key};
constinit const Role new_value{.id = "new_value",
                               .name = "new_value",
                               .group = Role::Group::value,
                               .symbol = "v",
                               .letter = "v",
                               .sign = "v",
                               .base = &value};
constinit const Role kept_key{.id = "kept_key",
                              .name = "key",
                              .group = Role::Group::key,
                              .symbol = "K",
                              .letter = "K",
                              .sign = "K",
                              .base = &key};
constinit const Role kept_value{.id = "kept_value",
                                .name = "value",
                                .group = Role::Group::value,
                                .symbol = "V",
                                .letter = "V",
                                .sign = "V",
                                .base = &value};

// Scores of words that were written one after the other, in one matrix.
constinit const Role collected_scores{.id = "collected_scores",
                                      .name = "scores",
                                      .group = no_group,
                                      .symbol = "S",
                                      .letter = "S",
                                      .sign = "S",
                                      .base = &scores};
constinit const Role collected_cross_scores{.id = "collected_cross_scores",
                                            .name = "scores",
                                            .group = no_group,
                                            .symbol = "S",
                                            .letter = "S",
                                            .sign = "S",
                                            .base = &scores};

// The same where the words of one sequence ask those of another: encoder–decoder attention, section 3.2.3.
namespace {
constexpr Role crossed(const Role& of, std::string_view id, std::string_view name, Role::Group group,
                       std::string_view symbol, std::string_view letter, std::string_view sign,
                       Role::Range range = Role::Range::free) {
  return {.id = id,
          .name = name,
          .group = group,
          .range = range,
          .symbol = symbol,
          .letter = letter,
          .sign = sign,
          .base = &of,
          .product = group == Role::Group::weights};
}
}  // namespace
constinit const Role cross_query = crossed(query, "cross_query", "query", Role::Group::query, "Q", "Q", "Q");
constinit const Role cross_key = crossed(key, "cross_key", "key", Role::Group::key, "K", "K", "K");
constinit const Role cross_value = crossed(value, "cross_value", "value", Role::Group::value, "V", "V", "V");
constinit const Role cross_scores = crossed(scores, "cross_scores", "scores", no_group, "S", "S", "S");
constinit const Role cross_scaled = crossed(scaled, "cross_scaled", "scaled", no_group, "S/√d", "S", "÷");
constinit const Role cross_weights =
    crossed(weights, "cross_weights", "weights", Role::Group::weights, "A", "A", "σ", share);
constinit const Role cross_context = crossed(context, "cross_context", "context", Role::Group::output, "O", "O", "Σ");

}  // namespace roles

static constexpr const Role* family[] = {&roles::collected_scores,
                                         &roles::collected_cross_scores,
                                         &roles::new_key,
                                         &roles::new_value,
                                         &roles::kept_key,
                                         &roles::kept_value,
                                         &roles::input,
                                         &roles::multiplied,
                                         &roles::mask,
                                         &roles::query,
                                         &roles::key,
                                         &roles::value,
                                         &roles::scores,
                                         &roles::scaled,
                                         &roles::masked,
                                         &roles::weights,
                                         &roles::context,
                                         &roles::concat,
                                         &roles::projection,
                                         &roles::cross_query,
                                         &roles::cross_key,
                                         &roles::cross_value,
                                         &roles::cross_scores,
                                         &roles::cross_scaled,
                                         &roles::cross_weights,
                                         &roles::cross_context};
extern constinit const RoleFamily attention_roles;
const RoleFamily attention_roles{family};

}  // namespace attn
