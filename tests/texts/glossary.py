"""One term per thing, in the three tables of texts: words that another term stands for, and the typography of each
language. Prints what is against it as "file: key: sentence"; the exit status is 1 if there is anything.

A rule is a pattern, what to say instead, and the keys that may have it all the same (an idiom, or the image that
introduces a term once). That tables have the same keys and placeholders is tested in core/texts_test.cpp, too; here it
is known before anything is built.
"""
import json
import os
import re
import sys

ROOT = os.environ.get("ATTN_SOURCE_DIR") or os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
LANGUAGES = ("en", "fr", "zh")

TERMS = {
    "en": [
        (r"\bdetectors?\b", "hidden unit", {"stage.projection.hidden_idea"}),
        (r"\bplaces?\b", "position", {"stage.similarity.title"}),
        (r"\boffers?\b", "label (of a key), content (of a value)", set()),
        (r"\bmultiplied with\b", "dot product of", set()),
        (r"\b(the|this|that) norm\b", "layer norm", set()),
        (r"\b(vocabulary words|words of the vocabulary)\b", "pieces of the vocabulary", set()),
        (r"\b(put|placed) (here |there )?by hand\b", "forced", set()),
        (r"\b(living beginnings|live on)\b", "kept", set()),
        (r"\bknobs?\b", "setting", set()),
        (r"\bgrains?\b", "step size", set()),
        (r"\b(as loud as|louder)\b", "larger", set()),
        (r"\bpour(s|ed)?\b", "mix, add", set()),
        (r"\bnothing is lost\b", "the old state stays part of the sum", set()),
        (r"\bread once\b", "computed once", set()),
        (r"\b[Ff]eed-back\b", "feedback", set()),
        (r"\b[Ii]t is no\b", "it is not a", set()),
        (r"\btransformers?\b", "Transformer", set()),
        (r"(?<=\S) …", "no blank before …", set()),
    ],
    "fr": [
        (r"\b[ÉEée]carts?\b(?!-type)", "écart-type", {"explain.cross_scaled", "explain.logits", "explain.scaled",
                                                      "stage.output.logits", "translation.temperature_tip"}),
        (r"\b[Nn]orm(es?|és?|ées?)\b", "normalisation (de couche), normalisé", set()),
        (r"\{\d\} unités?\b(?! cachée)|^Unités?$", "token, unité cachée",
         {"stage.activation.idea", "stage.projection.narrow"}),
        (r"\b[Dd]étecteurs?\b", "unité cachée", {"stage.projection.hidden_idea"}),
        (r"\b[Pp]lan\b", "carte", {"key.outline"}),
        (r"\bdemand(e|ent|é)\b", "interroger", {"export.needs_ffmpeg", "export.no_clipboard", "export.no_ffmpeg"}),
        (r"\b[Pp]laces?\b", "position", {"stage.similarity.title", "translation.candidate_tip"}),
        (r"\b[Oo]ffr(e|ent|ir)\b", "étiquette (d’une clé), contenu (d’une valeur)", set()),
        (r"\bmultiplie la clé\b", "produit scalaire", set()),
        (r"\bfocus\b", "concentration", set()),
        (r"\b[Tt]irages?\b", "échantillonnage", set()),
        (r"\b[Cc]ellules?\b", "case", set()),
        (r"\b[Pp]arcours\b", "exécution", set()),
        (r"\b[Rr]éseau direct\b", "réseau feed-forward", set()),
        (r"\bchang(e|ent|er)\b[^.;:]* en\b", "transformer … en", set()),
        (r"^[Ss]oftmax \w", "le softmax …", set()),
        (r"\. Softmax\b", "le softmax", set()),
        (r"\b(somme à 1|parts? de 1|égale à 1\.)", "de somme 1", set()),
        (r"\bsoi-même\b|\bregarder lui-même\b", "se regarder, lui-même", set()),
        (r"\bà la main\b", "imposé (un mot)", {"export.edited"}),
        (r"\bversé(e|es|s)?\b|\bverser?\b", "ajouter, mélanger", set()),
        (r"\ben vie\b|\bsurvi(t|vent)\b", "gardé", set()),
        (r"\btransformeurs?\b", "Transformer", set()),
    ],
    "zh": [
        ("词片", "词元", set()),
        ("打分", "分数", set()),
        ("离散度", "标准差", set()),
        ("探测(单元|器)", "隐藏单元", {"stage.projection.hidden_idea"}),
        ("供给|提供什么", "标签（键），内容（值）", set()),
        ("遮挡", "掩码", set()),
        ("解码步骤", "解码步", set()),
        ("逐步", "步骤", set()),
        ("(全|整个)过程", "整个运行", set()),
        ("演算", "完整解答", set()),
        ("存活", "保留", set()),
        ("飘带", "色带", set()),
        ("旋钮", "参数", set()),
        ("粒度", "步幅", set()),
        ("手工", "手动", set()),
        ("影片", "动画", set()),
        ("回车", "Enter", set()),
        ("音量|(?<!影)响(?!应)", "放大", set()),
        ("(?<!总和为 )1 的份额", "总和为 1 的份额", set()),
        (r"第 \{0\} 头", "头 {0}", set()),
    ],
}

