// The numbers that a model has learned.
#include "engine/roles/roles.h"

namespace attn {
namespace roles {

namespace {
constexpr Role weight(std::string_view id, std::string_view low, Role::Group group) {
  return {.id = id,
          .name = id,
          .group = group,
          .symbol = "W",

          .low = low,
          .texts = "weight",
          .parameter = true};
}
constexpr Role bias(std::string_view id, std::string_view low, Role::Group group) {
  return {.id = id,
          .name = id,
          .group = group,
          .symbol = "b",

          .low = low,
          .texts = "bias",
          .parameter = true};
}
}  // namespace

constinit const Role embedding_table{.id = "embedding_table",
                                     .name = "embedding",
                                     .group = Role::Group::state,
                                     .symbol = "E",

                                     .parameter = true};
constinit const Role W_Q = weight("W_Q", "Q", Role::Group::query), b_Q = bias("b_Q", "Q", Role::Group::query);
constinit const Role W_K = weight("W_K", "K", Role::Group::key), b_K = bias("b_K", "K", Role::Group::key);
constinit const Role W_V = weight("W_V", "V", Role::Group::value), b_V = bias("b_V", "V", Role::Group::value);
constinit const Role W_O = weight("W_O", "O", Role::Group::output), b_O = bias("b_O", "O", Role::Group::output);
constinit const Role W_1 = weight("W_1", "1", Role::Group::none), b_1 = bias("b_1", "1", Role::Group::none);
constinit const Role W_2 = weight("W_2", "2", Role::Group::none), b_2 = bias("b_2", "2", Role::Group::none);
constinit const Role gamma{.id = "gamma", .name = "gamma", .symbol = "γ", .parameter = true};
constinit const Role beta{.id = "beta", .name = "beta", .symbol = "β", .parameter = true};
constinit const Role output_bias{.id = "output_bias", .name = "bias", .symbol = "b", .parameter = true};
// 0, and −∞ for words that may never be written.
constinit const Role forbidden{.id = "forbidden", .name = "forbidden", .symbol = "M", .parameter = true};

}  // namespace roles

static constexpr const Role* family[] = {&roles::embedding_table,
                                         &roles::W_Q,
                                         &roles::b_Q,
                                         &roles::W_K,
                                         &roles::b_K,
                                         &roles::W_V,
                                         &roles::b_V,
                                         &roles::W_O,
                                         &roles::b_O,
                                         &roles::W_1,
                                         &roles::b_1,
                                         &roles::W_2,
                                         &roles::b_2,
                                         &roles::gamma,
                                         &roles::beta,
                                         &roles::output_bias,
                                         &roles::forbidden};
extern constinit const RoleFamily parameters_roles;
const RoleFamily parameters_roles{family};

}  // namespace attn
