#!/usr/bin/env python3
"""How many hand-drawn provisions fit the units that Carveout reads: Python 3, standard library only.

  gold_spans.py CARVEOUT DIR [--misses] [--neutral]

DIR holds agreements as text (<file>) with their labels (<file>.labels.json: category, start, end in characters). A label
fits where it lies inside one sentence, list item or table row, or where it is exactly a row of whole such units.
Punctuation, mark-up and printed labels at the edges do not count. `_neutral` labels (captions) count with --neutral only.
"""
import argparse
import json
import pathlib
import subprocess


def read(carveout, path):
    out = subprocess.run([carveout, "outline", str(path), "--format", "json"], check=True, capture_output=True)
    return json.loads(out.stdout)


def owners(document, text):
    """For every character the sentence and the list item that hold it, or None."""
    at_byte, n = {}, 0
    for i, c in enumerate(text):
        at_byte[n] = i
        n += len(c.encode("utf-8"))
    at_byte[n] = len(text)
    sentence, item = [None] * len(text), [None] * len(text)

    def fill(into, source, value):
        if source:
            for i in range(at_byte[source[0]], at_byte[source[1]]):
                into[i] = value

    for n, s in enumerate(document["sentences"]):
        fill(sentence, s["source_range"], n)
    for n, b in enumerate(document["blocks"]):
        if b["kind"] in ("item", "list-item"):
            fill(item, b["source_range"], n)
    return sentence, item


def fits(span, text, sentence, item, whole):
    chars = [i for i in range(*span) if text[i].isalnum()]
    held = [i for i in chars if sentence[i] is not None]
    if len({sentence[i] for i in held}) <= 1:
        return bool(held)
    if len({item[i] for i in chars}) == 1 and item[chars[0]] is not None:
        return True
    inside = set(held)
    return all(whole[n] <= inside for n in {sentence[i] for i in held})


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("carveout")
    ap.add_argument("folder", type=pathlib.Path)
    ap.add_argument("--misses", action="store_true")
    ap.add_argument("--neutral", action="store_true")
    a = ap.parse_args()
    right = total = 0
    for labels in sorted(a.folder.glob("*.labels.json")):
        path = labels.with_name(labels.name.removesuffix(".labels.json"))
        with open(path, encoding="utf-8", newline="") as file:
            text = file.read()
        sentence, item = owners(read(a.carveout, path), text)
        whole = {}
        for i, n in enumerate(sentence):
            if n is not None and text[i].isalnum():
                whole.setdefault(n, set()).add(i)
        fine = n = 0
        for row in json.loads(labels.read_text(encoding="utf-8")):
            if row["category"] == "_neutral" and not a.neutral:
                continue
            good = fits((row["start"], row["end"]), text, sentence, item, whole)
            n, fine = n + 1, fine + good
            if a.misses and not good:
                print(f"  {path.name} {row['start']}-{row['end']}: {text[row['start']:row['end']]!r}")
        print(f"{fine:4d} of {n:4d}  {path.name}")
        right, total = right + fine, total + n
    print(f"{right} of {total} ({100 * right / max(total, 1):.1f} %)")


if __name__ == "__main__":
    main()
