#!/usr/bin/env bash
# What is remembered, in a virtual X server: a program that is killed leaves whole settings, and the next one starts
# with them; settings that cannot be read are set aside; two programs leave each other alone.
. "$ATTN_SOURCE_DIR/tests/support/expect.sh"

if [ -z "${ATTN_IN_XVFB:-}" ]; then
  for tool in xvfb-run xdotool python3; do
    have $tool || exit 0
  done
  ATTN_IN_XVFB=1 LIBGL_ALWAYS_SOFTWARE=1 exec xvfb-run -a -s "-screen 0 1440x900x24" bash "$0" "$program"
fi
export XDG_CONFIG_HOME=$PWD/config
rm -rf config
file=config/attnscope/settings.json

shown() { timeout 100 xdotool search --sync --name "$2" >/dev/null || fail "$1: no window with the title '$2'"; }
value() { python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))[sys.argv[2]])' "$file" "$1"; }
# kept NAME KEY VALUE: the file comes to say so.
kept() {
  for _ in $(seq 100); do
    [ "$(value "$2" 2>/dev/null)" = "$3" ] && return
    xdotool key --delay 100 F13  # a key that means nothing: time passes
  done
  fail "$1: '$2' is '$(value "$2")', expected '$3'"
}

"$program" window "I am happy" 2>errors.txt &
first=$!
shown "opens" "^I am happy → .+ · AttnScope"
xdotool key d l g
kept "theme" theme light
kept "sentence" sentence "I am happy"
kill -9 $first
wait $first 2>/dev/null
same "after kill -9: language" zh "$(value language)"
same "after kill -9: nothing half-written" "settings.json" "$(ls config/attnscope)"

"$program" window 2>errors.txt &
second=$!
shown "starts with what was kept" "^I am happy → .+ · AttnScope"
"$program" window "They are tired" 2>>errors.txt &
third=$!
shown "a second program" "^They are tired → .+ · AttnScope"
kill $third
wait $third 2>/dev/null
shown "the first is undisturbed" "^I am happy → .+ · AttnScope"
kill $second
wait $second 2>/dev/null
value sentence >/dev/null || fail "the settings of two programs cannot be read"

echo '{"theme": ' >$file
"$program" window "I am happy" 2>>errors.txt &
fourth=$!
shown "starts in spite of a broken file" "^I am happy → .+ · AttnScope"
[ -e $file.bad ] || fail "the broken file was not set aside"
kill -9 $fourth
wait $fourth 2>/dev/null
same "standard error" "" "$(cat errors.txt)"
finish
