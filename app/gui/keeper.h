// Keeper: writes the settings when they have changed and a moment has passed, and when the program ends.
#pragma once

#include <filesystem>
#include <optional>

#include "app/core/settings.h"

namespace attn::gui {

class Keeper {
 public:
  Keeper(std::filesystem::path file, Settings saved) : file_(std::move(file)), saved_(std::move(saved)) {}

  // What is to be kept as of now (in seconds). A problem is told once, not at every attempt.
  std::optional<Message> keep(const Settings& settings, double now);
  std::optional<Message> keep_at_once(const Settings& settings);
  double seconds_until_due(double now) const;  // infinity: nothing to write

 private:
  static constexpr double patience = 1;  // seconds after the last change: not at every keystroke
  std::filesystem::path file_;
  Settings saved_, seen_ = saved_;
  std::optional<double> changed_at_;
  bool failed_ = false;
};

}  // namespace attn::gui
