"""Trains a translator on a file of sentence pairs and writes a Marian folder.

One command does everything: clean, split, tokenise, train with progress, measure, export. It resumes from its
last checkpoint when it is run again; the same seed and sizes give the same batches in the same order.
"""
import argparse
import json
import math
import os
import sys
import time

import numpy as np
import torch

import decode
import export
import prepare
import score
from loss import smoothed_cross_entropy
from network import Translator
from vocabulary import Vocabulary

SIZES = {
    "tiny": dict(d_model=64, encoder_layers=2, decoder_layers=2, heads=4, ffn_dim=256, dropout=0.0),
    "wide": dict(d_model=96, encoder_layers=2, decoder_layers=2, heads=6, ffn_dim=384, dropout=0.0),
    "small": dict(d_model=128, encoder_layers=3, decoder_layers=3, heads=8, ffn_dim=512, dropout=0.1),
}


class Data:
    """Tokenised variants; an epoch takes one variant of every pair, by weight."""

    def __init__(self, path):
        z = np.load(path)
        self.source, self.source_offset = z["source"], z["source_offset"]
        self.target, self.target_offset = z["target"], z["target_offset"]
        owner, weight = z["owner"], z["weight"].astype(np.float64)
        self.pairs = int(owner[-1]) + 1
        self.first = np.searchsorted(owner, np.arange(self.pairs + 1))
        self.weight = weight
        self.source_length = np.diff(self.source_offset)
        self.target_length = np.diff(self.target_offset)

    def epoch(self, seed, tokens):
        """Lists of row numbers: about `tokens` padded target tokens each, in random order."""
        rng = np.random.default_rng(seed)
        total = np.add.reduceat(self.weight, self.first[:-1])
        start = np.concatenate([[0.0], np.cumsum(self.weight)])
        wanted = start[self.first[:-1]] + rng.random(self.pairs) * total
        rows = np.minimum(np.searchsorted(start, wanted, side="right") - 1, self.first[1:] - 1)
        noise = rng.random(self.pairs)
        order = rows[np.lexsort((noise, self.source_length[rows], self.target_length[rows]))]
        found, batch, longest = [], [], 0
        for row in order:
            longest = max(longest, self.target_length[row])
            if batch and longest * (len(batch) + 1) > tokens:
                found.append(batch)
                batch, longest = [], self.target_length[row]
            batch.append(row)
        found.append(batch)
        rng.shuffle(found)
        return found

    def tensors(self, rows, pad):
        """(source, decoder input, labels) of some rows; decoder input starts with the padding token."""
        s = [self.source[self.source_offset[r]: self.source_offset[r + 1]] for r in rows]
        t = [self.target[self.target_offset[r]: self.target_offset[r + 1]] for r in rows]
        source, labels = decode.padded(s, pad), decode.padded(t, pad)
        inputs = torch.cat([torch.full((len(rows), 1), pad), labels[:, :-1]], dim=1)
        return source, inputs, labels


def rate(step, total, peak, warmup):
    """Linear warm-up, then half a cosine down to 2 % of the peak."""
    if step < warmup:
        return peak * (step + 1) / warmup
    x = min(1.0, (step - warmup) / max(1, total - warmup))
    return peak * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * x)))


def read_dev(path):
    with open(path, encoding="utf-8") as f:
        rows = [line.rstrip("\n").split("\t") for line in f]
    return [r[0] for r in rows], [r[1:] for r in rows]


def measure(model, vocab, dev, beam=1):
    """(BLEU, chrF, translations) of the development set."""
    english, french = dev
    ids = decode.translate(model, [vocab.encode(e) for e in english], vocab.end, beam=beam)
    out = [vocab.decode(i) for i in ids]
    return score.bleu(out, french), score.chrf(out, french), out


def save(path, state):
    """Atomic: a stop at any moment leaves the last whole checkpoint."""
    torch.save(state, path + ".part")
    os.replace(path + ".part", path)


