// Tools that a test needs: what continuous integration installs has to be there, or the test has failed; elsewhere it
// is left out, and says so.
#pragma once

#include <cstdlib>

#include <gtest/gtest.h>

#define ATTN_LEFT_OUT(why)                  \
  do {                                      \
    if (std::getenv("CI")) FAIL() << (why); \
    GTEST_SKIP() << (why);                  \
  } while (false)
