#!/usr/bin/env bash
# Everything that the program writes, to compare two builds byte for byte.
#
#   tools/outputs.sh write PROGRAM DIR   every step and view of both bundled models, in every format, into the folder DIR
#   tools/outputs.sh golden BUILD DIR    the golden images as the tests of the build folder BUILD draw them now
#   tools/outputs.sh compare A B         the files that differ; the program's version and a figure's session aside
#
# A refactoring changes none of them. Pictures are written without sessions, whose format may get a new number; one
# picture of each kind is written with its session too, below sessions/, which `compare` leaves out.
set -euo pipefail

die() { printf 'outputs.sh: %s\n' "$*" >&2; exit 2; }

sentence="I am a student"
steps_of() { "$program" steps --model "$1" "$sentence" | awk '$1 ~ /\// && NR % 8 == 2 {print $1}'; }  # some of them: each takes a process

write() {
  program=$(realpath "$1") dir=$2
  mkdir -p "$dir"
  dir=$(realpath "$dir")
  local model at
  for model in en-fr-tiny en-fr-small; do
    at=$dir/$model
    mkdir -p "$at/sessions"
    local export=("$program" export --quiet --overwrite --model "$model")
    "$program" translate --model "$model" "$sentence" >"$at/translate.txt"
    "$program" translate --model "$model" --json "$sentence" >"$at/translate.json"
    "$program" steps --model "$model" "$sentence" >"$at/steps.txt"
    "$program" steps --model "$model" --json "$sentence" >"$at/steps.json"
    steps_of "$model" | while read -r path; do
      "$program" explain "$path" 1,1 --model "$model" "$sentence" || true
      "$program" explain "$path" 1,2 --model "$model" "$sentence" || true
    done >"$at/explain.txt" 2>&1
    for format in svg png csv tsv npy json; do
      local plain=()
      case $format in svg | png) plain=(--no-session) ;; esac
      "${export[@]}" --all --format "$format" --out "$at/$format" "${plain[@]}" "$sentence"
    done
    "${export[@]}" --all -o "$at/run.npz" "$sentence"
    "${export[@]}" --all -o "$at/run.json" "$sentence"
    "${export[@]}" --worked -o "$at/run.html" "$sentence"
    "${export[@]}" --worked -o "$at/run.md" "$sentence"
    "${export[@]}" --exercise --seed 7 -o "$at/sheet.html" "$sentence"
    "${export[@]}" --all -o "$at/run.tex" "$sentence"
    "${export[@]}" --block encoder/layer1/self/head2 --format pdf --page a4 --no-session -o "$at/head2.pdf" "$sentence"
    "${export[@]}" --all --figure stage --format svg --no-session --out "$at/stage" "$sentence"
    local look=(--theme dark --lang fr)
    "${export[@]}" --block encoder/layer1/self --figure stage --format png "${look[@]}" --no-session --phase 0.6 --out "$at/stage_png" "$sentence"
    for step in encoder/layer1/self/head2/scores decode2/layer1/cross/head1/weights decode2/output/next; do
      "${export[@]}" --step "$step" --cell 1,1 --animate -o "$at/$(basename "$step").gif" "$sentence"
      "${export[@]}" --step "$step" --cell 1,1 --animate -o "$at/$(basename "$step").webp" "$sentence"
    done
    for view in map heads translation; do
      for format in svg png pdf; do
        "${export[@]}" --view "$view" --lang zh --no-session -o "$at/$view.$format" "$sentence"
        "${export[@]}" --view "$view" -o "$at/sessions/$view.$format" "$sentence"
      done
      "$program" screenshot --model "$model" --view "$view" --overwrite -o "$at/window_$view.png" "$sentence"
    done
    "${export[@]}" --view map --step decode2/layer1/cross/head1/weights --phase 0.5 --no-session -o "$at/map_moment.svg" "$sentence"
    "${export[@]}" --view translation --beam 4 --no-session -o "$at/beam.svg" "$sentence"
    "${export[@]}" --view translation --temperature 0.7 --top-p 0.9 --seed 1 --no-session -o "$at/drawn.svg" "$sentence"
    for step in encoder/layer1/self/head1/weights decode2/layer1/cross/head2/scores decode3/output/probabilities model/embedding; do
      "$program" screenshot --model "$model" --step "$step" --overwrite -o "$at/window_${step//\//_}.png" "$sentence"
    done
  done
}

golden() {
  local build=$1 dir=$2 kept
  mkdir -p "$dir"
  kept=$(mktemp -d)
  cp tests/golden/*.png "$kept"
  ATTN_UPDATE_GOLDEN=1 ctest --test-dir "$build" -L golden --no-tests=error >/dev/null
  mv tests/golden/*.png "$dir"
  mv "$kept"/*.png tests/golden
}

# Two folders without what a version may change: the program's name in PDF files, and the sessions.
compare() {
  local differ=0 file
  while read -r file; do
    if [ ! -e "$2/$file" ]; then
      echo "only in $1: $file"; differ=1
    elif ! cmp -s <(plain "$1/$file") <(plain "$2/$file"); then
      echo "differs: $file"; differ=1
    fi
  done < <(cd "$1" && find . -type f ! -path '*/sessions/*' | sort)
  while read -r file; do
    [ -e "$1/$file" ] || { echo "only in $2: $file"; differ=1; }
  done < <(cd "$2" && find . -type f ! -path '*/sessions/*' | sort)
  [ $differ = 0 ] && echo "the same"
  return $differ
}
plain() {
  case $1 in
    *.pdf) sed 's:/CreationDate ([^)]*)::' "$1" ;;
    *.html) sed '/type="application\/json"/,/<\/script>/d' "$1" ;;
    *) cat "$1" ;;
  esac
}

case ${1:-} in
  write) [ $# = 3 ] || die "write PROGRAM DIR"; write "$2" "$3" ;;
  golden) [ $# = 3 ] || die "golden BUILD DIR"; golden "$2" "$3" ;;
  compare) [ $# = 3 ] || die "compare A B"; compare "$2" "$3" ;;
  *) die "write, golden or compare; see the head of this file" ;;
esac
