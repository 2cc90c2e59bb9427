"""AttnScope, recording every step, beside eager PyTorch, recording nothing:  compare.py BENCH_BINARY MODEL_DIR

One thread each; processor time, not wall-clock, in rounds that take turns: other work on the machine disturbs both alike.
"""
import argparse
import json
import os
import statistics
import subprocess
import sys
import time

import torch

from eager import Translator, attention  # also finds tools/reference

from words import Words

TEXT, TOKENS, WIDTH = "I am a student", 1024, 64
ROUNDS, SECONDS = 7, 1.0
WAYS = {"modules": "torch.nn's own Transformer", "prefix": "as many numbers", "cache": "keeping keys, values"}


def timed(work):
    """Milliseconds of processor time of each run of work() during SECONDS, after one run to warm up."""
    work()
    found, end = [], time.thread_time() + SECONDS
    while time.thread_time() < end:
        start = time.thread_time()
        work()
        found.append(1000 * (time.thread_time() - start))
    return found


def ours(binary, folder):
    """{benchmark: {"times": milliseconds of each repetition, "label": text}}"""
    command = [binary, "--benchmark_format=json", "--benchmark_repetitions=10", f"--benchmark_min_time={SECONDS / 10}"]
    done = subprocess.run(command, env={**os.environ, "ATTNSCOPE_BENCH_MODEL": folder}, stdout=subprocess.PIPE, check=True)
    found = {}
    for run in json.loads(done.stdout)["benchmarks"]:
        if run["run_type"] == "iteration":
            entry = found.setdefault(run["run_name"], {"times": [], "label": run.get("label", "")})
            entry["times"].append(run["cpu_time"])
    return found


def row(name, mine, theirs=None):
    if theirs is None:
        return f"{name:50}{statistics.median(mine):10.3f}{min(mine):10.3f}"
    ratios = statistics.median(theirs) / statistics.median(mine), min(theirs) / min(mine)
    return (f"{name:50}{statistics.median(mine):10.3f}{min(mine):10.3f}{statistics.median(theirs):10.3f}"
            f"{min(theirs):10.3f}{ratios[0]:9.2f}×{ratios[1]:9.2f}×")


def main():
    parser = argparse.ArgumentParser(description="AttnScope's speed beside eager PyTorch's.")
    parser.add_argument("binary", metavar="BENCH_BINARY", help="the built benchmark, tests/bench_engine")
    parser.add_argument("model", metavar="MODEL_DIR", help="a Hugging Face Marian folder")
    given = parser.parse_args()

    torch.set_num_threads(1)
    model = Translator(given.model)
    words = Words(given.model, model.config["eos_token_id"])
    source = words.encode(TEXT)
    expected = words.decode(model.translate(source, "modules"))
    for way in WAYS:
        if words.decode(model.translate(source, way)) != expected:
            sys.exit(f"eager decoders disagree: modules and {way}")
    q, k, v = torch.randn(3, TOKENS, WIDTH)

    mine, theirs = {}, {}
    for _ in range(ROUNDS):
        for name, entry in ours(given.binary, given.model).items():
            mine.setdefault(name, []).extend(entry["times"])
            if name == "translation" and entry["label"] != expected:
                sys.exit(f"different translations: AttnScope '{entry['label']}', PyTorch '{expected}'")
        for way in WAYS:
            theirs.setdefault(way, []).extend(timed(lambda: model.translate(source, way)))
        theirs.setdefault("attention", []).extend(timed(lambda: attention(q, k, v)))

    print(f"'{TEXT}' → '{expected}'; PyTorch {torch.__version__}, one thread; milliseconds of processor time\n")
    print(f"{'':50}{'AttnScope':>20}{'PyTorch':>20}{'PyTorch / AttnScope':>21}")
    print(f"{'':50}" + f"{'median':>10}{'min':>10}" * 3)
    for way, meaning in WAYS.items():
        print(row(f"translation; PyTorch: {meaning}", mine["translation"], theirs[way]))
    print(row(f"attention, {TOKENS} tokens, width {WIDTH}", mine[f"attention/{TOKENS}"], theirs["attention"]))
    print(row("loading the model", mine["load"]))


if __name__ == "__main__":
    main()
