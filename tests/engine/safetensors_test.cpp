// The safetensors reader on files built by hand: right ones, and every lie a header can tell.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <cstring>

#include "engine/model/safetensors.h"

namespace attn {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::ThrowsMessage;

Bytes file_of(const std::string& content) {
  auto copy = std::make_shared<const std::string>(content);
  return {copy, std::as_bytes(std::span<const char>(copy->data(), copy->size())), "weights.safetensors"};
}

std::string with_length(std::uint64_t length, const std::string& rest) {
  std::string out(8, '\0');
  for (int i = 0; i < 8; ++i) out[static_cast<std::size_t>(i)] = static_cast<char>((length >> (8 * i)) & 0xff);
  return out + rest;
}
std::string file_text(const std::string& header, const std::string& data) {
  return with_length(header.size(), header + data);
}

template <class T>
std::string raw(std::initializer_list<T> values) {
  std::string out;
  for (const T v : values) out.append(reinterpret_cast<const char*>(&v), sizeof v);
  return out;
}

void refused(const std::string& content, const std::string& why) {
  EXPECT_THAT([&] { Safetensors{file_of(content)}; },
              ThrowsMessage<std::invalid_argument>(AllOf(HasSubstr("weights.safetensors"), HasSubstr(why))))
      << why;
}

const std::string two_floats = raw({1.5f, -2.0f});

TEST(Safetensors, ReadsF32AndMetadata) {
  const Safetensors file(file_of(file_text(
      R"({"__metadata__":{"format":"pt"},"a":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]},"b":{"dtype":"F32","shape":[1],"data_offsets":[24,28]}})",
      raw({1.f, 2.f, 3.f, 4.f, 5.f, 6.f, 7.f}))));
  const Mat a = file.read("a");
  ASSERT_EQ(a.rows(), 2);
  ASSERT_EQ(a.cols(), 3);
  EXPECT_EQ(a(0, 2), 3.f);
  EXPECT_EQ(a(1, 0), 4.f);
  EXPECT_EQ(file.read("b", 1, 1)(0, 0), 7.f);
  EXPECT_EQ(file.metadata().at("format"), "pt");
  EXPECT_FALSE(file.has("c"));
}

// IEEE 754 binary16, decoded from its definition with exact powers of two.
double half(unsigned bits) {
  const double sign = bits & 0x8000 ? -1 : 1;
  const int exponent = static_cast<int>((bits >> 10) & 31);
  const double fraction = static_cast<double>(bits & 1023);
  if (exponent == 31) return fraction != 0 ? NAN : sign * INFINITY;
  if (exponent == 0) return sign * fraction / 16777216.0;
  double value = 1 + fraction / 1024;
  for (int i = 15; i < exponent; ++i) value *= 2;
  for (int i = exponent; i < 15; ++i) value /= 2;
  return sign * value;
}

TEST(Safetensors, ReadsEveryHalf) {
  std::string data;
  for (unsigned bits = 0; bits < 65536; ++bits) data += raw({static_cast<std::uint16_t>(bits)});
  const Safetensors file(
      file_of(file_text(R"({"h":{"dtype":"F16","shape":[256,256],"data_offsets":[0,131072]}})", data)));
  const Mat h = file.read("h", 256, 256, false);
  for (unsigned bits = 0; bits < 65536; ++bits) {
    const double expected = half(bits), found = static_cast<double>(h.data()[bits]);
    if (std::isnan(expected)) {
      ASSERT_TRUE(std::isnan(found)) << bits;
    } else {
      ASSERT_EQ(found, expected) << bits;
      ASSERT_EQ(std::signbit(found), std::signbit(expected)) << bits;
    }
  }
  EXPECT_THROW(file.read("h", 256, 256), std::invalid_argument);  // it holds infinities and NaN
}

TEST(Safetensors, ReadsBF16) {
  const auto bf = [](float v) { return static_cast<std::uint16_t>(std::bit_cast<std::uint32_t>(v) >> 16); };
  const Safetensors file(file_of(file_text(R"({"x":{"dtype":"BF16","shape":[1,3],"data_offsets":[0,6]}})",
                                           raw({bf(1.0f), bf(-2.5f), bf(0.0078125f)}))));
  const Mat x = file.read("x");
  EXPECT_EQ(x(0, 0), 1.0f);
  EXPECT_EQ(x(0, 1), -2.5f);
  EXPECT_EQ(x(0, 2), 0.0078125f);
}

TEST(Safetensors, RefusesDamagedFiles) {
  refused("abc", "too short");
  refused("", "too short");
  refused(with_length(1000, "{}"), "claims 1000 bytes");
  refused(with_length(0xffffffffffffffffull, "{}"), "claims");
  refused(file_text("not json", ""), "not JSON");
  refused(file_text("[1]", ""), "not a JSON object");
  refused(file_text("", ""), "not JSON");
  const std::string whole = file_text(R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}})", two_floats);
  EXPECT_NO_THROW(Safetensors{file_of(whole)});
  for (std::size_t n = 0; n < whole.size(); ++n)  // every truncation
    EXPECT_THROW(Safetensors{file_of(whole.substr(0, n))}, std::invalid_argument) << n;
}

