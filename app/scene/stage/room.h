// Room: large stages show the same picture larger, not the same picture further apart.
#pragma once

#include "app/scene/stage/stage.h"

namespace attn::scene::parts {

// Draws in a room of the size that pictures are made for, and enlarges that to the room there is; wide rooms have the
// picture in their middle. The scene is as large as the request.
Scene in_room(const StageRequest& request, void (*draw)(Canvas& canvas));

}  // namespace attn::scene::parts
