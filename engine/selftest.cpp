#include "engine/selftest.h"

#include <algorithm>
#include <cmath>

#include "assets.h"
#include "engine/model/safetensors.h"
#include "engine/model/translate.h"

namespace attn {
namespace {

// Largest magnitude of the finite numbers.
double magnitude(const Mat& values) {
  double size = 0;
  for (const Real x : values.all())
    if (std::isfinite(x)) size = std::max(size, std::abs(static_cast<double>(x)));
  return size;
}

// Largest difference over `size`, or over the largest finite reference value if that is more; zeros are compared
// absolutely.
double deviation(const Mat& ours, const Mat& reference, double size, const std::string& name) {
  if (ours.rows() != reference.rows() || ours.cols() != reference.cols())
    throw std::invalid_argument(name + ": the reference has another shape");
  double difference = 0;
  for (Index i = 0; i < ours.size(); ++i) {
    const double a = static_cast<double>(ours.data()[i]), b = static_cast<double>(reference.data()[i]);
    if (!std::isfinite(a) || !std::isfinite(b)) {
      if (a != b)
        throw std::invalid_argument(name + ": number " + std::to_string(i) + " is not finite in one of the two");
      continue;
    }
    difference = std::max(difference, std::abs(a - b));
  }
  size = std::max(size, magnitude(reference));
  return size > 0 ? difference / size : difference;
}

Deviation& entry(std::vector<Deviation>& all, std::string_view op) {
  const auto it = std::find_if(all.begin(), all.end(), [&](const Deviation& d) { return d.op == op; });
  if (it != all.end()) return *it;
  all.push_back({std::string(op), 0, 0, {}});
  return all.back();
}

}  // namespace

std::vector<Deviation> compare_with_reference(const Model& model, const Bytes& bytes) {
  const Safetensors reference(bytes);
  const auto said = [&](const char* key) {
    const auto it = reference.metadata().find(key);
    if (it == reference.metadata().end()) throw std::invalid_argument(bytes.origin + ": its metadata has no " + key);
    return it->second;
  };
  const Run run = translate(model, said("text"));
  if (run.output != said("translation"))
    throw std::invalid_argument(bytes.origin + ": says '" + said("translation") + "', but here the translation is '" +
                                run.output + "'");
  std::vector<Deviation> found;
  std::size_t compared = 0;
  for (const Step& step : run.trace.steps()) {
    if (step.role->parameter) continue;  // the model's own number, not computed: the reference does not repeat it
    const auto compare = [&](const std::string& name, const Mat& ours, double size) {
      const double d = deviation(ours, reference.read(name, false), size, name);
      Deviation& e = entry(found, step.op->name);
      ++e.tensors;
      ++compared;
      if (d >= e.largest) {
        e.largest = d;
        e.path = name;
      }
    };
    compare(step.path, step.out.mat(), 0);
    // A mean or a maximum may be all that is left of numbers much larger than it: then theirs is the size that counts.
    for (const AuxTensor& aux : step.aux) {
      const bool left_over = aux.name == "mean" || aux.name == "max";
      compare(step.path + "#" + std::string(aux.name), aux.values,
              left_over ? magnitude(run.trace[step.inputs[0]].out.mat()) : 0);
    }
  }
  if (compared != reference.entries().size())
    throw std::invalid_argument(bytes.origin + ": contains " + std::to_string(reference.entries().size()) +
                                " tensors, but the trace has " + std::to_string(compared));
  return found;
}

std::vector<Reference> stored_references() {
  constexpr std::string_view prefix = "reference/", suffix = ".safetensors";
  std::vector<Reference> found;
  for (const assets::Asset& asset : assets::all()) {
    std::string_view name = asset.name;
    if (!name.starts_with(prefix) || !name.ends_with(suffix)) continue;
    name = name.substr(prefix.size(), name.size() - prefix.size() - suffix.size());
    if (name.find('/') != std::string_view::npos) continue;  // a model's own weights
    const bool odd = name.starts_with("odd");
    found.push_back({std::string(name), Bytes{nullptr, asset.bytes, std::string(asset.name)},
                     odd ? ModelFiles::embedded("reference/odd") : ModelFiles::bundled(std::string(default_model))});
  }
  return found;
}

}  // namespace attn
