#include "app/gui/keeper.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace attn::gui {
namespace {

// What is remembered of the document; a step or a cell is not, so that moving about writes nothing.
Settings remembered(Settings settings) {
  settings.document.step = {};
  settings.document.cell.reset();
  settings.document.phase = 1;
  HeadsOptions& heads = settings.document.heads;  // nor what is selected
  heads.others.clear();
  heads.rows.clear();
  heads.cols.clear();
  heads.sum = false;
  return settings;
}

}  // namespace

std::optional<Message> Keeper::keep(const Settings& settings, double now) {
  Settings current = remembered(settings);
  if (!(current == seen_)) {
    seen_ = std::move(current);
    changed_at_ = now;
  }
  if (!changed_at_ || now - *changed_at_ < patience) return std::nullopt;
  return keep_at_once(settings);
}

std::optional<Message> Keeper::keep_at_once(const Settings& settings) {
  changed_at_.reset();
  seen_ = remembered(settings);
  if (seen_ == remembered(saved_)) return std::nullopt;
  saved_ = seen_;
  std::optional<Message> problem = save_settings(file_, settings);
  if (problem && std::exchange(failed_, true)) return std::nullopt;
  return problem;
}

double Keeper::seconds_until_due(double now) const {
  return changed_at_ ? std::max(0.01, *changed_at_ + patience - now) : std::numeric_limits<double>::infinity();
}

}  // namespace attn::gui
