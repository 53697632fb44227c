#!/usr/bin/python3
"""Compares the accepted and the original text of Word files with what LibreOffice has after it accepts or rejects all.

    bench/docx_revisions.py [--carveout PROGRAM] FILE...

Needs `soffice` and its Python bindings (Debian: python3-uno). Comments are taken out of a copy first: LibreOffice 7.4
without a display breaks down on documents that have some. Numbers are compared too; blanks are not.

Ends with 1 where a line differs.
"""

import argparse
import difflib
import re
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

PROGRAM = Path(__file__).parent.parent / "target/release/carveout"
COMMENTS = re.compile(
    rb"<w:comment(?:RangeStart|RangeEnd)\b[^>]*/>|<w:r>(?:<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?<w:commentReference\b[^>]*/></w:r>")
VIEWS = {"accepted": ".uno:AcceptAllTrackedChanges", "original": ".uno:RejectAllTrackedChanges"}


def without_comments(path, copy):
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                data = COMMENTS.sub(b"", data)
            if name == "word/_rels/document.xml.rels":
                data = re.sub(rb'<Relationship [^>]*/comments"[^>]*/>', b"", data)
            if name == "[Content_Types].xml":
                data = re.sub(rb"<Override [^>]*comments[^>]*/>", b"", data)
            if "comments" not in name:
                new.writestr(name, data)


def value(name, it):
    return PropertyValue(Name=name, Value=it)


def connect(pipe):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(120):
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            time.sleep(0.5)
    sys.exit("LibreOffice did not start")


def office_text(context, path, command, out):
    """The file's text after `command`, exported as plain text."""
    manager = context.ServiceManager
    desktop = manager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    document = desktop.loadComponentFromURL(path.as_uri(), "_blank", 0, (value("Hidden", True),))
    dispatcher = manager.createInstanceWithContext("com.sun.star.frame.DispatchHelper", context)
    dispatcher.executeDispatch(document.CurrentController.Frame, command, "", 0, ())
    document.storeToURL(out.as_uri(), (value("FilterName", "Text (encoded)"), value("FilterOptions", "UTF8,LF")))
    document.close(True)
    return out.read_text(encoding="utf-8-sig")


def lines(text):
    """Lines without blanks; cells stand each on a line of their own."""
    return [line for line in (re.sub(r"[\s\u200b]+", "", part) for part in re.split(r"[\n\t]", text)) if line]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--carveout", default=str(PROGRAM))
    parser.add_argument("files", nargs="+", type=Path)
    arguments = parser.parse_args()
    differing = 0
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        pipe = folder.name
        office = subprocess.Popen(
            ["soffice", "--headless", "--norestore", f"--accept=pipe,name={pipe};urp;",
             f"-env:UserInstallation={(folder / 'profile').as_uri()}"])
        try:
            context = connect(pipe)
            for file in arguments.files:
                copy = folder / file.name
                without_comments(file, copy)
                for view, command in VIEWS.items():
                    theirs = lines(office_text(context, copy, command, folder / "out.txt"))
                    run = subprocess.run([arguments.carveout, "text", "--revisions", view, str(copy)],
                                         capture_output=True, text=True, check=True)
                    ours = lines(run.stdout)
                    same = ours == theirs
                    differing += not same
                    print(f"{file.name}, {view}: {len(theirs)} lines, {'equal' if same else 'DIFFERENT'}")
                    if not same:
                        print("\n".join(difflib.unified_diff(theirs, ours, "LibreOffice", "carveout", lineterm="", n=0)))
        finally:
            office.terminate()
            office.wait()
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
