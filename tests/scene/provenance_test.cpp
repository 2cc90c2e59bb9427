// The picture of a graph: columns from left to right, nothing cut, nothing over another.
#include "app/scene/provenance.h"

#include <gtest/gtest.h>

#include "tests/support/heatmap.h"
#include "tests/support/stage.h"

namespace attn::test {
namespace {

GraphNode node(int column, const char* letter, const char* words, std::vector<double> values, const char* note = "") {
  GraphNode n;
  n.column = column;
  n.letter = letter;
  n.words = words;
  n.hue = dark_theme().q;
  n.values = std::move(values);
  n.note = note;
  return n;
}

Graph drawn(float width, const char* word = "student") {
  const Theme theme = dark_theme();
  GraphRequest request{theme, fake, width, {}, {}};
  request.nodes = {node(3, "", "am, student", {}, "−14.3202"),
                   node(2, "Q", "am", {1, -0.5, 0, 1}),
                   node(2, "K", word, {1, -0.5}),
                   node(1, "X", "am", std::vector<double>(64, 0.5)),
                   node(1, "X", word, {1, 2}),
                   node(1, "W", "b", {1, 2}),
                   node(0, "W", "", {}, "×192"),
                   node(0, "E", "", {1, 2})};
  request.nodes[0].result = true;
  request.nodes[5].low = "Q";
  request.edges = {{1, 0}, {2, 0}, {3, 1}, {4, 2}, {5, 1}, {6, 3}, {7, 3}, {7, 4}};
  return provenance_graph(request);
}

TEST(ProvenanceGraph, FitsWhateverTheWidth) {
  for (const float width : {200.0f, 248.0f, 288.0f, 360.0f})
    for (const char* word : {"a", "student", "Supercalifragilisticexpialidocious", "我是一个学生我是一个学生"}) {
      const Graph graph = drawn(width, word);
      EXPECT_TRUE(outside(graph.scene, fake).empty()) << width << word << ": " << outside(graph.scene, fake).front();
      EXPECT_TRUE(covered_texts(graph.scene, fake).empty()) << width << word;
      ASSERT_EQ(graph.boxes.size(), 8u);
      for (std::size_t i = 0; i < graph.boxes.size(); ++i)
        for (std::size_t j = i + 1; j < graph.boxes.size(); ++j) {
          const Rect &a = graph.boxes[i], &b = graph.boxes[j];
          EXPECT_TRUE(a.x + a.w <= b.x || b.x + b.w <= a.x || a.y + a.h <= b.y || b.y + b.h <= a.y) << i << ", " << j;
        }
    }
}

TEST(ProvenanceGraph, LeadsFromLeftToRight) {
  const Graph graph = drawn(288);
  for (const auto& [from, to] : {std::pair{1, 0}, {3, 1}, {6, 3}})
    EXPECT_LT(graph.boxes[static_cast<std::size_t>(from)].x, graph.boxes[static_cast<std::size_t>(to)].x);
  EXPECT_EQ(graph.boxes[3].x, graph.boxes[4].x) << "one column";
  std::size_t curves = 0;
  for (const Mark& m : graph.scene.marks)
    if (m.kind == Mark::Kind::polyline) ++curves;
  EXPECT_EQ(curves, 8u);
}

TEST(ProvenanceGraph, StripsHaveTheColoursOfTheNumbers) {
  const Theme theme = dark_theme();
  GraphRequest request{theme, fake, 200, {node(0, "Q", "", {1, -0.5, 0})}, {}};
  const Graph graph = provenance_graph(request);
  std::vector<Color> cells;
  for (const Mark& m : graph.scene.marks)
    if (m.kind == Mark::Kind::fill && m.rect.h == 8) cells.push_back(m.color);
  EXPECT_EQ(cells,
            (std::vector<Color>{cell_color(theme, 1, {}), cell_color(theme, -0.5, {}), cell_color(theme, 0, {})}));
}

TEST(ProvenanceGraph, OfNothingIsNothing) {
  const Theme theme = dark_theme();
  EXPECT_TRUE(provenance_graph({theme, fake, 200, {}, {}}).scene.marks.empty());
}

}  // namespace
}  // namespace attn::test