TEST(Safetensors, RefusesHeadersThatLie) {
  const auto tensor = [](const std::string& fields) { return file_text("{\"a\":{" + fields + "}}", two_floats); };
  refused(tensor(R"("dtype":"F32","shape":[2],"data_offsets":[0,12])"), "outside the 8 bytes");
  refused(tensor(R"("dtype":"F32","shape":[2],"data_offsets":[8,0])"), "outside");
  refused(tensor(R"("dtype":"F32","shape":[3],"data_offsets":[0,8])"), "its shape needs 12 bytes");
  refused(tensor(R"("dtype":"F16","shape":[2],"data_offsets":[0,8])"), "its shape needs 4 bytes");
  refused(tensor(R"("dtype":"F32","shape":[-2],"data_offsets":[0,8])"), "whole numbers");
  refused(tensor(R"("dtype":"F32","shape":[2.0],"data_offsets":[0,8])"), "whole numbers");
  refused(tensor(R"("dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,8])"), "too large");
  refused(tensor(R"("dtype":"F32","shape":2,"data_offsets":[0,8])"), "not a list");
  refused(tensor(R"("dtype":"F32","shape":[2],"data_offsets":[-8,0])"), "two whole numbers");
  refused(tensor(R"("dtype":"F32","shape":[2],"data_offsets":[0])"), "two whole numbers");
  refused(tensor(R"("dtype":"I64","shape":[1],"data_offsets":[0,8])"), "type I64");
  refused(tensor(R"("dtype":3,"shape":[2],"data_offsets":[0,8])"), "dtype is not text");
  refused(tensor(R"("dtype":"F32","shape":[2])"), "needs dtype");
  refused(tensor(R"("dtype":"F32","shape":[1],"data_offsets":[0,4])"), "follow the last tensor");
  refused(tensor(R"("dtype":"F32","shape":[1],"data_offsets":[4,8])"), "gap");
  refused(file_text(R"({"a":5})", ""), "needs dtype");
  refused(file_text(R"({"__metadata__":{"n":1}})", ""), "not text");
  refused(file_text(R"({"__metadata__":[]})", ""), "not an object");
  const std::string one = R"("a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]})";
  refused(file_text("{" + one + "," + one + "}", two_floats), "twice");
  refused(file_text("{" + one + R"(,"b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}})", two_floats), "overlap");
}

TEST(Safetensors, ReadingChecksShapeAndNumbers) {
  const Safetensors file(file_of(file_text(
      R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"c":{"dtype":"F32","shape":[1,1,1],"data_offsets":[8,12]}})",
      raw({1.f, std::numeric_limits<float>::quiet_NaN(), 1.f}))));
  EXPECT_THAT([&] { file.read("a", 2, 1); },
              ThrowsMessage<std::invalid_argument>(
                  AllOf(HasSubstr("weights.safetensors"), HasSubstr("'a'"), HasSubstr("[2]"))));
  EXPECT_THAT([&] { file.read("a"); },
              ThrowsMessage<std::invalid_argument>(AllOf(HasSubstr("nan"), HasSubstr("number 1"))));
  EXPECT_THAT([&] { file.read("nothing", 1, 1); },
              ThrowsMessage<std::invalid_argument>(HasSubstr("'nothing' is missing")));
  EXPECT_THROW(file.read("c"), std::invalid_argument);
}

}  // namespace
}  // namespace attn
