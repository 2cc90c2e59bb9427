#!/usr/bin/env bash
# Wrong input of every kind: one clear line on standard error, exit status 2, nothing on standard output.
. "$ATTN_SOURCE_DIR/tests/support/expect.sh"
odd="$ATTN_SOURCE_DIR/tests/reference/odd"
path=encoder/layer1/self/head1/scores

refused "no such subcommand" "translte" "$program" translte "I am"
refused "no sentence" "TEXT is missing" "$program" translate
refused "unknown option" "--colour" "$program" translate --colour red "I am"
refused "empty sentence" "empty" "$program" translate ""
refused "only spaces" "empty" "$program" translate "   "
refused "malformed argument" "not UTF-8" "$program" translate $'abc\xff'
refused "no such step" "no step is called" "$program" show encoder/layer9/self/head1/scores "I am"
refused "nearest path is named" "$path" "$program" show encoder/layer1/self/head1/score "I am"
refused "no such row" "row 7 does not exist" "$program" explain $path 7 1 "I am"
refused "no such label" "no column is called 'student'" "$program" explain $path 1 student "I am"
refused "row 0" "counted from 1" "$program" explain $path 0 1 "I am"
refused "ambiguous label" "more than once" "$program" explain $path a a "a a"
refused "unknown format" "format" "$program" show --format xml $path "I am"
refused "unknown extension" "exe" "$program" export $path "I am" -o picture.exe
refused "no output file" "output" "$program" export $path "I am"
refused "folder that is not there" "nowhere" "$program" export $path "I am" -o nowhere/picture.png
mkdir -p folder.png
refused "output is a folder" "folder.png" "$program" export $path "I am" -o folder.png
refused "no such model" "no such folder" "$program" translate --model ./no-such-model "I am"
touch plain-file
refused "model is a file" "not a folder" "$program" translate --model plain-file "I am"

refused "forced word that is none" "'zzz' is not in the vocabulary" "$program" translate --force 1=zzz "I am"
refused "forced place that is none" "as in 2=une" "$program" translate --force une "I am"
refused "forced beyond the end" "no word 9" "$program" translate --force 9=Tu "I am a student"
refused "forced twice" "forced twice" "$program" translate --force 1=Tu --force 1=Je "I am"
refused "two ways to decode" "excludes" "$program" translate --beam 4 --temperature 1 "I am"
refused "beam of no width" "--beam" "$program" translate --beam 0 "I am"
refused "top-p of nothing" "above 0" "$program" translate --top-p 0 "I am"
refused "temperature below 0" "--temperature" "$program" translate --temperature -1 "I am"

# Numbers that are none, or out of their range.
for seed in -1 1.5 nan 99999999999999999999 1x ''; do refused "seed '$seed'" "is not a whole number between 0 and" "$program" translate --seed "$seed" "I am"; done
for value in nan inf -1 1e9; do refused "temperature $value" "is not a number between 0 and 1000" "$program" translate --temperature $value "I am"; done
for value in 0 -1 1e9 99999999999; do refused "top-k $value" "is not a whole number between 1 and" "$program" translate --top-k $value "I am"; done
refused "length penalty" "is not a number between 0 and" "$program" translate --beam 2 --length-penalty nan "I am"
while read -r option value; do
  refused "export $option $value" "$option: '$value' is " "$program" export $path "I am" -o x.gif $option $value
done <<'VALUES'
--fps 0
--fps nan
--scale 99
--scale nan
--width 1e9
--dpi 0
--phase nan
--seconds inf
--pause -1
--loops 1.5
--seed -1
--size 0x0
--cell 0,1
VALUES

