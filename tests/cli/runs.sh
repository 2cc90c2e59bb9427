#!/usr/bin/env bash
# Kinds of runs and their parameters: what runs prints, what --set takes, what is said where a matrix is missing.
. "$ATTN_SOURCE_DIR/tests/support/expect.sh"
rm -rf ./*

text=$("$program" runs) || fail "runs"
has "a million in full" "$text" "(0 to 1000000)"
has "a least that is itself too little" "$text" "(above 0, up to 1)"
"$program" runs --json >runs.json || fail "runs --json"
python3 - <<'PYTHON' || fail "types in runs --json"
import json

kinds = {k["kind"]: {p["id"]: p for p in k["parameters"]} for k in map(json.loads, open("runs.json", encoding="utf-8"))}
types = {"text": str, "choice": str, "seed": str, "matrix": str, "whole": int, "number": float, "flag": bool}
for kind, params in kinds.items():
    for p in params.values():
        for key in ("default", "least", "most"):
            if key in p:
                assert type(p[key]) is types[p["kind"]], (kind, p)
assert kinds["attention"]["mask"]["default"] is False and kinds["attention"]["d"]["default"] == 4
assert kinds["marian"]["top_p"]["above_least"] is True and "above_least" not in kinds["marian"]["temperature"]
PYTHON

# Matrices, as people write them.
given() { "$program" show --format csv --run attention --set words="a b" --set d=2 --set vectors=given --set x="$1" input/x 2>&1; }
plain=$(given "1,0;0,-2.5") || fail "a matrix: $plain"
has "a matrix" "$plain" "-2.5"
for matrix in "1, 0; 0, -2.5" " 1 ,0 ;	0,-2.5 " "+1,+0;0,-2.5" "1.0,0;0,-25e-1"; do
  same "matrix '$matrix'" "$plain" "$(given "$matrix")"
done
while IFS='|' read -r matrix part; do
  refused "matrix '$matrix'" "--set x: $part; a matrix is written as 1,0;0,1" \
    "$program" show --run attention --set words="a b" --set d=2 --set vectors=given --set x="$matrix" input/x
done <<'MATRICES'
1,a;0,1|'a' in row 1 is not a number
1,0;0|row 2 and row 1 differ in length (1 and 2)
1,0;0,1;|'' in row 3 is not a number
1,;0,1|'' in row 1 is not a number
1 0;0 1|'1 0' in row 1 is not a number
1,++1;0,1|'++1' in row 1 is not a number
1,0;+-1,1|'+-1' in row 2 is not a number
1,0;+,1|'+' in row 2 is not a number
|'' in row 1 is not a number
MATRICES
refused "a flag that is none" "--set mask: 'maybe' is neither yes nor no" "$program" steps --run attention --set mask=maybe
refused "a number that is none" "--set d: 'x' is not a number" "$program" steps --run attention --set d=x

refused "a parameter that has no say" "x has no effect without --set vectors=given" \
  "$program" steps --run attention --set x="1,0;0,1" --set d=2 "a b"

# Where a matrix is missing, how to give it.
refused "no vectors" "'x' is missing; it needs rows × columns numbers, as in --set x='1,0;0,1'" \
  "$program" steps --run attention --set vectors=given "a b"
for option in "steps" "show attention/weights" "explain attention/scores 1 1" "export attention/weights -o x.png" "selftest"; do
  refused "no projections: $option" "as in --set W_Q='1,0;0,1'" \
    "$program" $option --run attention --set projections=given "a b"
done

# TEXT is English only where it is translated.
for sub in steps show explain export selftest; do
  has "$sub --help" "$("$program" $sub --help)" "Sentence or words to read; - reads standard input"
done
has "translate --help" "$("$program" translate --help)" "English sentence; - reads standard input"

# Every line of a file is tried before the first file is written.
{ echo "a b"; printf 'word%.0s ' {1..3}; echo; printf 'word %.0s' {1..65}; } >lines.txt
refused "a line of too many words" "line 3 of 'lines.txt': the parameter 'words' contains 65 words" \
  "$program" export attention/weights --run attention -f csv --sentences lines.txt --out written
[ ! -e written ] || fail "something is written before all sentences are tried"
printf 'a b\nc d e\n' >lines.txt
"$program" export attention/weights --run attention -f csv --sentences lines.txt --out written --quiet || fail "two lines"
same "two lines" "2" "$(find written -name '*.csv' | wc -l)"
refused "a matrix that one line does not fit" "line 2 of 'lines.txt': the parameter 'x' is" \
  "$program" export attention/weights --run attention --set d=2 --set vectors=given --set x="1,0;0,1" -f csv \
  --sentences lines.txt --out fitted
[ ! -e fitted ] || fail "something is written before all sentences fit"
finish
