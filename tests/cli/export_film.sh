#!/usr/bin/env bash
# Films and worked runs, opened by the tools that others use.
. "$ATTN_SOURCE_DIR/tests/support/expect.sh"
scores=encoder/layer1/self/head2/scores
text="I am a student"
rm -rf ./*
have() { command -v "$1" >/dev/null || { echo "no $1 here: not checked"; false; }; }

# 2 s at 5 frames a second; the last one shows the finished step.
"$program" export --step $scores --cell 2,4 --animate --fps 5 --seconds 2 --scale 0.5 -o f.gif --quiet "$text" || fail gif
"$program" export --step $scores --fps 5 --seconds 2 --scale 0.5 --loops 3 -o f.webp --quiet "$text" || fail webp
"$program" export --block encoder/layer1/self/head2 --fps 4 --seconds 3 --width 400 -o block.gif --quiet "$text" || fail block
"$program" export --step $scores --to encoder/layer1/self/head2/context --fps 4 --seconds 3 --width 400 -o range.gif --quiet "$text" ||
  fail range
if have gifsicle; then
  has "frames of a GIF" "$(gifsicle --info f.gif)" "10 images"
  has "it is played for ever" "$(gifsicle --info f.gif)" "loop forever"
  has "pixels across" "$(gifsicle --info block.gif)" "logical screen 400x"
fi
if have webpmux; then
  has "frames of a WebP" "$(webpmux -info f.webp)" "Number of frames: 10"
  has "how often it is played" "$(webpmux -info f.webp)" "Loop Count : 3"
fi
if command -v ffmpeg >/dev/null; then
  "$program" export --step $scores --fps 5 --seconds 2 -o f.mp4 --quiet "$text" || fail mp4
else
  refused "without ffmpeg" "MP4 needs ffmpeg" "$program" export --step $scores -o f.mp4 "$text"
fi
refused "a film as a picture" "--animate writes" "$program" export --step $scores --animate -o f.png "$text"
refused "a film that ends before it begins" "comes before" "$program" export --step $scores --to encoder/embedding/tokens -o x.gif "$text"
refused "too many frames" "too many" "$program" export --step $scores --fps 50 --seconds 3600 -o x.gif "$text"
refused "a worked run as a picture" ".html or .md" "$program" export --worked -o run.png "$text"

"$program" export --worked --block encoder/layer1/self/head2 -o run.html --lang zh --quiet "$text" || fail html
"$program" export --worked --block encoder/layer1/self/head2 -o run.md --quiet "$text" || fail md
"$program" export --exercise --seed 7 -o sheet.html --quiet "$text" || fail exercise
"$program" export $scores "$text" --cell 2,4 -o scores.tex --quiet || fail tex
[ -s sheet-key.html ] || fail "no answer key"
if have xmllint; then
  xmllint --html --noout run.html 2>problems.txt || true
  # Its parser knows HTML 4: newer elements are unknown to it, all else is an error.
  ! grep error problems.txt | grep -v "Tag .* invalid" || fail "HTML with errors"
fi
has "a language" "$(cat run.html)" '<html lang="zh">'
has "an empty place" "$(cat sheet.html)" 'class="blank"'
has "LaTeX" "$(cat scores.tex)" '\begin{array}'
ls .*.tmp* *.tmp* 2>/dev/null && fail "something is left over"
finish
