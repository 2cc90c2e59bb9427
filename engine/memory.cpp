#include "engine/memory.h"

#if defined(__GLIBC__) || __has_include(<gnu/libc-version.h>)
#include <malloc.h>
#endif

namespace attn {

void keep_freed_memory() {
#ifdef M_ARENA_MAX
  mallopt(M_TRIM_THRESHOLD, 256 << 20);
  mallopt(M_MMAP_THRESHOLD, 32 << 20);  // the largest that glibc takes
  mallopt(M_ARENA_MAX, 1);              // a thread's own arena would give everything back
#endif
}

}  // namespace attn
