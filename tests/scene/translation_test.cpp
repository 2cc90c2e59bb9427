// The translation's table: what is drawn is the trace's, and nothing that is not computed yet.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "app/scene/format.h"
#include "app/scene/views/beam.h"
#include "app/scene/views/translation.h"
#include "engine/model/alignment.h"
#include "engine/roles/roles.h"
#include "tests/support/stage.h"

namespace attn::scene {
namespace {

using ::testing::IsEmpty;

const Model& model() {
  static const Model m = load_model(std::string(default_model));
  return m;
}

float measure_text(std::string_view text, Font, float size) {
  return 0.55f * size * static_cast<float>(display_width(text));
}

struct Table {
  attn::Run run;
  Theme theme = dark_theme();
  Measure measure = measure_text;
  Tensor looked;
  std::vector<ForcedWord> forced;
  std::optional<SamplingOptions> sampling;
  int layer, head = 0;
  double phase = 1;
  Index cells_done = -1;

  explicit Table(const char* sentence = "I am a student", std::vector<ForcedWord> words = {}, int of_head = 0)
      : forced(std::move(words)), layer(0), head(of_head) {
    TranslateOptions options;
    options.forced = forced;
    run = translate(model(), sentence, options);
    layer = decoder_layers(run);
    looked = cross_attention(run, layer, head);
  }
  int find(std::string_view path) const { return run.trace.find(path); }
  TranslationTable at(std::string_view path, float width = 1096) const {
    TranslationRequest request{
        run,
        find(path),
        phase,
        forced,
        sampling,
        false,
        layer,
        head,
        cross_heads(run),
        looked,
        -1,
        theme,
        width,
        0,
        1e9f,
        measure,
        [](std::string_view key) { return key == "translation.cut" ? "cut" : std::string(key) + " {0} {1} {2}"; }};
    request.cells_done = cells_done;
    return translation_table(request);
  }
};

// Every number with a tag is that cell's, as printed.
std::vector<std::string> wrong(const Table& table, const Scene& scene) {
  std::vector<std::string> found;
  for (const Mark& m : scene.marks) {
    if (m.kind != Mark::Kind::text || m.cell.step < 0) continue;
    const double value = test::number_of(table.run.trace, m.cell);
    const test::Printed p = test::printed(m.text);
    const bool nothing = m.text == "≈0" && std::abs(value) < 0.01;
    if (!nothing && !(std::abs(p.value - value) <= p.half + 1e-6)) found.push_back(test::described(m));
  }
  return found;
}

std::size_t numbers(const Scene& scene) {
  return static_cast<std::size_t>(std::count_if(scene.marks.begin(), scene.marks.end(), [](const Mark& m) {
    return m.kind == Mark::Kind::text && m.cell.step >= 0;
  }));
}

TEST(TranslationTable, NumbersAreTheTraces) {
  for (const int head : {0, 2}) {
    const Table table("I am a student", {}, head);
    const TranslationTable drawn = table.at("decode4/output/next");
    EXPECT_THAT(wrong(table, drawn.scene), IsEmpty());
    ASSERT_EQ(drawn.rows.size(), 4u);
    // Five candidates a row; of one head also every weight, in the row and in the matrix below.
    EXPECT_EQ(numbers(drawn.scene), 4 * 5u + (head ? 2 * 4 * 5u : 0u));
  }
}

TEST(TranslationTable, CandidatesAreTheFiveBest) {
  const Table table;
  const TranslationTable drawn = table.at("decode4/output/next");
  for (const TableRow& row : drawn.rows) {
    const std::vector<Candidate> best = top_candidates(table.run, row.t, 5);
    ASSERT_EQ(row.candidates.size(), 5u);
    for (std::size_t i = 0; i < 5; ++i) EXPECT_EQ(row.candidates[i].id, best[i].id) << row.t;
  }
}

// The bar of a candidate is as long as its probability, of the room that bars have.
TEST(TranslationTable, BarsAreProbabilities) {
  const Table table;
  const TableColumns c = table_columns(1096, 5);
  const TranslationTable drawn = table.at("decode1/output/next");
  const Step& p = table.run.trace.at("decode1/output/probabilities");
  for (const TableRow::Candidate& candidate : drawn.rows[0].candidates) {
    const double value = static_cast<double>(p.out(0, candidate.id));
    float longest = 0;
    for (const Mark& m : drawn.scene.marks)
      if (m.kind == Mark::Kind::fill && m.rect.x == c.bars && m.rect.y > candidate.box.y &&
          m.rect.y < candidate.box.y + 20 && !(m.color == table.theme.bg2))
        longest = std::max(longest, m.rect.w);
    EXPECT_NEAR(longest, std::max(2.0, value * static_cast<double>(c.bars_end - c.bars)), 0.01);
  }
}

TEST(TranslationTable, CellsHaveTheColourOfTheirWeight) {
  const Table table("I am a student", {}, 3);
  const TranslationTable drawn = table.at("decode4/output/next");
  int seen = 0;
  for (const Mark& m : drawn.scene.marks) {
    if (m.kind != Mark::Kind::fill || m.cell.step < 0 || !table.run.trace[m.cell.step].role->is(roles::weights))
      continue;
    ++seen;
    EXPECT_EQ(m.color, cell_color(table.theme, test::number_of(table.run.trace, m.cell), {Range::Kind::unit, 1}));
  }
  EXPECT_EQ(seen, 2 * 4 * 5);
}

// A mean over heads is no cell of the trace: it names none, but leads to the head that looked hardest.
TEST(TranslationTable, AMeanHasNoCell) {
  const Table table;
  const TranslationTable drawn = table.at("decode4/output/next");
  for (const Mark& m : drawn.scene.marks)
    EXPECT_FALSE(m.cell.step >= 0 && table.run.trace[m.cell.step].role->is(roles::weights)) << test::described(m);
  ASSERT_EQ(drawn.looks.size(), 2 * 4 * 5u);
  for (const TableLook& look : drawn.looks) {
    const double led = test::number_of(table.run.trace, look.leads);
    EXPECT_EQ(look.leads.row, look.t - 1);
    EXPECT_EQ(look.leads.col, look.token);
    for (int h = 1; h <= cross_heads(table.run); ++h) {
      const std::string at = "decode" + std::to_string(look.t) + "/layer" + std::to_string(table.layer);
      const int step = table.find(at + "/cross/head" + std::to_string(h) + "/weights");
      ASSERT_GE(step, 0);
      EXPECT_LE(test::number_of(table.run.trace, {step, look.leads.row, look.leads.col}), led);
    }
  }
}

// While the probabilities are computed: the best of those that are there, their bars growing.
TEST(TranslationTable, BarsGrowWithThePhase) {
  Table table;
  const int p = table.find("decode3/output/probabilities");
  const Tensor& all = table.run.trace[p].out;
  const TableColumns c = table_columns(1096, 5);
  for (const double phase : {0.25, 0.5, 0.75}) {
    table.phase = phase;
    table.cells_done = static_cast<Index>(phase * static_cast<double>(all.cols()));
    const TranslationTable drawn = table.at("decode3/output/probabilities");
    EXPECT_TRUE(drawn.rows[2].candidates.empty()) << "nothing to choose from yet";
    std::vector<Index> ids;
    for (const Mark& m : drawn.scene.marks)
      if (m.kind == Mark::Kind::text && m.cell.step == p) ids.push_back(m.cell.col);
    ASSERT_EQ(ids.size(), 5u);
    std::vector<Index> wanted(static_cast<std::size_t>(table.cells_done));
    std::iota(wanted.begin(), wanted.end(), Index{0});
    std::stable_sort(wanted.begin(), wanted.end(), [&](Index a, Index b) { return all(0, a) > all(0, b); });
    wanted.resize(5);
    EXPECT_EQ(ids, wanted) << phase;
    EXPECT_THAT(wrong(table, drawn.scene), IsEmpty());
    for (const Mark& m : drawn.scene.marks)
      if (m.kind == Mark::Kind::fill && m.rect.x == c.bars && !(m.color == table.theme.bg2) &&
          m.rect.y > drawn.rows[2].card.y && m.color.a == 255) {
        EXPECT_LE(m.rect.w, std::max(2.0f, (c.bars_end - c.bars) * static_cast<float>(all(0, wanted[0]))) + 0.01f);
      }
  }
}

TEST(TranslationTable, WideWindowsAreFilled) {
  for (const float width : {1096.0f, 1520.0f, 2160.0f}) {
    const TableColumns c = table_columns(width, 5);
    EXPECT_GT(c.looked_end(), width * 0.93f) << width;
    EXPECT_LE(c.looked_end(), c.right + 0.01f) << width;
    EXPECT_LE(c.cell, 160.0f);
  }
  EXPECT_LE(table_columns(2160, 40).looked_end(), table_columns(2160, 40).right + 0.01f);
}

// What the playhead has not reached is there, faint, and has no cells that could be pointed at; of the word that is
// being chosen only what is known.
TEST(TranslationTable, WhatIsNotReachedIsFaint) {
  const Table table;
  const std::string last = "étudiant";
  for (const std::string path :
       {"encoder/layer1/self/head1/weights", "decode1/output/next", "decode3/layer1/cross/head1/weights",
        "decode3/output/logits", "decode3/output/probabilities", "decode3/output/next"}) {
    const TranslationTable drawn = table.at(path);
    const int playhead = table.find(path);
    bool solid = false, faint = false;
    for (const Mark& m : drawn.scene.marks) {
      EXPECT_LE(m.cell.step, playhead) << path << ": " << test::described(m);
      if (m.text == last) (m.color.a == 255 ? solid : faint) = true;
    }
    const bool third = path == "decode3/output/probabilities" || path == "decode3/output/next";
    EXPECT_EQ(solid, third) << path;
    EXPECT_TRUE(faint) << path << ": the fourth row has it among its words";
    EXPECT_EQ(drawn.rows[2].candidates.empty(), !third) << path;
    EXPECT_EQ(drawn.rows[2].written, path == "decode3/output/next") << path;
  }
  Table half;
  half.phase = 0.5;
  EXPECT_TRUE(half.at("decode3/output/probabilities").rows[2].candidates.empty()) << "not complete";
}

TEST(TranslationTable, AForcedWordKeepsItsOwnProbability) {
  const Table table("I am a student", {{3, 417}});
  const TranslationTable drawn = table.at("decode3/output/next");
  EXPECT_TRUE(drawn.rows[2].forced);
  EXPECT_FALSE(drawn.rows[1].forced);
  EXPECT_THAT(wrong(table, drawn.scene), IsEmpty());
  const int p = table.find("decode3/output/probabilities");
  EXPECT_TRUE(std::any_of(drawn.scene.marks.begin(), drawn.scene.marks.end(), [&](const Mark& m) {
    return m.kind == Mark::Kind::text && m.cell == CellTag{p, 0, 417};
  }));
  const bool edit = std::any_of(drawn.scene.marks.begin(), drawn.scene.marks.end(), [&](const Mark& m) {
    return m.kind == Mark::Kind::outline && m.color == table.theme.edit;
  });
  EXPECT_TRUE(edit);
}

TEST(TranslationTable, SamplingIsShownBeforeAnythingIsDrawn) {
  Table table;
  table.sampling = SamplingOptions{0.5, 2, 1, 1};
  const TranslationTable drawn = table.at("decode1/output/next");
  const Step& p = table.run.trace.at("decode1/output/probabilities");
  const Adjusted after = adjusted(table.run.trace[p.inputs[0]].out, *table.sampling);
  const auto count = [&](const std::string& words) {
    return std::count_if(drawn.scene.marks.begin(), drawn.scene.marks.end(),
                         [&](const Mark& m) { return m.text == words && m.color.a == 255; });
  };
  EXPECT_EQ(count("cut"), 3) << "of the five best two are left";
  EXPECT_EQ(after.left, 2);
  EXPECT_EQ(count("translation.left 2 8000 7998"), 1);
  const std::string best = probability_text(after.probability[static_cast<std::size_t>(after.order[0])]);
  EXPECT_EQ(count(best), 1);
  EXPECT_THAT(wrong(table, drawn.scene), IsEmpty());
}

TEST(NextWord, AddsUp) {
  const Table table;
  for (int t = 1; t <= 4; ++t) {
    const NextWord w = next_word(table.run, t);
    double e = w.others_exponential, p = w.others_probability;
    for (const NextWord::Row& row : w.best) {
      EXPECT_NEAR(row.exponential, std::exp(row.logit - w.largest), 1e-6);
      EXPECT_NEAR(row.probability, row.exponential / w.sum, 1e-6);
      e += row.exponential;
      p += row.probability;
    }
    EXPECT_NEAR(e, w.sum, 1e-4 * w.sum);
    EXPECT_NEAR(p, 1, 1e-4);
    EXPECT_EQ(static_cast<int>(w.chosen.id), table.run.written[static_cast<std::size_t>(t - 1)].id);
  }
  EXPECT_THROW(next_word(table.run, 0), std::invalid_argument);
  EXPECT_THROW(next_word(table.run, 5), std::invalid_argument);
}

// Every node's beginning, forced by as few words as possible, is what decoding then takes.
TEST(BeamTree, ForcedForLeadsToTheNode) {
  const char* sentence = "She reads a book every evening.";
  BeamOptions options;
  options.width = 3;
  const BeamSearch search = beam_search(model(), sentence, options);
  std::size_t forced_words = 0;
  for (int node = 0; node < static_cast<int>(search.nodes.size()); ++node) {
    TranslateOptions forced;
    forced.forced = forced_for(search, node);
    forced_words += forced.forced.size();
    const std::vector<int> wanted = beginning(search, node);
    const std::vector<int> found = written_ids(translate(model(), sentence, forced));
    ASSERT_GE(found.size(), wanted.size());
    EXPECT_TRUE(std::equal(wanted.begin(), wanted.end(), found.begin())) << "node " << node;
    EXPECT_LT(forced.forced.size(), wanted.size() + 1);
  }
  EXPECT_GT(forced_words, 0u);
  EXPECT_THAT(forced_for(search, 0), IsEmpty()) << "the most probable first word needs no force";
}

TEST(BeamTree, NodesSayTheirSums) {
  const Table table;
  BeamOptions options;
  const BeamSearch search = beam_search(model(), "I am a student", options);
  const BeamTree tree = beam_tree({search, table.run, -1, false, table.theme, 1096, 0, 1e9f, table.measure,
                                   [](std::string_view key) { return std::string(key); }});
  ASSERT_EQ(tree.nodes.size(), search.nodes.size());
  for (const BeamTree::Place& place : tree.nodes) {
    const BeamNode& node = search.nodes[static_cast<std::size_t>(place.node)];
    const bool finished = node.fate == BeamNode::Fate::finished;
    const std::string number = (finished ? "= " : "Σ ") + probability_text(finished ? node.score : node.sum);
    EXPECT_TRUE(std::any_of(tree.scene.marks.begin(), tree.scene.marks.end(), [&](const Mark& m) {
      return m.text == number && place.box.contains(m.rect.x, m.rect.y);
    })) << node.label;
  }
}

}  // namespace
}  // namespace attn::scene
