// "Attention Is All You Need", section 3.4: from the decoder's last state to the next word.
#include "engine/roles/roles.h"

namespace attn {
namespace roles {

constinit const Role state{.id = "state", .name = "state", .group = Role::Group::state, .symbol = "y", .sign = "y"};
constinit const Role similarity{.id = "similarity", .name = "similarity", .symbol = "s", .sign = "Eᵀ"};
constinit const Role logits{.id = "logits", .name = "logits", .symbol = "z", .sign = "z"};
constinit const Role allowed{.id = "allowed", .name = "allowed", .symbol = "z+M", .sign = "M"};
constinit const Role probabilities{.id = "probabilities",
                                   .name = "probabilities",
                                   .group = Role::Group::weights,
                                   .range = Role::Range::unit,
                                   .symbol = "p",

                                   .sign = "σ",
                                   .product = true};
constinit const Role next{.id = "next", .name = "next", .range = Role::Range::ids, .symbol = "max", .sign = "max"};
constinit const Role next_forced{
    .id = "next_forced", .name = "next", .range = Role::Range::ids, .symbol = "id", .sign = "→", .base = &next};
constinit const Role next_drawn{
    .id = "next_drawn", .name = "next", .range = Role::Range::ids, .symbol = "id", .sign = "u", .base = &next};

}  // namespace roles

static constexpr const Role* family[] = {&roles::state,       &roles::similarity,    &roles::logits,
                                         &roles::allowed,     &roles::probabilities, &roles::next,
                                         &roles::next_forced, &roles::next_drawn};
extern constinit const RoleFamily output_roles;
const RoleFamily output_roles{family};

}  // namespace attn
