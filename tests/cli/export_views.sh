#!/usr/bin/env bash
# Beam search and sampling as figures; pages that are turned as the figure is.
. "$ATTN_SOURCE_DIR/tests/support/expect.sh"
text="I am a student"
rm -rf ./*

"$program" export --view translation --beam 3 --length-penalty 1.2 -o beam.svg --quiet "$text" || fail "beam"
has "beam's caption" "$(cat beam.svg)" "width 3, length normalisation with α = 1.2"
# Every sentence that the search finds, with its score as translate prints it.
while read -r score _ _ sentence; do
  has "beam.svg" "$(cat beam.svg)" "$sentence"
  has "beam.svg" "$(cat beam.svg)" "${score/-/−}"
done < <("$program" translate --beam 3 --length-penalty 1.2 "$text" | tail -n +2)

"$program" export --view translation --temperature 1.5 --top-p 0.9 --seed 5 -o drawn.svg --quiet "$text" || fail "drawn"
has "drawn's caption" "$(cat drawn.svg)" "temperature 1.5, top-k all, top-p 0.9, seed 5"
has "drawn words" "$(cat drawn.svg)" "$("$program" translate --temperature 1.5 --top-p 0.9 --seed 5 "$text")"
"$program" export encoder/layer1/self/head1/weights --seed 5 --temperature 1.5 -o step.svg --quiet "$text" || fail "step of drawn words"
has "its caption" "$(cat step.svg)" "seed 5"

refused "a beam that is too wide" "2 to 5" "$program" export --view translation --beam 9 -o x.png "$text"
refused "a beam of a step" "translation view" "$program" export --beam 3 encoder/layer1/self/head1/weights "$text" -o x.png
refused "a seed of a beam" "not with --beam" "$program" export --view translation --beam 3 --seed 2 "$text" -o x.png

if have pdfinfo; then
  "$program" export --view map --page a4-turned -o map.pdf --quiet "$text" || fail "map"
  has "the map lies" "$(pdfinfo map.pdf)" "841.89 x 595.276"
  "$program" export encoder/layer1/self/head1/weights --no-caption --no-title --page a4-turned -o weights.pdf --quiet "$text" || fail "weights"
  "$program" export --view translation --page a4-turned -o table.pdf --quiet "$text" || fail "table"
  has "the table stands" "$(pdfinfo table.pdf)" "595.276 x 841.89"
fi
if have pdftotext; then  # the title is as wide as the page lets it be
  "$program" export encoder/layer1/self/head1/weights --page a4 -o page.pdf --quiet "$text" || fail "page"
  right=$(pdftotext -bbox page.pdf - | sed -n 's/.*xMax="\([0-9]*\).*/\1/p' | sort -n | tail -1)
  [ "$right" -gt 480 ] || fail "the matrix ends at $right of 595 points"
fi
finish