# Patterns of typography, and the rule in words.
TYPOGRAPHY = {
    "en": [(r"\.\.\.", "… is one sign")],
    "fr": [
        (r" [:;?!»]|« ", "a no-break space before : ; ? ! and inside « »"),
        (r"[^\s\d\W][:;?!](?=\s|$)", "a no-break space before : ; ? !"),
        (r"[’\w]'|'[’\w]", "the apostrophe is ’"),
        (r"(?<=\w)[ \u00a0]…|\.\.\.", "no blank before …"),
    ],
    "zh": [
        (r"(?<!…)…(?!…)|\.\.\.", "the ellipsis is ……"),
        (r"[\u4e00-\u9fff] “|” [\u4e00-\u9fff]", "no blank beside quotation marks"),
        (r"[\u4e00-\u9fff][,;:?!.]", "punctuation as wide as the letters"),
    ],
}


def read(language, complain):
    """The table of a language; complains about keys that are there twice or not in order."""
    def pairs(all_pairs):
        keys = [key for key, _ in all_pairs]
        for before, key in zip(keys, keys[1:]):
            if key <= before:
                complain(language, key, "it is there twice" if key == before else f"it belongs before “{before}”")
        return dict(all_pairs)

    with open(os.path.join(ROOT, "assets", "i18n", language + ".json"), encoding="utf-8") as f:
        return json.load(f, object_pairs_hook=pairs)


def check_words(language, table, complain):
    for pattern, instead, allowed in TERMS[language]:
        for key, text in table.items():
            found = re.search(pattern, text)
            if found and key not in allowed:
                complain(language, key, f"“{found[0]}”: say “{instead}”")
        for key in sorted(allowed):
            if not re.search(pattern, table.get(key, "")):
                complain(language, key, f"it need not be allowed {pattern} any longer")
    for pattern, rule in TYPOGRAPHY[language]:
        for key, text in table.items():
            found = re.search(pattern, text)
            if found:
                complain(language, key, f"“{found[0]}”: {rule}")


def check_alike(tables, complain):
    """The same keys, placeholders and bold words as in English."""
    english = tables["en"]
    for language in LANGUAGES[1:]:
        table = tables[language]
        for key in sorted(english.keys() ^ table.keys()):
            complain(language, key, "it is missing" if key in english else "English has no such key")
        for key in sorted(english.keys() & table.keys()):
            here, there = (sorted(set(re.findall(r"\{\d*\}", t[key]))) for t in (table, english))
            if here != there:
                complain(language, key, f"its placeholders are {here}, in English {there}")
            here, there = (t[key].count("**") for t in (table, english))
            if here != there:
                complain(language, key, f"it has ** {here} times, in English {there} times")
    for language, table in tables.items():
        for key, text in table.items():
            if text.count("**") % 2:
                complain(language, key, "a ** has no other half")


def main():
    sys.stdout.reconfigure(encoding="utf-8")
    found = []

    def complain(language, key, sentence):
        found.append(f"assets/i18n/{language}.json: {key}: {sentence}")

    tables = {language: read(language, complain) for language in LANGUAGES}
    for language, table in tables.items():
        check_words(language, table, complain)
    check_alike(tables, complain)
    print("\n".join(found) if found else f"{len(tables['en'])} texts in {len(tables)} languages: one term per thing")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
