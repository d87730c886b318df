"""Runs notebooks and looks at every cell's output: the converter's exit status does not tell of `?` errors and panics."""

import queue
import re
import sys
import time

import jupyter_client
import nbformat

CELL_SECONDS = 900
LINE_SECONDS = 120
END = "every line before this one has arrived"
NOISE = re.compile(r"^\s*(Compiling|Finished|Updating|Locking|Adding|Downloaded|Downloading|Blocking|warning:).*$|^\s*$")
COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def problems(notebook):
    for number, cell in enumerate(notebook.cells):
        if cell.cell_type != "code":
            continue
        for output in cell.get("outputs", []):
            if output.output_type == "error":
                yield number, f"{output.get('ename')}: {output.get('evalue')}"
        lines = [line for line in stderr(cell).splitlines() if not NOISE.match(line)]
        if lines:
            yield number, "\n".join(lines[:20])


def stderr(cell):
    """What a cell wrote to standard error, which comes as one output a line."""
    streams = (o for o in cell.get("outputs", []) if o.output_type == "stream" and o.name == "stderr")
    return COLOUR.sub("", "".join(o.text for o in streams))


def run(notebook):
    """Executes the cells as a notebook server does, and then waits for what the kernel still has to say.

    evcxr forwards a cell's standard error in a thread of its own, so that the last lines may come after the kernel
    said that it is idle, and even under the next cell. nbclient drops them, and with them a failure.
    """
    manager = jupyter_client.KernelManager(kernel_name="rust")
    manager.start_kernel(cwd="examples/notebooks")
    client = manager.client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=120)
        cell_of = {}

        def hear(seconds):
            until = time.monotonic() + seconds
            while True:
                try:
                    message = client.get_iopub_msg(timeout=5)
                    break
                except queue.Empty:
                    if not manager.is_alive():
                        raise SystemExit("the kernel has died")
                    if time.monotonic() > until:
                        raise SystemExit(f"the kernel has said nothing for {seconds} s")
            cell = cell_of.get(message["parent_header"].get("msg_id"))
            if cell is not None and message["msg_type"] in ("stream", "error", "execute_result", "display_data"):
                cell.outputs.append(nbformat.v4.output_from_msg(message))
            return message

        def execute(cell):
            cell.outputs = []
            asked = client.execute(cell.source, allow_stdin=False)
            cell_of[asked] = cell
            while True:
                message = hear(CELL_SECONDS)
                own = message["parent_header"].get("msg_id") == asked
                if own and message["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
                    return

        for cell in notebook.cells:
            if cell.cell_type == "code":
                execute(cell)
        last = nbformat.v4.new_code_cell(f'eprintln!("{END}");')
        execute(last)
        # The lines of standard error stay in order: once this one is here, so are all others.
        while END not in str(last.outputs):
            hear(LINE_SECONDS)
        late = [o for o in last.outputs if END not in str(o)]
        [c for c in notebook.cells if c.cell_type == "code"][-1].outputs.extend(late)
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


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
    # A failed cell's last lines may stand under the next one.
    errors = "".join(stderr(c) for c in notebook.cells)
    if "did you mean `ketamine`" not in errors:
        found.append(f"an unknown name is not explained: {errors[:600]}")
    if not any(o.output_type == "error" for o in notebook.cells[3].outputs):
        found.append(f"a cell with a type error should have failed: {said[3][:300]}")
    if "a cell that panics" not in errors:
        found.append(f"a cell that panics should have failed: {errors[:600]}")
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
