#!/usr/bin/env python3
"""Share of the text of Word files that the reader holds.

    bench/docx_text.py [--carveout PROGRAM] FILE_OR_FOLDER...

Every `w:t` of every part of the package counts (body, headers, footers, notes, text boxes, comments, building blocks),
by namespace, whatever the prefix; `w:delText` is counted by itself. A stretch is held if it stands, blanks left out,
in what `carveout text --format json` gives: blocks, tracked changes, comments and asides. A stretch that the file has
five times must be there five times. Characters that print nothing (zero width) do not count.

Ends with 1 where anything is missing. Python 3.9 or later, nothing else.
"""

import argparse
import json
import subprocess
import sys
import unicodedata
import zipfile
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

WORD = ("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}", "{http://purl.oclc.org/ooxml/wordprocessingml/main}")
PROGRAM = Path(__file__).parent.parent / "target/release/carveout"


def fold(text):
    """Without blanks and characters that print nothing, in one spelling; symbol fonts print what only they know."""
    text = "".join("\ufffd" if 0xE000 <= ord(c) <= 0xF8FF else c for c in text.replace("\u2011", "-"))
    return "".join(c for c in unicodedata.normalize("NFC", text) if not c.isspace() and unicodedata.category(c) not in ("Cf", "Cc"))


def stretches(path):
    """Texts of `w:t` outside comments, of `w:t` in comments, and of `w:delText`, folded."""
    text, comments, deleted = [], [], []
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if not name.endswith(".xml"):
                continue
            try:
                root = ElementTree.fromstring(archive.read(name).replace(b"\x00", b""))
            except ElementTree.ParseError as error:
                print(f"{path}: {name} is no XML ({error})", file=sys.stderr)
                continue
            for element in root.iter():
                for prefix in WORD:
                    if element.tag == prefix + "t":
                        into = comments if root.tag == prefix + "comments" else text
                        into.append(fold("".join(element.itertext())))
                    elif element.tag == prefix + "delText":
                        deleted.append(fold("".join(element.itertext())))
    return text, comments, deleted


def held(document):
    """What the reader holds, as one folded string for the text and one for comments."""
    strings = [b["text"] for b in document["blocks"]]
    strings += [c["text"] for c in document["changes"]] + [a["text"] for a in document["asides"]]
    return fold("\n".join(strings)), fold("\n".join(c["text"] for c in document["comments"]))


def missing(found, whole):
    """Stretches that do not stand in `whole` as often as they should, with how often they are missing."""
    return {s: n - whole.count(s) for s, n in Counter(f for f in found if f).items() if whole.count(s) < n}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--carveout", default=str(PROGRAM))
    parser.add_argument("paths", nargs="+", type=Path)
    arguments = parser.parse_args()
    files = sorted(f for p in arguments.paths for f in (p.rglob("*.doc[xm]") if p.is_dir() else [p]))
    print(f"{'w:t':>8} {'comment':>8} {'delText':>8} {'lost':>6}  file")
    total, lost_total = 0, 0
    for file in files:
        run = subprocess.run([arguments.carveout, "text", "--format", "json", str(file)], capture_output=True, text=True)
        if run.returncode != 0:
            print(f"{file}: {run.stderr.strip()}")
            lost_total += 1
            continue
        document = json.loads(run.stdout)
        if not zipfile.is_zipfile(file):
            print(f"{file}: is no Word file whatever its name says, left out")
            continue
        body, comments = held(document)
        text, in_comments, deleted = stretches(file)
        lost = missing(text + deleted, body) | missing(in_comments, comments)
        lost_characters = sum(len(s) * n for s, n in lost.items())
        size = [sum(map(len, part)) for part in (text, in_comments, deleted)]
        print(f"{size[0]:8} {size[1]:8} {size[2]:8} {lost_characters:6}  {file.name}")
        for s, n in list(lost.items())[:5]:
            print(f"    missing {n} times: {s[:80]}")
        total += sum(size)
        lost_total += lost_characters
    share = 100 * (total - lost_total) / total if total else 0
    print(f"{len(files)} files, {total} characters, {lost_total} lost: {share:.4f} %")
    return 1 if lost_total or not files else 0


if __name__ == "__main__":
    sys.exit(main())
