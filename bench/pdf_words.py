#!/usr/bin/env python3
"""How many of the words of a PDF come through, and how many come that are not there.

    bench/pdf_words.py CORPUS [--program target/release/carveout] [--misses] [FILE...]

CORPUS holds `agreements/en/NAME.pdf` beside `NAME.md` (the same agreement as Markdown), and `cuad/pdf/ID.pdf` whose text
stands in `cuad/dev.jsonl`. Names of files limit the run to these.

What is compared: multisets of words of the text without page furniture. Both sides are brought to NFKC, with quotes and
dashes folded; a word is a run of letters and digits, or one Han character, or a sign of a currency or percentage.

Furniture is taken out of the reference by rule, never by looking at what the program found:
  - "Source: NAME, FORM, DATE", which the filing service prints on every page, with a page number right before it;
  - page numbers ("3", "- 3 -", "iv", "Page 3 of 9", 第3页) that stand alone on a line, or behind three blanks or more at
    the end of a paragraph;
  - paragraphs of one line and at least three words that recur three times or more, numbers and the order of words aside,
    with a page of text (800 characters) or more between them;
  - words in the order of a line of at least two words that `pdftotext` finds on at least three pages and on half of them,
    numbers aside (only where it is installed).
Bullets that Word sets as the letter o at the start of a line are no words either.
Where the reference broke a word at the end of a line ("limi- tation") and the program has the whole word, that is no
miss; the reverse counts as a miss and as a surplus word.

Columns: words of the reference; recall and precision in per cent; sentences of the program with furniture inside; and,
where `pdftotext` is installed, how much of the miss and the surplus it has too ("disputed": the reference is then likely
to be another version of the text). Exit status 1 if a file is below 99.5 %, disputed words aside, or a sentence holds
furniture.
"""

import argparse
import collections
import json
import pathlib
import re
import shutil
import subprocess
import sys
import unicodedata

WORD = re.compile(r"[㐀-鿿豈-﫿]|[^\W_㐀-鿿豈-﫿]+|[%$€£¥]")
SOURCE = re.compile(r"(?:\s-?\s?\d{1,3}\s?-?)?\s*Source: [^\n]{2,90}?, [^\n,]{1,12}, \d{1,2}/\d{1,2}/\d{4}")
NUMBER = r"[-–—\[(]?[ \t]*(?:page[ \t]*)?(?:\d{1,4}|[ivxl]{1,6})(?:[ \t]*(?:of|/)[ \t]*\d{1,4})?[ \t]*[-–—\])]?"
PAGE_NUMBER = re.compile(
    rf"(?im)^[ \t]*(?:{NUMBER}|第\s*\d+\s*页(?:\s*共\s*\d+\s*页)?)(?:[ \t]{{2,}}{NUMBER})*[ \t]*$|[ \t]{{3,}}{NUMBER}[ \t]*(?=\n[ \t]*\n|\Z)"
)
FOLD = str.maketrans({**dict.fromkeys("‘’‚‛´`", "'"), **dict.fromkeys("“”„‟", '"'), **dict.fromkeys("‐‑‒–—―−", "-")})
LIMIT = 99.5


def fold(text):
    """One spelling; soft hyphens and characters without width go."""
    text = unicodedata.normalize("NFKC", re.sub(r"(?m)^\s*o\s", " ", text)).translate(FOLD)
    return "".join(c for c in text if unicodedata.category(c) != "Cf")


def words(text):
    return WORD.findall(fold(text))


def heads(pages):
    """Lines that stand on at least three pages and on half of them, numbers masked, as lists of words."""
    count = collections.Counter()
    for page in pages:
        count.update({tuple(masked(words(line))) for line in page.splitlines()})
    often = [m for m, n in count.items() if n >= 3 and 2 * n >= len(pages) and len(m) > 1 and set(m) != {"#"}]
    return sorted(often, key=len, reverse=True)


def masked(found):
    return ["#" if w.isdecimal() else w for w in found]


def recurring(text):
    """Where short paragraphs stand that recur on pages of an earlier print."""
    places = collections.defaultdict(list)
    for m in re.finditer(r"(?<=\n)[ \t]*\S[^\n]{0,100}(?=\n[ \t]*(?:\n|\Z))", text):
        key = tuple(sorted("#" if re.fullmatch("[ivx]+", w) else w for w in masked(words(m.group()))))
        if len(key) >= 3 and text[: m.start()].rstrip(" \t").endswith("\n\n"):
            places[key].append(m.span())
    for found in places.values():
        if len(found) >= 3 and all(b[0] - a[1] >= 800 for a, b in zip(found, found[1:])):
            yield from found


def without_furniture(text, running):
    """The words of the reference without page furniture, and for each piece taken out the two words before it, its own
    and the two after it."""
    marks = sorted([m.span() for rule in (SOURCE, PAGE_NUMBER) for m in rule.finditer(text)] + [*recurring(text)])
    body, pieces, at = [], [], 0
    for start, end in marks:
        if start >= at:
            body += words(text[at:start])
            pieces.append((len(body), words(text[start:end])))
            at = end
    body += words(text[at:])
    # Running heads, in a text that may have no lines.
    out, found, i = [], [], 0
    mask, cut = masked(body), dict(pieces)
    while i < len(body):
        run = next((r for r in running if tuple(mask[i:i + len(r)]) == r), None)
        if i in cut:
            found.append((len(out), cut[i]))
        if run:
            found.append((len(out), body[i:i + len(run)]))
            i += len(run)
        else:
            out.append(body[i])
            i += 1
    return out, [(out[max(0, n - 2):n], piece, out[n:n + 2]) for n, piece in found]


