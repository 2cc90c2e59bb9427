# attn_precompile(target header…): headers that most files of a target read, parsed once. Only headers of libraries and
# of the language belong here, and engine/eigen.h, which hardly ever changes: whatever is listed rebuilds the target.
set(attn_common_headers
    <algorithm> <array> <cmath> <functional> <memory> <optional> <span> <stdexcept> <stop_token> <string> <string_view>
    <utility> <vector> <fmt/format.h> ${PROJECT_SOURCE_DIR}/engine/eigen.h)

function(attn_precompile target)
  target_precompile_headers(${target} PRIVATE ${attn_common_headers} ${ARGN})
endfunction()
