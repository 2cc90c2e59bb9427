#!/usr/bin/env bash
# The bundled model translates; final stop and first letter change nothing but themselves.
. "$ATTN_SOURCE_DIR/tests/support/expect.sh"

same "main sentence" "Je suis étudiant" "$("$program" translate "I am a student")"
same "without quotes" "Je suis étudiant" "$("$program" translate I am a student)"
same "with a stop" "Je suis étudiant." "$("$program" translate "I am a student.")"
same "small letter" "je suis étudiant" "$("$program" translate "i am a student" | sed 's/^J/j/')"
same "standard input, a line each" $'Je suis étudiant\nJe suis étudiant.' "$(printf 'I am a student\nI am a student.\n' | "$program" translate -)"
same "other bundled model" "Je suis étudiant" "$("$program" translate --model en-fr-small "I am a student")"
same "typographic apostrophe" "$("$program" translate "I don't know")" "$("$program" translate "I don’t know")"

# No window, no display, no home folder, from an empty folder.
same "bare environment" "Je suis étudiant" "$(env -i "$program" translate "I am a student")"

# Unknown characters are said, not passed over.
note=$("$program" translate "I like 漢" 2>&1 >/dev/null)
has "unknown character" "$note" "漢"

top=$("$program" translate --json --top 3 "I am a student")
python3 - "$top" <<'PYTHON' || fail "JSON of translate"
import json, sys
run = json.loads(sys.argv[1])
assert run["translation"] == "Je suis étudiant" and run["complete"]
assert [t["label"] for t in run["tokens"]] == ["I", "am", "a", "student", "</s>"]
assert [d["label"] for d in run["decoded"]] == ["Je", "suis", "étudiant", "</s>"]
for step in run["decoded"]:
    p = [c["probability"] for c in step["candidates"]]
    assert len(p) == 3 and p == sorted(p, reverse=True) and step["candidates"][0]["id"] == step["id"]
PYTHON
# Other ways to decode.
same "beam" "Je suis étudiant" "$("$program" translate --beam 4 "I am a student" | head -1)"
same "temperature 0 is greedy" "Je suis étudiant" "$("$program" translate --temperature 0 "I am a student")"
same "the same seed" "$("$program" translate --temperature 1.5 --top-p 0.9 --seed 3 "I am a student")" \
  "$("$program" translate --temperature 1.5 --top-p 0.9 --seed 3 "I am a student")"
same "forced word" "Tu" "$("$program" translate --force 1=Tu "I am a student" | cut -d' ' -f1)"
has "alignment" "$("$program" translate --alignment "I am a student")" "étudiant  0.01  0.01"
beam=$("$program" translate --json --beam 3 --alignment "I am a student")
python3 - "$beam" <<'PYTHON' || fail "JSON of a beam"
import json, sys
run = json.loads(sys.argv[1])
scores = [h["score"] for h in run["beam"]]
assert len(scores) == 3 and scores == sorted(scores, reverse=True)
assert run["beam"][0]["ids"] == [d["id"] for d in run["decoded"]]
assert all(abs(sum(row) - 1) < 1e-5 for row in run["alignment"]) and len(run["alignment"]) == 4
PYTHON
finish