def markdown(text):
    """Markdown as plain text: without front matter, link targets, marks and escapes."""
    text = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.S)
    text = re.sub(r"!\[[^\]]*\]\([^)]*\)", " ", text)
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"<[^>\n]{1,200}>", " ", text)
    text = re.sub(r"(?m)^\s*\|?[\s:|-]{5,}$", "", text)
    return re.sub(r"\\([^\w\s])", r"\1", text).replace("**", "").replace("*", " ")


def read(program, path):
    """The program's text without furniture, and its sentences."""
    done = subprocess.run([program, "outline", str(path), "--format", "json"], capture_output=True, check=False)
    if done.returncode:
        sys.exit(f"{program}: {done.stderr.decode(errors='replace')}")
    document = json.loads(done.stdout.decode().splitlines()[0])
    body = [b["text"] for b in document["blocks"] if b["kind"] != "furniture"]
    return "\n".join(body), [s["text"] for s in document["sentences"]]


def mended(missing, surplus, reference):
    """Takes words that only the reference breaks at a hyphen out of both."""
    for a, b in re.findall(r"(\w+)-\s+(\w+)", fold(reference)):
        if surplus[a + b] and missing[a] and missing[b]:
            for count, word in ((surplus, a + b), (missing, a), (missing, b)):
                count[word] -= 1
    return +missing, +surplus


def inside(sentences, pieces):
    """Sentences in which a piece of furniture stands between the words that it parts."""
    texts = ["\0" + "\0".join(words(s)) + "\0" for s in sentences]
    found = set()
    for before, piece, after in pieces:
        for run in (before + piece, piece + after):
            if len(run) > len(piece):
                key = "\0" + "\0".join(run) + "\0"
                found.update(i for i, t in enumerate(texts) if key in t)
    return [sentences[i] for i in sorted(found)]


def references(corpus):
    for pdf in sorted((corpus / "agreements" / "en").glob("*.pdf")):
        text = pdf.with_suffix(".md")
        if text.exists():
            yield pdf, markdown(text.read_text("utf-8"))
    wanted = {p.stem: p for p in (corpus / "cuad" / "pdf").glob("*.pdf")}
    if wanted:
        with open(corpus / "cuad" / "dev.jsonl", encoding="utf-8") as lines:
            texts = {d["id"]: d["text"] for d in map(json.loads, lines) if d["id"] in wanted}
        yield from ((wanted[i], texts[i]) for i in sorted(texts))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=pathlib.Path)
    parser.add_argument("files", nargs="*")
    parser.add_argument("--program", default="target/release/carveout")
    parser.add_argument("--misses", action="store_true", help="print the words")
    args = parser.parse_args()
    peer = shutil.which("pdftotext")
    print(f"{'file':44} {'words':>6} {'recall':>7} {'prec.':>7} {'inside':>6}   disputed: missing, surplus")
    total, bad = collections.Counter(), False
    for path, text in references(args.corpus):
        if args.files and not any(f in path.name for f in args.files):
            continue
        seen = ""
        if peer:
            seen = subprocess.run([peer, "-layout", path, "-"], capture_output=True, check=True).stdout.decode()
        reference, pieces = without_furniture(text, heads(seen.split("\f")[:-1]))
        body, sentences = read(args.program, path)
        want, have = collections.Counter(reference), collections.Counter(words(body))
        missing, surplus = mended(want - have, have - want, text)
        # Missing with both programs; surplus with both.
        other = collections.Counter(words(seen))
        disputed = [sum(min(n, max(0, want[w] - other[w])) for w, n in missing.items()) if peer else 0,
                    sum(min(n, max(0, other[w] - want[w])) for w, n in surplus.items())]
        furniture = inside(sentences, pieces)
        n, m, missed, extra = want.total(), have.total(), missing.total(), surplus.total()
        recall, precision = 100 - 100 * missed / n, 100 - 100 * extra / m
        own = min(100 - 100 * (missed - disputed[0]) / n, 100 - 100 * (extra - disputed[1]) / m)
        bad |= own < LIMIT or bool(furniture)
        total.update(n=n, m=m, missed=missed, extra=extra, inside=len(furniture), dm=disputed[0], ds=disputed[1])
        print(f"{path.name:44} {n:6} {recall:7.2f} {precision:7.2f} {len(furniture):6}   {disputed[0]} of {missed}, {disputed[1]} of {extra}")
        if args.misses:
            show = lambda c: " ".join(w if k == 1 else f"{w}*{k}" for w, k in sorted(c.items()))
            print(f"  missing: {show(missing)}\n  surplus: {show(surplus)}")
            for s in furniture:
                print(f"  furniture inside: {' '.join(s.split())}")
    if total["n"]:
        recall, precision = 100 - 100 * total["missed"] / total["n"], 100 - 100 * total["extra"] / total["m"]
        print(f"{'all':44} {total['n']:6} {recall:7.2f} {precision:7.2f} {total['inside']:6}   "
              f"{total['dm']} of {total['missed']}, {total['ds']} of {total['extra']}")
    return int(bad)


if __name__ == "__main__":
    sys.exit(main())
