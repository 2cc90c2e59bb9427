// The worker that turns a sentence into a trace: newest request first, the last good run kept.
#include <gtest/gtest.h>

#include <atomic>
#include <latch>

#include "app/core/derive.h"

namespace attn {
namespace {

Run run_of(const Request& request) {
  Translation t;
  t.source = request.sentence;
  t.complete = true;
  return {request, nullptr, std::make_shared<const Translation>(std::move(t)), nullptr};
}

std::string shown(const Derived& d) { return d.run.translation ? d.run.translation->source : ""; }

TEST(Derive, AnswersAndWakes) {
  std::atomic<int> wakes = 0;
  Deriver deriver([&] { ++wakes; },
                  [](const Request& r, const std::stop_token&, const Progress&) { return run_of(r); });
  EXPECT_FALSE(deriver.latest().busy);
  EXPECT_EQ(shown(deriver.latest()), "");
  deriver.ask({"m", "one"});
  deriver.wait();
  EXPECT_EQ(shown(deriver.latest()), "one");
  EXPECT_EQ(deriver.latest().revision, 1);
  EXPECT_FALSE(deriver.latest().problem);
  deriver.ask({"m", "two"});
  deriver.wait();
  EXPECT_EQ(shown(deriver.latest()), "two");
  EXPECT_EQ(deriver.latest().revision, 2);
}

// "one" is held in the worker until it is cancelled; "two" and "three" are asked meanwhile. Only "three" is answered.
TEST(Derive, TheNewestRequestWins) {
  std::latch started(1);
  std::vector<std::string> computed;
  Deriver deriver([] {},
                  [&](const Request& r, const std::stop_token& stop, const Progress&) {
                    computed.push_back(r.sentence);
                    if (r.sentence == "one") {
                      started.count_down();
                      while (!stop.stop_requested()) std::this_thread::yield();
                      throw Cancelled();
                    }
                    return run_of(r);
                  });
  deriver.ask({"m", "one"});
  started.wait();
  EXPECT_TRUE(deriver.latest().busy);
  deriver.ask({"m", "two"});
  deriver.ask({"m", "three"});
  deriver.wait();
  EXPECT_EQ(shown(deriver.latest()), "three");
  EXPECT_EQ(computed.front(), "one");
  EXPECT_EQ(computed.back(), "three");
  EXPECT_LE(deriver.latest().revision, 2) << "one was cancelled, two may have been";
}

// A run that ends although it was cancelled is not shown either.
TEST(Derive, ALateAnswerIsDropped) {
  std::latch started(1), asked(1);
  Deriver deriver([] {},
                  [&](const Request& r, const std::stop_token&, const Progress&) {
                    if (r.sentence == "late") {
                      started.count_down();
                      asked.wait();
                    }
                    return run_of(r);
                  });
  deriver.ask({"m", "late"});
  started.wait();
  deriver.ask({"m", "new"});
  asked.count_down();
  deriver.wait();
  EXPECT_EQ(shown(deriver.latest()), "new");
  EXPECT_EQ(deriver.latest().revision, 1);
}

TEST(Derive, AProblemLeavesTheLastGoodRun) {
  Deriver deriver([] {},
                  [](const Request& r, const std::stop_token&, const Progress&) {
                    if (r.sentence.empty()) throw Problem({"problem.empty", {}});
                    if (r.sentence == "odd") throw std::invalid_argument("odd");
                    if (r.sentence == "huge") throw std::bad_alloc();
                    return run_of(r);
                  });
  const auto problem_after = [&](const char* sentence) {
    deriver.ask({"m", sentence});
    deriver.wait();
    return deriver.latest().problem;
  };
  EXPECT_EQ(problem_after("good"), std::nullopt);
  EXPECT_EQ(problem_after(""), (Message{"problem.empty", {}}));
  EXPECT_EQ(shown(deriver.latest()), "good");
  EXPECT_EQ(problem_after("odd"), (Message{"problem.other", {"odd"}}));
  EXPECT_EQ(problem_after("huge"), (Message{"problem.memory", {}}));
  EXPECT_EQ(shown(deriver.latest()), "good");
  EXPECT_EQ(problem_after("better"), std::nullopt);
  EXPECT_EQ(shown(deriver.latest()), "better");
}

// What is said while a model is being read: how far it is; afterwards nothing.
TEST(Derive, SaysHowMuchOfAModelIsRead) {
  std::atomic<int> wakes = 0;
  std::latch told(1), seen(1);
  Deriver deriver([&] { ++wakes; },
                  [&](const Request& r, const std::stop_token&, const Progress& progress) {
                    progress(250, 1000);
                    progress(251, 1000);
                    told.count_down();
                    seen.wait();
                    return run_of(r);
                  });
  deriver.ask({"m", "one"});
  told.wait();
  EXPECT_EQ(deriver.latest().loaded, 251u);
  EXPECT_EQ(deriver.latest().to_load, 1000u);
  EXPECT_EQ(wakes, 1) << "not more than one notice per hundredth";
  seen.count_down();
  deriver.wait();
  EXPECT_EQ(deriver.latest().to_load, 0u);
}

Request with_beam(std::string sentence, int width) {
  Request request{"m", std::move(sentence)};
  request.beam = BeamRequest{width, 0.6};
  return request;
}

std::shared_ptr<const BeamSearch> tree_of(const Run& run) {
  BeamSearch search;
  search.nodes.resize(static_cast<std::size_t>(run.request.beam->width));
  return std::make_shared<const BeamSearch>(std::move(search));
}

// The run is not computed again for another beam, nor for none.
TEST(Derive, ABeamFollowsItsRun) {
  int computed = 0, searched = 0;
  Deriver deriver([] {},
                  [&](const Request& r, const std::stop_token&, const Progress&) {
                    ++computed;
                    return run_of(r);
                  },
                  [&](const attn::Run& run, const std::stop_token&) {
                    ++searched;
                    return tree_of(run);
                  });
  const auto after = [&](const Request& request) {
    deriver.ask(request);
    deriver.wait();
    return deriver.latest();
  };
  const Derived plain = after({"m", "one"});
  EXPECT_FALSE(plain.run.beam);
  const Derived beam = after(with_beam("one", 4));
  EXPECT_EQ(beam.run.translation, plain.run.translation) << "the same run, not one like it";
  ASSERT_TRUE(beam.run.beam);
  EXPECT_EQ(beam.run.beam->nodes.size(), 4u);
  EXPECT_EQ(after(with_beam("one", 2)).run.beam->nodes.size(), 2u);
  EXPECT_EQ(computed, 1);
  EXPECT_EQ(searched, 2);
  Request forced = with_beam("one", 2);
  forced.forced = {{1, 7}};
  EXPECT_EQ(after(forced).run.request.forced, forced.forced);
  EXPECT_EQ(computed, 2);
}

// "one" is being searched when another sentence is asked for: its tree is never shown.
TEST(Derive, TheNewestRequestWinsWhileSearching) {
  std::latch started(1);
  Deriver deriver([] {}, [](const Request& r, const std::stop_token&, const Progress&) { return run_of(r); },
                  [&](const attn::Run& run, const std::stop_token& stop) {
                    if (run.request.sentence == "one") {
                      started.count_down();
                      while (!stop.stop_requested()) std::this_thread::yield();
                      throw Cancelled();
                    }
                    return tree_of(run);
                  });
  deriver.ask(with_beam("one", 4));
  started.wait();
  EXPECT_EQ(shown(deriver.latest()), "one") << "the run is there before its tree";
  EXPECT_TRUE(deriver.latest().searching);
  EXPECT_FALSE(deriver.latest().run.beam);
  deriver.ask(with_beam("two", 3));
  deriver.wait();
  EXPECT_EQ(shown(deriver.latest()), "two");
  ASSERT_TRUE(deriver.latest().run.beam);
  EXPECT_EQ(deriver.latest().run.beam->nodes.size(), 3u);
}

// A search that is cancelled by another search of the same run starts anew.
TEST(Derive, AnotherBeamOfTheSameRun) {
  std::latch started(1);
  int computed = 0;
  Deriver deriver([] {},
                  [&](const Request& r, const std::stop_token&, const Progress&) {
                    ++computed;
                    return run_of(r);
                  },
                  [&](const attn::Run& run, const std::stop_token& stop) {
                    if (run.request.beam->width == 5) {
                      started.count_down();
                      while (!stop.stop_requested()) std::this_thread::yield();
                      throw Cancelled();
                    }
                    return tree_of(run);
                  });
  deriver.ask(with_beam("one", 5));
  started.wait();
  deriver.ask(with_beam("one", 2));
  deriver.wait();
  EXPECT_EQ(deriver.latest().run.beam->nodes.size(), 2u);
  EXPECT_EQ(computed, 1);
}

// With a bundled model: words that are forced and drawn are the engine's.
TEST(Derive, ForcedAndDrawnWordsAreTheEngines) {
  Deriver deriver([] {});
  Request request{std::string(default_model), "I am a student"};
  request.forced = {{2, 100}};
  request.sampling = SamplingOptions{1.5, 50, 1, 3};
  deriver.ask(request);
  deriver.wait();
  const Derived found = deriver.latest();
  ASSERT_TRUE(found.run.translation);
  TranslateOptions options;
  options.forced = request.forced;
  options.sampling = request.sampling;
  EXPECT_EQ(found.run.translation->ids, translate(*found.run.model, request.sentence, options).ids);
  EXPECT_EQ(found.run.translation->ids.at(1), 100);
  request.beam = BeamRequest{3, 0};
  deriver.ask(request);
  deriver.wait();
  BeamOptions beam;
  beam.width = 3;
  beam.length_penalty = 0;
  ASSERT_TRUE(deriver.latest().run.beam);
  EXPECT_EQ(deriver.latest().run.beam->hypotheses.at(0).ids,
            beam_search(*found.run.model, request.sentence, beam).hypotheses.at(0).ids);
}

// The run stays good, and what went wrong is told until another search is asked for.
TEST(Derive, AFailedSearchSaysWhy) {
  bool fails = true;
  Deriver deriver([] {}, [](const Request& r, const std::stop_token&, const Progress&) { return run_of(r); },
                  [&](const attn::Run&, const std::stop_token&) {
                    if (fails) throw std::invalid_argument("the beam is too wide");
                    return std::make_shared<const BeamSearch>();
                  });
  Request request{"m", "one"};
  request.beam = BeamRequest{4, 0};
  deriver.ask(request);
  deriver.wait();
  EXPECT_FALSE(deriver.latest().problem);
  EXPECT_FALSE(deriver.latest().run.beam);
  EXPECT_EQ(deriver.latest().no_beam, (Message{"translation.no_tree", {"the beam is too wide"}}));
  fails = false;
  request.beam->width = 2;
  deriver.ask(request);
  deriver.wait();
  EXPECT_TRUE(deriver.latest().run.beam);
  EXPECT_FALSE(deriver.latest().no_beam);
}

TEST(Derive, EndsWhileItComputes) {
  std::latch started(1);
  Deriver deriver([] {},
                  [&](const Request& r, const std::stop_token& stop, const Progress&) {
                    started.count_down();
                    while (!stop.stop_requested()) std::this_thread::yield();
                    return run_of(r);
                  });
  deriver.ask({"m", "one"});
  started.wait();
}

TEST(Derive, AMissingModelIsAProblem) {
  Deriver deriver([] {});
  deriver.ask({"no/such/folder", "I am a student"});
  deriver.wait();
  ASSERT_TRUE(deriver.latest().problem);
  EXPECT_EQ(deriver.latest().problem->key, "problem.model");
  EXPECT_NE(deriver.latest().problem->values.at(0).find("no/such/folder"), std::string::npos);
}

// With the model of the reference folder: what the worker refuses, in the words of the text table.
TEST(Derive, ASentenceTheModelCannotReadIsAProblem) {
  const std::string folder = std::string(ATTN_SOURCE_DIR "/tests/reference/odd");
  Deriver deriver([] {});
  const auto ask = [&](const std::string& sentence) {
    deriver.ask({folder, sentence});
    deriver.wait();
    return deriver.latest();
  };
  const Derived good = ask("am a");
  ASSERT_TRUE(good.run.translation);
  ASSERT_TRUE(good.reading);
  EXPECT_EQ(good.reading->tokens.size(), good.run.translation->tokens.size());
  EXPECT_EQ(ask("").problem->key, "problem.empty");
  EXPECT_EQ(ask(" \t ").problem->key, "problem.empty");
  EXPECT_EQ(ask("a \xff").problem->key, "problem.not_utf8");
  std::string endless;
  for (int i = 0; i < 5000; ++i) endless += "a ";
  EXPECT_EQ(ask(endless).problem->key, "problem.too_long");
  ASSERT_TRUE(deriver.latest().reading);
  EXPECT_EQ(deriver.latest().reading->most, 24u);
  EXPECT_GE(deriver.latest().reading->tokens.size(), 5001u);
  EXPECT_EQ(deriver.latest().run.translation, good.run.translation);
}

TEST(Notes, NameUnknownWordsOnceAndALimit) {
  Translation t;
  t.source = "a 漢b 漢b œ";
  t.tokens = {{1, "a", "▁a", false}, {2, "␣", "▁", false}, {0, "·漢", "漢", true},
              {3, "·b", "b", false}, {2, "␣", "▁", false}, {0, "·漢", "漢", true},
              {3, "·b", "b", false}, {0, "œ", "▁œ", true}, {4, "</s>", "</s>", false}};
  t.ids = {1, 2, 3};
  const std::vector<Message> found = notes({{}, nullptr, std::make_shared<const Translation>(std::move(t)), nullptr});
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0], (Message{"note.unknown", {"漢b œ"}}));
  EXPECT_EQ(found[1], (Message{"note.limit", {"3"}}));
  EXPECT_TRUE(notes({}).empty());
}

}  // namespace
}  // namespace attn
