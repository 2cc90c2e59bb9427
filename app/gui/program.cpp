#include "app/gui/program.h"

#include <glad/gl.h>
#include <imgui_impl_opengl3.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "app/core/story.h"
#include "app/gui/actions.h"
#include "app/gui/export_actions.h"
#include "app/gui/font_texture.h"
#include "app/gui/read_pixels.h"
#include "app/gui/shortcuts.h"
#include "app/gui/style.h"
#include "engine/run_kind.h"
#include "engine/runs/marian_params.h"

namespace attn::gui {
namespace {

constexpr double patience = 0.1;  // seconds before a computation is worth a word

scene::Theme theme_of(Look look) { return look == Look::dark ? scene::dark_theme() : scene::light_theme(); }

// The whole timeline first. Another run is seen as the one before was: all of it, or as closely, where the playhead is.
FlameWindow window_of(const FlameWindow& before, int places_before, int place, int places) {
  if (places_before == 0 || before == fit(places_before)) return fit(places);
  const double half = (before.last - before.first) / 2;
  return clamped({place - half, place + half}, places);
}

// What comes next is in sight too: a third of the window.
FlameWindow looking_ahead(const FlameWindow& window, int place, int places) {
  const int ahead = static_cast<int>((window.last - window.first) / 3);
  return following(following(window, std::min(place + ahead, places - 1), places), place, places);
}

}  // namespace

Program::Program(Settings settings, std::optional<Message> notice, Platform& platform, Compute compute)
    : platform_(platform),
      document_(std::move(settings.document)),
      drawn_(document_),
      recent_models_(std::move(settings.recent_models)),
      history_(ask_of(document_).request),
      texts_(document_.language),
      theme_(theme_of(document_.look)),
      exporter_([&platform] { platform.wake(); }),
      deriver_([&platform] { platform.wake(); }, std::move(compute)) {
  if (notice) view_.notice = Notice(std::move(*notice));
  document_.zoom = std::clamp(document_.zoom, smallest_zoom, largest_zoom);
  ask_if_edited();
}

Settings Program::settings() const {
  Settings settings;
  settings.document = document_;
  settings.recent_models = recent_models_;
  return settings;
}

void Program::greet() {
  view_.welcome = true;
  document_.view = ViewName::map;
}

void Program::ask_if_edited() {
  Ask ask = ask_of(document_);
  if (ask == asked_ && !std::exchange(view_.retry, false)) return;
  asked_ = ask;
  asked_at_ = platform_.now();
  deriver_.ask(std::move(ask));
}

// Forced words and changes are of one sentence and one model. (Undo brings them back together.)
void Program::forget_forced() {
  Request& now = document_.request;
  const Request& before = drawn_.request;
  const bool same_words =
      now.kind == before.kind && now.place == before.place && sentence_of(now) == sentence_of(before);
  // Without a model, parameters decide which cells there are.
  if (same_words && (run_kind(now.kind).needs_model || now.values == before.values)) return;
  if (now.forced == before.forced) now.forced.clear();
  if (now.changes == before.changes) now.changes.clear();
}

void Program::take_answer() {
  Derived latest = deriver_.latest();
  if (latest.problem && latest.problem->key == "problem.empty")
    latest.answer = {};  // no words: nothing to step through
  const bool same = latest.answer.run == derived_.answer.run, first = derived_.revision == 0;
  derived_ = std::move(latest);
  derived_.busy = derived_.busy && platform_.now() - asked_at_ > patience;
  if (same) return;
  view_.player.playing = false;
  view_.outline.stale = true;  // its rows are of the facts
  if (!derived_.answer.run) {
    facts_ = {};
    platform_.set_title("AttnScope");
    return;
  }
  const int places_before = facts_.flame.places;
  const Trace& trace = derived_.answer.run->trace;
  const Run& run = *derived_.answer.run;
  platform_.set_title(run.input + (run.written.empty() ? "" : " → " + run.output) + " · AttnScope");
  const std::vector<int> places = timeline(trace);
  facts_ = {outline(trace),
            places,
            story_course(texts_, run),
            Course(places),
            words_chosen(run),
            flame(trace, places),
            notes(derived_.answer),
            derived_.answer.model ? unknown_words(run.input, run.read, derived_.answer.model->vocabulary)
                                  : std::vector<UnknownWord>()};
  if (facts_.flame.places != places_before) {
    const int step = resolve(trace, document_.step, run_kind(derived_.answer.asked.request.kind).first_step);
    view_.flame = window_of(view_.flame, places_before, place_of(places, step), facts_.flame.places);
  }
  if (view_.welcome && !places.empty()) document_.step = trace[places.back()].path;
  if (!first) document_.phase = 1;
  if (restored_ && restored_->request.kind == derived_.answer.asked.request.kind &&
      restored_->request.place == derived_.answer.asked.request.place &&
      sentence_of(restored_->request) == sentence_of(derived_.answer.asked.request))
    document_.phase = restored_->phase;
  restored_.reset();
  const std::string& model = derived_.answer.asked.request.place;
  const std::vector<std::string> bundled = bundled_models();
  if (derived_.answer.model && std::find(bundled.begin(), bundled.end(), model) == bundled.end())
    recent_models_ = with_recent(std::move(recent_models_), model);
}

// A monitor's scale counts framebuffer pixels; Dear ImGui counts in the window system's units, which may be larger.
void Program::set_scale() {
  const Metrics m = platform_.metrics();
  px_ = std::max(0.25f, m.scale) / m.density() * document_.zoom;
  fonts_.set_scale(px_, m.density());
}

void Program::advance(double now) {
  step_ = derived_.answer.run ? resolve(derived_.answer.run->trace, document_.step,
                                        run_kind(derived_.answer.asked.request.kind).first_step)
                              : -1;
  if (!view_.player.playing) return;
  const Trace& trace = derived_.answer.run->trace;
  const Course& course = played(document_, facts_);
  view_.player = with_reduced(view_.player, trace, course, document_.reduced_motion, now);
  if (view_.player.speed != document_.speed) view_.player = with_speed(view_.player, document_.speed, now);
  const Moment moment = at(view_.player, trace, course, now);
  step_ = moment.step;
  document_.step = trace[step_].path;
  document_.phase = moment.phase;
  if (finished(view_.player, trace, course, now)) view_.player.playing = false;
}

// The flame graph follows the playhead, and stays where a hand has moved it until the step changes.
void Program::follow() {
  if (step_ < 0 || view_.flame_followed == document_.step) return;
  view_.flame_followed = document_.step;
  const int place = place_of(facts_.timeline, step_);
  const bool near = place >= view_.flame.first - 2 && place <= view_.flame.last + 2;
  const double half = (view_.flame.last - view_.flame.first) / 2;  // from afar: into the middle
  view_.flame = near ? looking_ahead(view_.flame, place, facts_.flame.places)
                     : clamped({place - half, place + half}, facts_.flame.places);
}

// A folder that is dropped on the window is a model to open; of a file in it, its folder.
void Program::take_dropped() {
  std::vector<std::string> dropped = platform_.dropped();
  if (std::string chosen = std::exchange(view_.open_figure, {}); !chosen.empty()) dropped.push_back(std::move(chosen));
  for (const std::string& path : dropped) {
    if (may_be_figure(path)) {
      show_figure(path);
      continue;
    }
    ask_for(document_, folder_of(path));
    view_.folder.open = view_.sheet_open = false;
  }
}

// What a saved figure shows is shown again; undo leads back to the sentence before.
void Program::show_figure(const std::string& path) {
  const Document before = document_;
  view_.notice = open_figure(path, document_, view_.exporting.opened);
  if (document_ == before) return;
  view_.player.playing = view_.folder.open = view_.sheet_open = view_.exporting.open = false;
  if (ask_of(document_).request != ask_of(before).request) restored_ = document_;
}

void Program::take_outcome(double now) {
  constexpr double long_enough = 8, problem_time = 20;  // seconds, to read a sentence; and to understand it
  if (auto outcome = exporter_.take_outcome()) {
    if (outcome->good) view_.exporting.name.clear();  // after a failure it may be tried again
    view_.notice = outcome->good ? Notice(std::move(outcome->message), true, now + long_enough)
                                 : Notice(std::move(outcome->message));
  }
  if (auto other = compare_models(view_.exporting.opened, derived_)) {
    if (view_.notice && view_.notice->key == "export.open_partly")  // is still true
      *other = Notice(Message{"export.open_another_model_partly", {other->values.at(0), view_.notice->values.at(0)}});
    view_.notice = std::move(other);
  }
  view_.exporting.shown = exporter_.state();
  if (view_.notice && std::isinf(view_.notice->until)) view_.notice->until = now + problem_time;
  if (view_.notice && now >= view_.notice->until) view_.notice.reset();
}

bool Program::changed() const {
  if (exporter_.has_outcome() || is_compared(view_.exporting.opened) || !(exporter_.state() == view_.exporting.shown) ||
      !view_.open_figure.empty())
    return true;
  if (view_.notice && platform_.now() >= view_.notice->until) return true;
  if (in_flight() && view_.map.flight->drawn != platform_.now()) return true;
  if (until_next_frame(view_.exporting, platform_.now()) <= 0) return true;
  if (!(document_ == drawn_) || view_.linked.stale()) return true;
  const Derived latest = deriver_.latest();
  if (latest.revision != derived_.revision || latest.loaded != derived_.loaded) return true;
  if (latest.busy != derived_.busy && platform_.now() - asked_at_ > patience) return true;
  return view_.player.playing && at(view_.player, derived_.answer.run->trace, played(document_, facts_),
                                    platform_.now()) != Moment{step_, document_.phase};
}

bool Program::in_flight() const { return view_.map.flight && document_.view == ViewName::map; }

double Program::seconds_until_change() const {
  if (in_flight()) return 0.001;
  double seconds = std::numeric_limits<double>::infinity();
  const double now = platform_.now();
  if (view_.player.playing)
    seconds = until_next(view_.player, derived_.answer.run->trace, played(document_, facts_), now);
  if (is_being_compared(view_.exporting.opened)) seconds = std::min(seconds, 0.05);
  if (const double next = until_next_frame(view_.exporting, now); next < seconds) seconds = std::max(0.001, next);
  if (view_.notice) seconds = std::min(seconds, std::max(0.001, view_.notice->until - now));
  if (!derived_.busy && deriver_.latest().busy)
    seconds = std::min(seconds, std::max(0.001, asked_at_ + 1.1 * patience - now));
  return seconds;
}

bool Program::draw() {
  if (!lay_out()) return false;
  paint();
  return true;
}

bool Program::lay_out() {
  const double now = platform_.now();
  take_dropped();
  take_answer();
  take_outcome(now);
  set_scale();
  if (document_.language != drawn_.language) {
    texts_ = Texts(document_.language);
    if (derived_.answer.run) facts_.story = story_course(texts_, *derived_.answer.run);
  }
  if (document_.look != drawn_.look) theme_ = theme_of(document_.look);
  set_style(theme_, px_);
  if (fonts_.stale()) fonts_.update();
  advance(now);

  const bool keys_wait = view_.awaiting_caret > 0;
  if (keys_wait) --view_.awaiting_caret;
  ImGui_ImplOpenGL3_NewFrame();
  const std::vector<KeyPress> keys = platform_.begin_frame(!keys_wait);
  ImGui::NewFrame();
  textures_.begin_frame();
  drawn_ = document_;
  if (record_) *record_ = {};
  Frame frame{document_, drawn_,    view_, history_, recent_models_, derived_, facts_, texts_, theme_, fonts_,
              textures_, exporter_, px_,   now,      step_,          record_};
  const ImVec2 pointer = ImGui::GetIO().MousePos;
  if (pointer.x != view_.tips_off.x || pointer.y != view_.tips_off.y) view_.tips = true;
  if (!keys.empty()) view_.tips = false, view_.tips_off = pointer;
  for (const KeyPress& key : keys) press(frame, key);
  view_.typing = false;  // panels say so anew
  const ImVec2 size = ImGui::GetIO().DisplaySize;
  draw_frame(frame, size.x / px_, size.y / px_);
  ImGui::Render();
  view_.escape = false;
  step_ = frame.step;
  follow();
  if (view_.quit) platform_.close();
  forget_forced();
  history_.commit(ask_of(document_).request, now);
  ask_if_edited();
  pictured_ = view_.exporting.opening && !fonts_.stale();
  if (pictured_) view_.exporting.opening = false;
  return !fonts_.stale();
}

void Program::look_closer(const scene::Sight& sight) {
  if (step_ < 0) return;
  const Tensor& out = derived_.answer.run->trace[step_].out;
  view_.stage_zoom = {sight, out.rows(), out.cols(), document_.cell, step_, false, false};
}

void Program::paint() {
  const Metrics metrics = platform_.metrics();
  glViewport(0, 0, metrics.framebuffer_width, metrics.framebuffer_height);
  const ImVec4 background = color4(theme_.bg0);
  glClearColor(background.x, background.y, background.z, 1);
  glClear(GL_COLOR_BUFFER_BIT);
  send_font_texture();
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
  if (std::exchange(pictured_, false))
    view_.exporting.window =
        std::make_shared<const scene::Image>(read_pixels(metrics.framebuffer_width, metrics.framebuffer_height));
}

}  // namespace attn::gui
