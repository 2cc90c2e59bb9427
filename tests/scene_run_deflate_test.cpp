// Streams that zlib itself reads back.
#include "app/scene/run_deflate.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include <algorithm>
#include <random>

using attn::scene::RunDeflate;

namespace {

std::string inflated(const std::string& stream, std::size_t size) {
  std::string out(size + 1, '?');
  uLongf length = out.size();
  const int status = uncompress(reinterpret_cast<Bytef*>(out.data()), &length,
                                reinterpret_cast<const Bytef*>(stream.data()), stream.size());
  return status == Z_OK ? out.substr(0, length) : "zlib says " + std::to_string(status);
}

std::string deflated(const std::string& bytes, std::size_t piece) {
  RunDeflate deflate;
  for (std::size_t i = 0; i < bytes.size(); i += piece)
    deflate.add(reinterpret_cast<const std::uint8_t*>(bytes.data()) + i, std::min(piece, bytes.size() - i));
  return deflate.finish();
}

void expect_the_same(const std::string& bytes) {
  for (const std::size_t piece : {std::size_t{1} << 30, std::size_t{1000}, std::size_t{7}})
    EXPECT_TRUE(inflated(deflated(bytes, piece), bytes.size()) == bytes) << bytes.size() << " bytes by " << piece;
}

TEST(RunDeflate, EveryLengthOfRun) {
  std::string bytes;
  for (std::size_t length = 1; length <= 600; ++length) bytes += std::string(length, static_cast<char>(length)) + "ab";
  expect_the_same(bytes);
}

TEST(RunDeflate, NoiseRunsAndNothing) {
  std::mt19937 random(3);
  expect_the_same("");
  expect_the_same("x");
  expect_the_same(std::string(1'000'000, '\0'));
  std::string noise;
  for (int i = 0; i < 500'000; ++i) noise += static_cast<char>(random());
  expect_the_same(noise);
  std::string steep;  // frequencies like Fibonacci's numbers make the deepest codes
  for (std::size_t i = 0, a = 1, b = 1; i < 26; ++i, b += a, a = b - a) {
    for (std::size_t k = 0; k < a; ++k) steep += static_cast<char>(i);
  }
  std::shuffle(steep.begin(), steep.end(), random);
  expect_the_same(steep);
}

TEST(RunDeflate, IsSmallWhereLittleHappens) {
  EXPECT_LT(deflated(std::string(1'000'000, '\0'), 5000).size(), 1'500u);
  std::string four;
  for (unsigned i = 0; i < 400'000; ++i) four += static_cast<char>(i * 7919 % 65537 % 4);
  EXPECT_LT(deflated(four, 5000).size(), 120'000u);  // little more than two bits each
}

}  // namespace
