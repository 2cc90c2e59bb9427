// attnscope selftest: the stored reference numbers, computed again on this machine.
#include <iostream>

#include <fmt/format.h>

#include "app/cli/command.h"
#include "app/cli/input.h"
#include "engine/selftest.h"

namespace attn::cli {
namespace {

void merge(std::vector<Deviation>& all, const Deviation& d, const std::string& reference) {
  for (Deviation& e : all) {
    if (e.op != d.op) continue;
    e.tensors += d.tensors;
    if (d.largest > e.largest) {
      e.largest = d.largest;
      e.path = reference + ": " + d.path;
    }
    return;
  }
  all.push_back({d.op, d.tensors, d.largest, reference + ": " + d.path});
}

void selftest() {
  const std::vector<Reference> references = stored_references();
  if (references.empty()) throw std::runtime_error("this program was built without reference numbers");
  std::vector<Deviation> all;
  for (const Reference& r : references)
    for (const Deviation& d : compare_with_reference(load_model(r.model), r.bytes)) merge(all, d, r.name);
  std::cout << fmt::format("{:<12} {:>7}  {:<17} {}\n", "op", "tensors", "largest deviation", "where");
  int tensors = 0;
  double largest = 0;
  std::string worst;
  for (const Deviation& d : all) {
    std::cout << fmt::format("{:<12} {:>7}  {:<17.2e} {}\n", d.op, d.tensors, d.largest, d.path);
    tensors += d.tensors;
    if (d.largest >= largest) {
      largest = d.largest;
      worst = d.path;
    }
  }
  if (largest > selftest_tolerance)
    throw std::runtime_error(
        fmt::format("{} deviates by {:.2e}; {:.0e} is allowed", worst, largest, selftest_tolerance));
  std::cout << fmt::format(
      "passed: {} tensors of {} sentences within {:.0e} of an independent float64 implementation\n", tensors,
      references.size(), selftest_tolerance);
}

void add(CLI::App& app) {
  app.description("Recompute the stored reference numbers on this machine");
  app.footer(R"(
Prints, per op, the largest deviation from an independent float64 implementation, relative to the largest number of
the same tensor. Exit status 0: all within 1e-5.

Examples:
  attnscope selftest)");
  app.callback(selftest);
}

}  // namespace

extern constinit const Command selftest_command;
constinit const Command selftest_command{"selftest", 7, add};

}  // namespace attn::cli
