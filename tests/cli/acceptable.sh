#!/usr/bin/env bash
# Twenty everyday sentences on both bundled models; at least 18 must be acceptable French. The accepted translations were
# written by hand, not taken from the models.
. "$ATTN_SOURCE_DIR/tests/support/expect.sh"

accepted="$ATTN_SOURCE_DIR/tests/support/acceptable_fr.txt"
for model in en-fr-tiny en-fr-small; do
  good=0 total=0
  while IFS='|' read -r english rest; do
    total=$((total + 1))
    found=$("$program" translate --model $model "$english")
    case "|$rest|" in
      *"|$found|"*) good=$((good + 1)) ;;
      *) echo "$model: $english -> $found" ;;
    esac
  done <"$accepted"
  echo "$model: $good of $total"
  [ "$total" = 20 ] || fail "$accepted has $total sentences"
  [ "$good" -ge 18 ] || fail "$model: only $good of $total are acceptable"
done
finish
