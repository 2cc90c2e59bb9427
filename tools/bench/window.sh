#!/usr/bin/env bash
# The real window in a virtual X server with software rendering: how soon it shows its first frame, and how many frames
# it draws while nothing happens:  window.sh ATTNSCOPE
set -eu
program=$1
for tool in xvfb-run xdotool; do
  command -v $tool >/dev/null || { echo "For the window's figures, install xvfb xauth xdotool" >&2; exit 0; }
done
if [ -z "${ATTN_IN_XVFB:-}" ]; then
  ATTN_IN_XVFB=1 LIBGL_ALWAYS_SOFTWARE=1 exec xvfb-run -a -s "-screen 0 1440x900x24" bash "$0" "$program"
fi
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export XDG_CONFIG_HOME=$folder ATTNSCOPE_FRAME_LOG=$folder/frames

for round in 1 2 3 4 5; do
  begin=$(date +%s.%N)
  "$program" window "I am a student" &
  xdotool search --sync --name "étudiant · AttnScope" >/dev/null
  sleep 0.5
  xdotool key ctrl+q
  wait
  head -n 1 "$folder/frames" | awk -v begin="$begin" -v round=$round '{ printf "start %d: first frame after %.3f s\n", round, $1 - begin }'
done

"$program" window "I am a student" &
xdotool search --sync --name "étudiant · AttnScope" >/dev/null
sleep 3  # also the settings have been written by now
before=$(wc -l <"$folder/frames")
sleep 10
after=$(wc -l <"$folder/frames")
xdotool key ctrl+q
wait
echo "10 s without input: $((after - before)) frames"
