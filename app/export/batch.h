// Batch: many files, made by several threads, each file whole or not there at all.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "app/export/go_on.h"
#include "app/scene/scene.h"

namespace attn::figures {

// A file and how its bytes are made; called in any thread, with a measure that is that thread's own. A job that throws
// Stopped ends the batch as cancelled.
struct Job {
  std::filesystem::path file;
  std::function<std::string(const scene::Measure& measure)> bytes;
};

struct BatchOptions {
  int threads = 0;                       // 0: as many as there are processors
  bool replace = false;                  // files that are there already
  bool make_folders = false;             // those that its files are in, where there are none
  std::function<bool()> cancelled = {};  // asked before each file is made, and before it is written
  std::function<void(std::size_t done, std::size_t all)> progress = {};  // called from one thread at a time
  std::function<scene::Measure()> measure = {};  // called in each thread; without it, what pictures measure with
};

struct BatchResult {
  std::size_t files = 0;  // written
  std::size_t bytes = 0;
  bool cancelled = false;  // what is written is whole
};

// Looks before it writes: throws std::invalid_argument with one sentence where two jobs have one file, or, unless told
// to replace, a file is there already. The first error of a job ends the batch and is
// thrown; files that are written stay.
BatchResult run_batch(const std::vector<Job>& jobs, const BatchOptions& options);

}  // namespace attn::figures
