#include "app/export/film.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>

#include "app/core/player.h"
#include "app/export/failure.h"
#include "app/export/ffmpeg.h"
#include "app/export/in_order.h"
#include "app/export/session.h"
#include "app/scene/animation.h"
#include "app/scene/raster.h"
#include "app/scene/text.h"
#include "app/scene/views/next_word.h"

namespace attn::figures {
namespace {

void check(const FilmOptions& o) {
  if (!(o.fps >= 1 && o.fps <= 50)) throw std::invalid_argument("a film has 1 to 50 frames per second");
  if (!(o.seconds >= 0 && o.seconds <= 3600)) throw std::invalid_argument("a film lasts at most an hour");
  if (!(o.pause >= 0 && o.pause <= 60))
    throw std::invalid_argument("the first and the last frame of a film stay for at most 60 seconds");
  if (o.loops < 0) throw std::invalid_argument("the number of loops of a film must be 0 (for ever) or more");
}

Figure at_moment(Figure figure, const Moment& moment) {
  figure.step = moment.step;
  figure.phase = moment.phase;
  figure.sweeping = true;
  return figure;
}

// A selected cell is that of one step; others may have no such cell.
std::optional<Cell> cell_in(const Tensor& out, const std::optional<Cell>& cell) {
  return cell && out.contains(cell->row, cell->col) ? cell : std::nullopt;
}

struct Size {
  float width = 0, height = 0;
};

class Filmed {
 public:
  Filmed(const Figure& figure, const Subject& source) : figure_(figure), source_(source) {}

  scene::Scene picture(const Moment& moment, const scene::Measure& measure) const {
    Figure figure = at_moment(figure_, moment);
    figure.cell = cell_in(source_.trace()[moment.step].out, figure.cell);
    return draw(figure, source_, measure).scene;
  }

  // All frames have one size: that of the largest, since captions differ.
  Size size(const std::vector<FilmFrame>& frames, const scene::Measure& measure) const {
    Size most;
    int step = -1;
    for (const FilmFrame& frame : frames) {
      if (std::exchange(step, frame.moment.step) == frame.moment.step) continue;
      for (const double phase : {0.0, 0.5, 1.0}) {
        const scene::Scene made = picture({step, phase}, measure);
        most = {std::max(most.width, made.width), std::max(most.height, made.height)};
      }
    }
    return most;
  }

 private:
  const Figure& figure_;
  const Subject& source_;
};

// Logical size of so many pixels: half a pixel less, so that rounding up makes it that many.
float logical(double pixels, double scale) { return static_cast<float>((pixels - 0.5) / scale); }

std::unique_ptr<scene::Animation> animation(FilmFormat format, const FilmOptions& o, const std::string& session) {
  if (format == FilmFormat::mp4) return mp4_animation(o.fps, session);
  const scene::AnimationOptions options{o.loops, session};
  return format == FilmFormat::gif ? scene::gif_animation(options) : scene::webp_animation(options);
}

}  // namespace

std::string_view name_of(FilmFormat format) { return film_format_names[static_cast<int>(format)]; }

std::optional<FilmFormat> film_format_of(std::string_view name) {
  std::string lower(name.substr(name.starts_with('.') ? 1 : 0));
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  for (const FilmFormat format : {FilmFormat::gif, FilmFormat::webp, FilmFormat::mp4})
    if (lower == name_of(format)) return format;
  return std::nullopt;
}

bool can_write_mp4() { return !find_ffmpeg().empty(); }

std::vector<FilmFrame> film_frames(const Trace& trace, const std::vector<int>& steps, const FilmOptions& options) {
  check(options);
  if (steps.empty()) throw std::invalid_argument("a film needs a step to show");
  for (const int step : steps)
    if (step < 0 || step >= trace.size()) throw std::invalid_argument(fmt::format("the run has no step {}", step + 1));
  double natural = 0;
  for (const int step : steps) natural += duration(trace[step]);
  const double seconds = options.seconds > 0 ? options.seconds : natural, speed = natural / seconds;
  const auto count = static_cast<std::size_t>(std::max(1.0, std::ceil(seconds * options.fps)));
  if (count > most_frames)
    throw Failure(fmt::format("{} frames are too many, at most {} are possible; use fewer frames per second, fewer "
                              "seconds or fewer steps",
                              count, most_frames),
                  {"export.why_many_frames", {std::to_string(count), std::to_string(most_frames)}});
  Player player;
  player.playing = true;
  player.from = {steps.front(), 0};
  player.speed = speed;
  std::vector<FilmFrame> frames;
  const int pause = static_cast<int>(std::lround(1000 * options.pause));
  int told = 0;  // milliseconds, so that rounding does not add up
  for (std::size_t i = 0; i <= count; ++i) {
    const int until = static_cast<int>(std::lround(1000 * static_cast<double>(i + 1) / options.fps));
    const Moment moment =
        i == count ? Moment{steps.back(), 1} : at(player, trace, steps, static_cast<double>(i) / options.fps);
    int shown = until - std::exchange(told, until);
    if (i == 0) shown += pause;
    if (i == count) shown += pause;
    if (!frames.empty() && frames.back().moment == moment)
      frames.back().milliseconds += shown;
    else
      frames.push_back({moment, shown});
  }
  return frames;
}

std::vector<int> writing_steps(const Run& run) {
  std::vector<int> steps;
  for (const Written& word : run.written) steps.insert(steps.end(), {word.probabilities, word.chosen});
  return steps;
}

std::string film_file(const Figure& figure, const Subject& source, const std::vector<int>& steps, FilmFormat format,
                      const FilmOptions& options, const GoOn& go_on) {
  const std::vector<FilmFrame> frames = film_frames(source.trace(), steps, options);
  const Filmed filmed(figure, source);
  const Size size = filmed.size(frames, scene::remembered(scene::pango_measure()));
  const double scale = options.pixels > 0 ? options.pixels / static_cast<double>(size.width) : options.scale;
  double width = std::ceil(static_cast<double>(size.width) * scale - 1e-6),
         height = std::ceil(static_cast<double>(size.height) * scale - 1e-6);
  if (format == FilmFormat::mp4) {  // both sides even; the background fills what is more
    width = 2 * std::ceil(width / 2);
    height = 2 * std::ceil(height / 2);
  }
  constexpr double longest = 16383, most = 1 << 25;
  if (width > longest || height > longest || width * height > most)
    throw Failure(fmt::format("a film of {}×{} pixels is too large", width, height),
                  {"export.why_large_film", {fmt::format("{}", width), fmt::format("{}", height)}});
  const std::unique_ptr<scene::Animation> film =
      animation(format, options, to_json(session_of(at_moment(figure, {steps.front(), 1}), source)));
  const auto picture = [&](std::size_t i, const scene::Measure& measure) {
    scene::Scene scene = filmed.picture(frames[i].moment, measure);
    scene.width = logical(width, scale);
    scene.height = logical(height, scale);
    return scene::to_image(scene, scale);
  };
  in_order<scene::Image>(
      frames.size(),
      [&](std::size_t i) {
        thread_local const scene::Measure measure = scene::remembered(scene::pango_measure());
        return picture(i, measure);
      },
      [&](std::size_t i, scene::Image image) {
        film->add(image, frames[i].milliseconds);
        stop_unless(go_on, i + 1, frames.size());
        return true;
      });
  return film->finish();
}

}  // namespace attn::figures
