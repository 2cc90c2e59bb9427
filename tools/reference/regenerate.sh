#!/bin/sh
# Rebuilds everything in tests/reference. Run from the repository's root. PYTHON names another Python.
set -eu
python=${PYTHON:-/usr/bin/python3}
tiny=assets/models/en-fr-tiny
out=tests/reference
export OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1 PYTHONDONTWRITEBYTECODE=1

if [ ! -f tools/reference/dump.py ]; then
    echo "regenerate.sh: run me from the repository's root" >&2
    exit 2
fi
mkdir -p "$out"
"$python" tools/reference/random_model.py --out "$out/odd"
"$python" tools/reference/dump.py --model "$out/odd" --out "$out/odd_1.safetensors" "the old boat sings near the river"
"$python" tools/reference/dump.py --model "$out/odd" --out "$out/odd_2.safetensors" "little bird opens the moonlight"

if [ ! -f "$tiny/model.safetensors" ]; then
    echo "regenerate.sh: $tiny is missing: the odd files are rebuilt, tiny_*.safetensors are NOT" >&2
    exit 1
fi
"$python" tools/reference/dump.py --model "$tiny" --out "$out/tiny_student.safetensors" "I am a student"
"$python" tools/reference/dump.py --model "$tiny" --out "$out/tiny_station.safetensors" "Where is the station?"
"$python" tools/reference/decoding.py --model "$tiny" --out "$out/decoding.json" <"$out/decoding_sentences.txt"
