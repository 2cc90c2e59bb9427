// Reader of the safetensors format: a JSON header of names, types, shapes and offsets, then raw numbers.
//
// Source: the format's public description (8-byte little-endian header length, header, data).
#pragma once

#include <map>
#include <string>
#include <vector>

#include "engine/model/files.h"
#include "engine/tensor.h"

namespace attn {

class Safetensors {
 public:
  struct Entry {
    std::string type;          // F32, F16 or BF16
    std::vector<Index> shape;  // any number of dimensions in the file; read() takes one or two
    std::size_t begin, end;    // bytes from the start of the data
  };

  // Checks every field of the header against the file. Throws std::invalid_argument naming the file, the tensor
  // and the offset: truncated file, sizes that disagree, overlaps, gaps, unknown types, duplicate names.
  explicit Safetensors(Bytes file);

  const std::map<std::string, Entry, std::less<>>& entries() const { return entries_; }
  const std::map<std::string, std::string, std::less<>>& metadata() const { return metadata_; }
  bool has(std::string_view name) const { return entries_.contains(name); }
  // The tensor as rows×cols floats; a vector may be read as 1×n. Throws std::invalid_argument if it is missing, has
  // another shape, or holds NaN or infinity while `finite` is asked for.
  Mat read(std::string_view name, Index rows, Index cols, bool finite = true) const;
  Mat read(std::string_view name, bool finite = true) const;  // in its own shape

 private:
  Bytes file_;
  std::span<const std::byte> data_;
  std::map<std::string, Entry, std::less<>> entries_;
  std::map<std::string, std::string, std::less<>> metadata_;
};

}  // namespace attn
