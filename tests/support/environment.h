// A variable of the environment as a test needs it: put back when the test ends, because others share its process.
#pragma once

#include <cstdlib>
#include <optional>
#include <string>
#include <utility>

namespace attn::test {

class Variable {
 public:
  explicit Variable(std::string name) : name_(std::move(name)) {
    if (const char* value = std::getenv(name_.c_str())) before_ = value;
  }
  ~Variable() { set(before_); }
  Variable(const Variable&) = delete;
  Variable& operator=(const Variable&) = delete;

  // Without a value it is taken out of the environment.
  void set(const std::optional<std::string>& value) {
    if (value)
      setenv(name_.c_str(), value->c_str(), 1);
    else
      unsetenv(name_.c_str());
  }

 private:
  const std::string name_;
  std::optional<std::string> before_;
};

}  // namespace attn::test
