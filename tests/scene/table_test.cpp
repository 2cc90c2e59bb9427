// The numbers of a step as text table, CSV, JSON and NumPy file.
#include "app/scene/table.h"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <cstring>
#include <limits>
#include <nlohmann/json.hpp>

#include "engine/eigen.h"
#include "engine/ops/ops.h"
#include "engine/roles/roles.h"

using namespace attn;
using namespace attn::scene;

namespace {

constexpr float infinity = std::numeric_limits<float>::infinity();

Step step_of(Mat values, Axis rows, Axis cols) {
  Step step;
  step.path = "encoder/layer1/self/head1/query";
  step.op = &ops::given;
  step.role = &roles::query;
  step.out = Tensor(std::move(values), std::move(rows), std::move(cols));
  return step;
}

Step small() {
  Mat m(2, 3);
  eigen(m) << 0.1f, -infinity, 1e-6f, -12.5f, std::nanf(""), 0;
  return step_of(m, token_axis({"学生", "a"}), token_axis({"x", "a,b", "say \"hi\""}));
}

Step wide(Index cols) { return step_of(Mat::filled(1, cols, 0.5f), token_axis({"w"}), {}); }

TEST(Table, ColumnsAreAlignedByWidthOnTheScreen) {
  EXPECT_EQ(to_table(small()),
            "             x   a,b  say \"hi\"\n"
            "学生    0.1000  -inf   1.0e-06\n"
            "a     -12.5000   nan    0.0000\n");
}

TEST(Table, SaysWhatItLeavesOut) {
  const std::string text = to_table(wide(8000));
  EXPECT_TRUE(text.ends_with("… 7988 more columns\n")) << text;
  EXPECT_EQ(to_table(wide(12)).find("more"), std::string::npos);
  EXPECT_TRUE(to_table(wide(13)).ends_with("… 1 more column\n"));
  EXPECT_EQ(to_table(wide(100), {.max_columns = 0}).find("more"), std::string::npos);
  const Step tall = step_of(Mat::filled(5, 1, 0.5f), {}, single_axis());
  EXPECT_EQ(to_table(tall, {.max_rows = 2}), "1  0.5000\n2  0.5000\n… 3 more rows\n");
}

TEST(Table, WholeNumbersHaveNoDecimals) {
  Mat ids(2, 1);
  eigen(ids) << 47, 3207;
  EXPECT_EQ(to_table(step_of(ids, token_axis({"I", "am"}), single_axis())), "I     47\nam  3207\n");
}

TEST(Table, ExactDecimalsOnRequest) {
  Mat m(1, 1);
  eigen(m) << 0.1f;
  EXPECT_EQ(to_table(step_of(m, single_axis(), single_axis()), {.decimals = -1}), "0.1\n");
}

TEST(Csv, QuotesWhatNeedsQuotes) {
  EXPECT_EQ(to_csv(small()),
            ",x,\"a,b\",\"say \"\"hi\"\"\"\r\n"
            "学生,0.1,-inf,1e-06\r\n"
            "a,-12.5,nan,0\r\n");
}

TEST(Json, ReadsBackBitForBit) {
  const Step step = small();
  const auto json = nlohmann::json::parse(to_json(step));
  EXPECT_EQ(json["path"], "encoder/layer1/self/head1/query");
  EXPECT_EQ(json["op"], "given");
  EXPECT_EQ(json["shape"], nlohmann::json({2, 3}));
  EXPECT_EQ(json["row_labels"], nlohmann::json({"学生", "a"}));
  EXPECT_EQ(json["col_labels"][2], "say \"hi\"");
  EXPECT_EQ(json["values"][0][1], "-Infinity");
  EXPECT_EQ(json["values"][1][1], "NaN");
  EXPECT_EQ(static_cast<float>(json["values"][0][0].get<double>()), 0.1f);
  EXPECT_EQ(to_json(step).find("0.100000001"), std::string::npos);
}

TEST(Json, EmptyAndMalformed) {
  const auto json = nlohmann::json::parse(to_json(step_of(Mat::zeros(1, 1), token_axis({"\xFF\n\""}), {})));
  EXPECT_EQ(json["row_labels"][0], "\uFFFD\n\"");
  EXPECT_EQ(nlohmann::json::parse(to_json(step_of(Mat(0, 0), {}, {})))["values"].size(), 0u);
}

TEST(Npy, HeaderAndNumbers) {
  Mat m(2, 3);
  eigen(m) << 1, -2, 0.1f, infinity, -0.0f, 1e-45f;
  const std::string file = to_npy(step_of(m, {}, {}));
  ASSERT_EQ(file.size(), 128u + 24u);
  EXPECT_EQ(file.substr(0, 8), std::string("\x93NUMPY\x01\x00", 8));
  EXPECT_EQ(file.substr(8, 2), std::string("\x76\x00", 2));  // 118 bytes of header: the numbers start at 128
  EXPECT_EQ(file.substr(10, 60), "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), } ");
  EXPECT_EQ(file[127], '\n');
  const unsigned char one[] = {0, 0, 0x80, 0x3F}, tenth[] = {0xCD, 0xCC, 0xCC, 0x3D};
  EXPECT_EQ(std::memcmp(file.data() + 128, one, 4), 0);
  EXPECT_EQ(std::memcmp(file.data() + 128 + 8, tenth, 4), 0);       // C order: the third of the first row
  EXPECT_EQ(static_cast<unsigned char>(file[128 + 16 + 3]), 0x80);  // −0 keeps its sign
}

}  // namespace
