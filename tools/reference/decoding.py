"""Writes what beam search and sampling find:  decoding.py --model DIR --out FILE < sentences

Independent of the engine: its own search, its own random numbers, PyTorch in double precision.
"""
import argparse
import json
import math
import os
import sys

import torch

from marian import Marian
from words import Words

WIDTH, PENALTY = 4, 0.6
DRAWS = [{"temperature": 0.7, "top_k": 0, "top_p": 0.9, "seed": 1},
         {"temperature": 1.3, "top_k": 40, "top_p": 1.0, "seed": 7},
         {"temperature": 0.01, "top_k": 0, "top_p": 1.0, "seed": 3}]
MASK = (1 << 64) - 1


class Sentence:
    """A source sentence, encoded once; log-probabilities of the word after any beginning."""

    def __init__(self, model, source):
        self.model = model
        model.steps = {}
        self.memory, self.pairs, self.known = model.encode(source), {}, {}

    def logits(self, words):
        if words not in self.known:
            model, ids = self.model, [self.model.config["decoder_start_token_id"], *words]
            model.steps = {}
            x = model.decode("step", ids, self.memory, self.pairs)
            model.choose("step/output", ids, x)
            final = "step/output/allowed" if "step/output/allowed" in model.steps else "step/output/logits"
            self.known[words] = model.steps[final][0]
        return self.known[words]


def beam(sentence, end, limit):
    """Finished sentences of a beam search as (words, sum of log-probabilities, normalised score), best first."""
    alive, finished = [((), 0.0)], []
    while alive and len(finished) < WIDTH and len(alive[0][0]) + 1 < limit:
        sums = torch.stack([total + torch.log_softmax(sentence.logits(words), 0) for words, total in alive])
        best = torch.topk(sums.flatten(), 2 * WIDTH)
        beginnings, alive = alive, []
        for rank, (total, place) in enumerate(zip(best.values.tolist(), best.indices.tolist())):
            words = beginnings[place // sums.shape[1]][0] + (place % sums.shape[1],)
            if words[-1] == end and rank < WIDTH:
                finished.append((words, total))
            elif words[-1] != end and len(alive) < WIDTH:
                alive.append((words, total))
    scored = [(words, total, total / ((5 + len(words)) / 6) ** PENALTY) for words, total in finished or alive]
    return sorted(scored, key=lambda s: -s[2])[:WIDTH]


def uniform(seed, t):
    z = (seed + t * 0x9E3779B97F4A7C15) & MASK
    z = ((z ^ z >> 30) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ z >> 27) * 0x94D049BB133111EB) & MASK
    return ((z ^ z >> 31) >> 11) / 2 ** 53


def nucleus(logits, how):
    """Words that may be drawn, best first, and their shares."""
    shares = torch.softmax(logits / how["temperature"], 0)
    shares, order = torch.sort(shares, descending=True, stable=True)
    if how["top_k"]:
        shares = shares[:how["top_k"]]
        shares = shares / shares.sum()
    if how["top_p"] < 1:
        count = int((torch.cumsum(shares, 0) < how["top_p"]).sum()) + 1
        shares = shares[:count]
        shares = shares / shares.sum()
    return order[:len(shares)], shares


def drawn(sentence, how, end, limit):
    """A sentence drawn word by word: ids, and the log-probability of each in the distribution it was drawn from."""
    words, logs = (), []
    while len(words) + 1 < limit and (not words or words[-1] != end):
        order, shares = nucleus(sentence.logits(words), how)
        reached = torch.cumsum(shares, 0) > uniform(how["seed"], len(words) + 1)
        place = int(reached.int().argmax()) if bool(reached.any()) else len(shares) - 1
        words += (int(order[place]),)
        logs.append(math.log(float(shares[place])))
    return words, logs


def main():
    parser = argparse.ArgumentParser(description="Writes what beam search and sampling find.")
    parser.add_argument("--model", required=True, metavar="DIR")
    parser.add_argument("--out", required=True, metavar="FILE")
    given = parser.parse_args()
    torch.set_grad_enabled(False)
    model = Marian(given.model)
    end, limit = model.config["eos_token_id"], model.config["max_length"]
    words, found = Words(given.model, end), []
    for text in sys.stdin.read().splitlines():
        sentence = Sentence(model, words.encode(text))
        found.append({"text": text,
                      "beam": [{"ids": ids, "sum": total, "score": score}
                               for ids, total, score in beam(sentence, end, limit)],
                      "drawn": [dict(zip(("ids", "log_probabilities"), drawn(sentence, how, end, limit)))
                                for how in DRAWS]})
    with open(given.out, "w", encoding="utf-8") as f:
        lines = ",\n".join(json.dumps(entry, ensure_ascii=False) for entry in found)
        f.write(json.dumps({"model": os.path.basename(os.path.normpath(given.model)), "width": WIDTH,
                            "length_penalty": PENALTY, "draws": DRAWS})[:-1] + ', "sentences": [\n' + lines + "\n]}\n")
    print(f"{given.out}: {len(found)} sentences, {os.path.getsize(given.out)} bytes")


if __name__ == "__main__":
    main()
