#!/usr/bin/env bash
# steps, show, explain and export agree with each other and with NumPy-readable files; help has examples everywhere.
. "$ATTN_SOURCE_DIR/tests/support/expect.sh"
path=encoder/layer1/self/head2/weights

"$program" steps --json --weights "I am a student" >steps.json || fail "steps --json"
for format in json csv npy; do "$program" show --format $format $path "I am a student" >show.$format || fail "show $format"; done
for kind in svg png csv npy json; do "$program" export $path "I am a student" --overwrite -o out.$kind || fail "export $kind"; done
"$program" explain --json encoder/layer1/self/head2/scores am student "I am a student" >scores.json || fail "explain scores"
"$program" show --format json encoder/layer1/self/head2/scores "I am a student" >scores_all.json
cmp -s show.npy out.npy || fail "show and export disagree about npy"
cmp -s show.csv out.csv || fail "show and export disagree about csv"

python3 - <<'PYTHON' || fail "numbers"
import csv, json, math, struct
import xml.etree.ElementTree as xml

steps = json.load(open("steps.json"))
paths = [s["path"] for s in steps]
assert len(set(paths)) == len(paths) > 600
known = set()
for s in steps:
    assert all(i in known for i in s["inputs"]), s["path"]
    known.add(s["path"])

shown = json.load(open("show.json"))
values = shown["values"]
assert shown["shape"] == [5, 5] and shown["row_labels"] == ["I", "am", "a", "student", "</s>"] == shown["col_labels"]
for row in values:
    assert abs(sum(row) - 1) < 1e-6 and min(row) >= 0

data = open("show.npy", "rb").read()
assert data[:8] == b"\x93NUMPY\x01\x00"
size, = struct.unpack("<H", data[8:10])
assert (10 + size) % 64 == 0 and b"'<f4'" in data[10:10 + size] and b"(5, 5)" in data[10:10 + size]
flat = struct.unpack("<25f", data[10 + size:])
single = lambda v: struct.unpack("<f", struct.pack("<f", v))[0]
assert [single(v) for row in values for v in row] == list(flat)

rows = list(csv.reader(open("show.csv", encoding="utf-8")))
assert rows[0][1:] == shown["col_labels"] and [r[0] for r in rows[1:]] == shown["row_labels"]
assert [single(float(v)) for r in rows[1:] for v in r[1:]] == list(flat)

svg = xml.parse("out.svg").getroot()
cells = [e for e in svg.iter() if "data-value" in e.attrib]
assert len(cells) == 25
for e in cells:
    assert single(float(e.attrib["data-value"])) in flat
texts = {"".join(e.itertext()) for e in svg.iter() if e.tag.endswith("text")}
assert {"I", "am", "a", "student", "</s>"} <= texts, texts
assert open("out.png", "rb").read(8) == b"\x89PNG\r\n\x1a\n"

scores = json.load(open("scores.json"))
assert (scores["row"], scores["col"], scores["row_label"], scores["col_label"]) == (2, 4, "am", "student")
line = scores["lines"][-1]
assert line["combine"] == "sum" and len(line["terms"]) == 16
total = sum(math.prod(f["value"] for f in t["factors"]) for t in line["terms"])
assert abs(total - scores["value"]) < 1e-5 * max(1, abs(total))
assert single(scores["value"]) == single(json.load(open("scores_all.json"))["values"][1][3])
PYTHON

text=$("$program" show $path "I am a student")
has "table" "$text" "student"
same "explain by number and by label" "$("$program" explain $path 2 4 "I am a student")" "$("$program" explain $path am student "I am a student")"
has "explain" "$("$program" explain $path am student "I am a student")" "recorded:"

for sub in translate steps show explain export models selftest completion; do
  help=$("$program" $sub --help) || fail "$sub --help"
  has "$sub --help" "$help" "Examples:"
  has "$sub in the main help" "$("$program" --help)" "$sub"
  has "$sub in the completion" "$("$program" completion bash)" "$sub"
done
bash -n <("$program" completion bash) || fail "bash completion does not parse"
has "version" "$("$program" --version)" "attnscope 0"
has "models" "$("$program" models)" "en-fr-tiny"
"$program" selftest >selftest.txt || fail "selftest: $(cat selftest.txt)"
finish