def run(arguments):
    torch.manual_seed(arguments.seed)
    torch.set_num_threads(arguments.threads)
    data_folder = arguments.data or os.path.join(arguments.out, "data")
    prepare.prepare(arguments.pairs, data_folder, arguments.pieces, seed=arguments.seed)
    vocab = Vocabulary(os.path.join(data_folder, "pieces.model"))
    dev = read_dev(os.path.join(data_folder, "dev.tsv"))
    data = Data(os.path.join(data_folder, arguments.train_file))
    config = dict(SIZES[arguments.size], vocab=len(vocab.words), pad=vocab.pad, max_length=128)
    model = Translator(config)
    print(f"{arguments.size}: {sum(p.numel() for p in model.parameters()):,} parameters, {data.pairs:,} pairs", flush=True)
    optimiser = torch.optim.Adam(model.parameters(), lr=1.0, betas=(0.9, 0.98), eps=1e-9)
    os.makedirs(arguments.out, exist_ok=True)
    checkpoint = os.path.join(arguments.out, "checkpoint.pt")
    epoch, step, spent = 0, 0, 0.0
    if os.path.exists(checkpoint):
        state = torch.load(checkpoint)
        model.load_state_dict(state["model"])
        optimiser.load_state_dict(state["optimiser"])
        epoch, step, spent = state["epoch"], state["step"], state["spent"]
        print(f"resumed after epoch {epoch}", flush=True)
    elif arguments.start:
        model.load_state_dict(torch.load(arguments.start)["model"])
        print(f"started from {arguments.start}", flush=True)
    per_epoch = len(data.epoch(arguments.seed, arguments.batch))
    total = per_epoch * arguments.epochs
    while epoch < arguments.epochs:
        began, last, loss_sum, count = time.time(), time.time(), 0.0, 0
        model.train()
        torch.manual_seed(arguments.seed * 1000 + epoch)
        for number, rows in enumerate(data.epoch(arguments.seed * 1000 + epoch, arguments.batch)):
            source, inputs, labels = data.tensors(rows, vocab.pad)
            lr = rate(step, total, arguments.rate, arguments.warmup)
            for group in optimiser.param_groups:
                group["lr"] = lr
            memory, blocked = model.encode(source)
            states = model.decode(inputs, memory, blocked)
            keep = labels != vocab.pad
            loss = smoothed_cross_entropy(states[keep], model.shared, model.bias, labels[keep], arguments.smoothing)
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            step += 1
            n = int(keep.sum())
            loss_sum += loss.item() * n
            count += n
            if time.time() - last > 20:
                last = time.time()
                speed = (time.time() - began) / (number + 1)
                left = speed * (total - step) / 60
                print(f"epoch {epoch + 1}/{arguments.epochs}  batch {number + 1}/{per_epoch}  loss {loss_sum / count:.3f}  "
                      f"{count / (time.time() - began):,.0f} tokens/s  about {left:.0f} min left", flush=True)
        epoch += 1
        spent += time.time() - began
        line = f"epoch {epoch}/{arguments.epochs}  loss {loss_sum / count:.3f}  {spent / 60:.1f} min"
        if epoch % arguments.measure_every == 0 or epoch == arguments.epochs:
            line += "  BLEU {:.1f}  chrF {:.1f}".format(*measure(model, vocab, dev)[:2])
        print(line, flush=True)
        save(checkpoint, {"model": model.state_dict(), "optimiser": optimiser.state_dict(), "epoch": epoch, "step": step,
                          "spent": spent, "config": config})
    export.write(model, vocab, os.path.join(arguments.out, "model"))
    exported, vocab = export.read(os.path.join(arguments.out, "model"))
    bleu, chrf, out = measure(exported, vocab, dev)
    print(f"exported, 16-bit weights, greedy: BLEU {bleu:.2f}  chrF {chrf:.2f}", flush=True)
    with open(os.path.join(arguments.out, "dev.out.txt"), "w", encoding="utf-8") as f:
        f.write("\n".join(out) + "\n")
    with open(os.path.join(arguments.out, "result.json"), "w", encoding="utf-8") as f:
        json.dump({"bleu": bleu, "chrf": chrf, "minutes": spent / 60, "arguments": vars(arguments)}, f, indent=1)


def main():
    p = argparse.ArgumentParser(prog="dev train", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--pairs", required=True, help="tab-separated UTF-8 file: English, French")
    p.add_argument("--out", required=True, help="folder for data, checkpoint and the finished model/")
    p.add_argument("--size", choices=SIZES, default="tiny")
    p.add_argument("--epochs", type=int, default=40)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--pieces", type=int, default=8000, help="size of the joint vocabulary")
    p.add_argument("--batch", type=int, default=2600, help="target tokens per batch, padding included")
    p.add_argument("--rate", type=float, default=3e-3, help="peak learning rate")
    p.add_argument("--warmup", type=int, default=1500)
    p.add_argument("--smoothing", type=float, default=0.1)
    p.add_argument("--threads", type=int, default=1)
    p.add_argument("--measure-every", type=int, default=4)
    p.add_argument("--data", help="a prepared data folder to share between runs")
    p.add_argument("--train-file", default="train.npz", help="name of the token file in the data folder (distill.py writes another)")
    p.add_argument("--start", help="checkpoint whose weights to start from")
    a = p.parse_args()
    if not os.path.isfile(a.pairs):
        sys.exit(f"dev train: no such file: {a.pairs}")
    run(a)


if __name__ == "__main__":
    main()
