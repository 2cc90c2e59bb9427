// The SVG of a step, read by a small XML reader of the test's own.
#include "app/scene/svg.h"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <map>
#include <stdexcept>

#include "app/scene/heatmap.h"
#include "app/scene/marks.h"
#include "app/scene/ribbon.h"
#include "app/scene/text.h"
#include "engine/eigen.h"
#include "engine/ops/ops.h"
#include "engine/roles/roles.h"

using namespace attn;
using namespace attn::scene;

namespace {

constexpr float infinity = std::numeric_limits<float>::infinity();

struct Element {
  std::string name, text;
  std::map<std::string, std::string> attributes;
};

// Reads what XML the program may write; throws at anything that is not well-formed.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {
    if (clean_utf8(text) != text) throw std::runtime_error("not UTF-8");
    if (text_.starts_with("<?xml")) at_ = text_.find("?>") + 2;
    while (at_ < text_.size()) text_[at_] == '<' ? tag() : content();
    if (!open_.empty()) throw std::runtime_error("not closed: " + elements[open_.back()].name);
  }
  std::vector<Element> elements;

 private:
  void expect(char c) {
    if (at_ >= text_.size() || text_[at_] != c) throw std::runtime_error(std::string("expected ") + c);
    ++at_;
  }
  std::string name() {
    const std::size_t from = at_;
    while (at_ < text_.size() &&
           (std::isalnum(static_cast<unsigned char>(text_[at_])) || text_[at_] == '-' || text_[at_] == ':'))
      ++at_;
    if (at_ == from) throw std::runtime_error("no name");
    return std::string(text_.substr(from, at_ - from));
  }
  std::string until(char end) {
    std::string out;
    while (at_ < text_.size() && text_[at_] != end) {
      const char c = text_[at_];
      if (c == '<' || static_cast<unsigned char>(c) < 0x20 - (c == '\n' ? 0x16 : 0))
        throw std::runtime_error("bad character");
      if (c != '&') {
        out += c;
        ++at_;
        continue;
      }
      const std::size_t semicolon = text_.find(';', at_);
      static const std::map<std::string, std::string> entities{{"amp", "&"},   {"lt", "<"},   {"gt", ">"},
                                                               {"quot", "\""}, {"#10", "\n"}, {"#9", "\t"}};
      out += entities.at(std::string(text_.substr(at_ + 1, semicolon - at_ - 1)));
      at_ = semicolon + 1;
    }
    return out;
  }
  void content() {
    const std::string words = until('<');
    if (!open_.empty())
      elements[open_.back()].text += words;
    else if (words.find_first_not_of(" \n") != words.npos)
      throw std::runtime_error("text outside");
  }
  void tag() {
    expect('<');
    if (text_[at_] == '/') {
      ++at_;
      if (open_.empty() || name() != elements[open_.back()].name) throw std::runtime_error("tags cross");
      open_.pop_back();
      return expect('>');
    }
    Element element{name(), "", {}};
    while (text_[at_] == ' ') {
      ++at_;
      const std::string key = name();
      expect('=');
      expect('"');
      if (!element.attributes.emplace(key, until('"')).second) throw std::runtime_error("twice: " + key);
      expect('"');
    }
    const bool closed = text_[at_] == '/';
    if (closed) ++at_;
    expect('>');
    elements.push_back(std::move(element));
    if (!closed) open_.push_back(elements.size() - 1);
  }
  std::string_view text_;
  std::size_t at_ = 0;
  std::vector<std::size_t> open_;
};

const Measure fake = [](std::string_view text, Font, float size) {
  return static_cast<float>(display_width(text)) * size * 0.6f;
};

Trace trace_of(Mat values, Axis rows, Axis cols) {
  Tape tape;
  tape.give("encoder/layer1/self/head1/scores", roles::scores,
            Tensor(std::move(values), std::move(rows), std::move(cols)));
  return tape.finish();
}

