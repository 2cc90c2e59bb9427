"""BLEU and chrF of a model folder on the development set: the split is made again from the pairs and the seed.

Greedy decoding; multi-reference; by PyTorch, or by the program itself with --program. --show prints the translations.
"""
import argparse
import subprocess
import sys

import export
import prepare
import score
import text
import train


def development_set(pairs_file, seed):
    """(English sentences, lists of French references) that training held out with this seed."""
    pairs = [p for p in prepare.read_pairs(pairs_file) if text.is_clean(*p)]
    _, dev = prepare.split(pairs, 1000, seed)
    return [e for e, _ in dev], [f for _, f in dev]


def by_program(program, folder, english):
    """Translations by the attnscope binary."""
    out = subprocess.run([program, "translate", "--model", folder, "-"], input="\n".join(english) + "\n",
                         capture_output=True, text=True, check=True)
    return out.stdout.rstrip("\n").split("\n")


def main():
    p = argparse.ArgumentParser(prog="dev measure", description=__doc__)
    p.add_argument("--pairs", required=True, help="the file of pairs the model was trained on")
    p.add_argument("--model", required=True, help="a folder in Marian layout")
    p.add_argument("--program", help="the attnscope binary; without it PyTorch translates")
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--show", action="store_true", help="print every sentence, its translation and a reference")
    a = p.parse_args()
    english, french = development_set(a.pairs, a.seed)
    if a.program:
        found = by_program(a.program, a.model, english)
    else:
        model, vocab = export.read(a.model)
        found = train.measure(model, vocab, (english, french))[2]
    if len(found) != len(english):
        sys.exit(f"dev measure: {len(found)} translations for {len(english)} sentences")
    if a.show:
        for e, t, refs in zip(english, found, french):
            print(f"{e}\t{t}\t{refs[0]}")
    exact = sum(t in refs for t, refs in zip(found, french))
    print(f"{len(english)} sentences, {sum(map(len, french))} references: BLEU {score.bleu(found, french):.2f}  "
          f"chrF {score.chrf(found, french):.2f}  exactly a reference: {exact}")


if __name__ == "__main__":
    main()
