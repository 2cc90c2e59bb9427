#include "app/gui/export_preview.h"

#include <algorithm>
#include <cmath>

namespace attn::gui {

std::pair<std::size_t, double> due(const ExportPreview& preview, double now) {
  double all = 0;
  for (const figures::FilmFrame& frame : preview.film) all += frame.milliseconds / 1000.0;
  double left = std::fmod(std::max(0.0, now - preview.began), all);
  std::size_t at = 0;
  while (at + 1 < preview.film.size() && left >= preview.film[at].milliseconds / 1000.0)
    left -= preview.film[at++].milliseconds / 1000.0;
  return {at, preview.film[at].milliseconds / 1000.0 - left};
}

}  // namespace attn::gui
