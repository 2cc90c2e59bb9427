"""A 512×512 matrix as a PNG file: AttnScope beside Matplotlib, one run, the same pixel size.

    /usr/bin/python3 tools/bench/export.py build/release/tests/bench_export

Both processes are warm: each saves a few pictures before any is timed, and the median of the rest counts. Matplotlib
draws into a figure that is kept and only saved anew, which is the least it can be asked to do.
"""

import json
import os
import statistics
import struct
import subprocess
import sys
import tempfile
import time

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy


def png_size(path):
    with open(path, "rb") as file:
        return struct.unpack(">II", file.read(24)[16:])


def attnscope(program, folder):
    out = subprocess.run(
        [program, "--benchmark_filter=MatrixPng", "--benchmark_repetitions=5", "--benchmark_format=json"],
        env={**os.environ, "ATTN_BENCH_DIR": folder}, check=True, capture_output=True, text=True).stdout
    runs = [b["real_time"] for b in json.loads(out)["benchmarks"] if b.get("run_type") == "iteration"]
    return statistics.median(runs)


def matplotlib_figure(size):
    i = numpy.arange(512)
    matrix = numpy.sin(numpy.outer(i, i) / 997).astype(numpy.float32)
    dpi = 100
    figure, axes = plt.subplots(figsize=(size[0] / dpi, size[1] / dpi), dpi=dpi)
    image = axes.imshow(matrix, cmap="RdBu", vmin=-1, vmax=1, interpolation="nearest")
    axes.set_title("scores")
    axes.set_xticks(range(0, 512, 32), [str(n + 1) for n in range(0, 512, 32)], rotation=45)
    axes.set_yticks(range(0, 512, 32), [str(n + 1) for n in range(0, 512, 32)])
    figure.colorbar(image)
    return figure


def main():
    with tempfile.TemporaryDirectory() as folder:
        ours = attnscope(sys.argv[1], folder)
        size = png_size(os.path.join(folder, "attnscope_matrix.png"))
        figure = matplotlib_figure(size)
        path = os.path.join(folder, "matplotlib.png")
        times = []
        for _ in range(13):
            begin = time.perf_counter()
            figure.savefig(path)
            times.append((time.perf_counter() - begin) * 1000)
        theirs = statistics.median(times[3:])
        assert png_size(path) == size, (png_size(path), size)
        print(f"512×512 matrix, PNG of {size[0]}×{size[1]} pixels, saved to a file:")
        print(f"  AttnScope {ours:.1f} ms, Matplotlib {matplotlib.__version__} {theirs:.1f} ms: "
              f"{theirs / ours:.1f} times faster")


if __name__ == "__main__":
    main()
