#include "app/cli/export_fits.h"

#include <algorithm>
#include <stdexcept>
#include <vector>

#include <fmt/format.h>

#include "app/cli/export_parts.h"

namespace attn::cli {
namespace {

// Options that are not here go with every format.
struct Row {
  std::string_view option, formats;  // formats: separated by spaces
};
constexpr std::string_view pictures = "png svg pdf", films = "gif webp mp4", drawn = "png svg pdf gif webp mp4";
constexpr Row rows[] = {
    {"--figure", drawn},
    {"--view", drawn},
    {"--cell", "png svg pdf gif webp mp4 html md tex"},
    {"--phase", pictures},
    {"--theme", drawn},
    {"--lang", "png svg pdf gif webp mp4 html md tex"},
    {"--size", drawn},
    {"--scale", "png gif webp mp4"},
    {"--width", "png gif webp mp4"},
    {"--dpi", "png"},
    {"--transparent", pictures},
    {"--page", "pdf"},
    {"--no-legend", drawn},
    {"--no-title", drawn},
    {"--no-caption", drawn},
    {"--no-session", pictures},
    {"--animate", films},
    {"--to", films},
    {"--fps", films},
    {"--seconds", films},
    {"--pause", films},
    {"--loops", "gif webp"},
    {"--worked", "html md"},
    {"--exercise", "html md"},
};

std::vector<std::string_view> words(std::string_view text) {
  std::vector<std::string_view> all;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    all.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return all;
}

// ".gif, .webp and .mp4"
std::string list(std::string_view formats) {
  const std::vector<std::string_view> all = words(formats);
  std::string out;
  for (std::size_t i = 0; i < all.size(); ++i)
    out += fmt::format("{}.{}", i == 0 ? "" : i + 1 == all.size() ? " and " : ", ", all[i]);
  return out;
}

bool given(const ExportRequest& o, std::string_view option) { return std::ranges::count(o.given, option) > 0; }

[[noreturn]] void refuse(std::string_view option, std::string_view why) {
  throw std::invalid_argument(fmt::format("{} {}", option, why));
}

void check_formats(const ExportRequest& o) {
  const std::string format = ending_of(o);
  for (const Row& row : rows) {
    if (!given(o, row.option) || std::ranges::count(words(row.formats), format) > 0) continue;
    // The names of data files may have titles in them.
    if (row.option == "--lang" && !o.folder.empty() && o.pattern.find("{title}") != std::string::npos) continue;
    refuse(row.option, fmt::format("works with {}, not with .{}", list(row.formats), format));
  }
}

// Of several steps only films and documents have a first and a last.
void check_steps(const ExportRequest& o) {
  for (const char* several : {"--all", "--block"}) {
    if (!given(o, several)) continue;
    for (const char* one : {"--step", "--to"})
      if (given(o, one)) refuse(one, fmt::format("names one step, {} several; give one of them", several));
  }
  if (given(o, "--exercise") && given(o, "--cell"))
    refuse("--cell", "names a cell to work in full, which --exercise leaves to the reader; give one of them");
}

void check_view(const ExportRequest& o) {
  if (given(o, "--cell") && (o.view == "heads" || o.view == "translation"))
    refuse("--cell", fmt::format("selects a cell of a step, but --view {} shows no single step", o.view));
  if (given(o, "--phase") && o.view == "heads")
    refuse("--phase", "has no effect with --view heads, which shows finished steps");
  for (const char* moment : {"--cell", "--phase"})
    if (given(o, moment) && o.view == "map" && o.step.empty() && !o.all && o.block.empty())
      refuse(moment, "with --view map needs --step");
  const bool figure = o.figure == "stage" || o.view == "step";
  if (given(o, "--no-legend") && figure) refuse("--no-legend", "has no effect here; only a matrix has a colour bar");
}

void check_files(const ExportRequest& o) {
  if (given(o, "--name") && o.folder.empty())
    refuse("--name", "sets the names of the files in --out; -o already names its file");
}

}  // namespace

void name_formats(const Parser& parser) {
  for (const Row& row : rows) {
    const Option option = parser.find(row.option);
    std::string formats;
    for (const std::string_view word : words(row.formats)) formats += (formats.empty() ? "" : ", ") + std::string(word);
    option.help(fmt::format("{} [{}]", option.help(), formats));
  }
}

void check_fits(const ExportRequest& o) {
  check_formats(o);
  check_steps(o);
  check_view(o);
  check_files(o);
}

void check_set(const ExportRequest& o) {
  Request tried = standard_request(o.input.run, o.input.model);
  for (const std::string& assignment : o.input.set) {
    set_parameter(tried, assignment);
    for (const ParamSpec& spec : params_of(o.input.run))
      if ((spec.id == "draw" || spec.only_with == "draw") && assignment.starts_with(std::string(spec.id) + "="))
        throw std::invalid_argument(
            "--set: the words of a translation are chosen with --temperature, --top-k, --top-p, --seed and --force");
  }
}

}  // namespace attn::cli
