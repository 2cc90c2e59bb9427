// The tree of a beam search as a figure: the tree, what its cards mean, and the sentences that were found.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "app/export/parts.h"
#include "app/scene/format.h"
#include "app/scene/marks.h"
#include "app/scene/text.h"
#include "app/scene/views/beam.h"
#include "engine/model/beam.h"

namespace attn::figures {
namespace {

constexpr float side = 24, least_width = 720, beside_tree = 256, natural_card = 116, longest_line = 760;
constexpr float row = 26, line_height = 20;

// As many cards beside each other as the widest row of the tree has.
float width_for(const BeamSearch& search) {
  std::vector<int> at_depth;
  for (const BeamNode& node : search.nodes) {
    at_depth.resize(std::max(at_depth.size(), static_cast<std::size_t>(node.depth)));
    ++at_depth[static_cast<std::size_t>(node.depth - 1)];
  }
  const int widest = at_depth.empty() ? 0 : *std::max_element(at_depth.begin(), at_depth.end());
  return std::max(least_width, beside_tree + natural_card * static_cast<float>(widest));
}

// What stands below the tree, written from top to bottom.
class Below {
 public:
  Below(scene::Scene& to, const scene::Theme& theme, const Texts& texts, const scene::Measure& measure)
      : to_(to),
        theme_(theme),
        texts_(texts),
        measure_(measure),
        right_(side + std::min(to.width - 2 * side, longest_line)) {}

  void paragraph(const std::string& words) {
    for (const std::string& part : scene::wrap(words, right_ - side, scene::Font::ui, 12.5f, measure_)) {
      write(side, to_.height + line_height / 2, part, {}, scene::Font::ui, 12.5f, theme_.t2);
      to_.height += line_height;
    }
    to_.height += 10;
  }

  void heading(std::string_view left, std::string_view right) {
    write(side, to_.height + row / 2, left, (right_ - side) / 2, scene::Font::ui_bold, 10.5f, theme_.t3);
    write(right_, to_.height + row / 2, right, (right_ - side) / 2, scene::Font::ui, 11, theme_.t3,
          scene::Align::right);
    to_.height += row;
  }

  // A sentence with its two numbers; rank 0: it has none.
  void sentence(int rank, const std::string& words, double sum, double score) {
    const float y = to_.height + row / 2;
    const std::string numbers = scene::inspector_text(sum) + "  /  " + scene::inspector_text(score);
    const float room = measure_(numbers, scene::Font::mono, 12);
    if (rank == 1)
      to_.marks.push_back(scene::parts::fill({side - 8, to_.height, right_ - side + 16, row}, theme_.bg3, 5));
    if (rank > 0) write(side, y, std::to_string(rank), {}, scene::Font::mono, 11, theme_.t3);
    write(side + 22, y, words, right_ - side - 22 - room - 16, rank == 1 ? scene::Font::ui_bold : scene::Font::ui, 13,
          theme_.t1);
    write(right_, y, numbers, {}, scene::Font::mono, 12, theme_.t1, scene::Align::right);
    to_.height += row;
  }

  // sum / ((5 + n) / 6)^α, with letters or numbers in its places.
  scene::Formula quotient(const std::string& sum, const std::string& length, const std::string& alpha) const {
    const auto word = [&](const std::string& text) { return scene::math::symbol(text, theme_.t1); };
    const scene::Formula ratio = scene::math::fraction(word("5 + " + length), word("6"), theme_.t1);
    return scene::math::fraction(
        word(sum), scene::math::power(scene::math::row({word("("), ratio, word(")")}), word(alpha)), theme_.t1);
  }

  void normalisation(const Hypothesis& best, double alpha) {
    const auto words = [&](const std::string& text) { return scene::math::symbol(text, theme_.t1); };
    const scene::Formula whole = scene::math::row(
        {quotient("Σ ln p", "n", "α"), words("  =  "),
         quotient(scene::inspector_text(best.sum), std::to_string(best.ids.size()), fmt::format("{:g}", alpha)),
         words("  =  " + scene::inspector_text(best.score))});
    const scene::Extent extent = whole->extent(14, measure_);
    whole->draw(side, to_.height + extent.above + 4, 14, measure_, to_);
    to_.height += extent.above + extent.below + 10;
  }

  void space(float height) { to_.height += height; }

 private:
  void write(float x, float y, std::string_view words, std::optional<float> room, scene::Font font, float size,
             scene::Color color, scene::Align align = scene::Align::left) {
    const std::string shown = room ? scene::elide(words, *room, font, size, measure_) : std::string(words);
    to_.marks.push_back(scene::parts::text(x, y, shown, font, size, color, align));
  }

  scene::Scene& to_;
  const scene::Theme& theme_;
  const Texts& texts_;
  const scene::Measure& measure_;
  float right_;
};

}  // namespace

scene::Scene beam_picture(const Figure& figure, const Subject& source, const scene::Measure& measure) {
  const BeamSearch& search = *source.beam;
  const Texts& texts = texts_in(figure.language);
  const scene::Theme& theme = theme_of(figure.paper);
  const bool another = !source.request.forced.empty() || drawn_with(source.request);
  const float natural = width_for(search), width = figure.width > 0 ? std::min(figure.width, natural) : natural;
  scene::Scene picture =
      scene::beam_tree({search, *source.run, -1, another, theme, width, 0, 1e9f, measure, text_of(figure.language)})
          .scene;
  picture.width = width;
  picture.height = scene::beam_height(search, *source.run);
  picture.background = theme.bg0;
  Below below(picture, theme, texts, measure);
  below.paragraph(texts(Message{"translation.beam_explain", {std::to_string(source.searched.width)}}));
  below.heading(texts("translation.found"), texts("translation.sums"));
  int rank = 0;
  for (const Hypothesis& h : search.hypotheses)
    below.sentence(++rank, h.text + (h.complete ? "" : " …"), h.sum, h.score);
  below.space(8);
  below.heading(texts(another ? "translation.beam_run" : "translation.beam_greedy"), {});
  const double sum = source.run->written.back().log_sum, alpha = source.searched.length_penalty;
  const auto length = static_cast<int>(source.run->written.size());
  below.sentence(0, source.run->output, sum, normalised(sum, length, alpha));
  if (!search.hypotheses.empty()) {
    const Hypothesis& best = search.hypotheses.front();
    below.space(8);
    below.heading(texts("translation.normalisation"), {});
    below.normalisation(best, alpha);
  }
  below.space(8);
  return picture;
}

}  // namespace attn::figures
