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
std::optional<Kind> kind_of(const ExportRequest& request);  // by the format; nothing for pictures and numbers

std::string ending_of(const ExportRequest& request);  // the format by name, in lower case, without a dot
// Throws std::invalid_argument where that is none, or the file is called otherwise.
void check_ending(const ExportRequest& request);

bool needs_step(const ExportRequest& request);  // its PATH, since nothing else says what is exported

struct Sentence {
  std::string text, where;  // where: "line 3 of 'lines.txt'"; empty for that of the arguments
};

// Throws std::invalid_argument if there is none, or the file cannot be read or has more than 16 MB.
std::vector<Sentence> sentences_of(const ExportRequest& request);

std::vector<int> steps_of(const ExportRequest& request, const Trace& trace);
figures::Figure figure_of(const ExportRequest& request, int step);

// One job.
std::vector<figures::Job> film_jobs(const ExportRequest& request, const figures::Subject& subject,
                                    const std::filesystem::path& file, const figures::GoOn& go_on);
// One job; of an exercise two: the sheet, and its key beside it, called NAME-key.
std::vector<figures::Job> document_jobs(const ExportRequest& request, const figures::Subject& subject,
                                        const std::filesystem::path& file, const figures::GoOn& go_on);

}  // namespace attn::cli
