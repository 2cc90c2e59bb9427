// What a cell reads and what reads it: by hand on a small computation, and against every `reads` of a real one.
#include "app/core/links.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "engine/model/translate.h"
#include "engine/ops/ops.h"

namespace attn {
namespace {

using scene::CellTag;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;
using Cell3 = std::tuple<int, Index, Index>;
using Cells = std::set<Cell3>;

Mat counting(Index rows, Index cols) {
  Mat m(rows, cols);
  for (Index i = 0; i < m.size(); ++i) m.data()[i] = static_cast<Real>(i);
  return m;
}

// a 2×2, b 2×2; product = a·b; sum = product + a.
Trace small() {
  Tape tape;
  const int a = tape.give("a", role_of("a"), Tensor(counting(2, 2), {}, {})),
            b = tape.give("b", role_of("b"), Tensor(counting(2, 2), {}, {}));
  const int product = tape.apply("product", role_of("product"), ops::matmul, {a, b});
  tape.apply("sum", role_of("sum"), ops::add, {product, a});
  return tape.finish();
}

void put(Cells& to, int step, const std::vector<CellBox>& boxes) {
  for (const CellBox& b : boxes)
    for (Index r = 0; r < b.rows; ++r)
      for (Index c = 0; c < b.cols; ++c) EXPECT_TRUE(to.insert({step, b.row + r, b.col + c}).second) << "named twice";
}

struct Found {
  Cells itself, read, readers;
};
Found cells_of(const Links& links) {
  Found found;
  int last = -1;
  for (const StepLinks& s : links.steps) {
    EXPECT_GT(s.step, last) << "in order";
    last = s.step;
    EXPECT_EQ(s.itself, !s.itself_cells.empty());
    EXPECT_EQ(s.read, !s.read_cells.empty());
    EXPECT_EQ(s.reader, !s.reader_cells.empty());
    put(found.itself, s.step, s.itself_cells);
    put(found.read, s.step, s.read_cells);
    put(found.readers, s.step, s.reader_cells);
  }
  return found;
}

// The same by asking every cell of every step what it reads.
Found by_brute_force(const Trace& trace, const Cells& pointed) {
  Found found;
  found.itself = pointed;
  const int step = std::get<0>(*pointed.begin());
  for (const auto& [s, r, c] : pointed)
    for (const Source& from : sources(trace, s, r, c)) found.read.insert({from.step, from.row, from.col});
  for (int i = 0; i < trace.size(); ++i) {
    const auto& in = trace[i].inputs;
    if (std::find(in.begin(), in.end(), step) == in.end()) continue;
    for (Index r = 0; r < trace[i].out.rows(); ++r)
      for (Index c = 0; c < trace[i].out.cols(); ++c)
        for (const Source& from : sources(trace, i, r, c))
          if (pointed.contains({from.step, from.row, from.col})) found.readers.insert({i, r, c});
  }
  return found;
}

const attn::Run& run() {
  static const attn::Run made = translate(load_model(std::string(default_model)), "I am a student");
  return made;
}
const Trace& real() { return run().trace; }

TEST(Boxes, CellsBecomeFewBoxesThatHoldJustThem) {
  EXPECT_THAT(boxes_of({}), IsEmpty());
  EXPECT_THAT(boxes_of({{1, 2}, {1, 1}, {1, 2}}), ElementsAre(CellBox{1, 1, 1, 2}));
  EXPECT_THAT(boxes_of({{0, 3}, {1, 3}, {2, 3}, {4, 3}}), ElementsAre(CellBox{0, 3, 3, 1}, CellBox{4, 3, 1, 1}));
  EXPECT_THAT(boxes_of({{0, 0}, {0, 1}, {1, 0}, {1, 1}, {2, 1}}),
              ElementsAre(CellBox{0, 0, 2, 2}, CellBox{2, 1, 1, 1}));
  EXPECT_THAT(boxes_of({{0, 0}, {1, 1}, {0, 2}}),
              ElementsAre(CellBox{0, 0, 1, 1}, CellBox{0, 2, 1, 1}, CellBox{1, 1, 1, 1}));
}

TEST(Links, ACellReadsARowAndAColumn) {
  EXPECT_THAT(cells_read(small(), {2, 0, 1}),
              UnorderedElementsAre(CellTag{0, 0, 0}, CellTag{0, 0, 1}, CellTag{1, 0, 1}, CellTag{1, 1, 1}));
  EXPECT_THAT(cells_read(small(), {0, 0, 0}), IsEmpty()) << "a given is computed from nothing";
}

TEST(Links, ACellIsReadByWhatSaysSo) {
  const Found found = cells_of(links(small(), Pointed::cell(0, 1, 0)));
  EXPECT_THAT(found.itself, ElementsAre(Cell3{0, 1, 0}));
  EXPECT_THAT(found.read, IsEmpty());
  EXPECT_THAT(found.readers, ElementsAre(Cell3{2, 1, 0}, Cell3{2, 1, 1}, Cell3{3, 1, 0}));
}

TEST(Links, OfWholeStepsAreSteps) {
  const Links product = links(small(), Pointed::all_of(2));
  ASSERT_EQ(product.steps.size(), 4u);
  EXPECT_TRUE(product.of(0)->read && product.of(1)->read && product.of(2)->itself && product.of(3)->reader);
  EXPECT_FALSE(product.of(3)->read || product.of(0)->reader);
  EXPECT_THAT(links(small(), Pointed{}).steps, IsEmpty());
  EXPECT_THAT(links(small(), Pointed::cell(2, 5, 0)).steps, IsEmpty()) << "there is no such cell";
  EXPECT_THAT(links(small(), Pointed::all_of(9)).steps, IsEmpty());
}

TEST(Links, StepsThatAStepReads) {
  EXPECT_THAT(steps_read(small(), 0), IsEmpty());
  EXPECT_THAT(steps_read(small(), 2), ElementsAre(0, 1));
  EXPECT_THAT(steps_read(small(), 3), ElementsAre(0, 2));
}

TEST(Links, OfCellsRowsAndColumnsAreWhatReadsListsThroughoutATranslation) {
  const Trace& trace = real();
  for (const char* path :
       {"encoder/embedding/tokens", "encoder/embedding/sum", "encoder/layer1/self/head2/query",
        "encoder/layer1/self/head2/scores", "encoder/layer2/self/head1/weights", "encoder/layer1/self/head3/context",
        "encoder/layer1/self/concat", "encoder/layer1/add_norm1/norm", "encoder/layer2/ffn/activation",
        "decode2/embedding/tokens", "decode2/mask", "decode2/layer1/self/head1/masked",
        "decode1/layer1/cross/head1/key", "decode3/layer2/add_norm3/norm", "decode3/output/state",
        "model/encoder/layer1/self/head2/W_Q", "model/encoder/layer1/add_norm1/gamma"}) {
    const int step = trace.find(path);
    ASSERT_GE(step, 0) << path;
    const Tensor& out = trace[step].out;
    const Index row = out.rows() / 2, col = out.cols() - 1;
    Cells a_row, a_col;
    for (Index c = 0; c < out.cols(); ++c) a_row.insert({step, row, c});
    for (Index r = 0; r < out.rows(); ++r) a_col.insert({step, r, col});
    const auto check = [&](const Pointed& pointed, const Cells& cells, const char* what) {
      const Found found = cells_of(links(trace, pointed, {}, 100'000'000)), all = by_brute_force(trace, cells);
      EXPECT_EQ(found.itself, all.itself) << path << what;
      EXPECT_EQ(found.read, all.read) << path << what;
      EXPECT_EQ(found.readers, all.readers) << path << what;
    };
    check(Pointed::cell(step, row, col), {{step, row, col}}, ", a cell");
    check(Pointed::row_of(step, row), a_row, ", a row");
    check(Pointed::col_of(step, col), a_col, ", a column");
  }
}

TEST(Links, AStepIsReadIfOneOfItsCellsIs) {
  const Trace& trace = real();
  std::vector<std::set<int>> read(static_cast<std::size_t>(trace.size()));
  for (int i = 0; i < trace.size(); ++i) {
    const Step& step = trace[i];
    const bool large = step.out.size() > 1000;  // every hundredth cell of those
    for (Index c = 0; c < step.out.size(); c += large ? 100 : 1)
      for (const Source& from : sources(trace, i, c / step.out.cols(), c % step.out.cols()))
        read[static_cast<std::size_t>(i)].insert(from.step);
    const std::vector<int> found = steps_read(trace, i);
    EXPECT_EQ(read[static_cast<std::size_t>(i)], std::set<int>(found.begin(), found.end())) << step.path;
  }
  for (const char* path : {"encoder/layer1/add_norm1/norm", "decode2/embedding/tokens", "model/embedding"}) {
    const int step = trace.find(path);
    const Links found = links(trace, Pointed::all_of(step));
    for (int i = 0; i < trace.size(); ++i) {
      const StepLinks* of = found.of(i);
      EXPECT_EQ(of && of->read, read[static_cast<std::size_t>(step)].contains(i)) << path << " and " << trace[i].path;
      EXPECT_EQ(of && of->reader, read[static_cast<std::size_t>(i)].contains(step)) << path << " and " << trace[i].path;
      EXPECT_EQ(of && of->itself, i == step);
    }
  }
  EXPECT_THAT(steps_read(trace, trace.find("decode2/mask")), IsEmpty()) << "of the tokens only their number matters";
}

TEST(Links, AGroupReadsWhatItsStepsReadOutsideOfIt) {
  const Trace& trace = real();
  const std::string head = "encoder/layer1/self/head2";
  const Links found = links(trace, Pointed::group(head));
  const auto inside = [&](int i) { return trace[i].path.starts_with(head + "/"); };
  for (int i = 0; i < trace.size(); ++i) {
    bool read = false, reader = false;
    for (int j = 0; j < trace.size(); ++j)
      for (const int input : trace[j].inputs) {
        read = read || (input == i && inside(j) && !inside(i));
        reader = reader || (j == i && inside(input) && !inside(i));
      }
    const StepLinks* of = found.of(i);
    EXPECT_EQ(of && of->itself, inside(i)) << trace[i].path;
    EXPECT_EQ(of && of->read, read) << trace[i].path;
    EXPECT_EQ(of && of->reader, reader) << trace[i].path;
  }
  EXPECT_TRUE(found.of(trace.find("encoder/embedding/sum"))->read);
  EXPECT_TRUE(found.of(trace.find("encoder/layer1/self/concat"))->reader);
}

TEST(Links, AWordIsTheRowsAndColumnsThatCarryIt) {
  const Trace& trace = real();
  const Links found = links(trace, Pointed::word(run().source_sequence, 1, 2));
  const auto boxes = [&](const char* path) {
    const StepLinks* of = found.of(trace.find(path));
    return of ? of->itself_cells : std::vector<CellBox>{};
  };
  EXPECT_THAT(boxes("encoder/layer1/self/head1/query"), ElementsAre(CellBox{1, 0, 1, 16}));
  EXPECT_THAT(boxes("encoder/layer1/self/head1/scores"), ElementsAre(CellBox{1, 0, 1, 5}, CellBox{0, 1, 5, 1}));
  EXPECT_THAT(boxes("decode2/layer1/cross/head1/scores"), ElementsAre(CellBox{0, 1, 2, 1}));
  EXPECT_THAT(boxes("decode2/layer1/self/head1/scores"), IsEmpty());
  EXPECT_THAT(boxes("model/embedding"), IsEmpty());
}

TEST(Links, WordsThatACellTouches) {
  const Trace& trace = real();
  const std::uint8_t source = run().source_sequence, target = run().target_sequence;
  const auto touched = [&](const char* path, Index row, Index col, std::uint8_t sequence, bool WordLinks::*what) {
    std::vector<std::size_t> found;
    const auto words = word_links(trace, links(trace, Pointed::cell(trace.find(path), row, col)), sequence);
    for (std::size_t i = 0; i < words.size(); ++i)
      if (words[i].*what) found.push_back(i);
    return found;
  };
  const char* scores = "encoder/layer1/self/head1/scores";
  EXPECT_THAT(touched(scores, 1, 3, source, &WordLinks::row), ElementsAre(1));
  EXPECT_THAT(touched(scores, 1, 3, source, &WordLinks::col), ElementsAre(3));
  EXPECT_THAT(touched(scores, 1, 3, source, &WordLinks::read), ElementsAre(1, 3));
  EXPECT_THAT(touched("encoder/layer1/self/head1/context", 1, 3, source, &WordLinks::read), ElementsAre(0, 1, 2, 3, 4))
      << "a mixture of all words";
  const char* cross = "decode1/layer1/cross/head1/scores";  // one row
  EXPECT_THAT(touched(cross, 0, 2, target, &WordLinks::row), ElementsAre(0));
  EXPECT_THAT(touched(cross, 0, 2, source, &WordLinks::col), ElementsAre(2));
  EXPECT_THAT(touched(cross, 0, 2, target, &WordLinks::col), IsEmpty());
}

// Where there is too much to look at, the step alone is told; what comes first is looked at first.
TEST(Links, AreBoundedInWhatTheyLookAt) {
  const Trace& trace = real();
  const Pointed pointed = Pointed::cell(trace.find("model/embedding"), 7, 3);
  const int similarity = trace.find("decode3/output/similarity"), other = trace.find("decode1/output/similarity");
  const Links found = links(trace, pointed, std::vector<int>{similarity}, 1'500'000);
  ASSERT_TRUE(found.of(similarity) && found.of(other));
  EXPECT_THAT(found.of(similarity)->reader_cells, ElementsAre(CellBox{0, 7, 1, 1}));
  EXPECT_TRUE(found.of(other)->reader);
  EXPECT_THAT(found.of(other)->reader_cells, IsEmpty());
  const int row = trace.find("decode2/output/probabilities");  // 8000 cells, each of which reads 8000
  const Links all = links(trace, Pointed::row_of(row, 0));
  EXPECT_TRUE(all.of(trace.find("decode2/output/logits"))->read);
}

TEST(Links, AreFoundBitByBit) {
  const Trace& trace = real();
  const Pointed pointed = Pointed::row_of(trace.find("encoder/embedding/sum"), 2);
  LinkSearch search(trace, pointed);
  EXPECT_TRUE(search.found().of(trace.find("encoder/embedding/scaled"))->read) << "at once";
  int bits = 0;
  for (; !search.complete(); ++bits) {
    for (const StepLinks& s : search.found().steps)
      EXPECT_EQ(s.reader, !s.reader_cells.empty()) << "no reader is half known";
    search.go_on(1000);
  }
  EXPECT_GT(bits, 50);
  const Links at_once = links(trace, pointed);
  ASSERT_EQ(search.found().steps.size(), at_once.steps.size());
  for (std::size_t i = 0; i < at_once.steps.size(); ++i) {
    EXPECT_EQ(search.found().steps[i].step, at_once.steps[i].step);
    EXPECT_EQ(search.found().steps[i].reader_cells, at_once.steps[i].reader_cells);
    EXPECT_EQ(search.found().steps[i].read_cells, at_once.steps[i].read_cells);
  }
}

}  // namespace
}  // namespace attn
