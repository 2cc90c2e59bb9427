"""Cleaning of sentence pairs: normalisation, filters, choice of one reference, augmentation.

All functions are pure and deterministic; nothing here needs PyTorch.
"""
import collections
import math
import re
import unicodedata

# What the tokenizer's own normaliser maps as well (see vocabulary.py): no-break
# spaces become spaces, typographic apostrophes and quotes become plain ones.
CHARACTER_MAP = {
    "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2002": " ", "\u2003": " ", "\t": " ",
    "\u2019": "'", "\u2018": "'", "\u02bc": "'", "\u201c": '"', "\u201d": '"',
    "\u2010": "-", "\u2011": "-", "\u2013": "-", "\u2014": "-", "\u2026": "...",
}
FINAL_MARKS = ".?!"

# Stems of words that a classroom should not meet; matched at word starts, lower case.
RUDE_STEMS = {
    "en": "fuck shit bitch cunt dick asshole arse bastard whore slut piss porn rape rapist nigg fag "
          "sex naked nude tits boob cock damn crap jerk moron idiot stupid penis vagina orgasm suicid "
          "murder kill hang hell horny condom prostitut screw",
    "fr": "merde merdi putain pute con conne connard connasse salope encul baise foutr foutu bordel bite "
          "couille chier chie pisse cul viol sexe sexuel nu nue nus nues sein nichon pédé gouine nègre "
          "débile crétin idiot stupide imbécile pénis vagin orgasme suicid meurtr assassin tuer tue tué "
          "enfer salaud branl capote prostitu",
}
WHOLE_WORDS = {"con", "conne", "cul", "cock", "hell", "hang", "nu", "nue", "nus", "nues", "sein", "tue", "tué",
               "bite", "pute", "sex", "arse", "tits", "viol", "kill", "damn", "rape", "fag", "chie", "jerk", "screw"}


def normalise(sentence):
    """NFC text with plain spaces, apostrophes and quotes; runs of spaces become one."""
    sentence = unicodedata.normalize("NFC", sentence)
    sentence = "".join(CHARACTER_MAP.get(c, c) for c in sentence)
    return re.sub(r" +", " ", sentence).strip()


def words(sentence):
    """Lower-case words of a sentence, elisions and hyphens apart, without punctuation."""
    return re.findall(r"[^\W\d_]+|\d+", sentence.lower())


def _rude_patterns():
    patterns = {}
    for language, stems in RUDE_STEMS.items():
        parts = [re.escape(s) + (r"\b" if s in WHOLE_WORDS else "") for s in stems.split()]
        patterns[language] = re.compile(r"\b(?:" + "|".join(parts) + ")")
    return patterns


_RUDE = _rude_patterns()
_ALLOWED = re.compile(r"^[A-Za-zÀ-ÖØ-öø-ÿŒœ0-9 .,;:!?'\"%$€°()-]+$")


def is_clean(english, french, max_words=14):
    """True for a short pair of ordinary characters without rude words and of plausible lengths."""
    n, m = len(english.split()), len(french.split())
    if not 1 <= n <= max_words or not 1 <= m <= max_words + 4 or m > 2 * n + 4 or n > 2 * m + 4:
        return False
    if not _ALLOWED.match(english) or not _ALLOWED.match(french):
        return False
    if re.search(r"[.!?] ", english):  # two sentences in one
        return False
    return not (_RUDE["en"].search(english.lower()) or _RUDE["fr"].search(french.lower()))


def key(english):
    """Sentences that differ only in case, final mark or spacing share a key, and a side of the split."""
    return " ".join(words(english))


def choose_reference(candidates, frequency):
    """The candidate with the most usual words: one consistent way to say each thing teaches a small model most."""
    def score(french):
        ws = words(french)
        return sum(math.log(frequency[w] + 1.0) for w in ws) / max(1, len(ws)) - 0.15 * len(ws)
    return max(candidates, key=lambda f: (score(f), f))


def count_words(sentences):
    """Counter of lower-case words."""
    counts = collections.Counter()
    for s in sentences:
        counts.update(words(s))
    return counts


def proper_nouns(sentences):
    """Lower-cased words that are nearly always written with a capital inside a sentence."""
    upper, lower = collections.Counter(), collections.Counter()
    for s in sentences:
        for w in re.findall(r"[^\W\d_]+", s)[1:]:
            (upper if w[0].isupper() else lower)[w.lower()] += 1
    return {w for w, n in upper.items() if n > 4 * lower[w] and w != "i"}


def without_mark(sentence):
    """The sentence without its one final mark, or None where it ends otherwise."""
    if not sentence or sentence[-1] not in FINAL_MARKS or sentence.endswith(".."):
        return None
    return sentence[:-1].rstrip()


def lower_first(sentence, names):
    """The sentence with a small first letter, or None where it starts with a name or no capital."""
    match = re.match(r"[^\W\d_]+", sentence)
    if not match or not sentence[0].isupper() or match.group().lower() in names:
        return None
    if len(match.group()) > 1 and match.group()[1].isupper():
        return None
    return sentence[0].lower() + sentence[1:]


def variants(english, french, english_names, french_names):
    """The pair as written, without final mark, with a small first letter, with both: [(weight, en, fr)].

    Both sides change together, so a model learns that neither change touches anything else.
    """
    found = [(0.55, english, french)]
    bare = (without_mark(english), without_mark(french))
    if all(bare) and english[-1] == french[-1]:
        found.append((0.27, *bare))
    small = (lower_first(english, english_names), lower_first(french, french_names))
    if all(small):
        found.append((0.08, *small))
        if len(found) == 3:
            both = (lower_first(bare[0], english_names), lower_first(bare[1], french_names))
            if all(both):
                found.append((0.10, *both))
    return found
