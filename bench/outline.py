#!/usr/bin/env python3
"""Recall and precision of the clause numbers that Carveout reads: Python 3, standard library only.

  outline.py CARVEOUT FOLDER [--misses]

Beside this script, `outline/*.txt` each hold the numbers that a person read in one agreement, in order: the first line
is the agreement's path below FOLDER (or below this repository, where it begins with `tests/`), every other line one number
as printed, without the punctuation around it. The two lists are compared in order (longest common subsequence), so a
number at a wrong place is wrong.
"""
import argparse
import json
import pathlib
import subprocess

HERE = pathlib.Path(__file__).resolve().parent


def bare(label):
    table = str.maketrans("（）．", "().")
    return "".join(label.translate(table).split()).strip(".:：、，)(—-–").lower()


def common(a, b):
    row = [0] * (len(b) + 1)
    for x in a:
        before = 0
        for j, y in enumerate(b, 1):
            before, row[j] = row[j], before + 1 if x == y else max(row[j], row[j - 1])
    return row[-1]


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("carveout")
    ap.add_argument("folder", type=pathlib.Path)
    ap.add_argument("--misses", action="store_true")
    a = ap.parse_args()
    totals = [0, 0, 0]
    for gold in sorted((HERE / "outline").glob("*.txt")):
        name, *numbers = [line.strip() for line in gold.read_text(encoding="utf-8").splitlines() if line.strip()]
        path = (HERE.parent if name.startswith("tests/") else a.folder) / name
        out = subprocess.run([a.carveout, "outline", str(path), "--format", "json"], check=True, capture_output=True)
        found = [bare(c["label"]) for c in json.loads(out.stdout)["clauses"] if c["label"]]
        wanted = [bare(n) for n in numbers]
        same = common(wanted, found)
        totals = [totals[0] + same, totals[1] + len(wanted), totals[2] + len(found)]
        recall, precision = 100 * same / max(len(wanted), 1), 100 * same / max(len(found), 1)
        print(f"{recall:6.1f} {precision:6.1f}  {same:4d} of {len(wanted):4d} read, {len(found):4d} found  {name}")
        if a.misses and (same < len(wanted) or same < len(found)):
            import difflib

            for line in difflib.unified_diff(wanted, found, lineterm="", n=1):
                print("        ", line)
    same, wanted, found = totals
    print(f"{100 * same / max(wanted, 1):6.1f} {100 * same / max(found, 1):6.1f}  recall and precision of {wanted} numbers")


if __name__ == "__main__":
    main()
