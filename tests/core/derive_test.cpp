// The worker that turns a sentence into a trace: newest request first, the last good run kept.
#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <latch>

#include "app/core/derive.h"
#include "engine/runs/marian_params.h"

namespace attn {
namespace {

Ask ask(std::string sentence, std::optional<BeamRequest> beam = {}, std::string place = "m") {
  Ask ask{standard_request("marian", std::move(place)), beam};
  set_sentence(ask.request, std::move(sentence));
  return ask;
}

Answer run_of(const Ask& asked) {
  attn::Run t;
  t.input = sentence_of(asked.request);
  t.complete = true;
  return {asked, nullptr, std::make_shared<const attn::Run>(std::move(t)), nullptr};
}

std::string shown(const Derived& d) { return d.answer.run ? d.answer.run->input : ""; }

TEST(Derive, AnswersAndWakes) {
  std::atomic<int> wakes = 0;
  Deriver deriver([&] { ++wakes; }, [](const Ask& r, const std::stop_token&, const Progress&) { return run_of(r); });
  EXPECT_FALSE(deriver.latest().busy);
  EXPECT_EQ(shown(deriver.latest()), "");
  deriver.ask(ask("one"));
  deriver.wait();
  EXPECT_EQ(shown(deriver.latest()), "one");
  EXPECT_EQ(deriver.latest().revision, 1);
  EXPECT_FALSE(deriver.latest().problem);
  deriver.ask(ask("two"));
  deriver.wait();
  EXPECT_EQ(shown(deriver.latest()), "two");
  EXPECT_EQ(deriver.latest().revision, 2);
}

// "one" is held in the worker until it is cancelled; "two" and "three" are asked meanwhile. Only "three" is answered.
TEST(Derive, TheNewestRequestWins) {
  std::latch started(1);
  std::vector<std::string> computed;
  Deriver deriver([] {},
                  [&](const Ask& r, const std::stop_token& stop, const Progress&) {
                    computed.emplace_back(sentence_of(r.request));
                    if (sentence_of(r.request) == "one") {
                      started.count_down();
                      while (!stop.stop_requested()) std::this_thread::yield();
                      throw Cancelled();
                    }
                    return run_of(r);
                  });
  deriver.ask(ask("one"));
  started.wait();
  EXPECT_TRUE(deriver.latest().busy);
  deriver.ask(ask("two"));
  deriver.ask(ask("three"));
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
                  [&](const Ask& r, const std::stop_token&, const Progress&) {
                    if (sentence_of(r.request) == "late") {
                      started.count_down();
                      asked.wait();
                    }
                    return run_of(r);
                  });
  deriver.ask(ask("late"));
  started.wait();
  deriver.ask(ask("new"));
  asked.count_down();
  deriver.wait();
  EXPECT_EQ(shown(deriver.latest()), "new");
  EXPECT_EQ(deriver.latest().revision, 1);
}

TEST(Derive, AProblemLeavesTheLastGoodRun) {
  Deriver deriver([] {},
                  [](const Ask& r, const std::stop_token&, const Progress&) {
                    if (sentence_of(r.request).empty()) throw Problem({"problem.empty", {}});
                    if (sentence_of(r.request) == "odd") throw std::invalid_argument("odd");
                    if (sentence_of(r.request) == "huge") throw std::bad_alloc();
                    return run_of(r);
                  });
  const auto problem_after = [&](const char* sentence) {
    deriver.ask(ask(sentence));
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
                  [&](const Ask& r, const std::stop_token&, const Progress& progress) {
                    progress(250, 1000);
                    progress(251, 1000);
                    told.count_down();
                    seen.wait();
                    return run_of(r);
                  });
  deriver.ask(ask("one"));
  told.wait();
  EXPECT_EQ(deriver.latest().loaded, 251u);
  EXPECT_EQ(deriver.latest().to_load, 1000u);
  EXPECT_EQ(wakes, 1) << "not more than one notice per hundredth";
  seen.count_down();
  deriver.wait();
  EXPECT_EQ(deriver.latest().to_load, 0u);
}

Ask with_beam(std::string sentence, int width) { return ask(std::move(sentence), BeamRequest{width, 0.6}); }

std::shared_ptr<const BeamSearch> tree_of(const Answer& run) {
  BeamSearch search;
  search.nodes.resize(static_cast<std::size_t>(run.asked.beam->width));
  return std::make_shared<const BeamSearch>(std::move(search));
}

// The run is not computed again for another beam, nor for none.
TEST(Derive, ABeamFollowsItsRun) {
  int computed = 0, searched = 0;
  Deriver deriver([] {},
                  [&](const Ask& r, const std::stop_token&, const Progress&) {
                    ++computed;
                    return run_of(r);
                  },
                  [&](const attn::Answer& run, const std::stop_token&) {
                    ++searched;
                    return tree_of(run);
                  });
  const auto after = [&](const Ask& asked) {
    deriver.ask(asked);
    deriver.wait();
    return deriver.latest();
  };
  const Derived plain = after(ask("one"));
  EXPECT_FALSE(plain.answer.beam);
  const Derived beam = after(with_beam("one", 4));
  EXPECT_EQ(beam.answer.run, plain.answer.run) << "the same run, not one like it";
  ASSERT_TRUE(beam.answer.beam);
  EXPECT_EQ(beam.answer.beam->nodes.size(), 4u);
  EXPECT_EQ(after(with_beam("one", 2)).answer.beam->nodes.size(), 2u);
  EXPECT_EQ(computed, 1);
  EXPECT_EQ(searched, 2);
  Ask forced = with_beam("one", 2);
  forced.request.forced = {{1, 7}};
  EXPECT_EQ(after(forced).answer.asked, forced);
  EXPECT_EQ(computed, 2);
}

// "one" is being searched when another sentence is asked for: its tree is never shown.
TEST(Derive, TheNewestRequestWinsWhileSearching) {
  std::latch started(1);
  Deriver deriver([] {}, [](const Ask& r, const std::stop_token&, const Progress&) { return run_of(r); },
                  [&](const attn::Answer& run, const std::stop_token& stop) {
                    if (sentence_of(run.asked.request) == "one") {
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
  EXPECT_FALSE(deriver.latest().answer.beam);
  deriver.ask(with_beam("two", 3));
  deriver.wait();
  EXPECT_EQ(shown(deriver.latest()), "two");
  ASSERT_TRUE(deriver.latest().answer.beam);
  EXPECT_EQ(deriver.latest().answer.beam->nodes.size(), 3u);
}

// A search that is cancelled by another search of the same run starts anew.
TEST(Derive, AnotherBeamOfTheSameRun) {
  std::latch started(1);
  int computed = 0;
  Deriver deriver([] {},
                  [&](const Ask& r, const std::stop_token&, const Progress&) {
                    ++computed;
                    return run_of(r);
                  },
                  [&](const attn::Answer& run, const std::stop_token& stop) {
                    if (run.asked.beam->width == 5) {
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
  EXPECT_EQ(deriver.latest().answer.beam->nodes.size(), 2u);
  EXPECT_EQ(computed, 1);
}

// With a bundled model: words that are forced and drawn are the engine's.
TEST(Derive, ForcedAndDrawnWordsAreTheEngines) {
  Deriver deriver([] {});
  Ask asked = ask("I am a student");
  asked.request.place = default_model;
  asked.request.forced = {{2, 100}};
  asked.request.values["draw"] = true;
  set_sampling(asked.request, {1.5, 50, 1, 3});
  deriver.ask(asked);
  deriver.wait();
  const Derived found = deriver.latest();
  ASSERT_TRUE(found.answer.run);
  TranslateOptions options;
  options.forced = {{2, 100}};
  options.sampling = SamplingOptions{1.5, 50, 1, 3};
  EXPECT_EQ(written_ids(*found.answer.run), written_ids(translate(*found.answer.model, "I am a student", options)));
  EXPECT_EQ(found.answer.run->written.at(1).id, 100);
  asked.beam = BeamRequest{3, 0};
  deriver.ask(asked);
  deriver.wait();
  BeamOptions beam;
  beam.width = 3;
  beam.length_penalty = 0;
  ASSERT_TRUE(deriver.latest().answer.beam);
  EXPECT_EQ(deriver.latest().answer.beam->hypotheses.at(0).ids,
            beam_search(*found.answer.model, "I am a student", beam).hypotheses.at(0).ids);
}

TEST(Derive, ChangedCellsAreOfTheRun) {
  Deriver deriver([] {});
  Ask asked = ask("I am a student");
  asked.request.place = default_model;
  asked.request.changes = {{"encoder/layer1/self/head1/weights", 1, 2, 0.5f}};
  deriver.ask(asked);
  deriver.wait();
  const Derived found = deriver.latest();
  ASSERT_TRUE(found.answer.run);
  const Step& step = found.answer.run->trace.at("encoder/layer1/self/head1/weights");
  EXPECT_TRUE(step.edited());
  EXPECT_EQ(step.out(1, 2), 0.5f);
  asked.request.changes[0].path = "encoder/layer1/self/head9/weights";
  deriver.ask(asked);
  deriver.wait();
  ASSERT_TRUE(deriver.latest().problem) << "there is no such step";
  EXPECT_EQ(deriver.latest().problem->key, "problem.other");
}

TEST(Ask, WordsAreDrawnOnlyWhereTheViewShowsIt) {
  Document document;
  const Ask greedy = ask_of(document);
  set_sampling(document.request, {0.5, 20, 0.9, 7});
  EXPECT_EQ(ask_of(document), greedy) << "knobs alone ask for nothing else";
  document.request.values["draw"] = true;
  EXPECT_EQ(ask_of(document), greedy);
  document.translation.decoding = Decoding::sampling;
  EXPECT_EQ(drawn_with(ask_of(document).request), (SamplingOptions{0.5, 20, 0.9, 7}));
  EXPECT_FALSE(ask_of(document).beam);
  document.translation.decoding = Decoding::beam;
  EXPECT_EQ(ask_of(document).request, greedy.request);
  EXPECT_EQ(ask_of(document).beam, (BeamRequest{4, 0.6}));
}

// The run stays good, and what went wrong is told until another search is asked for.
TEST(Derive, AFailedSearchSaysWhy) {
  bool fails = true;
  Deriver deriver([] {}, [](const Ask& r, const std::stop_token&, const Progress&) { return run_of(r); },
                  [&](const attn::Answer&, const std::stop_token&) {
                    if (fails) throw std::invalid_argument("the beam is too wide");
                    return std::make_shared<const BeamSearch>();
                  });
  Ask asked = ask("one", BeamRequest{4, 0});
  deriver.ask(asked);
  deriver.wait();
  EXPECT_FALSE(deriver.latest().problem);
  EXPECT_FALSE(deriver.latest().answer.beam);
  EXPECT_EQ(deriver.latest().no_beam, (Message{"translation.no_tree", {"the beam is too wide"}}));
  fails = false;
  asked.beam->width = 2;
  deriver.ask(asked);
  deriver.wait();
  EXPECT_TRUE(deriver.latest().answer.beam);
  EXPECT_FALSE(deriver.latest().no_beam);
}

TEST(Derive, EndsWhileItComputes) {
  std::latch started(1);
  Deriver deriver([] {},
                  [&](const Ask& r, const std::stop_token& stop, const Progress&) {
                    started.count_down();
                    while (!stop.stop_requested()) std::this_thread::yield();
                    return run_of(r);
                  });
  deriver.ask(ask("one"));
  started.wait();
}

TEST(Derive, AMissingModelIsAProblem) {
  Deriver deriver([] {});
  deriver.ask(ask("I am a student", {}, "no/such/folder"));
  deriver.wait();
  ASSERT_TRUE(deriver.latest().problem);
  EXPECT_EQ(deriver.latest().problem->key, "problem.model");
  EXPECT_NE(deriver.latest().problem->values.at(0).find("no/such/folder"), std::string::npos);
}

// What a person meets who opens a folder is told by a text of its own, in all languages.
TEST(Derive, AForeignModelIsAProblemWithItsOwnText) {
  const std::filesystem::path folder = std::filesystem::path(testing::TempDir()) / "attnscope_foreign_model";
  std::filesystem::remove_all(folder);
  std::filesystem::create_directory(folder);
  const auto problem = [&] {
    Deriver deriver([] {});
    deriver.ask(ask("I am a student", {}, folder.string()));
    deriver.wait();
    return deriver.latest().problem.value_or(Message{});
  };
  const std::string config = (folder / "config.json").string();
  EXPECT_EQ(problem(), (Message{"problem.model_missing", {config}}));
  std::ofstream(config) << R"({"model_type": "bert"})";
  EXPECT_EQ(problem(), (Message{"problem.model_type", {config}}));
  std::filesystem::remove_all(folder);
}

// With the model of the reference folder: what the worker refuses, in the words of the text table.
TEST(Derive, ASentenceTheModelCannotReadIsAProblem) {
  const std::string folder = std::string(ATTN_SOURCE_DIR "/tests/reference/odd");
  Deriver deriver([] {});
  const auto after = [&](const std::string& sentence) {
    deriver.ask(ask(sentence, {}, folder));
    deriver.wait();
    return deriver.latest();
  };
  const Derived good = after("am a");
  ASSERT_TRUE(good.answer.run);
  ASSERT_TRUE(good.reading);
  EXPECT_EQ(good.reading->tokens.size(), good.answer.run->read.size());
  EXPECT_EQ(after("").problem->key, "problem.empty");
  EXPECT_EQ(after(" \t ").problem->key, "problem.empty");
  EXPECT_EQ(after("a \xff").problem->key, "problem.not_utf8");
  std::string endless;
  for (int i = 0; i < 5000; ++i) endless += "a ";
  EXPECT_EQ(after(endless).problem->key, "problem.too_long");
  ASSERT_TRUE(deriver.latest().reading);
  EXPECT_EQ(deriver.latest().reading->most, 24u);
  EXPECT_GE(deriver.latest().reading->tokens.size(), 5001u);
  EXPECT_EQ(deriver.latest().answer.run, good.answer.run);
}

TEST(Notes, NameUnknownLettersOnceAndALimit) {
  attn::Run t;
  t.input = "a 漢b 漢b œ";
  t.read = {{1, "a", "▁a", false}, {2, "␣", "▁", false}, {0, "·漢", "漢", true},
            {3, "·b", "b", false}, {2, "␣", "▁", false}, {0, "·漢", "漢", true},
            {3, "·b", "b", false}, {0, "œ", "▁œ", true}, {4, "</s>", "</s>", false}};
  t.written.resize(3);
  const std::vector<Message> found = notes({{}, nullptr, std::make_shared<const attn::Run>(std::move(t)), nullptr});
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0], (Message{"note.unknown", {"漢 œ"}}));
  EXPECT_EQ(found[1], (Message{"note.limit", {"3"}}));
  EXPECT_TRUE(notes({}).empty());
}

}  // namespace
}  // namespace attn
