"""Corpus BLEU-4 and chrF with several references, written out plainly.

BLEU: Papineni et al. 2002, closest reference length, no smoothing; tokens as in mteval-v13a (punctuation apart,
case kept). chrF: Popović 2015, character 1- to 6-grams without spaces, beta 2, best reference per sentence.
"""
import collections
import math
import re


def tokens(sentence):
    """mteval-v13a style tokens."""
    s = " " + sentence + " "
    s = re.sub(r"([\{-\~\[-\` -\&\(-\+\:-\@\/])", r" \1 ", s)
    s = re.sub(r"([^0-9])([\.,])", r"\1 \2 ", s)
    s = re.sub(r"([\.,])([^0-9])", r" \1 \2", s)
    return s.split()


def ngrams(items, n):
    return collections.Counter(tuple(items[i: i + n]) for i in range(len(items) - n + 1))


def bleu(hypotheses, references):
    """BLEU in percent; references: one list of strings per hypothesis."""
    match, total = [0] * 4, [0] * 4
    length, target = 0, 0
    for hypothesis, refs in zip(hypotheses, references):
        h, rs = tokens(hypothesis), [tokens(r) for r in refs]
        length += len(h)
        target += min((abs(len(r) - len(h)), len(r)) for r in rs)[1]
        for n in range(4):
            grams = ngrams(h, n + 1)
            allowed = collections.Counter()
            for r in rs:
                allowed |= ngrams(r, n + 1)
            match[n] += sum((grams & allowed).values())
            total[n] += sum(grams.values())
    if min(match) == 0:
        return 0.0
    precision = sum(math.log(m / t) for m, t in zip(match, total)) / 4
    return 100 * math.exp(precision + min(0.0, 1 - target / length))


def chrf(hypotheses, references, order=6, beta=2.0):
    """chrF2 in percent, from counts summed over the corpus, each sentence against its best reference."""
    sums = [[0, 0, 0] for _ in range(order)]

    def counts(h, r):
        rows = []
        for n in range(1, order + 1):
            a, b = ngrams(h, n), ngrams(r, n)
            rows.append([sum((a & b).values()), sum(a.values()), sum(b.values())])
        return rows

    def f_score(rows):
        p = [m / h if h else 0.0 for m, h, _ in rows]
        q = [m / r if r else 0.0 for m, _, r in rows]
        p, q = sum(p) / order, sum(q) / order
        return 0.0 if p + q == 0 else (1 + beta ** 2) * p * q / (beta ** 2 * p + q)

    for hypothesis, refs in zip(hypotheses, references):
        h = hypothesis.replace(" ", "")
        best = max((counts(h, r.replace(" ", "")) for r in refs), key=f_score)
        for row, add in zip(sums, best):
            for i in range(3):
                row[i] += add[i]
    return 100 * f_score(sums)
