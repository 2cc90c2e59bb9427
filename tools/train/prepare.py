"""From a file of pairs to training data: clean, split off a development set, curate, augment, tokenise.

Reads a tab-separated file (English, French); writes into one folder
    dev.tsv        English, then every French reference, tab separated: never trained on
    pieces.model   the joint SentencePiece model
    train.npz      ids of all variants of all curated pairs
    facts.json     counts, for the model card
"""
import collections
import json
import os
import random
import unicodedata

import numpy as np

import text
import vocabulary


def read_pairs(path):
    """Normalised (English, French) pairs of a UTF-8 file, in file order."""
    with open(path, encoding="utf-8") as f:
        rows = [line.rstrip("\n").split("\t")[:2] for line in f if "\t" in line]
    return [(text.normalise(e), text.normalise(f)) for e, f in rows]


def split(pairs, dev_sentences, seed):
    """({key: {English: [French …]}} for training, [(English, [French …])] held out); keys never cross."""
    groups = collections.defaultdict(lambda: collections.defaultdict(list))
    for english, french in pairs:
        if french not in groups[text.key(english)][english]:
            groups[text.key(english)][english].append(french)
    eligible = sorted(k for k in groups if 3 <= len(k.split()) <= 9)
    held = set(random.Random(seed).sample(eligible, dev_sentences))
    dev = []
    for k in sorted(held):
        english = max(groups[k], key=lambda e: (len(groups[k][e]), e))
        dev.append((english, groups[k][english]))
    return {k: g for k, g in groups.items() if k not in held}, dev


def curate(groups, min_count):
    """One French sentence for each English one, without pairs that hold a word rarer than min_count."""
    everything = [(e, f) for g in groups.values() for e, fs in g.items() for f in fs]
    english_counts = text.count_words(e for e, _ in everything)
    french_counts = text.count_words(f for _, f in everything)
    chosen = []
    for _, group in sorted(groups.items()):
        for english, candidates in sorted(group.items()):
            same_end = [f for f in candidates if f[-1] == english[-1]] or candidates
            french = text.choose_reference(same_end, french_counts)
            if min((english_counts[w] for w in text.words(english)), default=0) < min_count:
                continue
            if min((french_counts[w] for w in text.words(french)), default=0) < min_count:
                continue
            chosen.append((english, french))
    return chosen


def pack(rows):
    """Ragged id lists as one flat array and offsets."""
    offsets = np.zeros(len(rows) + 1, dtype=np.int64)
    offsets[1:] = np.cumsum([len(r) for r in rows])
    return np.concatenate([np.asarray(r, dtype=np.int32) for r in rows]), offsets


def tokenise(pairs, vocab, folder, name="train.npz"):
    """Writes every variant of every pair as ids: source, target, pair number and sampling weight."""
    english_names = text.proper_nouns(e for e, _ in pairs)
    french_names = text.proper_nouns(f for _, f in pairs)
    sources, targets, owner, weight = [], [], [], []
    for number, (english, french) in enumerate(pairs):
        for w, e, f in text.variants(english, french, english_names, french_names):
            sources.append(vocab.encode(e))
            targets.append(vocab.encode(f))
            owner.append(number)
            weight.append(w)
    s, so = pack(sources)
    t, to = pack(targets)
    np.savez(os.path.join(folder, name), source=s, source_offset=so, target=t, target_offset=to,
             owner=np.asarray(owner, dtype=np.int32), weight=np.asarray(weight, dtype=np.float32))


def prepare(pairs_file, folder, pieces=8000, dev_sentences=1000, min_count=3, seed=1):
    """Does all of the above once; a folder that is already prepared is left as it is."""
    if os.path.exists(os.path.join(folder, "facts.json")):
        return
    os.makedirs(folder, exist_ok=True)
    raw = read_pairs(pairs_file)
    clean = [p for p in raw if text.is_clean(*p)]
    groups, dev = split(clean, dev_sentences, seed)
    pairs = curate(groups, min_count)
    with open(os.path.join(folder, "dev.tsv"), "w", encoding="utf-8") as f:
        for english, french in dev:
            f.write("\t".join([english, *french]) + "\n")
    with open(os.path.join(folder, "pairs.tsv"), "w", encoding="utf-8") as f:
        for english, french in pairs:
            f.write(english + "\t" + french + "\n")
    prefix = os.path.join(folder, "pieces")
    corpus = [s for pair in pairs for s in pair]
    corpus += [s[0].lower() + s[1:] for s in corpus[:: 4]]
    vocabulary.train(corpus, prefix, pieces, seed)
    vocab = vocabulary.Vocabulary(prefix + ".model")
    tokenise(pairs, vocab, folder)
    facts = {"pairs_read": len(raw), "pairs_clean": len(clean), "pairs_trained": len(pairs), "dev_sentences": len(dev),
             "dev_references": sum(len(f) for _, f in dev), "pieces": len(vocab.words), "seed": seed,
             "unicode": unicodedata.unidata_version}
    with open(os.path.join(folder, "facts.json"), "w", encoding="utf-8") as f:
        json.dump(facts, f, indent=1)
