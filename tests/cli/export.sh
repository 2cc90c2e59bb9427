#!/usr/bin/env bash
# Exported files opened by the tools that others use; what cannot be written; kill -9 and Ctrl+C in the middle.
. "$ATTN_SOURCE_DIR/tests/support/expect.sh"
weights=encoder/layer1/self/head2/weights
text="I am a student"
python=/usr/bin/python3
rm -rf ./*

# All steps, in every format that holds one each.
for format in svg csv tsv npy json; do
  "$program" export --all --format $format --out all-$format --quiet "$text" || fail "all as $format"
done
count=$("$program" steps --json "$text" | grep -c '"path"')
for format in svg csv tsv npy json; do same "files of $format" "$count" "$(ls all-$format | wc -l)"; done
same "a name" "001-encoder-embedding-tokens.svg" "$(ls all-svg | head -1)"
! have xmllint || xmllint --noout all-svg/*.svg || fail "SVG that is not XML"
"$program" export --all -o run.npz --quiet "$text" || fail npz
"$program" export --all -o run.json --quiet "$text" || fail "all as one json"
"$program" export --block encoder/layer1/self/head2 -o head2.pdf --page a4 --lang zh --quiet "$text" || fail "pages"
for theme in print dark; do
  "$program" export $weights -o $theme.pdf --theme $theme --lang fr --quiet "$text" || fail "$theme pdf"
done
if have qpdf; then
  for file in ./*.pdf; do qpdf --check "$file" >qpdf.txt 2>&1 || fail "qpdf $file: $(cat qpdf.txt)"; done
fi
if have pdffonts; then
  same "fonts that are not embedded" "0" "$(pdffonts head2.pdf | tail -n +3 | awk '{ if ($(NF-4) != "yes") ++n } END { print n + 0 }')"
  same "pages" "$("$program" steps --json --filter encoder/layer1/self/head2/ "$text" | grep -c '"path"')" "$(pdfinfo head2.pdf | awk '/^Pages/ { print $2 }')"
  has "page size" "$(pdfinfo head2.pdf)" "A4"
fi
"$program" export $weights -o wide.png --width 1234 --transparent --quiet "$text" || fail "png of a width"
"$program" export $weights -o print.png --dpi 300 --quiet "$text" || fail "png of a density"

$python - <<'PYTHON' || fail "numbers"
import csv, glob, json, struct, sys
import xml.etree.ElementTree as xml
single = lambda v: struct.unpack("<f", struct.pack("<f", float(v)))[0]
bits = lambda v: struct.pack("<f", v)
run = {step["path"]: step for step in json.load(open("run.json"))}
names = lambda kind: sorted(glob.glob(f"all-{kind}/*"))
real = lambda v: float({"Infinity": "inf", "-Infinity": "-inf", "NaN": "nan"}.get(v, v))
for path, step, tsv, table in zip(run, run.values(), names("tsv"), names("csv")):
    flat = [bits(single(real(v))) for row in step["values"] for v in row]
    rows = [line.split("\t") for line in open(tsv, encoding="utf-8").read().split("\n")[:-1]]
    assert [bits(single(v)) for r in rows[1:] for v in r[1:]] == flat, tsv
    rows = list(csv.reader(open(table, encoding="utf-8")))
    assert [bits(single(v)) for r in rows[1:] for v in r[1:]] == flat, table
cells = 0
for file, step in zip(names("svg"), run.values()):
    for e in xml.parse(file).iter():
        if "data-value" in e.attrib:
            cells += 1
            value = step["values"][int(e.attrib["data-row"])][int(e.attrib["data-col"])]
            assert bits(single(e.attrib["data-value"])) == bits(single(real(value))), file
            assert e.attrib["data-step"] == step["path"] and any(c.tag.endswith("title") for c in e)
assert cells > 5000, cells
chunks = open("print.png", "rb").read()
assert struct.unpack(">II", chunks[chunks.index(b"pHYs") + 4:][:8]) == (11811, 11811)
wide = open("wide.png", "rb").read()
assert struct.unpack(">I", wide[16:20])[0] == 1234 and wide[25] == 6
try:
    import numpy
except ImportError:
    print("no NumPy here: not checked")
    sys.exit()
npz = numpy.load("run.npz")
assert sorted(npz.files) == sorted(run)
for path, file in zip(run, names("npy")):
    expected = numpy.array([[real(v) for v in row] for row in run[path]["values"]], dtype=numpy.float32)
    for matrix in (npz[path], numpy.load(file)):
        assert matrix.dtype == numpy.float32 and matrix.tobytes() == expected.tobytes(), path
PYTHON

# Sentences from a file, names from a pattern, a summary.
printf 'I am a student\r\n\nWhere is the station?\n' >lines.txt
"$program" export --block encoder/layer1/self/head1 -f tsv --sentences lines.txt --out many --name '{n}-{name}.tsv' --quiet || fail "sentences"
same "folders" "001-I am a student 002-Where is the station" "$(ls many | tr '\n' ' ' | sed 's/ $//')"
[ -f "many/002-Where is the station/4-scores.tsv" ] || fail "pattern: $(ls many/002*)"
summary=$("$program" export $weights -o sum.csv --json "$text") || fail "summary"
has "summary" "$summary" '"files": 1'
for view in map heads translation; do
  "$program" export --view $view -o $view.svg --quiet --force 1=Tu "$text" || fail "view $view"
  ! have xmllint || xmllint --noout $view.svg || fail "$view is not XML"
  has "$view says what was forced" "$(cat $view.svg)" "Forced words: 1 = Tu"
done

# What cannot be.
refused "file that is there" "already there; --overwrite" "$program" export $weights -o sum.csv "$text"
"$program" export $weights -o sum.csv --overwrite --quiet "$text" || fail "--overwrite"
refused "folder of files that are there" "and $((count - 1)) more are already there" "$program" export --all --format csv --out all-csv "$text"
refused "unknown field" "{n}, {path}" "$program" export --all --format csv --out new --name '{nn}' "$text"
refused "names that are one" "two files would be called" "$program" export --all --format csv --out new --name '{op}' "$text"
refused "several steps in a png" "give --out DIR" "$program" export --all -o x.png "$text"
refused "two places" "give one of them" "$program" export $weights -o x.png --out new "$text"
refused "numbers of a view" "--view works with .png, .svg, .pdf, .gif, .webp and .mp4, not with .csv" "$program" export --view map -o x.csv "$text"
refused "no such block" "begins with" "$program" export --block nothing -f csv --out new "$text"
refused "no such cell" "no cell 9,9" "$program" export $weights -o x.png --cell 9,9 "$text"
refused "no such format" "unknown format 'bmp'" "$program" export $weights --format bmp -o x.bmp "$text"
refused "forced twice" "--force: word 1 is forced twice" "$program" export --view map -o x.svg --force 1=Tu --force 1=Je "$text"
refused "forced beyond the end" "--force: there is no word 9" "$program" export --view map -o x.svg --force 9=Tu "$text"
refused "scale and width" "excludes" "$program" export $weights -o x.png --scale 2 --width 800 "$text"
refused "--out that is a file" "cannot make the folder" "$program" export --all -f csv --out lines.txt "$text"
[ ! -e new ] || fail "a refused export left a folder"
if [ -e /dev/full ]; then
  for kind in png pdf svg; do refused "full disk, $kind" "No space" "$program" export $weights --format $kind -o /dev/full "$text"; done
fi
# A disk that is full in the middle: the limit on files stands for it.
(trap '' XFSZ && ulimit -f 8 && "$program" export --all -o big.json "$text") 2>err.txt && fail "a file over the limit"
has "file over the limit" "$(cat err.txt)" "cannot write 'big.json': File too large"
same "left of it" "" "$(ls -A | grep big)"
ln -s target.csv link.csv
"$program" export $weights -o link.csv --quiet "$text" && [ -L link.csv ] && [ -s target.csv ] || fail "a link to where no file is yet"
if [ "$(id -u)" != 0 ]; then
  mkdir -p closed && chmod a-w closed
  refused "closed folder" "ermission" "$program" export $weights -o closed/x.png "$text"
  chmod u+w closed
fi

# kill -9 at many moments: what is there is whole.
"$program" export --all --format json --out whole --quiet "$text"
for files in 0 1 7 60 300; do
  rm -rf killed
  "$program" export --all --format json --out killed --quiet "$text" 2>/dev/null &
  pid=$!
  while kill -0 $pid 2>/dev/null && [ "$(ls killed 2>/dev/null | wc -l)" -lt $files ]; do :; done
  kill -9 $pid 2>/dev/null
  wait $pid 2>/dev/null
  for file in killed/*.json; do
    [ ! -e "$file" ] || cmp -s "$file" "whole/${file#killed/}" || fail "kill -9 after $files files left a part: $file"
  done
done

# Ctrl+C: status 130, one line, whole files and nothing else.
"$program" export --all --format pdf --out cancelled "$text" 2>err.txt &
pid=$!
while [ ! -e cancelled ] || [ "$(ls cancelled | wc -l)" -lt 3 ]; do :; done
kill -TERM $pid
wait $pid
status=$?
if [ $status = 130 ]; then
  has "cancelled" "$(cat err.txt)" "all complete"
else
  same "finished before the signal" 0 $status
fi
# A document and one large figure are given up too, and leave nothing. Nothing cancelled by signals that are ignored.
if [ -r /proc/self/status ]; then
  # heeds PID: waits until the program asks about SIGTERM (bit 14 of the signals that it catches).
  heeds() { until [ $((0x$(awk '/^SigCgt/ { print $2 }' /proc/$1/status 2>/dev/null || echo 4000) & 0x4000)) != 0 ]; do :; done; }
  for wanted in "--worked -o gone.html" "--worked -o gone.md" "--all -o gone.pdf" "--view map --scale 8 -o gone.png"; do
    "$program" export $wanted "$text" 2>err.txt &
    pid=$!
    heeds $pid
    kill -TERM $pid
    wait $pid
    same "$wanted, cancelled" 130 $?
    same "$wanted, said" "attnscope export: cancelled; nothing was written" "$(cat err.txt)"
    same "$wanted, left" "" "$(ls -A | grep gone)"
  done
  (trap '' TERM && exec "$program" export --worked -o kept.html --quiet "$text") &
  pid=$!
  until [ "$(cat /proc/$pid/comm 2>/dev/null)" != bash ]; do :; done
  kill -TERM $pid
  wait $pid
  same "a signal that is ignored" 0 $?
  [ -s kept.html ] || fail "an ignored signal has ended it"
fi
same "no temporary file" "" "$(find cancelled -name '.*.tmp')"
! have qpdf || for file in cancelled/*.pdf; do qpdf --check "$file" >/dev/null 2>&1 || fail "cancelled: $file"; done
finish
