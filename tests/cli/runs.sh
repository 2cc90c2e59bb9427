#!/usr/bin/env bash
# Kinds of runs and their parameters: what runs prints, what --set takes, what is said where a matrix is missing.
. "$ATTN_SOURCE_DIR/tests/support/expect.sh"

text=$("$program" runs) || fail "runs"
has "a million in full" "$text" "(0 to 1000000)"
has "a least that is itself too little" "$text" "(more than 0, to 1)"
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
finish
