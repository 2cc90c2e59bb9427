#!/usr/bin/env bash
# Pictures of the window, without any display.
. "$ATTN_SOURCE_DIR/tests/support/expect.sh"
rm -rf ./*
unset DISPLAY WAYLAND_DISPLAY

# picture NAME WIDTH HEIGHT OPTION…: a PNG of this size that is not all of one colour.
picture() {
  local name=$1 size=$2
  shift 2
  rm -f window.png
  "$program" screenshot -o window.png "$@" 2>errors.txt || fail "$name: exit status $?: $(cat errors.txt)"
  same "$name: signature" "89504e470d0a1a0a" "$(head -c 8 window.png | od -An -tx1 | tr -d ' \n')"
  same "$name: size" "$size" "$(head -c 24 window.png | tail -c 8 | od -An -tx1 | tr -d ' \n')"
  [ "$(wc -c <window.png)" -gt 10000 ] || fail "$name: only $(wc -c <window.png) bytes"
}
picture "dark, English" 0000040000000280 --size 1024x640 "I am a student"
picture "light, Chinese" 0000040000000280 --size 1024x640 --lang zh --theme light --text "I am a student"
picture "French, twice as large" 0000040000000280 --size 512x320 --scale 2 --lang fr "I am a student"
picture "a cell, half done" 000005a000000384 --step encoder/layer1/self/head2/scores --cell 2,4 --phase 0.5 "I am a student"
cp window.png half.png
picture "the same again" 000005a000000384 --step encoder/layer1/self/head2/scores --cell 2,4 --phase 0.5 "I am a student"
cmp -s window.png half.png || fail "the same picture twice differs"
picture "looked at closer" 000005a000000384 --step encoder/layer1/self/head2/query --zoom 4 --at 2,9 "I am a student"
cmp -s window.png half.png && fail "closer is no different"
picture "an empty sentence" 0000040000000280 --size 1024x640 --step decode1/output/probabilities " "

rm -f window.png
printf 'I am a student\n' | "$program" screenshot --size 1024x640 -o typed.png - || fail "standard input"
picture "words without quotes" 0000040000000280 --size 1024x640 I am a student
cmp -s window.png typed.png || fail "the same sentence differs"
refused "a file that is there" "already there; --overwrite" "$program" screenshot -o typed.png "I am"
"$program" screenshot --size 1024x640 --export -o typed.png --overwrite I am a student || fail "--overwrite"
cmp -s window.png typed.png && fail "the dialog is not there"
refused "another ending" "'x.jpg' must end in .png" "$program" screenshot -o x.jpg "I am"
refused "a sentence that is too long" "at most 128" "$program" screenshot -o x.png "$(printf 'word %.0s' {1..200})"
refused "a model that is not there" "nowhere" "$program" screenshot --model ./nowhere -o x.png "I am"
refused "a folder that is not there" "there is no folder 'nowhere'" "$program" screenshot -o nowhere/window.png
refused "a step that is not there" "no step is called 'encoder/foo'" "$program" screenshot --step encoder/foo -o x.png
refused "a cell that is not there" "no cell (9, 9); its shape is 5×5" "$program" screenshot --cell 9,9 -o x.png
refused "no cell at all" "is not a cell such as 2,4" "$program" screenshot --cell 2 -o x.png
refused "closer at a cell that is not there" "no cell (9, 9); its shape is 5×5" "$program" screenshot --zoom 2 --at 9,9 -o x.png
refused "a cell to look at, not how closely" "--at requires --zoom" "$program" screenshot --at 2,2 -o x.png
refused "a view that is not there" "--view" "$program" screenshot --view globe -o x.png
refused "a way of decoding that is not there" "--decoding" "$program" screenshot --decoding wild -o x.png
refused "a view that the run has nothing for" "a run of kind 'attention' has nothing to show in the view 'map'; its views: step" \
  "$program" screenshot --run attention --view map -o x.png "a b"
[ ! -e x.png ] && [ ! -e x.jpg ] || fail "a refused picture was written"
finish
