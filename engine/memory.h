// How the C library keeps freed memory.
#pragma once

namespace attn {

// Keeps up to 256 MiB of freed memory for the next trace. Called once when a program starts. Without it, glibc hands
// the megabytes of an old trace back to the system and asks for zeroed pages again: most of the time of a large
// attention.
void keep_freed_memory();

}  // namespace attn
