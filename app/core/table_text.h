// A matrix as a person writes it: rows are separated by ";", numbers by ",": "1, 0; 0, 1".
#pragma once

#include <string>
#include <string_view>

#include "engine/request.h"

namespace attn {

std::string table_text(const Table& table);

// Throws std::invalid_argument with one sentence that says what is wrong, and where.
Table table_of(std::string_view text);

}  // namespace attn
