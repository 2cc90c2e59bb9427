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
finish
