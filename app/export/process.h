// Process: another program, such as ffmpeg or xclip, that is given bytes on its standard input. Internal to app/export.
//
// It runs in a process group of its own, so that Ctrl+C is ours to handle. What depends on the system is in
// process.cpp.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace attn::figures {

// The path of a program of this name, looked for as a shell does; empty: there is none.
std::string find_program(const std::string& name);

class Process {
 public:
  // words: the program's path and its arguments. What it says on standard error goes to the file `log`, if that has a
  // name. Throws std::runtime_error with one sentence if it cannot be started.
  explicit Process(const std::vector<std::string>& words, const std::filesystem::path& log = {});
  ~Process();  // ends it at once, unless it was waited for
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  bool give(std::string_view bytes);  // false: it does not read any more
  bool wait();                        // tells it that this was all; whether it ended well

 private:
  void close_input();

  int input_ = -1, id_ = -1;
};

}  // namespace attn::figures
