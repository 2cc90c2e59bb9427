// The map: its architecture is the trace's, every ribbon, barcode and word is read back, nothing is told early.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "app/core/player.h"
#include "app/scene/views/map.h"
#include "tests/support/map.h"

namespace attn {
namespace {

using namespace map_test;
using map_test::Look;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using Kind = MapBlock::Kind;

// What a ribbon shows, from the trace alone: the cell of its tag in one head, or the mean over the heads beside it.
double value_of(const Trace& trace, const CellTag& tag, int head) {
  const std::string& path = trace[tag.step].path;
  const std::size_t at = path.find("/head") + 5;
  if (head > 0) {
    EXPECT_EQ(path.substr(at), std::to_string(head) + "/weights");
    return static_cast<double>(trace[tag.step].out(tag.row, tag.col));
  }
  double sum = 0;
  int heads = 0;
  for (int step; (step = trace.find(path.substr(0, at) + std::to_string(heads + 1) + "/weights")) >= 0; ++heads)
    sum += static_cast<double>(trace[step].out(tag.row, tag.col));
  return sum / heads;
}

TEST(MapRun, IsReadFromThePathsOfAnyModel) {
  for (const Subject& s : subjects()) {
    SCOPED_TRACE(s.name);
    EXPECT_EQ(s.run.encoder.layers(), s.encoder_layers);
    ASSERT_FALSE(s.run.decodes.empty());
    EXPECT_EQ(s.run.decodes.size(), s.translation.written.size());
    EXPECT_EQ(s.run.decodes.front().layers(), s.decoder_layers);
    EXPECT_EQ(s.run.heads(), s.heads);
    EXPECT_EQ(s.run.source.size(), s.translation.read.size());
    EXPECT_EQ(s.run.source.back(), "</s>");
    EXPECT_EQ(s.run.written.size(), s.translation.written.size());
    for (int layer = 1; layer <= s.encoder_layers; ++layer)
      EXPECT_THAT(s.run.encoder.find(Kind::self, layer)->weights, SizeIs(s.heads));
    for (std::size_t t = 0; t < s.run.decodes.size(); ++t) {
      const MapStack& decode = s.run.decodes[t];
      EXPECT_EQ(decode.words, static_cast<Index>(t) + 1);
      // embedding, and in every layer three parts with add & norm; the output
      EXPECT_THAT(decode.blocks, SizeIs(2 + 6 * s.decoder_layers));
      for (int layer = 1; layer <= s.decoder_layers; ++layer)
        EXPECT_THAT(decode.find(Kind::cross, layer)->weights, SizeIs(s.heads));
    }
    // Every step but the weights of the model belongs to exactly one block.
    for (const int step : timeline(s.translation.trace)) {
      int holders = s.run.encoder.holding(step) != nullptr;
      for (const MapStack& decode : s.run.decodes) holders += decode.holding(step) != nullptr;
      EXPECT_EQ(holders, 1) << s.translation.trace[step].path;
    }
  }
}

TEST(Map, EveryRibbonIsTheTracesAttention) {
  for (const Subject& s : subjects()) {
    const Trace& trace = s.translation.trace;
    for (int head = 0; head <= s.heads; ++head) {
      SCOPED_TRACE(s.name + ", head " + std::to_string(head));
      Look look;
      look.options.head = head;
      look.height = 1200;  // high lanes: the faintest ribbons are seen, too
      const Drawn d = drawn(s, last_step(s), look);
      std::set<std::tuple<int, Index, Index>> seen;
      std::map<std::pair<int, Index>, double> ends;  // by step and row: how high its ribbons are together
      for (const Mark& m : d.map.scene.marks) {
        if (m.kind != Mark::Kind::ribbon || m.cell.step < 0) continue;
        const double value = value_of(trace, m.cell, head);
        const double shown = static_cast<double>((m.points[3].y - m.points[2].y) / d.plan.ribbon);
        EXPECT_NEAR(shown, value, 1e-4) << described(m);
        const Color wanted = cell_color(theme(false), value, {Range::Kind::unit, 1});
        EXPECT_EQ(std::tie(m.color.r, m.color.g, m.color.b), std::tie(wanted.r, wanted.g, wanted.b)) << described(m);
        EXPECT_TRUE(seen.emplace(m.cell.step, m.cell.row, m.cell.col).second) << described(m);
        ends[{m.cell.step, m.cell.row}] += shown;
      }
      for (const auto& [row, sum] : ends) EXPECT_LE(sum, 1 + 1e-4);
      // None is missing: all of the encoder's, and all rows of the last decoding step.
      const auto all_there = [&](const MapStack& stack) {
        for (const MapBlock& block : stack.blocks) {
          if (block.weights.empty()) continue;
          const int step = block.weights[static_cast<std::size_t>(std::max(0, head - 1))];
          for (Index r = 0; r < trace[step].out.rows(); ++r)
            for (Index c = 0; c < trace[step].out.cols(); ++c) {
              const double value = value_of(trace, {step, r, c}, head);
              if (std::abs(value - 0.05) < 1e-5) continue;  // at the threshold: either
              EXPECT_EQ(seen.erase({step, r, c}), value >= 0.05 ? 1u : 0u) << trace[step].path << ' ' << r << ' ' << c;
            }
        }
      };
      all_there(s.run.encoder);
      all_there(s.run.decodes.back());
      EXPECT_THAT(seen, IsEmpty());
    }
  }
}

TEST(Map, TheThresholdLeavesRibbonsOut) {
  const Subject& s = subjects().front();
  std::size_t before = 1000000;
  for (const int hidden : {0, 5, 20, 50}) {
    Look look;
    look.options.hide_below = hidden;
    std::size_t count = 0;
    for (const Mark& m : drawn(s, last_step(s), look).map.scene.marks)
      if (m.kind == Mark::Kind::ribbon && m.cell.step >= 0) {
        ++count;
        EXPECT_GE(value_of(s.translation.trace, m.cell, 0), hidden / 100.0 - 1e-6);
      }
    EXPECT_LT(count, before);
    before = count;
  }
  EXPECT_GT(before, 0u);
}

TEST(Map, BarcodesAreTheFirstNumbersOfStates) {
  for (const Subject& s : subjects()) {
    const Trace& trace = s.translation.trace;
    std::set<int> steps;
    for (const Mark& m : drawn(s, last_step(s)).map.scene.marks) {
      if (m.kind != Mark::Kind::fill || m.cell.step < 0) continue;
      const Tensor& all = trace[m.cell.step].out;
      ASSERT_TRUE(all.contains(m.cell.row, m.cell.col));
      EXPECT_LT(m.cell.col, 16);
      double squares = 0;
      for (Index r = 0; r < all.rows(); ++r)
        for (Index c = 0; c < 16; ++c) squares += std::pow(static_cast<double>(all(r, c)), 2);
      const double limit = round_range(2 * std::sqrt(squares / static_cast<double>(16 * all.rows())));
      EXPECT_EQ(m.color, cell_color(theme(false), number_of(trace, m.cell), {Range::Kind::symmetric, limit}));
      steps.insert(m.cell.step);
    }
    // embedding, feed-forward of every layer, and the encoder's memory
    EXPECT_THAT(steps, SizeIs(3 + s.encoder_layers + s.decoder_layers)) << s.name;
    Look without;
    without.options.barcodes = false;
    for (const Mark& m : drawn(s, last_step(s), without).map.scene.marks)
      EXPECT_FALSE(m.kind == Mark::Kind::fill && m.cell.step >= 0) << described(m);
  }
}

// At every step, and half-way through it.
TEST(Map, TellsNothingEarly) {
  for (const Subject& s : subjects()) {
    const Trace& trace = s.translation.trace;
    const std::vector<int> steps = timeline(trace);
    for (std::size_t i = 0; i < steps.size(); i += s.name == "tiny" ? 3 : 29)
      for (const double phase : {0.5, 1.0}) {
        Look look;
        look.phase = phase;
        const Index done = cells_done(trace[steps[i]], phase);
        for (const Mark& m : drawn(s, steps[i], look).map.scene.marks) {
          if (m.cell.step < 0) continue;
          ASSERT_LE(m.cell.step, steps[i]) << trace[steps[i]].path << ": " << described(m);
          if (m.cell.step != steps[i] || m.kind == Mark::Kind::image) continue;
          ASSERT_LT(m.cell.row * trace[steps[i]].out.cols() + m.cell.col, done) << described(m);
        }
      }
  }
}

// While heads are computed one after the other, a ribbon is the mean of those that are there, as its card says.
TEST(Map, ARibbonIsTheMeanOfTheHeadsThatAreThere) {
  const Subject& s = subjects().front();
  const Trace& trace = s.translation.trace;
  const MapBlock& block = *s.run.encoder.find(Kind::self, 2);
  for (std::size_t h = 0; h < block.weights.size(); ++h) {
    const Drawn d = drawn(s, block.weights[h]);
    bool any = false;
    for (const Mark& m : d.map.scene.marks) {
      if (m.kind != Mark::Kind::ribbon || m.cell.step != block.weights[0]) continue;
      double sum = 0;
      for (std::size_t k = 0; k <= h; ++k) sum += number_of(trace, {block.weights[k], m.cell.row, m.cell.col});
      EXPECT_NEAR(static_cast<double>((m.points[3].y - m.points[2].y) / d.plan.ribbon),
                  sum / static_cast<double>(h + 1), 1e-4);
      any = true;
    }
    EXPECT_TRUE(any);
    const MapReading reading = map_reading(request(s, d.plan, block.weights[h], {}), {block.weights[0], 0, 0});
    EXPECT_EQ(reading.known, static_cast<int>(h) + 1);
    for (std::size_t k = 0; k < block.weights.size(); ++k) {
      EXPECT_EQ(reading.heads[k].second.has_value(), k <= h);
      if (k <= h) {
        EXPECT_EQ(*reading.heads[k].second, number_of(trace, {block.weights[k], 0, 0}));
      }
    }
  }
}

// Rows of earlier words stay as the decoding step before left them, until they are computed anew.
TEST(Map, EarlierWordsKeepTheirRibbons) {
  const Subject& s = subjects().front();
  const Trace& trace = s.translation.trace;
  const int step = trace.find("decode3/layer1/self/head1/query");
  std::set<std::string> decodes;
  for (const Mark& m : drawn(s, step).map.scene.marks)
    if (m.kind == Mark::Kind::ribbon && m.cell.step >= 0 && trace[m.cell.step].path.starts_with("decode")) {
      decodes.insert(trace[m.cell.step].path.substr(0, 7));
      EXPECT_LT(m.cell.row, 2);
    }
  EXPECT_EQ(decodes, std::set<std::string>{"decode2"});
}

TEST(Map, TheBlockOfThePlayheadIsNow) {
  for (const Subject& s : subjects())
    for (const int step : timeline(s.translation.trace)) {
      if (s.name != "tiny" && step % 7) continue;
      const Drawn d = drawn(s, step);
      ASSERT_TRUE(d.map.now) << s.translation.trace[step].path;
      EXPECT_EQ(d.map.now->y < d.plan.decoder.top - 1, s.run.encoder.holding(step) != nullptr);
    }
}

TEST(Map, EveryTargetLeadsToAStep) {
  for (const Subject& s : subjects()) {
    const Drawn d = drawn(s, last_step(s));
    std::set<int> blocks;
    for (const MapTarget& t : d.map.targets) {
      ASSERT_GE(t.step, 0);
      ASSERT_LT(t.step, s.translation.trace.size());
      if (t.kind == MapTarget::Kind::block) blocks.insert(t.step);
      EXPECT_LT(t.row, static_cast<Index>(std::max(s.run.source.size(), s.run.written.size())));
    }
    EXPECT_THAT(blocks, SizeIs(2 + 2 * s.encoder_layers + 3 * s.decoder_layers)) << s.name;
  }
}

// Only what is looked at is built, and it is the same as in the whole.
TEST(Map, BuildsOnlyWhatIsInSight) {
  const Subject s = subject("long", "assets/models/en-fr-tiny", long_sentence, 2, 2, 4);
  const Drawn whole = drawn(s, last_step(s));
  Look look;
  look.sight = Rect{100, 300, 500, 300};
  const Drawn part = drawn(s, last_step(s), look);
  EXPECT_LT(part.map.scene.marks.size(), whole.map.scene.marks.size() / 2);
  std::size_t found = 0, from = 0;
  for (const Mark& m : part.map.scene.marks) {
    if (m.cell.step < 0) continue;
    while (from < whole.map.scene.marks.size() && !same(m, whole.map.scene.marks[from])) ++from;
    ASSERT_LT(from, whole.map.scene.marks.size()) << described(m);
    ++found;
  }
  EXPECT_GT(found, 100u);
  EXPECT_LT(whole.map.scene.marks.size(), 60000u);
}

TEST(Map, NoTextCoversAnother) {
  std::vector<const Subject*> all;
  for (const Subject& s : subjects()) all.push_back(&s);
  const Subject longer = subject("long", "assets/models/en-fr-tiny", long_sentence, 2, 2, 4);
  all.push_back(&longer);
  for (const Subject* s : all)
    for (const auto& [width, height] : {std::pair{1440.0f, 696.0f}, {1024.0f, 456.0f}, {1463.0f, 766.0f}})
      for (const Language language : languages)
        for (const bool thumbnails : {true, false}) {
          Look look;
          look.width = width;
          look.height = height;
          look.language = language;
          look.options.thumbnails = thumbnails;
          for (const int step : {timeline(s->translation.trace).front(), last_step(*s)}) {
            const Drawn d = drawn(*s, step, look);
            EXPECT_THAT(covered_texts(d.map.scene, measure()), IsEmpty())
                << s->name << ' ' << width << ' ' << code(language);
            // Also where only a part is in sight, and titles stay at its border.
            for (float y = 0; y < d.plan.height; y += height) {
              Look part = look;
              part.sight = Rect{0, y, width, height};
              EXPECT_THAT(covered_texts(drawn(*s, step, part).map.scene, measure()), IsEmpty())
                  << s->name << ' ' << width << ' ' << code(language) << " from " << y;
            }
            EXPECT_THAT(outside(d.map.scene, measure()), IsEmpty()) << s->name << ' ' << width << ' ' << code(language);
          }
        }
}

TEST(Map, AnEmptyTraceHasNoMap) {
  const Trace none;
  const MapRun run = map_run(none);
  const MapPlan plan = map_plan(run, {}, 800, 600, measure());
  const MapScene made =
      map({none, run, plan, {}, -1, -1, {}, theme(false), measure(), {0, 0, 800, 600}, 1, [](std::string_view key) {
             return std::string(key);
           }});
  EXPECT_THAT(made.scene.marks, IsEmpty());
}

}  // namespace
}  // namespace attn
