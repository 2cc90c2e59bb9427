#!/usr/bin/env bash
# Films and worked runs, opened by the tools that others use.
. "$ATTN_SOURCE_DIR/tests/support/expect.sh"
scores=encoder/layer1/self/head2/scores
text="I am a student"
rm -rf ./*

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
if have ffmpeg && have ffprobe; then
  # 2 s and a rest of half a second at both ends; an odd width gets a column of the background.
  film() { "$program" export --step $scores --cell 2,4 --theme dark --fps 5 --seconds 2 --pause 0.5 "$@" --quiet "$text"; }
  film --width 601 -o odd.mp4 || fail mp4
  same "MP4" "h264,602,16" "$(ffprobe -v error -count_frames -select_streams v:0 \
    -show_entries stream=codec_name,width,nb_read_frames -of csv=p=0 odd.mp4)"
  ffmpeg -v error -i odd.mp4 -f null - 2>decoding.txt || fail "MP4 does not decode"
  same "complaints of the decoder" "" "$(cat decoding.txt)"
  "$program" export --step $scores --cell 2,4 --theme dark --figure stage --phase 0 --width 601 -o first.png --quiet "$text" || fail png
  raw() { ffmpeg -v error -i "$1" -frames:v 1 -f rawvideo -pix_fmt rgb24 -y "$1.rgb" && ffprobe -v error -select_streams v:0 -show_entries stream=width,height -of csv=p=0 "$1"; }
  /usr/bin/python3 - "$(raw odd.mp4)" "$(raw first.png)" <<'PYTHON' || fail "pixels of the MP4"
import sys
sizes = [tuple(map(int, s.split(","))) for s in sys.argv[1:]]
(width, height), (png_width, png_height) = sizes
film, png = open("odd.mp4.rgb", "rb").read(), open("first.png.rgb", "rb").read()
assert png_width == 601 and height % 2 == 0 and height >= png_height, sizes
row = lambda bytes, y, width: bytes[3 * y * width:][:3 * 601]
differences = [abs(a - b) for y in range(png_height) for a, b in zip(row(film, y, width), row(png, y, png_width))]
mean = sum(differences) / len(differences)
assert mean < 2, f"mean difference {mean}"
background = png[:3]
for y in range(height):
    edge = film[3 * (y * width + 601):][:3]
    assert max(abs(a - b) for a, b in zip(edge, background)) <= 6, f"the added column is {tuple(edge)} in row {y}, not {tuple(background)}"
PYTHON
fi
if have ffmpeg && [ -r /proc/self/status ]; then
  # Ctrl+C reaches every program of the terminal's group: ffmpeg must not be in it, and must be gone afterwards.
  /usr/bin/python3 - "$program" <<'PYTHON' || fail "Ctrl+C during an MP4"
import glob, os, signal, subprocess, sys
os.mkdir("tmp")
run = subprocess.Popen([sys.argv[1], "export", "--block", "encoder/layer1", "-o", "gone.mp4", "I am a student"],
                       start_new_session=True, stderr=subprocess.PIPE, env={**os.environ, "TMPDIR": os.path.abspath("tmp")})
def children():  # of its threads, which come and go
    ids = []
    for thread in glob.glob(f"/proc/{run.pid}/task/*/children"):
        try:
            ids += open(thread).read().split()
        except OSError:
            pass
    return ids
found = []
while run.poll() is None and not found:
    found = children()
assert found, "no ffmpeg was started"
os.killpg(run.pid, signal.SIGINT)
said = run.stderr.read().decode()
assert run.wait() == 130 and said == "attnscope export: cancelled; nothing was written\n", (run.returncode, said)
assert not os.path.exists("gone.mp4") and not os.listdir("tmp"), os.listdir("tmp")
assert not os.path.exists(f"/proc/{found[0]}"), "ffmpeg is left"
PYTHON
fi
mkdir -p tools && printf '#!/bin/sh\necho "Unknown encoder libx264" >&2\nexit 1\n' >tools/ffmpeg && chmod +x tools/ffmpeg
refused "an ffmpeg without H.264" "built without libx264" env PATH="$PWD/tools:$PATH" "$program" export --step $scores -o none.mp4 "$text"
rm tools/ffmpeg
refused "without ffmpeg" "MP4 needs ffmpeg" env PATH="$PWD/tools" "$program" export --step $scores -o none.mp4 "$text"
[ ! -e none.mp4 ] || fail "a failed MP4 left a file"
refused "a film as a picture" "--animate works with .gif, .webp and .mp4, not with .png" "$program" export --step $scores --animate -o f.png "$text"
refused "a film that ends before it begins" "comes before" "$program" export --step $scores --to encoder/embedding/tokens -o x.gif "$text"
refused "too many frames" "too many" "$program" export --step $scores --fps 50 --seconds 3600 -o x.gif "$text"
refused "a worked run as a picture" "--worked works with .html and .md, not with .png" "$program" export --worked -o run.png "$text"

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
# Every kind of step, with its formula, its matrix and the arithmetic of a cell.
for language in en fr; do
  for block in encoder/embedding encoder/layer1 decode2; do
    "$program" export --block $block --cell 1,2 -f tex --lang $language --out tex-$language --name "${block//\//-}-{n:03}.tex" --quiet "$text" ||
      fail "tex of $block"
  done
done
if have pdflatex; then
  {
    echo '\documentclass{article}\usepackage{amsmath}\begin{document}'
    printf '\\input{%s}\n' tex-*/*.tex
    echo '\end{document}'
  } >all.tex
  pdflatex -interaction=nonstopmode -halt-on-error all.tex >tex.txt 2>&1 </dev/null || fail "LaTeX: $(grep -a -A3 '^!' tex.txt)"
fi
has "a language" "$(cat run.html)" '<html lang="zh">'
has "an empty place" "$(cat sheet.html)" 'class="blank"'
has "LaTeX" "$(cat scores.tex)" '\begin{array}'
ls .*.tmp* *.tmp* 2>/dev/null && fail "something is left over"
finish
