#include "app/gui/thumbnails.h"

namespace attn::gui {

const std::shared_ptr<const scene::Image>& Thumbnails::get(const std::shared_ptr<const Run>& run, int step, Look look,
                                                           const scene::Theme& theme) {
  constexpr std::size_t most = 1024;  // 4 MB; more than a screen shows, so they are made anew at most once per frame
  if (run_ != run || look_ != look || (made_.size() >= most && !made_.contains(step))) made_.clear();
  run_ = run;
  look_ = look;
  const auto [at, is_new] = made_.try_emplace(step);
  if (is_new) {
    const Step& shown = run->trace[step];
    at->second = scene::thumbnail(shown.out, *shown.role, theme);
  }
  return at->second;
}

}  // namespace attn::gui