# Options that have no effect: one sentence that names the option and what it does not work with.
while read -r option value file; do
  refused "$option in $file" "$option works with " "$program" export $path "I am" $option ${value#-} -o "$file"
  refused "$option in $file" "not with .${file#x.}" "$program" export $path "I am" $option ${value#-} -o "$file"
done <<'OPTIONS'
--to decode1/output/logits x.png
--fps 5 x.csv
--loops 2 x.mp4
--pause 2 x.svg
--scale 2 x.svg
--dpi 300 x.gif
--page a4 x.png
--theme dark x.npy
--lang fr x.json
--size 800x600 x.html
--phase 0.5 x.md
--cell 1,1 x.tsv
--transparent - x.csv
--no-session - x.gif
--no-caption - x.tex
--worked - x.pdf
--exercise - x.png
--animate - x.png
--view map x.npz
OPTIONS
refused "a cell of a view" "--cell with --view map needs --step" "$program" export --view map --cell 1,1 -o x.png "I am"
refused "a cell of a view that has none" "--view heads" "$program" export --view heads --cell 1,1 -o x.png "I am"
refused "an exercise of a view" "--view works with" "$program" export --view map --exercise -o x.html "I am"
refused "one step and several" "--step names one step, --all several" "$program" export --all --step $path -o x.npz "I am"
refused "words put into a tree" "--force works with greedy decoding" "$program" export --view translation --beam 3 --force 1=Tu -o x.png "I am"
refused "sentences without end" "larger than 16 MB" "$program" export --sentences /dev/zero --all --format svg --out folder
for stream in "2>&-" "2>/dev/full"; do
  eval '"$program" translate "" '"$stream"
  [ $? = 2 ] || fail "standard error that cannot be written, $stream"
done
(ulimit -f 20 && refused "a limit of file sizes" "too large" "$program" export $path "I am" -o limited.png) || fail "a limit"
[ -z "$(find . -name '*limited*')" ] || fail "a limit: $(find . -name '*limited*') is left"
refused "sentence and step in the wrong order" "PATH must come before TEXT" "$program" export "I am" $path -o x.png
refused "a folder as a file" "--out" "$program" export $path "I am" -o folder/
refused "a name beside a name" "--out" "$program" export $path "I am" --name '{n}' -o x.png

# A file of sentences is read to its end before anything is written.
sentences() { refused "$1" "$2" "$program" export --block encoder/layer1/self/head1 -f csv --sentences lines.txt --out written; }
printf 'I am\n\ncaf\xc3\n' >lines.txt
sentences "a sentence that is not UTF-8" "line 3 of 'lines.txt'"
{ echo "I am"; printf 'word %.0s' {1..200}; } >lines.txt
sentences "a sentence that is too long" "line 2 of 'lines.txt': the sentence has"
printf ' \n' >lines.txt
sentences "a file of blanks" "contains no sentence"
[ ! -e written ] || fail "something is written before all sentences are checked"

# Standard input.
check_stdin() {  # NAME PART INPUTFILE
  local out err status
  err=$(mktemp)
  out=$("$program" translate - <"$3" 2>"$err")
  status=$?
  refused_as "$1" "$2" "$status" "$out" "$err"
}
printf 'caf\xc3' >cut.txt
check_stdin "malformed standard input" "not UTF-8" cut.txt
: >empty.txt
check_stdin "empty standard input" "empty" empty.txt
awk 'BEGIN { for (i = 0; i < 10000; ++i) printf "word "; print "" }' >long.txt
check_stdin "10,000 words" "at most 128" long.txt
head -c 3000000 /dev/zero | tr '\0' 'a' >huge.txt
check_stdin "three megabytes" "bytes" huge.txt

# Damaged model folders.
damaged() { rm -rf model; cp -r "$odd" model; }
try() { refused "$1" "$2" "$program" translate --model model "old boat"; }
damaged; rm model/source.spm; try "missing spm" "source.spm"
damaged; rm model/config.json; try "missing config" "config.json"
damaged; truncate -s 5000 model/model.safetensors; try "truncated safetensors" "model.safetensors"
damaged; truncate -s 4 model/model.safetensors; try "four bytes of safetensors" "too short"
damaged; printf '\377\377\377\377\377\377\377\177' | dd of=model/model.safetensors conv=notrunc status=none; try "header that lies about its size" "claims"
damaged; sed -i 's/"data_offsets": *\[0, *[0-9]*\]/"data_offsets":[0,4]/' model/model.safetensors; try "offsets that lie" "model.safetensors"
damaged; echo garbage >model/target.spm; try "damaged spm" "target.spm: not a SentencePiece model"
damaged; echo '{' >model/config.json; try "broken config" "config.json: not a JSON object"
damaged; sed -i 's/"d_model": *[0-9]*/"d_model": 50/' model/config.json; try "d_model that heads do not divide" "does not divide"
damaged; sed -i 's/"vocab_size": *[0-9]*/"vocab_size": 70/' model/config.json; try "vocabulary that lies" "expected [70, 48]"

# Output that cannot be written.
if [ -e /dev/full ]; then
  err=$(mktemp)
  "$program" steps "I am a student" >/dev/full 2>"$err"
  refused_as "full disk" "cannot be written" $? "" "$err"
fi
finish
