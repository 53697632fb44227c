#!/usr/bin/env python3
"""How long `carveout text` and other programs take to turn the same files into text, whole processes in one run.

    cargo build --release -p cli
    bench/peers.py [--program target/release/carveout] [--venv FOLDER] [--runs 7] [--corpus FOLDER] [FILE...]

Peers: pdftotext (PDF), pandoc (Word, HTML, Markdown), markitdown and kreuzberg (all but plain text), python-docx (Word).
They are looked for on the PATH and, those written in Python, in the virtual environment of --venv; missing ones are
named. Without FILEs: the agreements of the tests, and those of --corpus (../shared/corpus unless told) if it is there.

All programs take turns on a file, so that a busy moment of the machine falls on all of them; the time is from the start
of the process to its end, with its output thrown away. A program that has taken 20 seconds on a file is not run again
on it. Columns: best and median milliseconds; how often the time of carveout (best to best); the share of carveout's
words that the program's output has, and the other way round (bags of words; a Chinese character is a word). Below 95 %
the row is marked with `!`: the program was not asked for, or did not give, the same text.
"""

import argparse
import collections
import math
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
# Least share of words for two outputs to count as the same text.
SAME = 0.95
# Seconds for one program on one file.
BUDGET = 20.0
PYTHON_DOCX = (
    "import sys, docx\n"
    "for x in docx.Document(sys.argv[1]).iter_inner_content():\n"
    "    print(x.text if hasattr(x, 'text') else '\\n'.join('\\t'.join(c.text for c in r.cells) for r in x.rows))\n"
)
KREUZBERG = (
    "import sys, kreuzberg as k\n"
    "print(k.extract_file_sync(sys.argv[1], config=k.ExtractionConfig(use_cache=False)).content)\n"
)
PANDOC_FORMATS = {".docx": "docx", ".html": "html", ".htm": "html", ".md": "markdown", ".mdx": "markdown"}


def words(text):
    """The words of a text with how often they occur."""
    return collections.Counter(re.findall(r"[a-z0-9]+|[\u3400-\u9fff]", text.lower()))


def share(of, other):
    """The share of the words of one bag that another has."""
    return sum((of & other).values()) / max(1, sum(of.values()))


def peers(venv):
    """Name, version and a function from a file to the command line (None where the program does not read it)."""
    found, missing = [], []

    def add(name, program, version, command):
        (found if program else missing).append((name, version, command) if program else name)

    def told(*command):
        done = subprocess.run(command, capture_output=True, text=True)
        line = (done.stdout or done.stderr).strip().splitlines()
        return line[0].split()[-1] if line else "?"

    pdftotext = shutil.which("pdftotext")
    add("pdftotext", pdftotext, pdftotext and told(pdftotext, "-v"),
        lambda f: [pdftotext, f, "-"] if f.suffix == ".pdf" else None)
    pandoc = shutil.which("pandoc")
    add("pandoc", pandoc, pandoc and told(pandoc, "--version"),
        lambda f: [pandoc, "-f", PANDOC_FORMATS[f.suffix], "-t", "plain", f] if f.suffix in PANDOC_FORMATS else None)
    python = str(venv / "bin" / "python") if venv else sys.executable

    def package(name):
        code = f"import importlib.metadata as m; print(m.version('{name}'))"
        done = subprocess.run([python, "-c", code], capture_output=True, text=True)
        return done.stdout.strip() if done.returncode == 0 else None

    text_formats = {".txt", ".md", ".mdx"}
    markitdown = shutil.which("markitdown", path=str(venv / "bin") if venv else None)
    add("markitdown", markitdown, package("markitdown"), lambda f: [markitdown, f] if f.suffix not in text_formats else None)
    kreuzberg = package("kreuzberg")
    add("kreuzberg", kreuzberg, kreuzberg, lambda f: [python, "-c", KREUZBERG, f] if f.suffix not in text_formats else None)
    docx = package("python-docx")
    add("python-docx", docx, docx, lambda f: [python, "-c", PYTHON_DOCX, f] if f.suffix == ".docx" else None)
    return found, missing


