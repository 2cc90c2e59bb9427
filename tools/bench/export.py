"""A 512×512 matrix as a PNG file: AttnScope beside Matplotlib, one run, the same pixel size.

    /usr/bin/python3 tools/bench/export.py build/release/tests/bench_export [FOLDER]

Both pictures (FOLDER gets them) have the same pixels: the matrix 1024×1024 of them, as many tick labels along its sides,
a title and a colour bar. Both processes are warm: each saves a few pictures before any is timed, and they take turns, so
that other work on the machine slows both. Medians: processor time, which other programs hardly change, and time on the
clock. AttnScope lays the figure out anew each time, and waits until the disk has the file. Matplotlib does not wait; it
is timed twice: making its figure anew from the matrix too, and only saving anew a figure that is kept, which is the
least it can be asked to do.
"""

import json
import os
import shutil
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

SIDE = 512
TURNS = 5


def png_size(path):
    with open(path, "rb") as file:
        return struct.unpack(">II", file.read(24)[16:])


def attnscope(program, folder):
    out = subprocess.run(
        [program, "--benchmark_filter=MatrixPng", "--benchmark_repetitions=3", "--benchmark_format=json"],
        env={**os.environ, "ATTN_BENCH_DIR": folder}, check=True, capture_output=True, text=True).stdout
    runs = [b for b in json.loads(out)["benchmarks"] if b.get("run_type") == "iteration"]
    return [(b["cpu_time"], b["real_time"]) for b in runs]


def drawn(matrix, size):
    """Everything where it is in AttnScope's picture: 9 labels above the matrix, 33 at its left, 3 at the colour bar."""
    dpi, (width, height) = 100, size
    place = lambda x, y, w, h: [x / width, 1 - (y + h) / height, w / width, h / height]
    figure = plt.figure(figsize=(width / dpi, height / dpi), dpi=dpi)
    axes = figure.add_axes(place(177, 142, 2 * SIDE, 2 * SIDE))
    image = axes.imshow(matrix, cmap="RdBu", vmin=-1, vmax=1, interpolation="nearest")
    axes.xaxis.tick_top()
    for set_ticks, step in ((axes.set_xticks, 64), (axes.set_yticks, 16)):
        cells = [1, *range(step, SIDE + 1, step)]
        set_ticks([cell - 1 for cell in cells], [str(cell) for cell in cells])
    axes.set_title("scores", loc="left")
    bar = figure.colorbar(image, cax=figure.add_axes(place(177, 1207, 362, 22)), orientation="horizontal")
    bar.set_ticks([-1, 0, 1])
    return figure


def timed(save):
    begin = time.process_time(), time.perf_counter()
    save()
    return (time.process_time() - begin[0]) * 1000, (time.perf_counter() - begin[1]) * 1000


def main():
    i = numpy.arange(SIDE)
    matrix = numpy.sin(numpy.outer(i, i) / 997).astype(numpy.float32)
    with tempfile.TemporaryDirectory() as folder:
        ours_at, theirs_at = (os.path.join(folder, name) for name in ("attnscope_matrix.png", "matplotlib.png"))
        attnscope(sys.argv[1], folder)
        size = png_size(ours_at)
        kept = drawn(matrix, size)

        def anew():
            figure = drawn(matrix, size)
            figure.savefig(theirs_at)
            plt.close(figure)

        cases = {"figure made anew": anew, "figure kept, saved anew": lambda: kept.savefig(theirs_at)}
        ours, theirs = [], {name: [] for name in cases}
        for save in cases.values():
            for _ in range(3):
                save()
        for _ in range(TURNS):
            ours += attnscope(sys.argv[1], folder)
            for name, save in cases.items():
                theirs[name] += [timed(save) for _ in range(3)]
        assert png_size(theirs_at) == size, (png_size(theirs_at), size)

        medians = lambda times: [statistics.median(column) for column in zip(*times)]
        kilobytes = lambda path: round(os.path.getsize(path) / 1000)
        mine = medians(ours)
        print(f"512×512 matrix, PNG of {size[0]}×{size[1]} pixels, saved to a file (load {os.getloadavg()[0]:.1f}):")
        print(f"  AttnScope: processor {mine[0]:.1f} ms, clock {mine[1]:.1f} ms, {kilobytes(ours_at)} kB")
        for name, times in theirs.items():
            cpu, clock = medians(times)
            print(f"  Matplotlib {matplotlib.__version__}, {name}: processor {cpu:.1f} ms ({cpu / mine[0]:.1f} times "
                  f"AttnScope's), clock {clock:.1f} ms ({clock / mine[1]:.1f} times), {kilobytes(theirs_at)} kB")
        if len(sys.argv) > 2:  # to look at them
            for path in (ours_at, theirs_at):
                shutil.move(path, os.path.join(sys.argv[2], os.path.basename(path)))


if __name__ == "__main__":
    main()