TEST(Svg, CellsCarryTheirNumbersBitForBit) {
  Mat m(3, 4);
  eigen(m) << 0.1f, -0.2f, 1e-30f, 1.0f / 3, -infinity, infinity, 0, -0.0f, 123456.789f, 3.4e38f, 1e-45f, 5;
  const Trace trace = trace_of(m, token_axis({"I", "<s>", "\"&\""}), {});
  const Reader svg(to_svg(heatmap(trace, 0, {}, fake), &trace));
  int cells = 0;
  for (const Element& e : svg.elements) {
    if (!e.attributes.contains("data-value")) continue;
    ++cells;
    EXPECT_EQ(e.name, "rect");
    EXPECT_EQ(e.attributes.at("data-step"), "encoder/layer1/self/head1/scores");
    const Index r = std::stol(e.attributes.at("data-row")), c = std::stol(e.attributes.at("data-col"));
    const float read = std::strtof(e.attributes.at("data-value").c_str(), nullptr);
    EXPECT_EQ(std::bit_cast<std::uint32_t>(read), std::bit_cast<std::uint32_t>(m(r, c))) << r << " " << c;
  }
  EXPECT_EQ(cells, 12);
  int titles = 0;
  bool found = false;
  for (const Element& e : svg.elements) titles += e.name == "title", found |= e.text == "<s>, 1: −∞";
  EXPECT_EQ(titles, 12);
  EXPECT_TRUE(found);
}

TEST(Svg, AnyLabelIsWellFormed) {
  const Axis axis = token_axis({"<a href=\"x\">&amp;</a>", "学生", "\x01\n\t", "\xFF\xC0", "\xEF\xBF\xBF]]>"});
  const Trace trace = trace_of(mat_of(EigenMat::Identity(5, 5)), axis, axis);
  HeatmapOptions options;
  options.title = "</text><script>alert('&')</script>";
  options.caption = "\xFE & <";
  const Reader svg(to_svg(heatmap(trace, 0, options, fake), &trace));
  bool title = false;
  for (const Element& e : svg.elements) {
    EXPECT_NE(e.name, "script");
    title |= e.text == options.title;
  }
  EXPECT_TRUE(title);
}

TEST(Svg, TextIsTextInTheFontsOfTheProgram) {
  const Trace trace = trace_of(mat_of(EigenMat::Identity(2, 2) / 3), token_axis({"am", "étudiant"}), {});
  const Reader svg(to_svg(heatmap(trace, 0, {}, fake), &trace));
  EXPECT_EQ(svg.elements[0].name, "svg");
  EXPECT_EQ(svg.elements[0].attributes.at("font-family").substr(0, 16), "'JetBrains Mono'");
  bool word = false, number = false;
  for (const Element& e : svg.elements) {
    if (e.name != "text") continue;
    if (e.text == "étudiant") word = e.attributes.at("font-family").starts_with("Inter");
    number |= e.text == "0.33";
  }
  EXPECT_TRUE(word);
  EXPECT_TRUE(number);
}

TEST(Svg, SpacesAreKept) {
  Scene scene{40,
              40,
              {0, 0, 0, 255},
              {parts::text(0, 0, "a  b", Font::ui, 12, {}), parts::text(0, 0, "a b", Font::ui, 12, {})}};
  const std::vector<Element> elements = Reader(to_svg(scene)).elements;
  ASSERT_EQ(elements.size(), 4u);
  EXPECT_EQ(elements[2].attributes.at("xml:space"), "preserve");
  EXPECT_EQ(elements[2].text, "a  b");
  EXPECT_FALSE(elements[3].attributes.contains("xml:space"));
}