def files(corpus):
    """The agreements of the tests, and the corpus's Word, PDF, HTML and longest Markdown files."""
    own = ROOT / "tests" / "agreements"
    out = [own / n for n in ("sample-en.docx", "sample-zh.docx", "sample-en.pdf", "sample-zh.pdf", "sla-en.html",
                             "sample-en.md", "sample-zh.md")]
    for ending in (".docx", ".pdf", ".html"):
        out += sorted(corpus.rglob(f"*{ending}"))
    out += sorted(corpus.rglob("*.md"), key=lambda f: -f.stat().st_size)[:4]
    return out


def run(command):
    """Seconds of a run; None if it fails."""
    begin = time.perf_counter()
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - begin if done.returncode == 0 else None


def output(command):
    done = subprocess.run(command, capture_output=True)
    return words(done.stdout.decode("utf-8", "replace"))


def measure(commands, runs):
    """Times of each command, taken in turns."""
    times = {name: [] for name in commands}
    for _ in range(runs):
        for name, command in commands.items():
            if sum(times[name]) < BUDGET and None not in times[name]:
                seconds = run(command)
                times[name] = times[name] + [seconds] if seconds is not None else [None]
    return times


def main():
    parser = argparse.ArgumentParser(description="Times carveout text against other programs.")
    parser.add_argument("--program", type=pathlib.Path)
    parser.add_argument("--venv", type=pathlib.Path)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--corpus", type=pathlib.Path, default=ROOT.parent / "shared" / "corpus")
    parser.add_argument("files", nargs="*", type=pathlib.Path, metavar="FILE")
    args = parser.parse_args()
    target = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
    program = args.program or target / "release" / "carveout"
    if not program.is_file():
        sys.exit(f"{program}: not there. Run: cargo build --release -p cli")
    found, missing = peers(args.venv)
    version = subprocess.run([program, "--version"], capture_output=True, text=True).stdout.split()[-1]
    print("versions:", ", ".join([f"carveout {version}"] + [f"{name} {v}" for name, v, _ in found]))
    if missing:
        print("not installed:", ", ".join(missing))
    print(f"{'file':<44} {'program':<12} {'best ms':>9} {'median':>9} {'x ours':>7} {'ours in it':>10} {'its in ours':>11}")
    ratios = collections.defaultdict(list)
    slower = []
    for file in args.files or files(args.corpus):
        file = file.resolve()
        commands = {"carveout": [program, "text", file]}
        commands.update({name: c for name, _, command in found if (c := command(file))})
        texts = {name: output(command) for name, command in commands.items()}
        times = measure(commands, args.runs)
        ours = times["carveout"]
        if None in ours:
            sys.exit(f"{file}: carveout failed")
        for name, taken in times.items():
            label = f"{file.name[:44]:<44} {name:<12}"
            if None in taken:
                print(f"{label} failed")
                continue
            kept, also = share(texts["carveout"], texts[name]), share(texts[name], texts["carveout"])
            ratio = min(taken) / min(ours)
            mark = "" if kept >= SAME else " !"
            if name != "carveout":
                ratios[name].append((ratio, kept >= SAME))
                if ratio <= 1:
                    slower.append(f"{file.name} ({name})")
            print(f"{label} {min(taken) * 1e3:9.1f} {statistics.median(taken) * 1e3:9.1f} {ratio:7.1f} {kept:10.1%}"
                  f" {also:11.1%}{mark}", flush=True)
    print("\ntimes of carveout, geometric mean of the files (of those where the text is the same):")
    for name, list_of in ratios.items():
        mean = lambda values: math.exp(statistics.fmean(map(math.log, values))) if values else float("nan")
        same = [ratio for ratio, is_same in list_of if is_same]
        print(f"  {name:<12} {mean([r for r, _ in list_of]):7.1f} of {len(list_of)} files ({mean(same):.1f} of {len(same)})"
              f", least {min(r for r, _ in list_of):.1f}")
    print("slower than a peer on:", ", ".join(slower) or "no file")


if __name__ == "__main__":
    main()
