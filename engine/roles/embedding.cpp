#include "engine/roles/roles.h"

namespace attn {
namespace roles {

constinit const Role tokens{.id = "tokens",
                            .name = "tokens",
                            .group = Role::Group::state,
                            .range = Role::Range::ids,
                            .symbol = "id",
                            .sign = "#"};
constinit const Role newest{.id = "newest",
                            .name = "newest",
                            .group = Role::Group::state,
                            .range = Role::Range::ids,
                            .symbol = "id",
                            .sign = "#"};
constinit const Role lookup{
    .id = "lookup", .name = "lookup", .group = Role::Group::state, .symbol = "E[id]", .sign = "E"};
constinit const Role embedding_scaled{
    .id = "embedding_scaled", .name = "scaled", .group = Role::Group::state, .symbol = "√d·E", .sign = "×"};
constinit const Role positions{
    .id = "positions", .name = "positions", .group = Role::Group::state, .symbol = "P", .sign = "P"};
constinit const Role embedding_sum{
    .id = "embedding_sum", .name = "sum", .group = Role::Group::state, .symbol = "X", .sign = "+", .product = true};

}  // namespace roles

static constexpr const Role* family[] = {&roles::tokens,           &roles::newest,    &roles::lookup,
                                         &roles::embedding_scaled, &roles::positions, &roles::embedding_sum};
extern constinit const RoleFamily embedding_roles;
const RoleFamily embedding_roles{family};

}  // namespace attn
