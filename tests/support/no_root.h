// For tests of what may not be done: root may do everything, so the process is somebody else for a while.
#pragma once

#include <gtest/gtest.h>
#include <sys/types.h>
#include <unistd.h>

namespace attn::test {

class NoRoot {
 public:
  NoRoot() : was_(geteuid()) {
    if (was_ == 0 && setresuid(nobody, nobody, 0) != 0) ADD_FAILURE() << "root here, and no way to be somebody else";
  }
  ~NoRoot() {
    if (geteuid() != was_ && setresuid(was_, was_, was_) != 0) ADD_FAILURE() << "no way back";
  }
  NoRoot(const NoRoot&) = delete;
  NoRoot& operator=(const NoRoot&) = delete;

 private:
  static constexpr uid_t nobody = 65534;
  const uid_t was_;
};

}  // namespace attn::test
