// Theme: the colours of one look, dark or light, and the colour maps that turn numbers into colours.
//
// Role hues name who a number belongs to and paint words and brackets; colour maps say how much it is and paint cells.
// Colour maps have 256 entries between their stops, interpolated in OKLab (https://bottosson.github.io/posts/oklab/).
// Those of seq are equally spaced, so equal steps of a share look like equal steps of light; those of neg and pos stand
// closer to each other near 0, where most numbers of a matrix are.
#pragma once

#include <array>
#include <string_view>

#include "app/scene/scene.h"
#include "engine/role.h"

namespace attn::scene {

using ColorTable = std::array<Color, 256>;

struct Theme {
  bool dark = true;
  Color bg0, bg1, bg2, bg3, bg4;  // canvas, bars and cards, insets, hover, selection
  Color line1, line2, line3;      // separators, outlines, input fields
  Color t1, t2, t3;               // text: primary, secondary, hint
  Color ink, ink_on;              // selection and focus; what is written on it
  Color q, k, v, o, e, a;         // query, key, value, output, embeddings and residual stream, attention
  Color edit, err, ok;            // what-if, error, "the same"
  ColorTable seq, neg, pos;       // 0 → 1; 0 → −r; 0 → +r. Entry 0 is zero
};

Theme dark_theme();
Theme light_theme();

// How the numbers of a matrix become colours. unit: 0…limit, which is 1 unless one head is shown by itself; symmetric:
// −limit…+limit; names: ids, which have no size to show.
struct Range {
  enum class Kind { unit, symmetric, names };
  Kind kind = Kind::symmetric;
  double limit = 1;
  double most = 0;  // the number of largest size, if it lies beyond the limit; else 0
  double reach() const { return most < 0 ? -most : most > 0 ? most : limit; }  // what an axis has to show
  bool operator==(const Range&) const = default;
};

// unit for weights, probabilities and exponentials, as long as all their numbers are in 0…1; names for token ids;
// otherwise symmetric about 0, up to the size that 98 of 100 finite numbers do not exceed, rounded up. (Of more than
// 65,536 numbers some stand for all.) Never fails: without a finite number other than 0 the limit is 1.
Range choose_range(const Role& role, const Mat& values);

// The next of 1, 1.5, 2, 3, 4, 5, 6, 8, 10 × 10ⁿ, for a finite number; 1 for 0.
double round_range(double largest);

// Whether a number has the colour of the range's end without being there. Its cell has a notch.
bool beyond(double value, const Range& range);

// Numbers beyond the range get the colour of its end; −∞ (masked), +∞ and NaN have no colour of their own: bg2.
Color cell_color(const Theme& theme, double value, const Range& range);

// What has a length of its own, a bar or a wire, says by its colour only which sign its number has.
Color sign_color(const Theme& theme, double value);

// Black or white, whichever contrasts more.
Color text_on(Color background);

// Contrast ratio of two opaque colours, 1…21 (WCAG 2).
double contrast(Color a, Color b);

// The hue of a role's group: of queries and their weights Q's, of the embedding E's; scores have none (t2).
Color role_color(const Theme& theme, const Role& role);

// The hues of the words in focus beside a matrix. Where words ask words, in Q·Kᵀ and what is made of it, they are Q's
// and K's; elsewhere both are the matrix's own, t1 if it has none.
struct LabelHues {
  Color row, col;
};
LabelHues label_hues(const Theme& theme, const Role& role);

// The same hue, alpha times as opaque.
Color faded(Color color, double alpha);

}  // namespace attn::scene
