#include "app/gui/actions.h"

#include <algorithm>
#include <iterator>

#include "app/gui/panels/dock_parts.h"
#include "app/gui/translation_actions.h"
#include "engine/path.h"
#include "engine/run_kind.h"
#include "engine/runs/marian_params.h"

namespace attn::gui {
namespace {

// What has no say in it stays as it is: knobs keep their setting while nothing is drawn.
void take(Frame& frame, const Request& asked) {
  Request& request = frame.document.request;
  auto values = std::move(request.values);
  const bool same_kind = request.kind == asked.kind;
  request = asked;
  if (same_kind) request.values.merge(values);
  if (draws(request)) frame.document.translation.decoding = Decoding::sampling;
  if (!same_kind) frame.document.step = run_kind(request.kind).first_step;
}

// While something else than the sentence is typed, these keys are none of the sentence's business.
bool typing_elsewhere(const Frame& frame) {
  return frame.view.typing && frame.view.sentence.open == SentenceEdit::Open::nothing;
}

}  // namespace

void go(Frame& frame, int step) {
  frame.view.player.playing = false;
  if (step < 0 || !frame.run() || step >= frame.trace().size()) return;
  frame.document.step = frame.trace()[step].path;
  frame.document.phase = 1;
  frame.step = step;
}

void go_by(Frame& frame, int direction) {
  if (!frame.run()) return;
  const Document& document = frame.document;
  const Moment to = moved(frame.trace(), frame.facts.timeline, {frame.step, document.phase}, document.grain, direction);
  go(frame, to.step);
  frame.document.phase = to.phase;
}

void go_first(Frame& frame) {
  if (!frame.facts.timeline.empty()) go(frame, frame.facts.timeline.front());
}

void go_last(Frame& frame) {
  if (!frame.facts.timeline.empty()) go(frame, frame.facts.timeline.back());
}

void go_head(Frame& frame, int direction) {
  if (in_translation(frame)) return next_look(frame, direction);
  if (frame.step < 0) return;
  const Path path(frame.trace()[frame.step].path);
  const int head = path.number("head");
  if (head == 0) return;
  const double phase = frame.document.phase;
  const int step = frame.trace().find(path.with("head", head + direction));
  if (step < 0) return;
  go(frame, step);
  frame.document.phase = phase;
}

const Course& played(const Document& document, const RunFacts& facts) {
  return document.play_all || facts.story.steps.empty() ? facts.whole : facts.story;
}

// In views of the whole run a press is a word: on from the one that is being written, after the last the first.
static bool next_word(Frame& frame) {
  const Document& document = frame.document;
  const bool of_words = document.view == ViewName::map || document.view == ViewName::translation;
  const std::vector<int>& words = frame.facts.words;
  if (!of_words || document.play_all || words.empty()) return false;
  const bool complete = document.phase >= 1;
  const auto next = std::find_if(words.begin(), words.end(),
                                 [&](int step) { return complete ? step > frame.step : step >= frame.step; });
  go(frame, next == words.end() ? words.front() : *next);
  return true;
}

void begin_story(Frame& frame) {
  frame.view.welcome = false;
  if (frame.facts.story.steps.empty()) return;
  frame.document.view = ViewName::step;
  frame.document.play_all = false;
  frame.document.cell.reset();
  go(frame, frame.facts.story.steps.front());
  frame.document.phase = 0;
  frame.view.player = play(frame.trace(), frame.facts.story, {frame.step, 0}, frame.now,
                           static_cast<double>(frame.document.speed), frame.document.reduced_motion);
}

void copy_translation(Frame& frame) {
  if (!frame.run() || frame.run()->written.empty()) return;
  ImGui::SetClipboardText(frame.run()->output.c_str());
  tell(frame, Message{"ui.translation_copied", {frame.run()->output}});
}

void toggle_play(Frame& frame) {
  if (frame.view.welcome) return begin_story(frame);
  if (frame.view.player.playing)
    frame.view.player.playing = false;
  else if (!frame.facts.timeline.empty() && !next_word(frame))
    frame.view.player = play(frame.trace(), played(frame.document, frame.facts), {frame.step, frame.document.phase},
                             frame.now, static_cast<double>(frame.document.speed), frame.document.reduced_motion);
}

void change_speed(Frame& frame, int direction) {
  const auto at = std::find(std::begin(speeds), std::end(speeds), frame.document.speed) - std::begin(speeds);
  const auto last = static_cast<std::ptrdiff_t>(std::size(speeds)) - 1;
  frame.document.speed = speeds[std::clamp<std::ptrdiff_t>(at + direction, 0, last)];
}

void move_cell(Frame& frame, Index rows, Index cols) {
  if (in_translation(frame)) {
    if (rows != 0) table_rows(frame, static_cast<int>(rows));
    if (cols != 0) table_candidates(frame, static_cast<int>(cols));
    return;
  }
  if (frame.step < 0) return;
  const Tensor& out = frame.trace()[frame.step].out;
  if (out.size() == 0) return;
  const auto cell = frame.cell();
  if (!cell) return;
  look_at(frame, Cell{std::clamp<Index>(cell->row + rows, 0, out.rows() - 1),
                      std::clamp<Index>(cell->col + cols, 0, out.cols() - 1)});
}

void look_at(Frame& frame, Cell cell) {
  frame.document.cell = cell;
  frame.document.phase = 1;
  frame.view.player.playing = false;
}

void zoom_by(Frame& frame, float by) {
  frame.document.zoom = std::clamp(frame.document.zoom + by, smallest_zoom, largest_zoom);
}

void zoom_timeline(Frame& frame, double factor) {
  frame.view.flame = zoomed(frame.view.flame, factor, playhead(frame), frame.facts.flame.places);
}

void pan_timeline(Frame& frame, double by) {
  FlameWindow& window = frame.view.flame;
  window = panned(window, by * (window.last - window.first), frame.facts.flame.places);
}

void fit_timeline(Frame& frame) { frame.view.flame = fit(frame.facts.flame.places); }

void undo(Frame& frame) {
  if (typing_elsewhere(frame)) return;
  if (frame.history.can_undo()) take(frame, frame.history.undo());
}

void redo(Frame& frame) {
  if (typing_elsewhere(frame)) return;
  if (frame.history.can_redo()) take(frame, frame.history.redo());
}

std::vector<std::string> known_models(const Frame& frame) {
  std::vector<std::string> names = bundled_models();
  names.insert(names.end(), frame.recent_models.begin(), frame.recent_models.end());
  const std::string& now = frame.document.request.place;
  if (!now.empty() && std::find(names.begin(), names.end(), now) == names.end()) names.push_back(now);
  return names;
}

void next_model(Frame& frame) {
  const std::vector<std::string> names = known_models(frame);
  const auto at = std::find(names.begin(), names.end(), frame.document.request.place) - names.begin() + 1;
  open_model(frame, names[static_cast<std::size_t>(at) % names.size()]);
}

// The kind's parameters as they were when another was chosen, with the words there are now. Forced words and changed
// cells are those of other words.
static Request taken_up(const Frame& frame, std::string_view kind, std::string place) {
  Request request = standard_request(kind, std::move(place));
  if (const auto left = frame.view.left.find(kind); left != frame.view.left.end()) request.values = left->second.values;
  set_sentence(request, std::string(sentence_of(frame.document.request)));
  return request;
}

void open_run(Frame& frame, const RunKind& kind) {
  Request request = taken_up(frame, kind.id, {});
  frame.view.left.insert_or_assign(frame.document.request.kind, frame.document.request);
  frame.document.request = std::move(request);
  frame.document.step = kind.first_step;
  frame.view.player.playing = false;
}

void open_model(Frame& frame, const std::string& name) {
  if (!run_kind(frame.document.request.kind).needs_model) {
    Request request = taken_up(frame, default_run, name);
    frame.view.left.insert_or_assign(frame.document.request.kind, frame.document.request);
    ask_for(frame.document, name);
    frame.document.request = std::move(request);
  }
  ask_for(frame.document, name);
  frame.view.player.playing = false;
}

void ask_for_model(Frame& frame) {
  frame.view.sheet_open = false;
  frame.view.folder.open = true;
  frame.view.folder.fresh = true;
}

}  // namespace attn::gui
