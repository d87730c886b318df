"""Runs notebooks and looks at every cell's output: the converter's exit status does not tell of `?` errors and panics."""

import re
import sys
import time

import nbformat
from nbclient import NotebookClient

NOISE = re.compile(r"^\s*(Compiling|Finished|Updating|Locking|Adding|Downloaded|Downloading|Blocking|warning:).*$|^\s*$")
COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def problems(notebook):
    for number, cell in enumerate(notebook.cells):
        if cell.cell_type != "code":
            continue
        for output in cell.get("outputs", []):
            if output.output_type == "error":
                yield number, f"{output.get('ename')}: {output.get('evalue')}"
            elif output.output_type == "stream" and output.name == "stderr":
                lines = [line for line in COLOUR.sub("", output.text).splitlines() if not NOISE.match(line)]
                if lines:
                    yield number, "\n".join(lines[:20])


def main(paths):
    bad = 0
    for path in paths:
        notebook = nbformat.read(path, as_version=4)
        start = time.monotonic()
        client = NotebookClient(
            notebook,
            timeout=900,
            kernel_name="rust",
            allow_errors=True,
            resources={"metadata": {"path": "examples/notebooks"}},
        )
        client.execute()
        found = list(problems(notebook))
        for number, text in found:
            print(f"{path}: cell {number}: {text}")
        silent = sum(1 for c in notebook.cells if c.cell_type == "code" and c.get("outputs"))
        if silent == 0:
            print(f"{path}: no cell shows anything")
            bad += 1
        bad += len(found)
        print(f"{path}: {len(notebook.cells)} cells, {time.monotonic() - start:.0f} s, {len(found)} problems")
    if not paths:
        print("no notebook was given")
        bad = 1
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
