// Every tensor of the stored reference translations, from an independent float64 implementation, against this engine.
#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "engine/model/safetensors.h"
#include "engine/model/translate.h"
#include "engine/selftest.h"

namespace attn {
namespace {

const std::string folder = std::string(ATTN_SOURCE_DIR "/tests/reference/");

Model model_of(const std::string& name) {
  return load_model(ModelFiles::folder(
      name.starts_with("odd") ? folder + "odd" : std::string(ATTN_SOURCE_DIR "/assets/models/en-fr-tiny")));
}

class Reference4 : public testing::TestWithParam<const char*> {};

TEST_P(Reference4, EveryTensorAgrees) {
  const std::string name = GetParam();
  const Bytes bytes = map_file(folder + name + ".safetensors");
  int tensors = 0;
  for (const Deviation& d : compare_with_reference(model_of(name), bytes)) {
    EXPECT_LE(d.largest, 1e-5) << d.op << " at " << d.path;
    tensors += d.tensors;
  }
  EXPECT_EQ(static_cast<std::size_t>(tensors), Safetensors(bytes).entries().size());
  EXPECT_GT(tensors, 500);
}

// The comparison itself: written here again, cell by cell, for two steps that matter most.
TEST_P(Reference4, CellsAgreeWithoutTheSelftest) {
  const std::string name = GetParam();
  const Safetensors file(map_file(folder + name + ".safetensors"));
  const attn::Run t = translate(model_of(name), file.metadata().at("text"));
  for (const std::string path :
       {"decode1/output/probabilities", "encoder/layer1/self/head2/weights", "decode2/layer1/self/head1/masked"}) {
    const Tensor& ours = t.trace.at(path).out;
    const Mat theirs = file.read(path, ours.rows(), ours.cols(), false);
    for (Index r = 0; r < ours.rows(); ++r)
      for (Index c = 0; c < ours.cols(); ++c) {
        if (std::isinf(theirs(r, c))) {
          EXPECT_EQ(ours(r, c), theirs(r, c)) << path << " " << r << "," << c;
        } else {
          EXPECT_NEAR(ours(r, c), theirs(r, c), 2e-5) << path << " " << r << "," << c;
        }
      }
  }
}

INSTANTIATE_TEST_SUITE_P(Files, Reference4, testing::Values("odd_1", "odd_2", "tiny_student", "tiny_station"));

TEST(References, AllAreInsideTheProgram) {
  std::set<std::string> names;
  for (const Reference& r : stored_references()) {
    names.insert(r.name);
    EXPECT_FALSE(compare_with_reference(load_model(r.model), r.bytes).empty());
  }
  EXPECT_EQ(names, (std::set<std::string>{"odd_1", "odd_2", "tiny_station", "tiny_student"}));
}

// A reference that differs is noticed: another model's numbers for the same sentence.
TEST(References, AWrongNumberIsNoticed) {
  const Bytes whole = map_file(folder + "odd_1.safetensors");
  auto copy = std::make_shared<std::vector<std::byte>>(whole.data.begin(), whole.data.end());
  // Every byte of the last tensor's data; which tensor that is does not matter, all are compared.
  for (std::size_t i = copy->size() - 64; i < copy->size(); ++i) (*copy)[i] = std::byte{0x3f};
  const Bytes changed{copy, *copy, "changed"};
  double largest = 0;
  for (const Deviation& d : compare_with_reference(model_of("odd_1"), changed)) largest = std::max(largest, d.largest);
  EXPECT_GT(largest, 1e-3);
}

}  // namespace
}  // namespace attn
