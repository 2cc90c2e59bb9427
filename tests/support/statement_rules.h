// What every statement of a picture must be, worked out a second time: rules by the key of the text.
#pragma once

#include <cmath>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "app/scene/format.h"
#include "engine/roles/roles.h"
#include "engine/run.h"

namespace attn::test {

// What a rule works with: the step, the cell that the picture turns about, the statement.
struct Case {
  const attn::Run& run;
  int number;
  Index row, col;
  const std::vector<std::string>& v;

  const Trace& trace() const { return run.trace; }
  const Step& step() const { return run.trace[number]; }
  const Tensor& out() const { return step().out; }
  const Tensor& in(std::size_t i) const { return trace()[step().inputs[i]].out; }
  bool is(std::size_t i, const std::string& expected) const { return i < v.size() && v[i] == expected; }
  bool is(std::size_t i, Index expected) const { return is(i, std::to_string(expected)); }
  std::string word() const { return out().row_axis.label(row); }
  std::string asked() const { return out().col_axis.label(col); }
};

inline Index largest(const Tensor& t, Index row) {
  Index best = 0;
  for (Index c = 0; c < t.cols(); ++c)
    if (t(row, c) > t(row, best)) best = c;
  return best;
}

inline Index rank(const Tensor& t, Index col) {
  Index before = 0;
  for (Index c = 0; c < t.cols(); ++c) before += t(0, c) > t(0, col) || (t(0, c) == t(0, col) && c < col);
  return before + 1;
}

// What the next decoding step reads last, or what ended the sentence.
inline std::string taken(const Case& c) {
  for (int i = c.number + 1; i < c.trace().size(); ++i)
    if (c.trace()[i].role == &roles::tokens) return c.trace()[i].out.row_axis.label(c.trace()[i].out.rows() - 1);
  return c.run.written.back().label;
}

inline Index open_cells(const Tensor& t, Index row) {
  Index open = 0;
  for (Index c = 0; c < t.cols(); ++c) open += std::isfinite(t(row, c));
  return open;
}

inline Index above_zero(const Tensor& t, Index row) {
  Index above = 0;
  for (Index c = 0; c < t.cols(); ++c) above += t(row, c) > 0;
  return above;
}

inline std::string two(double value) { return scene::rounded_text(value, 2); }

inline bool is_root(const std::string& text, Index of) {
  return std::abs(std::stod(text) - std::sqrt(static_cast<double>(of))) < 0.006;
}

using Rule = std::function<bool(const Case&)>;
inline const std::map<std::string, Rule>& rules() {
  static const std::map<std::string, Rule> all{
      {"stage.scores.largest",
       [](const Case& c) {
         return c.is(0, c.word()) && c.out()(c.row, c.col) == c.out()(c.row, largest(c.out(), c.row));
       }},
      {"stage.scores.idea", [](const Case& c) { return c.is(0, c.word()) && c.is(1, c.asked()); }},
      {"stage.scores.many_idea", [](const Case& c) { return c.is(0, c.word()) && c.is(1, c.asked()); }},
      {"stage.scores.cross_idea",
       [](const Case& c) {
         return c.is(0, c.word()) && c.is(1, c.asked()) && c.out().row_axis.sequence != c.out().col_axis.sequence;
       }},
      {"stage.scores.many_title", [](const Case& c) { return c.is(0, c.out().size()); }},
      {"stage.scale.idea", [](const Case& c) { return is_root(c.v[1], std::stol(c.v[0])); }},
      {"stage.scale.title", [](const Case&) { return true; }},
      {"stage.scale.same_order",
       [](const Case& c) {
         return std::abs(std::stod(c.v[0]) * static_cast<double>(c.out()(c.row, c.col)) -
                         static_cast<double>(c.in(0)(c.row, c.col))) < 1e-3;
       }},
      {"stage.scale.divided",
       [](const Case& c) {
         return std::abs(std::stod(c.v[0]) * static_cast<double>(c.step().attrs.factor) - 1) < 2e-3;
       }},
      {"stage.scale.largest", [](const Case& c) { return c.is(0, c.word()); }},
      {"stage.scale.travel", [](const Case& c) { return c.is(0, c.out().size()); }},
      {"stage.softmax.idea", [](const Case& c) { return c.is(0, c.word()) && c.is(1, c.out().cols()); }},
      {"stage.softmax.score_note",
       [](const Case& c) {
         int scaled = c.step().inputs[0];
         while (c.trace()[scaled].role->is(roles::masked)) scaled = c.trace()[scaled].inputs[0];
         return std::abs(std::stod(c.v[0]) * static_cast<double>(c.trace()[scaled].attrs.factor) - 1) < 2e-3;
       }},
      {"stage.mask.visible",
       [](const Case& c) {
         return c.is(0, c.word()) && c.is(1, open_cells(c.out(), c.row)) && c.is(2, c.out().cols());
       }},
      {"stage.mask.copy",
       [](const Case& c) {  // a label may be there more than once
         for (Index r = 0; r < c.out().rows(); ++r)
           if (const Index after = c.out().row_axis.first + r + 1;
               after < c.out().cols() && c.is(0, c.out().row_axis.label(r)) && c.is(1, c.out().col_axis.label(after)))
             return true;
         return false;
       }},
      {"stage.context.idea", [](const Case& c) { return c.is(0, c.word()); }},
      {"stage.context.adds", [](const Case& c) { return c.is(0, c.out().col_axis.label(c.col)) && c.is(1, c.word()); }},
      {"stage.context.poured", [](const Case& c) { return c.is(0, c.word()) && c.is(2, c.in(0).cols()); }},
      {"stage.context.after", [](const Case& c) { return c.is(0, c.in(0).cols()) && c.is(1, c.in(0).cols()); }},
      {"stage.context.lands", [](const Case& c) { return c.is(0, two(static_cast<double>(c.out()(c.row, c.col)))); }},
      {"stage.context.brings",
       [](const Case& c) {
         const Tensor &a = c.in(0), &v = c.in(1);
         for (Index j = 0; j < a.cols(); ++j)
           if (a.col_axis.label(j) == c.v[0] &&
               two(static_cast<double>(a(c.row, j)) * static_cast<double>(v(j, c.col))) == c.v[1])
             return true;
         return false;
       }},
      {"stage.concat.idea",
       [](const Case& c) {
         return c.is(0, static_cast<Index>(c.step().inputs.size())) && c.is(1, c.in(0).cols()) &&
                c.is(2, c.out().cols());
       }},
      {"stage.activation.above", [](const Case& c) { return c.is(0, above_zero(c.in(0), c.row)); }},
      {"stage.activation.below", [](const Case& c) { return c.is(0, c.in(0).cols() - above_zero(c.in(0), c.row)); }},
      {"stage.activation.on",
       [](const Case& c) {
         const Tensor& units = c.step().role == &roles::activation ? c.out() : c.in(0);
         Index on = 0;
         for (Index k = 0; k < units.cols(); ++k) on += units(c.row, k) != 0;
         return c.is(0, on) && c.is(1, units.cols());
       }},
      {"stage.activation.idea",
       [](const Case& c) { return c.is(0, c.word()) && c.is(1, c.out().cols()) && c.is(2, "ReLU"); }},
      {"stage.norm.idea", [](const Case& c) { return c.is(0, c.out().cols()) && c.is(1, c.word()); }},
      {"stage.tokens.idea",
       [](const Case& c) { return c.is(0, c.out().rows()) && c.out().row_axis.label(c.out().rows() - 1) == "</s>"; }},
      {"stage.tokens.begin_idea", [](const Case& c) { return c.out().rows() == 1 && c.is(0, "<s>"); }},
      {"stage.tokens.next_idea",
       [](const Case& c) { return c.is(0, c.out().row_axis.label(c.out().rows() - 1)) && c.out().rows() > 1; }},
      {"stage.tokens.table", [](const Case& c) { return c.is(0, 8000); }},
      {"stage.lookup.idea",
       [](const Case& c) {
         return c.is(0, c.word()) && c.is(1, static_cast<Index>(c.in(1)(c.row, 0))) && c.is(2, c.in(0).rows());
       }},
      {"stage.lookup.title", [](const Case& c) { return c.is(0, c.out().cols()); }},
      {"stage.louder.idea", [](const Case& c) { return c.is(0, c.out().cols()) && is_root(c.v[1], c.out().cols()); }},
      {"stage.louder.title", [](const Case& c) { return is_root(c.v[0], c.out().cols()); }},
      {"stage.positions.idea",
       [](const Case& c) { return c.is(0, c.word()) && c.is(1, c.out().row_axis.first + c.row + 1); }},
      {"stage.positions.place", [](const Case& c) { return c.is(0, c.out().row_axis.first + c.row + 1); }},
      {"stage.positions.sines", [](const Case& c) { return c.is(0, c.out().cols() / 2); }},
      {"stage.positions.cosines", [](const Case& c) { return c.is(0, c.out().cols() / 2); }},
      {"stage.state.idea", [](const Case& c) { return c.is(0, c.in(0).row_axis.label(c.in(0).rows() - 1)); }},
      {"stage.output.title", [](const Case& c) { return c.is(0, 8000); }},
      {"stage.output.softmax", [](const Case& c) { return c.is(0, c.out().cols()); }},
      {"stage.output.all_shares", [](const Case& c) { return c.is(0, 8000); }},
      {"stage.output.all_logits", [](const Case& c) { return c.is(0, 8000); }},
      {"stage.output.logits", [](const Case& c) { return c.is(0, c.out().cols()); }},
      {"stage.place.idea", [](const Case& c) { return c.is(0, c.out().cols()); }},
      {"stage.residual.idea", [](const Case& c) { return c.is(0, c.out().cols()); }},
      {"stage.output.best", [](const Case& c) { return c.is(0, 5); }},
      {"stage.output.others",
       [](const Case& c) {
         const bool choice = c.step().role->is(roles::next);
         const Index chosen = choice ? static_cast<Index>(c.out()(0, 0)) : 0;
         return c.is(0, 8000 - 5 - (choice && rank(c.in(0), chosen) > 5 ? 1 : 0));
       }},
      {"stage.output.argmax",
       [](const Case& c) {
         return c.is(0, 8000) && c.is(1, c.in(0).col_axis.label(largest(c.in(0), 0))) && c.is(1, taken(c));
       }},
      {"stage.output.forced",
       [](const Case& c) {
         return c.is(1, taken(c)) && c.is(2, c.in(0).col_axis.label(largest(c.in(0), 0))) && c.v[1] != c.v[2];
       }},
      {"stage.output.forced_largest",
       [](const Case& c) { return c.is(1, taken(c)) && c.is(1, c.in(0).col_axis.label(largest(c.in(0), 0))); }},
      {"stage.output.drawn",
       [](const Case& c) {
         return c.is(1, taken(c)) && c.is(2, c.in(0).col_axis.label(largest(c.in(0), 0))) && c.v[1] != c.v[2];
       }},
      {"stage.output.drawn_largest",
       [](const Case& c) { return c.is(1, taken(c)) && c.is(1, c.in(0).col_axis.label(largest(c.in(0), 0))); }},
      {"stage.similarity.rank",
       [](const Case& c) {
         const Tensor& over = c.step().role->is(roles::next) ? c.in(0) : c.out();
         const Index column = c.step().role->is(roles::next) ? static_cast<Index>(c.out()(0, 0)) : c.col;
         return c.is(0, rank(over, column)) && c.is(1, over.cols());
       }},
      {"stage.similarity.all", [](const Case& c) { return c.is(0, c.out().cols()); }},
      {"stage.similarity.title", [](const Case& c) { return c.is(0, c.out().cols()); }},
      {"stage.projection.query", [](const Case& c) { return c.is(0, c.in(0).cols()); }},
      {"stage.projection.key", [](const Case& c) { return c.is(0, c.in(0).cols()); }},
      {"stage.projection.value", [](const Case& c) { return c.is(0, c.in(0).cols()); }},
      {"stage.projection.query_idea", [](const Case& c) { return c.is(0, c.in(0).cols()); }},
      {"stage.projection.key_idea", [](const Case& c) { return c.is(0, c.in(0).cols()); }},
      {"stage.projection.value_idea", [](const Case& c) { return c.is(0, c.in(0).cols()); }},
      {"stage.projection.output", [](const Case& c) { return c.is(0, 4); }},
      {"stage.projection.output_idea", [](const Case& c) { return c.is(0, c.out().cols()); }},
      {"stage.projection.hidden", [](const Case& c) { return c.is(0, c.in(0).cols()) && c.is(1, c.out().cols()); }},
      {"stage.projection.hidden_idea",
       [](const Case& c) { return c.is(0, c.in(0).cols()) && c.is(1, c.out().cols()); }},
      {"stage.projection.narrow", [](const Case& c) { return c.is(0, c.in(0).cols()) && c.is(1, c.out().cols()); }},
      {"stage.projection.narrow_idea", [](const Case& c) { return c.v.back() == std::to_string(c.out().cols()); }},
      {"stage.narrow.terms", [](const Case& c) { return c.is(0, c.col + 1); }},
      {"stage.common.cell", [](const Case& c) { return c.is(0, c.word()) && c.is(1, c.col + 1); }},
      {"stage.product.cell", [](const Case& c) { return c.v.back() == std::to_string(c.out().size()); }},
      {"stage.product.column",
       [](const Case& c) { return c.is(0, c.out().col_axis.label(c.col)) || c.is(0, c.col + 1); }},
  };
  return all;
}

// Names of parts and counts of what is drawn: their numbers are labels, not statements of the run.
inline const std::set<std::string>& labels() {
  static const std::set<std::string> all{
      "heads.letter",       "stage.activation.unit", "stage.activation.units", "stage.common.number",
      "stage.concat.head",  "stage.context.others",  "stage.large.cells",      "stage.large.row",
      "stage.large.rows",   "stage.narrow.numbers",  "stage.norm.is",          "stage.norm.placed",
      "stage.product.bias", "stage.product.terms",   "ui.binned_columns",      "ui.binned_rows"};
  return all;
}

}  // namespace attn::test
