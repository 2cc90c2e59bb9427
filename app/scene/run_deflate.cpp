#include "app/scene/run_deflate.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <queue>
#include <span>
#include <utility>

namespace attn::scene {
namespace {

constexpr std::size_t least_run = 3, longest_run = 258, most_tokens = 1 << 17;
constexpr std::size_t run_token = 256, token_count = run_token + longest_run - least_run + 1;
constexpr std::size_t end_symbol = 256, symbol_count = 286;
constexpr int longest_code = 15;

using Lengths = std::array<std::uint8_t, symbol_count>;

struct Run {
  std::uint16_t symbol = 0;
  std::uint8_t extra_bits = 0;
  std::uint16_t extra = 0;
};

// Symbols 257 … 285 by length: 8 of one length each, then 4 each of 2, 4, 8, 16 and 32 lengths; 258 has its own.
std::array<Run, token_count> run_symbols() {
  std::array<Run, token_count> runs{};
  std::size_t length = least_run;
  for (std::uint16_t symbol = 257; symbol < 285; ++symbol) {
    const int extra_bits = symbol < 265 ? 0 : (symbol - 261) / 4;
    for (int extra = 0; extra < 1 << extra_bits && length < longest_run; ++extra, ++length)
      runs[run_token + length - least_run] = {symbol, static_cast<std::uint8_t>(extra_bits),
                                              static_cast<std::uint16_t>(extra)};
  }
  runs[run_token + longest_run - least_run] = {285, 0, 0};
  return runs;
}
const std::array<Run, token_count> runs = run_symbols();

std::size_t symbol_of(std::size_t token) { return token < run_token ? token : runs[token].symbol; }

// Huffman's code; where it is too deep, once more of frequencies that differ less.
Lengths code_lengths(std::array<std::uint32_t, symbol_count> frequency) {
  struct Node {
    std::uint64_t weight;
    int left, right;  // −1: a symbol, whose number is `right`
  };
  for (;;) {
    std::vector<Node> nodes;
    const auto heavier = [&](int a, int b) {
      const auto &x = nodes[static_cast<std::size_t>(a)], &y = nodes[static_cast<std::size_t>(b)];
      return x.weight != y.weight ? x.weight > y.weight : a > b;
    };
    std::priority_queue<int, std::vector<int>, decltype(heavier)> heap(heavier);
    nodes.reserve(2 * symbol_count);
    for (std::size_t s = 0; s < symbol_count; ++s)
      if (frequency[s] > 0) {
        nodes.push_back({frequency[s], -1, static_cast<int>(s)});
        heap.push(static_cast<int>(nodes.size()) - 1);
      }
    const auto take = [&] {
      const int top = heap.top();
      heap.pop();
      return top;
    };
    while (heap.size() > 1) {
      const int a = take(), b = take();
      nodes.push_back({nodes[static_cast<std::size_t>(a)].weight + nodes[static_cast<std::size_t>(b)].weight, a, b});
      heap.push(static_cast<int>(nodes.size()) - 1);
    }
    // Parents come after their children.
    std::vector<int> depth(nodes.size(), 0);
    Lengths lengths{};
    int deepest = 0;
    for (std::size_t i = nodes.size(); i-- > 0;) {
      const Node& node = nodes[i];
      if (node.left < 0) {
        const int length = std::max(1, depth[i]);
        deepest = std::max(deepest, length);
        lengths[static_cast<std::size_t>(node.right)] = static_cast<std::uint8_t>(std::min(length, longest_code));
      } else {
        depth[static_cast<std::size_t>(node.left)] = depth[static_cast<std::size_t>(node.right)] = depth[i] + 1;
      }
    }
    if (deepest <= longest_code) return lengths;
    for (std::uint32_t& f : frequency) f = (f + 1) / 2;
  }
}

std::uint32_t reversed(std::uint32_t code, int count) {
  std::uint32_t out = 0;
  for (int i = 0; i < count; ++i) out = out << 1 | (code >> i & 1);
  return out;
}

// Canonical codes, first bit lowest.
std::array<std::uint32_t, symbol_count> codes_of(const Lengths& lengths) {
  std::array<std::uint32_t, longest_code + 2> next{};
  for (const std::uint8_t length : lengths)
    if (length > 0) ++next[length + 1u];
  for (std::size_t i = 1; i < next.size(); ++i) next[i] = (next[i] + next[i - 1]) << 1;
  std::array<std::uint32_t, symbol_count> codes{};
  for (std::size_t s = 0; s < symbol_count; ++s)
    if (lengths[s] > 0) codes[s] = reversed(next[lengths[s]]++, lengths[s]);
  return codes;
}

// How many bytes from here on are that one, at most `most`.
std::size_t equal_bytes(const std::uint8_t* from, std::size_t most, std::uint8_t byte) {
  const std::uint64_t pattern = 0x0101010101010101u * byte;
  std::size_t i = 0;
  for (std::uint64_t eight = 0; i + 8 <= most; i += 8) {
    std::memcpy(&eight, from + i, 8);
    if (eight != pattern) break;
  }
  while (i < most && from[i] == byte) ++i;
  return i;
}

}  // namespace

RunDeflate::RunDeflate() : out_("\x78\x01"), tokens_(most_tokens), coded_(most_tokens * 3 + 16) {}

void RunDeflate::bits(std::uint64_t value, int count) {
  waiting_ |= value << waiting_count_;
  waiting_count_ += count;
  while (waiting_count_ >= 8) {
    out_ += static_cast<char>(waiting_ & 255);
    waiting_ >>= 8;
    waiting_count_ -= 8;
  }
}

void RunDeflate::add(const std::uint8_t* bytes, std::size_t count) {
  for (std::size_t i = 0; i < count;) {
    const std::size_t part = std::min<std::size_t>(count - i, 1u << 30);
    adler_ = adler32(adler_, bytes + i, static_cast<uInt>(part));
    i += part;
  }
  int before = before_;
  for (std::size_t i = 0; i < count;) {
    if (count_ == most_tokens) block(false);
    std::uint16_t* token = tokens_.data() + count_;
    for (const std::uint16_t* end = tokens_.data() + most_tokens; i < count && token != end;) {
      const std::uint8_t byte = bytes[i];
      if (before == byte) {
        const std::size_t length = equal_bytes(bytes + i, std::min(count - i, longest_run), byte);
        if (length >= least_run) {
          *token++ = static_cast<std::uint16_t>(run_token + length - least_run);
          i += length;
          continue;
        }
      }
      before = byte;
      *token++ = byte;
      ++i;
    }
    count_ = static_cast<std::size_t>(token - tokens_.data());
  }
  before_ = before;
}

void RunDeflate::block(bool last) {
  std::array<std::uint32_t, token_count> seen{};
  const std::span<const std::uint16_t> tokens(tokens_.data(), count_);
  for (const std::uint16_t token : tokens) ++seen[token];
  std::array<std::uint32_t, symbol_count> frequency{};
  for (std::size_t t = 0; t < token_count; ++t) frequency[symbol_of(t)] += seen[t];
  frequency[end_symbol] = 1;
  const Lengths lengths = code_lengths(frequency);
  const auto codes = codes_of(lengths);

  bits(last ? 1 : 0, 1);
  bits(2, 2);                               // codes of its own
  bits(symbol_count - 257, 5);              // all of them are given …
  bits(0, 5);                               // … and one distance
  bits(15, 4);                              // all 19 code lengths of code lengths:
  for (int i = 0; i < 3; ++i) bits(0, 3);   // no repeats,
  for (int i = 0; i < 16; ++i) bits(4, 3);  // and 0 … 15 as they are, in four bits
  for (const std::uint8_t length : lengths) bits(reversed(length, 4), 4);
  bits(reversed(1, 4), 4);  // the one distance, 1, has a code of one bit, 0

  struct Coded {
    std::uint64_t bits = 0;
    int count = 0;
  };
  std::array<Coded, token_count> coded;
  for (std::size_t t = 0; t < token_count; ++t) {
    const std::size_t symbol = symbol_of(t);
    coded[t] = {codes[symbol], lengths[symbol]};
    if (t < run_token) continue;
    coded[t].bits |= std::uint64_t{runs[t].extra} << coded[t].count;
    coded[t].count += runs[t].extra_bits + 1;
  }
  // Four bytes at a time, in local variables.
  std::uint64_t waiting = waiting_;
  int count = waiting_count_;
  char* to = coded_.data();
  for (const std::uint16_t token : tokens) {
    const Coded& code = coded[token];
    waiting |= code.bits << count;
    count += code.count;
    if (count < 32) continue;
    if constexpr (std::endian::native == std::endian::little)
      std::memcpy(to, &waiting, 4);
    else
      for (int i = 0; i < 4; ++i) to[i] = static_cast<char>(waiting >> (8 * i) & 255);
    to += 4;
    waiting >>= 32;
    count -= 32;
  }
  out_.append(coded_.data(), to);
  waiting_ = waiting;
  waiting_count_ = count;
  bits(codes[end_symbol], lengths[end_symbol]);
  count_ = 0;
}

std::string RunDeflate::finish() {
  block(true);
  if (waiting_count_ > 0) bits(0, 8 - waiting_count_);
  for (int shift = 24; shift >= 0; shift -= 8) out_ += static_cast<char>(adler_ >> shift & 255);
  return std::move(out_);
}

}  // namespace attn::scene
