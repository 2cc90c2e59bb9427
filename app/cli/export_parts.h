// Parts of `attnscope export`. Internal to it.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "app/cli/command.h"
#include "app/cli/export_request.h"
#include "app/core/player.h"
#include "app/export/batch.h"
#include "app/export/film.h"

namespace attn::cli {

// What is neither a picture nor numbers: a film; a worked run (html, md); LaTeX.
enum class Kind { film, worked, latex };
// By the format; nothing for pictures and numbers. Throws std::invalid_argument where an option needs another format.
std::optional<Kind> kind_of(const ExportRequest& request);

std::string lower_ending(std::string ending);         // without its dot
std::string ending_of(const ExportRequest& request);  // the format by name, in lower case, without a dot
std::vector<std::string> all_endings();               // that mean something

std::vector<int> steps_of(const ExportRequest& request, const Trace& trace);
figures::Figure figure_of(const ExportRequest& request, int step);

// One job; cancelled: throws Interrupted.
std::vector<figures::Job> film_jobs(const ExportRequest& request, const figures::Subject& subject,
                                    const std::filesystem::path& file, const figures::GoOn& go_on);
// One job; of an exercise two: the sheet, and its key beside it, called NAME-key.
std::vector<figures::Job> document_jobs(const ExportRequest& request, const figures::Subject& subject,
                                        const std::filesystem::path& file);

}  // namespace attn::cli
