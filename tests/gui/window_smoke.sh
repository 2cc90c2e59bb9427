#!/usr/bin/env bash
# The window in a virtual X server: it opens, translates what is typed, takes keys, closes, and paints what it should.
. "$ATTN_SOURCE_DIR/tests/support/expect.sh"

if [ -z "${ATTN_IN_XVFB:-}" ]; then
  refused "no display" "no window can be opened" env -u DISPLAY -u WAYLAND_DISPLAY "$program" window
  [ "$failures" = 0 ] || exit 1
  for tool in xvfb-run xdotool; do
    command -v $tool >/dev/null || { echo "skipped: no $tool"; exit 0; }
  done
  ATTN_IN_XVFB=1 LIBGL_ALWAYS_SOFTWARE=1 exec xvfb-run -a -s "-screen 0 1440x900x24" bash "$0" "$program"
fi

# shown NAME TITLE: waits until a window has this title.
shown() { timeout 120 xdotool search --sync --name "$2" >found.txt || fail "$1: no window with the title '$2'"; }

"$program" window "I am a student" 2>errors.txt &
window=$!
shown "translates at the start" "^I am a student → .+ · AttnScope"
xdotool key ctrl+l ctrl+a
xdotool type "The cat sleeps."
shown "translates while typing" "^The cat sleeps. → .+ · AttnScope"
xdotool key Return mousemove 90 72 click 1  # the first word as a chip
xdotool key End
xdotool type "y big"
shown "a space begins a word" "^They big cat sleeps. → .+ · AttnScope"
xdotool key Home BackSpace
shown "Backspace joins two words" "^Theybig cat sleeps. → .+ · AttnScope"
xdotool key Tab shift+Tab End Right End BackSpace BackSpace BackSpace
xdotool type "dog "
xdotool key Escape
shown "Tab and arrows reach the neighbours" "^Theybig dog sleeps. → .+ · AttnScope"
xdotool key Right Left End Home Down Tab space space l d l l d
xdotool key ctrl+l ctrl+a BackSpace  # an empty sentence is no reason to fall over
xdotool type "a"
shown "recovers from an empty sentence" "^a → .* · AttnScope"
xdotool key ctrl+q
wait $window
same "exit status" 0 $?
same "standard error" "" "$(cat errors.txt)"

# picture NAME WIDTH HEIGHT OPTION…: a PNG of this size that is not all of one colour.
picture() {
  local name=$1 size=$2
  shift 2
  rm -f window.png
  "$program" window --screenshot window.png "$@" 2>errors.txt || fail "$name: exit status $?: $(cat errors.txt)"
  same "$name: signature" "89504e470d0a1a0a" "$(head -c 8 window.png | od -An -tx1 | tr -d ' \n')"
  same "$name: size" "$size" "$(head -c 24 window.png | tail -c 8 | od -An -tx1 | tr -d ' \n')"
  [ "$(wc -c <window.png)" -gt 10000 ] || fail "$name: only $(wc -c <window.png) bytes"
}
picture "dark, English" 0000040000000280 --size 1024x640 "I am a student"
picture "light, Chinese" 0000040000000280 --size 1024x640 --lang zh --theme light "I am a student"
picture "French, twice as large" 0000040000000280 --size 512x320 --scale 2 --lang fr "I am a student"
picture "an empty sentence" 0000040000000280 --size 1024x640 --step decode1/output/probabilities " "
refused "a picture in no folder" "nowhere" "$program" window --screenshot nowhere/window.png "I am a student"
finish
