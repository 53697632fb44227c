#!/usr/bin/env python3
"""Compares the printed labels of Word files (4.2, (a), 第三条) with LibreOffice's text export.

    bench/docx_labels.py [--carveout PROGRAM] FILE_OR_FOLDER...

Each paragraph with an automatic number counts; it agrees if the export has the same label before the same words, in the
same order. LibreOffice 7.4 does not follow the standard on legal numbering (w:isLgl), on levels that never restart
(w:lvlRestart), on the start override of a lower level, on chineseCounting from 100, ideographDigital from 10 and letters
past 780: differences there are listed and not counted. Files with tracked changes are left to docx_revisions.py, as the
export shows both states at once. Blanks are not compared.

Ends with 1 where a label differs. Needs `soffice`; Python 3.9 or later, nothing else.
"""

import argparse
import difflib
import json
import re
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

# Longest label looked for.
LABEL = 1000
PROGRAM = Path(__file__).parent.parent / "target/release/carveout"


def squeeze(text):
    return re.sub(r"[\s\u200b]+", "", text)


def numbered(document):
    """Label and words of every paragraph that Word numbers, blanks left out."""
    out = []
    for block in document["blocks"]:
        label = block["label"]
        if label and block["story"] in ("body", "text-box") and not block["text"].startswith(label):
            first = block["text"].splitlines()[0]
            out.append((squeeze(label), squeeze(first)))
    return out


def exempt(label, words, line, numbering):
    """Why LibreOffice is not the judge of this label, if it is not."""
    if not line.endswith(words):
        return None
    theirs = line[:len(line) - len(words)]
    han = "一二三四五六七八九"
    if "w:isLgl" in numbering and (re.search(f"[IVXb{han}十]", theirs) and re.search(r"\d", label)):
        return "isLgl"
    if "w:lvlRestart" in numbering and label != theirs and re.sub(f"[{han}十ivx]+", "", label) == re.sub(f"[{han}十ivx]+", "", theirs):
        return "lvlRestart"
    if numbering.count("w:startOverride") > 1 and re.fullmatch(r"\d+\.\d+", label) and label.split(".")[0] == theirs.split(".")[0]:
        return "start override of a lower level"
    if "○" in label or (re.search(f"[{han}〇]{{2}}", label) and "十" in theirs and "十" not in label):
        return "Chinese digits"
    if re.search(r"([a-z])\1{29}", label):
        return "letters past 780"
    return None


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--carveout", default=str(PROGRAM))
    parser.add_argument("paths", nargs="+", type=Path)
    arguments = parser.parse_args()
    files = sorted(f for p in arguments.paths for f in (p.rglob("*.doc[xm]") if p.is_dir() else [p]))
    with tempfile.TemporaryDirectory() as folder:
        profile = (Path(folder) / "profile").as_uri()
        subprocess.run(["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to",
                        "txt:Text (encoded):UTF8,LF", "--outdir", folder, *map(str, files)],
                       check=True, capture_output=True)
        total = agreeing = exempted = 0
        for file in files:
            run = subprocess.run([arguments.carveout, "text", "--format", "json", str(file)], capture_output=True, text=True)
            if run.returncode != 0 or not zipfile.is_zipfile(file):
                print(f"{file}: left out, no readable Word file. {run.stderr.strip()}")
                continue
            ours = numbered(json.loads(run.stdout))
            export = (Path(folder) / file.with_suffix(".txt").name).read_text(encoding="utf-8-sig")
            theirs = [squeeze(line) for line in export.splitlines()]
            with zipfile.ZipFile(file) as archive:
                names = [n for n in archive.namelist() if n.endswith("numbering.xml")]
                numbering = "".join(archive.read(name).decode("utf-8-sig") for name in names)
                body = b"".join(archive.read(n) for n in archive.namelist() if n.endswith("document.xml"))
            if re.search(rb"<w:(ins|del|moveTo|moveFrom|pPrChange) ", body):
                print(f"{file.name}: left out, has tracked changes")
                continue
            # Paragraphs are brought together by their words; then the labels are compared.
            known = {w for _, w in ours}
            bare = [next((t[i:] for i in range(min(len(t), LABEL)) if t[i:] in known), t) for t in theirs]
            matcher = difflib.SequenceMatcher(None, [w for _, w in ours], bare, autojunk=False)
            partner = {}
            for match in matcher.get_matching_blocks():
                partner.update((match.a + i, match.b + i) for i in range(match.size))
            good, excused = 0, []
            for i, (label, words) in enumerate(ours):
                line = theirs[partner[i]] if i in partner else "(no such line)"
                if line == label + words:
                    good += 1
                elif reason := exempt(label, words, line, numbering):
                    excused.append(f"{label} / {line[:12]} ({reason})")
                else:
                    print(f"    {label} {words[:40]!r}; LibreOffice: {line[:50]!r}")
            counted = len(ours) - len(excused)
            print(f"{file.name}: {good} of {counted} labels agree" + (f", {len(excused)} not counted: {excused[:3]}" if excused else ""))
            total, agreeing, exempted = total + counted, agreeing + good, exempted + len(excused)
    print(f"{len(files)} files, {total} labels, {agreeing} agree: {100 * agreeing / max(total, 1):.3f} %; {exempted} not counted")
    return 0 if total and total == agreeing else 1


if __name__ == "__main__":
    sys.exit(main())