TEST(Svg, NotesAndNoBackground) {
  const Reader svg(to_svg({40, 40, {1, 2, 3, 255}, {}}, nullptr, {"T & t", "D", "{\"a\": \"<&>\"}", true}));
  ASSERT_EQ(svg.elements.size(), 4u);
  EXPECT_EQ(svg.elements[1].text, "T & t");
  EXPECT_EQ(svg.elements[2].name, "desc");
  EXPECT_EQ(svg.elements[3].name, "metadata");
  EXPECT_EQ(svg.elements[3].attributes.at("id"), "attnscope");
  EXPECT_EQ(svg.elements[3].text, "{\"a\": \"<&>\"}");
}

TEST(Svg, LargeMatricesAreOneImage) {
  const Trace trace = trace_of(Mat::filled(100, 90, 0.5f), {}, {});
  const std::string text = to_svg(heatmap(trace, 0, {}, fake), &trace);
  const Reader svg(text);
  int images = 0;
  for (const Element& e : svg.elements) {
    if (e.name != "image" || !e.attributes.contains("data-step")) continue;
    ++images;
    EXPECT_EQ(e.attributes.at("data-rows"), "100");
    EXPECT_EQ(e.attributes.at("data-cols"), "90");
    EXPECT_TRUE(e.attributes.at("xlink:href").starts_with("data:image/png;base64,iVBORw0KGgo"));  // PNG's first bytes
    EXPECT_EQ(e.attributes.at("xlink:href").substr(22).size() % 4, 0u);
  }
  EXPECT_EQ(images, 1);
  EXPECT_LT(text.size(), 40000u);
}

TEST(Svg, PolygonsAndPolylinesKeepTheirPoints) {
  Scene scene{40, 40, {0, 0, 0, 255}, {}};
  Mark mark;
  mark.kind = Mark::Kind::polygon;
  mark.color = {255, 0, 0, 255};
  mark.points = {{0, 0}, {20.5f, 0}, {0, 20}};
  scene.marks.push_back(mark);
  mark.kind = Mark::Kind::polyline;
  mark.width = 1.75f;
  scene.marks.push_back(mark);
  const std::vector<Element> elements = Reader(to_svg(scene)).elements;
  ASSERT_EQ(elements.size(), 4u);
  EXPECT_EQ(elements[2].name, "polygon");
  EXPECT_EQ(elements[2].attributes.at("points"), "0,0 20.5,0 0,20");
  EXPECT_EQ(elements[2].attributes.at("fill"), "#ff0000");
  EXPECT_EQ(elements[3].name, "polyline");
  EXPECT_EQ(elements[3].attributes.at("fill"), "none");
  EXPECT_EQ(elements[3].attributes.at("stroke-width"), "1.75");
}

TEST(Svg, RibbonsAreCurvesThatNameTheirCell) {
  const Trace trace = trace_of(mat_of(EigenMat::Identity(2, 2)), {}, {});
  Scene scene{100, 60, {0, 0, 0, 255}, {ribbon({0, 0}, 10, {100, 40}, 20, {255, 0, 0, 255}, {0, 1, 1})}};
  const Element path = Reader(to_svg(scene, &trace)).elements.at(2);
  EXPECT_EQ(path.name, "path");
  EXPECT_EQ(path.attributes.at("d"), "M0 0C50 0 50 40 100 40L100 60C50 60 50 10 0 10Z");
  EXPECT_EQ(path.attributes.at("data-row"), "1");
  EXPECT_EQ(path.attributes.at("data-value"), "1");
  EXPECT_EQ(cell_at(scene, 50, 27), (CellTag{0, 1, 1}));
  EXPECT_EQ(cell_at(scene, 50, 15).step, -1);
}

TEST(Svg, WithoutATraceThereAreNoValues) {
  const Trace trace = trace_of(mat_of(EigenMat::Identity(2, 2)), {}, {});
  const std::string text = to_svg(heatmap(trace, 0, {}, fake));
  EXPECT_EQ(text.find("data-value"), text.npos);
  EXPECT_NE(text.find("data-row=\"1\""), text.npos);
  EXPECT_NO_THROW(Reader{text});
}

}  // namespace
