"""Reads and writes .safetensors by hand: 8-byte little-endian header length, JSON header, data."""
import json
import struct

import numpy as np

KINDS = {"F16": "<f2", "F32": "<f4", "F64": "<f8"}


def widened(kind, raw):
    """Raw bytes of one tensor as float64; a BF16 number is the upper half of an F32 one."""
    if kind == "BF16":
        return (np.frombuffer(raw, "<u2").astype("<u4") << 16).view("<f4").astype(np.float64)
    return np.frombuffer(raw, KINDS[kind]).astype(np.float64)


def read(path):
    """({name: float64 array}, {metadata name: string})."""
    with open(path, "rb") as f:
        data = f.read()
    start = 8 + struct.unpack("<Q", data[:8])[0]
    header = json.loads(data[8:start])
    metadata = header.pop("__metadata__", {})
    found = {}
    for name, h in header.items():
        first, last = h["data_offsets"]
        found[name] = widened(h["dtype"], data[start + first:start + last]).reshape(h["shape"])
    return found, metadata


def write(path, arrays, metadata):
    """Stores {name: array} as F32, in the given order; the header is padded with spaces to a multiple of 8."""
    header, blocks, at = {"__metadata__": metadata}, [], 0
    for name, a in arrays.items():
        block = np.ascontiguousarray(a, dtype="<f4").tobytes()
        header[name] = {"dtype": "F32", "shape": list(np.shape(a)), "data_offsets": [at, at + len(block)]}
        blocks.append(block)
        at += len(block)
    text = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as f:
        f.write(struct.pack("<Q", len(text)) + text + b"".join(blocks))
