#include "app/core/derive.h"

#include <algorithm>

#include "app/core/unknown.h"
#include "engine/fault.h"
#include "engine/run_kind.h"
#include "engine/runs/marian_params.h"
#include "engine/text/unicode.h"

namespace attn {
namespace {

std::string count(std::size_t n) { return std::to_string(n); }

// What a person meets who opens a folder, in the language of the window; other faults of files in the engine's words.
Message model_problem(const Fault& fault) {
  for (const char* key :
       {"problem.model_missing", "problem.model_norm", "problem.model_positions", "problem.model_type"})
    if (fault.key == std::string_view(key).substr(std::string_view("problem.").size())) return {key, fault.arguments};
  return {"problem.model", {fault.what()}};
}

// The one model in memory: changing the sentence must not read it again.
struct ModelKeeper {
  std::string name;
  std::shared_ptr<const Model> model;

  const Model& get(const std::string& wanted, const LoadWatch& watch) {
    if (model && name == wanted) return *model;
    try {
      model = std::make_shared<const Model>(load_model(wanted, watch));
    } catch (const Fault& e) {
      throw Problem(model_problem(e));
    } catch (const std::invalid_argument& e) {
      throw Problem({"problem.model", {e.what()}});
    }
    name = wanted;
    return *model;
  }
};

// The engine refuses these too, in English; here they become sentences of the text table.
void check_sentence(const Model& model, std::string_view sentence) {
  if (malformed_utf8(sentence) != std::string_view::npos) throw Problem({"problem.not_utf8", {}});
  const std::string text = normalise(sentence);
  if (text.empty()) throw Problem({"problem.empty", {}});
  Reading reading{model.vocabulary.encode(text), static_cast<std::size_t>(model.config.max_positions)};
  const std::size_t tokens = reading.tokens.size(), most = reading.most;
  if (tokens <= 1) throw Problem({"problem.empty", {}});  // nothing but the closing </s>
  if (tokens > most)
    throw Problem({"problem.too_long", {count(tokens), model.name, count(most)}},
                  std::make_shared<const Reading>(std::move(reading)));
}

}  // namespace

void ask_for(Document& document, std::string model) {
  if (run_kind(document.request.kind).needs_model) {
    document.request.place = std::move(model);
    return;
  }
  Request request = standard_request(default_run, std::move(model));
  set_sentence(request, std::string(sentence_of(document.request)));
  document.request = std::move(request);
  document.step = run_kind(default_run).first_step;
}

Ask ask_of(const Document& document) {
  const TranslationOptions& options = document.translation;
  Ask ask{document.request, std::nullopt};
  if (options.decoding != Decoding::sampling) set_draws(ask.request, false);
  ask.request = decisive(std::move(ask.request));
  if (options.decoding == Decoding::beam && run_kind(ask.request.kind).needs_model)
    ask.beam = BeamRequest{options.beam_width, options.length_penalty};
  return ask;
}

Search run_beam() {
  return [](const Answer& answer, const std::stop_token& stop) {
    if (!answer.model) throw std::invalid_argument("a run without a model has no beams");
    BeamOptions options;
    options.width = answer.asked.beam->width;
    options.length_penalty = answer.asked.beam->length_penalty;
    options.stop = stop;
    return std::make_shared<const BeamSearch>(beam_search(*answer.model, sentence_of(answer.asked.request), options));
  };
}

Compute run_model() {
  return [keeper = std::make_shared<ModelKeeper>()](const Ask& ask, const std::stop_token& stop,
                                                    const Progress& progress) {
    const RunKind& kind = run_kind(ask.request.kind);
    if (kind.needs_model) check_sentence(keeper->get(ask.request.place, {progress, stop}), sentence_of(ask.request));
    const std::shared_ptr<const Model> model = kind.needs_model ? keeper->model : nullptr;
    auto run = std::make_shared<const Run>(kind.run(ask.request, model.get(), {.stop = stop}));
    return Answer{ask, model, std::move(run), nullptr};
  };
}

Deriver::Deriver(std::function<void()> wake, Compute compute, Search search)
    : wake_(std::move(wake)),
      compute_(std::move(compute)),
      search_(std::move(search)),
      worker_([this](const std::stop_token& stop) { work(stop); }) {}

Deriver::~Deriver() {
  worker_.request_stop();
  const std::lock_guard lock(mutex_);
  running_.request_stop();
}

void Deriver::ask(Ask ask) {
  {
    const std::lock_guard lock(mutex_);
    running_.request_stop();
    asked_ = std::move(ask);
    latest_.busy = true;
    latest_.searching = false;
  }
  changed_.notify_all();
}

Derived Deriver::latest() const {
  const std::lock_guard lock(mutex_);
  return latest_;
}

void Deriver::wait() const {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return !latest_.busy && !latest_.searching; });
}

