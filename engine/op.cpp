#include "engine/op.h"

#include <cstring>

#include "engine/products.h"

namespace attn {

Axis Axis::from(Index i, Index count) const {
  Axis part = *this;
  part.first += i;
  if (!labels || (i == 0 && count == static_cast<Index>(labels->size()))) return part;
  std::vector<std::string> names;
  for (Index k = i; k < i + count; ++k) names.push_back(label(k));
  part.labels = std::make_shared<const std::vector<std::string>>(std::move(names));
  return part;
}

bool same_bits(const Mat& a, const Mat& b) {
  return a.rows() == b.rows() && a.cols() == b.cols() &&
         (a.size() == 0 || std::memcmp(a.data(), b.data(), sizeof(Real) * static_cast<std::size_t>(a.size())) == 0);
}

bool same_bits(const Tensor& a, const Tensor& b) {
  if (a.rows() != b.rows() || a.cols() != b.cols()) return false;
  return a.size() == 0 || same_bits(a.mat(), b.mat());
}

Tensor Tensor::with_panels() const {
  struct Both {
    std::shared_ptr<const Mat> values;
    kernels::Panels panels;
  };
  const auto both = std::make_shared<const Both>(values_, kernels::Panels(mat()));
  Tensor found = *this;
  found.values_ = std::shared_ptr<const Mat>(both, values_.get());
  found.panels_ = &both->panels;
  return found;
}

Tensor evaluated(const Op& op, std::initializer_list<const Tensor*> inputs, const Attrs& attrs, Aux* aux) {
  Aux by_products;
  Tensor out = op.eval(Args(inputs.begin(), inputs.size()), attrs, by_products);
  if (aux) *aux = std::move(by_products);
  return out;
}

const Op* find_op(std::string_view name) {
  for (const OpFamily& family : op_families())
    for (const Op* op : family)
      if (op->name == name) return op;
  return nullptr;
}

void bad_shapes(std::string_view op, Args args) {
  std::string text = std::string(op) + ": shapes do not fit:";
  for (const Tensor* t : args) text.append(" ").append(t->shape());
  throw std::invalid_argument(text);
}

void need(bool ok, std::string_view op, Args args) {
  if (!ok) bad_shapes(op, args);
}

}  // namespace attn
