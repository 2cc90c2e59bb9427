// "Attention Is All You Need", section 3.4: from the decoder's last state to the next word.
#include "engine/roles/roles.h"

namespace attn {
namespace roles {

constinit const Role state{.id = "state", .name = "state", .group = Role::Group::state, .symbol = "y", .sign = "y"};
constinit const Role similarity{.id = "similarity", .name = "similarity", .symbol = "s"};
constinit const Role logits{.id = "logits", .name = "logits", .symbol = "z"};
constinit const Role allowed{.id = "allowed", .name = "allowed", .symbol = "z+M", .sign = "M"};
constinit const Role probabilities{.id = "probabilities",
                                   .name = "probabilities",
                                   .group = Role::Group::weights,
                                   .range = Role::Range::unit,
                                   .symbol = "p",

                                   .sign = "σ",
                                   .product = true};
constinit const Role next{.id = "next", .name = "next", .range = Role::Range::ids, .symbol = "max", .sign = "max"};

}  // namespace roles

static constexpr const Role* family[] = {&roles::state,   &roles::similarity,    &roles::logits,
                                         &roles::allowed, &roles::probabilities, &roles::next};
extern constinit const RoleFamily output_roles;
const RoleFamily output_roles{family};

}  // namespace attn
