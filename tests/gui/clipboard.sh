#!/usr/bin/env bash
# The clipboard of a virtual X server takes a picture and gives it back.
. "$ATTN_SOURCE_DIR/tests/support/expect.sh"
for tool in xvfb-run xclip; do
  have $tool || exit 0
done
tests=$(dirname "$program")/tests/export_tests
said=$(xvfb-run -a "$tests" --gtest_filter=Programs.TheRealClipboardGivesItBack 2>&1)
has "the real clipboard" "$said" "[  PASSED  ] 1 test"
finish
