"""Writes every step of one greedy translation:  dump.py --model DIR --out FILE TEXT"""
import argparse
import os

import tensor_file
from marian import Marian
from words import Words


def main():
    parser = argparse.ArgumentParser(description="Writes every intermediate tensor of a greedy translation.")
    parser.add_argument("--model", required=True, metavar="DIR", help="a Hugging Face Marian folder")
    parser.add_argument("--out", required=True, metavar="FILE", help="the .safetensors file to write")
    parser.add_argument("text", metavar="TEXT", help="the sentence to translate")
    given = parser.parse_args()

    model = Marian(given.model)
    words = Words(given.model, model.config["eos_token_id"])
    ids = model.translate(words.encode(given.text))
    metadata = {"format": "attnscope-reference", "model": os.path.relpath(given.model).replace(os.sep, "/"),
                "text": given.text, "translation": words.decode(ids)}
    tensor_file.write(given.out, {path: t.numpy() for path, t in model.steps.items()}, metadata)
    print(f"{given.out}: {len(model.steps)} tensors, {len(ids)} decoding steps, "
          f"{os.path.getsize(given.out)} bytes: {metadata['translation']}")


if __name__ == "__main__":
    main()
