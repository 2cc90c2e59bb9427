#include "engine/path.h"

#include <algorithm>
#include <charconv>

namespace attn {
namespace {

Part part_of(std::string_view text) {
  const std::size_t digits = text.find_last_not_of("0123456789") + 1;
  Part part{text, text.substr(0, digits), 0};
  const char* const end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data() + digits, end, part.number);
  if (error == std::errc::result_out_of_range) return {text, text, 0};
  return part;
}

}  // namespace

Path::Path(std::string_view text) : text_(text) {
  while (count_ < most_parts) {
    const std::size_t slash = count_ + 1 < most_parts ? text.find('/') : std::string_view::npos;
    parts_[count_++] = part_of(text.substr(0, slash));
    if (slash == std::string_view::npos) break;
    text.remove_prefix(slash + 1);
  }
}

std::string_view Path::group() const { return first(count_ - 1); }

std::string_view Path::first(std::size_t count) const {
  if (count == 0) return {};
  const Part& end = parts_[std::min(count, count_) - 1];
  return text_.substr(0, static_cast<std::size_t>(end.text.data() + end.text.size() - text_.data()));
}

std::string_view Path::after(std::size_t count) const {
  if (count >= count_) return {};
  return text_.substr(static_cast<std::size_t>(parts_[count].text.data() - text_.data()));
}

const Part* Path::named(std::string_view name) const {
  const auto all = parts();
  const auto at = std::find_if(all.begin(), all.end(), [&](const Part& part) { return part.name == name; });
  return at == all.end() ? nullptr : &*at;
}

int Path::number(std::string_view name) const {
  const Part* const part = named(name);
  return part ? part->number : 0;
}

std::string Path::with(std::string_view name, int number) const {
  std::string changed(text_);
  if (const Part* const part = named(name)) {
    const auto at = static_cast<std::size_t>(part->text.data() - text_.data());
    changed.replace(at + name.size(), part->text.size() - name.size(), std::to_string(number));
  }
  return changed;
}

bool Path::within(std::string_view group) const {
  return text_.starts_with(group) && (text_.size() == group.size() || group.empty() || text_[group.size()] == '/');
}

std::string_view last_part(std::string_view path) { return path.substr(path.rfind('/') + 1); }

}  // namespace attn
