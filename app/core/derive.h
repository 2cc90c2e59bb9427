// Derive: what is asked → trace, away from the window's thread.
//
// The newest ask wins: what is being computed for an older one is cancelled, and never shown. The last good run
// stays while a newer one is computed, and beside a problem. A beam search follows its run as a second answer.
#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>

#include "app/core/heads.h"
#include "app/core/texts.h"
#include "engine/model/beam.h"
#include "engine/model/translate.h"

namespace attn {

// A beam search beside the run.
struct BeamRequest {
  int width = 4;
  double length_penalty = 0.6;
  bool operator==(const BeamRequest&) const = default;
};

// A run, and what is searched beside it.
struct Ask {
  Request request;
  std::optional<BeamRequest> beam = {};
  bool operator==(const Ask&) const = default;
};

// The document asks for a model: for a translation by it, with the words there are, where it asked for another kind of
// run.
void ask_for(Document& document, std::string model);

// What a document asks for, without what has no say. Words are drawn only where the Translation view shows that.
Ask ask_of(const Document& document);

// A sentence, the model that read it and every step of that.
struct Answer {
  Ask asked;
  std::shared_ptr<const Model> model;
  std::shared_ptr<const Run> run;
  std::shared_ptr<const BeamSearch>
      beam;  // of the request's sentence without its forced words and changes; null: not yet
  std::shared_ptr<const Heads> heads = {};  // what its heads' weights look like
};

// A sentence as the model cuts it, also when that is more than it takes.
struct Reading {
  std::vector<Token> tokens;  // the closing one included
  std::size_t most = 0;       // how many the model takes
};

// Why there is no run. Thrown by a Compute.
struct Problem : std::exception {
  explicit Problem(Message m, std::shared_ptr<const Reading> r = nullptr)
      : message(std::move(m)), reading(std::move(r)) {}
  const char* what() const noexcept override { return message.key.c_str(); }
  Message message;
  std::shared_ptr<const Reading> reading;
};

using Progress = std::function<void(std::size_t done, std::size_t all)>;  // bytes of a model being read
using Compute = std::function<Answer(const Ask&, std::stop_token, const Progress&)>;
using Search = std::function<std::shared_ptr<const BeamSearch>(const Answer&, std::stop_token)>;

// Loads the model (and keeps the last one) and translates. Throws Problem, Cancelled.
Compute run_model();
// The beam search that is asked for beside the run. Throws Cancelled.
Search run_beam();

struct Derived {
  Answer answer;                           // the last good one; empty before the first
  std::optional<Message> problem;          // what became of the newest request, if not a run
  std::shared_ptr<const Reading> reading;  // the sentence last answered, if the model could read it
  bool busy = false;                       // a newer run is on its way
  bool searching = false;                  // the run is there, its beam search is on its way
  std::optional<Message> no_beam;          // why that search found nothing, if it did not
  std::size_t loaded = 0, to_load = 0;     // bytes of the model that is being read for it; 0, 0: none is
  int revision = 0;                        // how many answers there have been
};

class Deriver {
 public:
  // wake is called from the worker's thread after every answer, and while a model is being read.
  explicit Deriver(std::function<void()> wake, Compute compute = run_model(), Search search = run_beam());
  ~Deriver();
  Deriver(const Deriver&) = delete;
  Deriver& operator=(const Deriver&) = delete;

  void ask(Ask ask);
  Derived latest() const;
  void wait() const;  // until nothing is asked that is not answered

 private:
  void work(const std::stop_token& stop);
  void answer(const Ask& ask, const std::stop_token& stop);
  void search(const std::stop_token& stop);
  bool reuse(const Ask& ask);  // true if only the beam search differs: then the last run is used again
  void progress(std::size_t done, std::size_t all);

  std::function<void()> wake_;
  Compute compute_;
  Search search_;
  mutable std::mutex mutex_;
  mutable std::condition_variable_any changed_;
  std::optional<Ask> asked_;
  std::stop_source running_;
  Derived latest_;
  std::jthread worker_;  // last: it uses everything above
};

// What a reader should know about a good run: words the model does not know, a translation that was cut off.
std::vector<Message> notes(const Answer& answer);

}  // namespace attn
