# attn_precompile(target header…): headers that most files of a target read, parsed once. Only headers of libraries and
# of the language belong here, since whatever is listed rebuilds the target; and only those that most files need, since
# all of it is loaded for each (Eigen, which few sources need, would take longer to load than the rest of a file).
set(attn_common_headers
    <algorithm> <array> <cmath> <condition_variable> <deque> <filesystem> <functional> <future> <limits> <map> <memory>
    <mutex> <numeric> <optional> <set> <span> <stdexcept> <stop_token> <string> <string_view> <thread> <unordered_map>
    <utility> <variant> <vector> <fmt/format.h>)

function(attn_precompile target)
  target_precompile_headers(${target} PRIVATE ${attn_common_headers} ${ARGN})
endfunction()
