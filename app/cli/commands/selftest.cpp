// attnscope selftest: the stored reference numbers, computed again on this machine.
#include <algorithm>
#include <cmath>
#include <iostream>
#include <memory>

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

// Every step of a run: computed again from its inputs it is the same, bit for bit, and its first and last cell are what
// their arithmetic comes to.
void check_run(const ModelInput& input) {
  const Computed made = compute(input);
  const Trace& trace = made.run.trace;
  int cells = 0;
  for (int i = 0; i < trace.size(); ++i) {
    const Step& step = trace[i];
    if (!same_bits(replay(trace, i), step.out) && !step.edited())
      throw std::runtime_error(fmt::format("{} is not what its op gives for its inputs", step.path));
    if (step.out.size() == 0 || step.edited()) continue;
    for (const auto& [row, col] : {std::pair<Index, Index>{0, 0}, {step.out.rows() - 1, step.out.cols() - 1}}) {
      const double told = explain(trace, i, row, col).back().value, is = static_cast<double>(step.out(row, col));
      if (told != is && !(std::abs(told - is) <= selftest_tolerance * std::max(1.0, std::abs(is))))
        throw std::runtime_error(fmt::format("{}: the arithmetic of cell {},{} gives {}, but the cell is {}", step.path,
                                             row + 1, col + 1, told, is));
      ++cells;
    }
  }
  std::cout << fmt::format(
      "passed: {} steps of a run of {} give the same bits again, {} cells equal what their arithmetic gives\n",
      trace.size(), made.request.kind, cells);
}

void add(const Parser& parser) {
  const auto input = std::make_shared<ModelInput>();
  parser.help("Recompute the stored reference numbers on this machine, or check the steps of a run");
  input->add_text(parser);
  input->add_model(parser);
  input->add_run(parser);
  parser.footer(R"(
Prints, per op, the largest deviation from an independent float64 implementation, relative to the largest number of
the same tensor. Exit status 0: all within 1e-5.

With TEXT, --run or --set: checks that every step of that run is, bit for bit, what its op gives for its inputs, and
that the first and the last cell of each step equal what their arithmetic gives.

Examples:
  attnscope selftest
  attnscope selftest --run attention --set d=8)");
  parser.callback([input, parser] {
    if (input->words.empty() && !parser.given("--run") && !parser.given("--set") && !parser.given("--model"))
      return selftest();
    check_run(*input);
  });
}

}  // namespace

extern constinit const Command selftest_command;
constinit const Command selftest_command{"selftest", 7, add};

}  // namespace attn::cli
