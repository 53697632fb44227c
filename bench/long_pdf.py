#!/usr/bin/env python3
"""How time and memory grow with the number of pages of a PDF.

    bench/long_pdf.py [--program target/release/carveout] [--pages 600,1200,2400,4800,10000] [--keep FOLDER]

Writes agreements of that many pages (the text is made up here: numbered clauses that differ from page to page, a
header, a footer with the page number, now and then a table), then one page of 5,000 paragraphs and one with a single
paragraph of 4,000 lines, and reads each with `carveout text`. Columns: pages; size of the file; seconds for the whole
process; highest resident memory of the worker process and of the program that waits for it, in MB (10^6 bytes); lines
printed; what was reported as unread. Memory is read from /proc several times a second: Linux only.
"""

import argparse
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import threading
import time

SUBJECTS = ["The provider", "The customer", "Each party", "An affiliate", "A subcontractor", "The supplier"]
VERBS = ["keeps", "restores", "reports", "limits", "measures", "credits", "reviews", "records"]
OBJECTS = ["the hosted service", "all stored data", "the monthly fee", "every failure", "the agreed availability",
           "the cost of recovery", "the plan for emergencies", "the list of contacts"]
ENDS = ["within {} hours of a notice", "as Annex {} says", "for {} months after the end of the term",
        "up to {} per cent of the yearly fees", "on the {}th day of the month"]


class Pdf:
    """Objects written one after the other."""

    def __init__(self):
        self.parts, self.offsets, self.size = [b"%PDF-1.7\n"], {}, 9

    def add(self, number, body):
        self.offsets[number] = self.size
        part = b"%d 0 obj\n" % number + body + b"\nendobj\n"
        self.parts.append(part)
        self.size += len(part)

    def finish(self, path):
        count = max(self.offsets) + 1
        rows = b"".join(b"%010d 00000 n \n" % self.offsets[n] for n in range(1, count))
        self.parts.append(b"xref\n0 %d\n0000000000 65535 f \n" % count + rows)
        self.parts.append(b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (count, self.size))
        path.write_bytes(b"".join(self.parts))


def sentence(dice):
    end = dice.choice(ENDS).format(dice.randrange(2, 90))
    return f"{dice.choice(SUBJECTS)} {dice.choice(VERBS)} {dice.choice(OBJECTS)} {end}."


def wrapped(text, width=88):
    lines = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) >= width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def show(x, y, text):
    return f"BT /F1 10 Tf {x} {y:.1f} Td ({text}) Tj ET\n"


def page(number, dice):
    out = [show(60, 810, "Hosting Agreement"), show(290, 30, f"Page {number}")]
    y, clause = 770.0, 1
    while y > 140:
        text = f"{number}.{clause} " + " ".join(sentence(dice) for _ in range(dice.randrange(2, 6)))
        for line in wrapped(text):
            out.append(show(60, y, line))
            y -= 12.5
        y, clause = y - 8, clause + 1
    if number % 7 == 0:
        for row, (a, b) in enumerate([("Availability", "Credit"), ("below 99.9", "10"), ("below 99.0", "25")]):
            out += [show(70, 110 - 14 * row, a), show(300, 110 - 14 * row, b)]
    return "".join(out)


def write(path, contents, height=842):
    pdf = Pdf()
    pdf.add(1, b"<< /Type /Catalog /Pages 2 0 R >>")
    pdf.add(3, b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    kids = []
    for i, content in enumerate(contents):
        number = 4 + 2 * i
        kids.append(b"%d 0 R" % number)
        pdf.add(number, b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 %d] /Contents %d 0 R "
                        b"/Resources << /Font << /F1 3 0 R >> >> >>" % (height, number + 1))
        pdf.add(number + 1, b"<< /Length %d >>\nstream\n" % len(content) + content.encode() + b"\nendstream")
    pdf.add(2, b"<< /Type /Pages /Kids [" + b" ".join(kids) + b"] /Count %d >>" % len(kids))
    pdf.finish(path)


def resident(pid):
    """Highest resident memory of a process so far, in bytes; 0 where it is gone."""
    try:
        for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    except OSError:
        pass
    return 0


def children(pid):
    try:
        return [int(c) for c in pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def measure(program, path):
    started = time.monotonic()
    process = subprocess.Popen([program, "text", str(path)], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    output = {}
    threads = [threading.Thread(target=lambda n=n, s=s: output.update({n: s.read()}))
               for n, s in (("out", process.stdout), ("err", process.stderr))]
    for thread in threads:
        thread.start()
    parent = worker = 0
    while process.poll() is None:
        parent = max(parent, resident(process.pid))
        worker = max([worker, *map(resident, children(process.pid))])
        time.sleep(0.005)
    for thread in threads:
        thread.join()
    return time.monotonic() - started, worker, parent, output["out"], output["err"].decode(), process.returncode


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default="target/release/carveout")
    parser.add_argument("--pages", default="600,1200,2400,4800,10000")
    parser.add_argument("--keep", type=pathlib.Path, help="write the files there and leave them")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = args.keep or pathlib.Path(temporary)
        os.makedirs(folder, exist_ok=True)
        print(f"{'file':24} {'MB':>6} {'seconds':>8} {'worker MB':>10} {'program MB':>10} {'lines':>8}  unread")
        for n in map(int, filter(None, args.pages.split(","))):
            dice = random.Random(n)
            path = folder / f"pages-{n}.pdf"
            write(path, (page(i + 1, dice) for i in range(n)))
            report(args.program, path)
        dice = random.Random(1)
        path = folder / "paragraphs-5000.pdf"
        write(path, ["".join(show(60, 100_000 - 18 * i, f"{i + 1}. {sentence(dice)}") for i in range(5000))], 100_100)
        report(args.program, path)
        path = folder / "paragraph-of-4000.pdf"
        lines = wrapped(" ".join(sentence(dice)[:-1] + "," for _ in range(7000)))[:4000]
        write(path, ["".join(show(60, 100_000 - 12.5 * i, line) for i, line in enumerate(lines))], 100_100)
        report(args.program, path)
    return 0


def report(program, path):
    seconds, worker, parent, out, err, status = measure(program, path)
    size, mega, printed = path.stat().st_size, 1e6, out.count(b"\n")
    notes = " ".join(err.split())[:90] if status or err else "-"
    print(f"{path.name:24} {size / mega:6.1f} {seconds:8.2f} {worker / mega:10.1f} {parent / mega:10.1f} "
          f"{printed:8}  {notes}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
