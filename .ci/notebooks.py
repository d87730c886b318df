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


def run(notebook):
    client = NotebookClient(
        notebook,
        timeout=900,
        kernel_name="rust",
        allow_errors=True,
        resources={"metadata": {"path": "examples/notebooks"}},
    )
    client.execute()


def survivors():
    """What a user keeps after cells that failed in each way, and how lists of results show themselves."""
    cells = [
        ':dep opiograph = { path = "../.." }\nuse opiograph::*;\nlet kg = curated();',
        'let k = kg.compound("ketamine")?;\nlet paths = kg.mechanisms(&MechanismQuery::new("ketamine", "anhedonia").limit(2))?;',
        'kg.compound("ketamin")?',
        "let broken: u8 = k;",
        'panic!("a cell that panics");',
        "k.profile()",
        "paths.clone()",
        'kg.compound("ketamin")',
    ]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(c) for c in cells])
    run(notebook)
    found = []
    said = [COLOUR.sub("", str(c.get("outputs"))) for c in notebook.cells]
    if "did you mean `ketamine`" not in said[2]:
        found.append(f"an unknown name is not explained: {said[2][:300]}")
    for number in (3, 4):
        if not list(problems(nbformat.v4.new_notebook(cells=[notebook.cells[number]]))):
            found.append(f"cell {number} should have failed")
    for number in (5, 6, 7):
        shown = [o.get("data", {}) for o in notebook.cells[number].outputs]
        if not any("text/html" in d and "text/plain" in d for d in shown):
            found.append(f"after the failed cells, `{cells[number]}` shows {said[number][:300]}")
    return found


def main(paths):
    bad = 0
    start = time.monotonic()
    for text in survivors():
        print(f"handles and results after failed cells: {text}")
        bad += 1
    print(f"handles and results after failed cells: {time.monotonic() - start:.0f} s, {bad} problems")
    for path in paths:
        notebook = nbformat.read(path, as_version=4)
        start = time.monotonic()
        run(notebook)
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
