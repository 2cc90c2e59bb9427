// Which options of `attnscope export` mean something for which format: the one table of it, for --help and for
// refusing.
#pragma once

#include <string>
#include <string_view>

#include "app/cli/export_request.h"
#include "app/cli/options.h"

namespace attn::cli {

// Appends to each option's description the formats that it is for, where it is not for all.
void name_formats(const Parser& parser);

// Throws std::invalid_argument with one sentence that names both, where an option that was given (ExportRequest::given)
// would be without effect: on this format, or beside another option.
void check_fits(const ExportRequest& request);

// Throws std::invalid_argument where --set says how words are chosen: that has options of its own, which also say what
// a figure shows.
void check_set(const ExportRequest& o);

}  // namespace attn::cli