void Deriver::work(const std::stop_token& stop) {
  while (true) {
    Ask ask;
    std::stop_token cancelled;
    {
      std::unique_lock lock(mutex_);
      if (!changed_.wait(lock, stop, [this] { return asked_.has_value(); }) || stop.stop_requested()) return;
      ask = std::move(*asked_);
      asked_.reset();
      running_ = std::stop_source();
      cancelled = running_.get_token();
    }
    if (!reuse(ask)) answer(ask, cancelled);
    search(cancelled);
  }
}

bool Deriver::reuse(const Ask& ask) {
  {
    const std::lock_guard lock(mutex_);
    Answer& answer = latest_.answer;
    if (latest_.problem || !answer.run || answer.asked == ask || answer.asked.request != ask.request) return false;
    if (ask.beam && answer.asked.beam != ask.beam) answer.beam = nullptr;
    latest_.no_beam.reset();
    answer.asked = ask;
    latest_.busy = false;
    latest_.searching = ask.beam && !answer.beam;
    ++latest_.revision;
  }
  changed_.notify_all();
  wake_();
  return true;
}

// After its run has been answered; nothing to do where none is asked for, or where the run became a problem.
void Deriver::search(const std::stop_token& stop) {
  Answer answer;
  std::optional<Message> problem;  // the run was good; there is only no tree
  {
    const std::lock_guard lock(mutex_);
    if (stop.stop_requested() || !latest_.searching) return;
    answer = latest_.answer;
  }
  try {
    answer.beam = search_(answer, stop);
  } catch (const Cancelled&) {
    return;  // the newer ask says anew what is searched
  } catch (const std::bad_alloc&) {
    problem = Message{"problem.memory", {}};
  } catch (const std::exception& e) {
    problem = Message{"translation.no_tree", {e.what()}};
  }
  {
    const std::lock_guard lock(mutex_);
    if (stop.stop_requested()) return;
    latest_.answer.beam = problem ? nullptr : std::move(answer.beam);
    latest_.no_beam = std::move(problem);
    latest_.searching = false;
    ++latest_.revision;
  }
  changed_.notify_all();
  wake_();
}

void Deriver::answer(const Ask& ask, const std::stop_token& stop) {
  Answer answer;
  std::optional<Message> problem;
  std::shared_ptr<const Reading> reading;
  try {
    answer = compute_(ask, stop, [this](std::size_t done, std::size_t all) { progress(done, all); });
    if (answer.run) answer.heads = std::make_shared<const Heads>(heads_of(answer.run->trace, stop));
    if (answer.run)
      reading = std::make_shared<const Reading>(
          Reading{answer.run->read, answer.model ? static_cast<std::size_t>(answer.model->config.max_positions)
                                                 : answer.run->read.size()});
  } catch (const Cancelled&) {
    progress(0, 0);
    return;
  } catch (const Problem& e) {
    problem = e.message;
    reading = e.reading;
  } catch (const std::bad_alloc&) {
    problem = Message{"problem.memory", {}};
  } catch (const Fault& e) {
    problem = Message{"fault." + e.key, e.arguments};
  } catch (const std::exception& e) {
    problem = Message{"problem.other", {e.what()}};
  }
  {
    const std::lock_guard lock(mutex_);
    if (stop.stop_requested()) return;  // a newer ask came; its own answer follows
    if (!problem) latest_.answer = std::move(answer);
    latest_.searching = !problem && latest_.answer.asked.beam.has_value();
    latest_.no_beam.reset();
    latest_.problem = std::move(problem);
    latest_.reading = std::move(reading);
    latest_.busy = false;
    latest_.loaded = latest_.to_load = 0;
    ++latest_.revision;
  }
  changed_.notify_all();
  wake_();
}

// One notice per hundredth: a notice is a frame.
void Deriver::progress(std::size_t done, std::size_t all) {
  {
    const std::lock_guard lock(mutex_);
    const auto hundredths = [](std::size_t part, std::size_t whole) { return whole == 0 ? 0 : part * 100 / whole; };
    const bool same = hundredths(done, all) == hundredths(latest_.loaded, latest_.to_load) && all == latest_.to_load;
    latest_.loaded = done;
    latest_.to_load = all;
    if (same) return;
  }
  wake_();
}

std::vector<Message> notes(const Answer& answer) {
  std::vector<Message> found;
  if (!answer.run) return found;
  const Run& t = *answer.run;
  const std::string list = unknown_letters(t.read);
  if (!list.empty()) found.push_back({"note.unknown", {list}});
  if (answer.run->keeps)
    found.push_back(text(answer.asked.request, "keys_values") == "auto"
                        ? Message{"note.kept_long", {count(t.read.size()), count(longest_with_all_rows)}}
                        : Message{"note.kept", {}});
  if (!answer.run->complete) found.push_back({"note.limit", {count(answer.run->written.size())}});
  return found;
}

}  // namespace attn
