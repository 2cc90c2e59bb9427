// "Attention Is All You Need", sections 3.1 and 3.3: what a layer does beside attention.
#include "engine/roles/roles.h"

namespace attn {
namespace roles {

constinit const Role residual{.id = "residual", .name = "sum", .group = Role::Group::state, .symbol = "r", .sign = "+"};
constinit const Role norm{
    .id = "norm", .name = "norm", .group = Role::Group::state, .symbol = "X", .sign = "N", .product = true};
constinit const Role hidden{.id = "hidden", .name = "hidden", .symbol = "H", .sign = "W₁"};
constinit const Role activation{.id = "activation", .name = "activation", .symbol = "A", .sign = "f"};
constinit const Role ffn_output{.id = "ffn_output", .name = "output", .symbol = "Y", .sign = "W₂", .product = true};
// What the encoder made of the sentence, given to a decoding that begins in the middle.
constinit const Role memory{.id = "memory", .name = "memory", .group = Role::Group::state, .symbol = "X"};

}  // namespace roles

static constexpr const Role* family[] = {&roles::residual,   &roles::norm,       &roles::hidden,
                                         &roles::activation, &roles::ffn_output, &roles::memory};
extern constinit const RoleFamily layer_roles;
const RoleFamily layer_roles{family};

}  // namespace attn
