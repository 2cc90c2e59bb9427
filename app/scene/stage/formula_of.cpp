#include "app/scene/stage/formula_of.h"

#include <fmt/format.h>

#include "engine/roles/roles.h"

namespace attn::scene {
namespace {

using math::fraction;
using math::index;
using math::power;
using math::root;
using math::row;
using math::sum;

struct Writer {
  const Theme& t;
  const Trace& trace;
  const Step& step;

  Formula s(std::string text) const { return math::symbol(std::move(text), t.t1); }
  Formula s(std::string text, Color color) const { return math::symbol(std::move(text), color, Font::ui_bold); }
  Formula at(std::string name, std::string low, Color color) const {
    return index(s(std::move(name), color), s(std::move(low)));
  }
  Formula add(std::string low, Index high) const { return sum(s(std::move(low)), s(fmt::format("{}", high)), t.t1); }
  const Step& input(std::size_t i) const { return trace[step.inputs[i]]; }
  bool is(const Role& role) const { return step.role->is(role); }

  // The letters of a projection's result and of what it reads, by role.
  Formula projection() const {
    const Role &to = *step.role, &of = *input(0).role;
    const bool back = is(roles::ffn_output), joined = is(roles::projection);
    const std::string left(to.letter.empty() ? to.symbol : to.letter);
    const std::string from = back ? "A" : joined ? std::string(of.symbol) : "X";
    const Color hue = role_color(t, to), from_hue = back ? t.t1 : joined ? t.o : t.e;
    std::vector<Formula> terms{at(left, "ij", hue),      s(" = "), add("k=1", input(0).out.cols()),
                               at(from, "ik", from_hue), s(" "),   at("W", "kj", hue)};
    if (step.inputs.size() > 2) terms.insert(terms.end(), {s(" + "), at("b", "j", hue)});
    return row(std::move(terms));
  }
  Formula scores() const {
    return row({at("S", "ij", t.t1), s(" = "), add("m=1", input(0).out.cols()), at("Q", "im", t.q), s(" "),
                at("K", "jm", t.k), s(" = "), at("q", "i", t.q), s("·"), at("k", "j", t.k)});
  }
  Formula scaled() const {
    if (is(roles::embedding_scaled))
      return row({s("√d · ", t.t1), at("E", "ij", t.e), s(fmt::format(" = {:.4g} · ", step.attrs.factor)),
                  at("E", "ij", t.e)});
    if (step.role == &roles::multiplied)
      return row({at("S", "ij", t.t1), s(fmt::format(" · {:.4g}", step.attrs.factor))});
    const double d = 1 / (static_cast<double>(step.attrs.factor) * static_cast<double>(step.attrs.factor));
    return row({fraction(at("S", "ij", t.t1), root(index(s("d"), s("k")), t.t1), t.t1), s(" = "),
                fraction(at("S", "ij", t.t1), root(s(fmt::format("{:.4g}", d)), t.t1), t.t1)});
  }
  Formula softmax(const char* name, const char* from, Color hue) const {
    const bool one = step.out.rows() == 1 && is(roles::probabilities);
    const std::string ij = one ? "j" : "ij", ik = one ? "k" : "ik";
    const Formula e = s("e");
    return row(
        {at(name, ij, hue), s(" = "),
         fraction(power(e, row({index(s(from), s(ij)), s(" − max")})),
                  row({add("k=1", step.out.cols()), power(e, row({index(s(from), s(ik)), s(" − max")}))}), t.t1)});
  }
  Formula norm() const {
    return row({at("y", "ij", t.e), s(" = "), at("γ", "j", t.e), s(" "),
                fraction(row({at("r", "ij", t.t1), s(" − "), at("μ", "i", t.t1)}),
                         root(row({power(at("σ", "i", t.t1), s("2")), s(" + ε")}), t.t1), t.t1),
                s(" + "), at("β", "j", t.e)});
  }
  Formula positions() const {
    const Index half = (step.out.cols() + 1) / 2;
    return row({at("p", "ti", t.e), s(" = sin, cos "),
                fraction(s("t"), power(s("10000"), s(fmt::format("i/{}", half))), t.t1)});
  }

  Formula write() const {
    const std::string_view op = step.op->name;
    const Color hue = role_color(t, *step.role);
    if (op == "linear" || (op == "matmul" && !is(roles::context))) return projection();
    if (op == "append" && step.role != &roles::tokens)
      return row({s(std::string(step.role->letter), hue), s(" = [ "), s(std::string(step.role->letter), hue), s(" ; "),
                  s(std::string(input(1).role->letter), hue), s(" ]")});
    if (op == "stack")
      return row({s("S = [ s₁ ; … ; "), index(s("s"), s(std::to_string(step.inputs.size()))), s(" ]")});
    if (is(roles::scores)) return scores();
    if (is(roles::similarity))
      return row({at("s", "j", t.t1), s(" = "), add("k=1", input(0).out.cols()), at("y", "k", t.e), s(" "),
                  at("E", "jk", t.e)});
    if (op == "scale") return scaled();
    if (is(roles::masked)) return row({at("S", "ij", t.t1), s(" + "), at("M", "ij", t.t1)});
    if (is(roles::allowed)) return row({at("z", "j", t.t1), s(" + "), at("M", "j", t.t1)});
    if (is(roles::mask) && step.out.row_axis.first > 0) return row({at("M", "ij", t.t1), s(" = 0")});
    if (is(roles::mask)) return row({at("M", "ij", t.t1), s(" = 0  (j ≤ i),  −∞  (j > i)")});
    if (is(roles::weights)) return softmax("A", "S", t.a);
    if (is(roles::probabilities)) return softmax("p", "z", t.a);
    if (is(roles::context))
      return row({at("O", "ij", t.o), s(" = "), add("m=1", input(0).out.cols()), at("A", "im", t.a), s(" "),
                  at("V", "mj", t.v)});
    if (op == "concat") return row({s("C", t.o), s(fmt::format(" = [ O₁ … O{} ]", step.inputs.size()))});
    if (op == "layer_norm") return norm();
    if (is(roles::embedding_sum))
      return row({at("X", "ij", t.e), s(" = "), at("E", "ij", t.e), s(" + "), at("P", "ij", t.e)});
    if (op == "add") return row({at("r", "ij", t.t1), s(" = "), at("x", "ij", t.e), s(" + "), at("a", "ij", t.o)});
    if (op == "add_row") return row({at("z", "j", t.t1), s(" = "), at("s", "j", t.t1), s(" + "), at("b", "j", t.t1)});
    if (op == "relu") return row({at("A", "ij", t.t1), s(" = max ( 0, "), at("H", "ij", t.t1), s(" )")});
    if (op == "gelu")
      return row({at("A", "ij", t.t1), s(" = "), at("H", "ij", t.t1), s(" · Φ ( "), at("H", "ij", t.t1), s(" )")});
    if (op == "silu")
      return row({at("A", "ij", t.t1), s(" = "), at("H", "ij", t.t1), s(" · σ ( "), at("H", "ij", t.t1), s(" )")});
    if (op == "argmax") return row({s("argmax "), index(s(""), s("j")), s(" "), at("p", "j", t.a)});
    if (op == "lookup") return row({at("x", "t", t.e), s(" = E[ "), at("id", "t", t.t1), s(" ]")});
    if (op == "positions") return positions();
    return nullptr;
  }
};

}  // namespace

Formula formula_of(const Trace& trace, int step, const Theme& theme) {
  return Writer{theme, trace, trace[step]}.write();
}

}  // namespace attn::scene
