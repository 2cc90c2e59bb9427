// Which format an export has, and what kind of work that is.
#include <algorithm>
#include <filesystem>
#include <iterator>
#include <stdexcept>

#include <fmt/format.h>

#include "app/cli/export_parts.h"

namespace attn::cli {
namespace {

constexpr std::string_view documents[] = {"html", "md", "tex"};

std::string lower(std::string ending) {  // without its dot
  if (ending.starts_with('.')) ending.erase(0, 1);
  for (char& c : ending) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return ending;
}

std::vector<std::string_view> all_endings() {
  std::vector<std::string_view> all(std::begin(figures::format_names), std::end(figures::format_names));
  all.insert(all.end(), std::begin(figures::film_format_names), std::end(figures::film_format_names));
  all.insert(all.end(), std::begin(documents), std::end(documents));
  return all;
}

}  // namespace

std::string ending_of(const ExportRequest& o) {
  return lower(!o.format.empty() ? o.format : std::filesystem::path(o.output).extension().string());
}

void check_ending(const ExportRequest& o) {
  const std::string format = ending_of(o), ending = lower(std::filesystem::path(o.output).extension().string());
  const auto known = [](const std::string& name) { return std::ranges::count(all_endings(), name) > 0; };
  if (known(format)) {
    if (known(ending) && ending != format)
      throw std::invalid_argument(fmt::format("'{}' ends in .{}, but --format is {}", o.output, ending, format));
    return;
  }
  const std::string names = fmt::format("{}", fmt::join(all_endings(), ", "));
  if (!o.format.empty()) throw std::invalid_argument(fmt::format("unknown format '{}'; known: {}", o.format, names));
  throw std::invalid_argument(
      o.output.empty() ? "--format is missing; give one of " + names
                       : fmt::format("'{}' must end in one of {}; otherwise give --format", o.output, names));
}

std::optional<Kind> kind_of(const ExportRequest& o) {
  const std::string ending = ending_of(o);
  if (figures::film_format_of(ending)) return Kind::film;
  if (ending == "html" || ending == "md") return Kind::worked;
  if (ending == "tex") return Kind::latex;
  return std::nullopt;
}

}  // namespace attn::cli
