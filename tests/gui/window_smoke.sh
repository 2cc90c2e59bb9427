#!/usr/bin/env bash
# The window in a virtual X server: it opens, translates what is typed, takes keys, closes.
. "$ATTN_SOURCE_DIR/tests/support/expect.sh"

if [ -z "${ATTN_IN_XVFB:-}" ]; then
  refused "no display" "no window can be opened" env -u DISPLAY -u WAYLAND_DISPLAY "$program" window
  [ "$failures" = 0 ] || exit 1
  for tool in xvfb-run xdotool; do
    have $tool || exit 0
  done
  ATTN_IN_XVFB=1 LIBGL_ALWAYS_SOFTWARE=1 exec xvfb-run -a -s "-screen 0 1440x900x24" bash "$0" "$program"
fi

# shown NAME TITLE: waits until a window has this title.
shown() { timeout 120 xdotool search --sync --name "$2" >found.txt || fail "$1: no window with the title '$2'"; }

export XDG_CONFIG_HOME=$PWD/config  # not those of whoever runs this
rm -rf config
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
xdotool key slash
xdotool type "softmax"
xdotool key Down Up Return slash
xdotool type "qqq"  # no step has that; and these are letters, not the key that ends the program
xdotool key Escape ctrl+b slash Escape Escape ctrl+b
xdotool key ctrl+l ctrl+a BackSpace  # an empty sentence is no reason to fall over
xdotool type "a"
shown "recovers from an empty sentence" "^a → .* · AttnScope"
xdotool key ctrl+q
wait $window
same "exit status" 0 $?
same "standard error" "" "$(cat errors.txt)"

finish
