#!/usr/bin/env python3
"""Reads every export with a reader that we did not write: Graphviz, an XML parser, a JSON Schema validator, Python's csv.

Needs cargo, Graphviz and the Python package jsonschema; what is missing is said and passed over, unless CI is set.
Run it from anywhere: python3 tests/readers/check.py
"""
import csv
import html.parser
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

ROOT = pathlib.Path(__file__).resolve().parents[2]
failures, passed_over = [], []


def check(truth, words):
    if not truth:
        failures.append(words)


def read_json(folder):
    with open(folder / "opiograph.json", encoding="utf-8") as file:
        document = json.load(file)
    try:
        import jsonschema
    except ImportError:
        passed_over.append("JSON Schema: the package jsonschema is not installed")
        return document
    schema = json.loads((ROOT / "schema" / "opiograph.schema.json").read_text(encoding="utf-8"))
    validator = jsonschema.Draft202012Validator(schema)
    validator.check_schema(schema)
    for error in list(validator.iter_errors(document))[:10]:
        failures.append(f"JSON: {'/'.join(map(str, error.absolute_path))}: {error.message[:200]}")
    # A validator that accepts anything would prove nothing.
    broken = json.loads(json.dumps(document))
    broken["claims"][0]["relation"] = "Nonsense"
    check(not validator.is_valid(broken), "JSON: the schema accepts a relation that does not exist")
    return document


def read_csv(folder, document):
    def rows(name):
        with open(folder / "csv" / f"{name}.csv", encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file, strict=True))

    expected = {
        "compounds": len(document["compounds"]), "targets": len(document["targets"]), "claims": len(document["claims"]),
        "evidence": sum(len(c["evidence"]) for c in document["claims"]),
        "measurements": sum(len(c["measurements"]) for c in document["claims"]),
        "references": len(document["references"]), "experiments": len(document["experiments"]),
        "interactions": len(document["interactions"]), "occupancies": len(document["occupancies"]),
        "exposures": len(document["exposures"]), "kinetics": len(document["kinetics"]), "studies": len(document["studies"]),
        "outcomes": sum(len(o["values"]) for s in document["studies"] for o in s["outcomes"]),
        "statistics": sum(len(s["statistics"]) for s in document["studies"]),
        "alleles": sum(len(t["alleles"]) for t in document["allele_tables"]),
        "biology": sum(len(document[k]) for k in ("processes", "regions", "effects", "conditions", "instruments")),
    }
    written = {p.stem for p in (folder / "csv").glob("*.csv")}
    check(written == set(expected), f"CSV: the folder holds {sorted(written)}, expected {sorted(expected)}")
    references = {r["id"] for r in document["references"]}
    for name in sorted(written & set(expected)):
        table = rows(name)
        check(len(table) == expected[name], f"CSV: {name} has {len(table)} rows, JSON has {expected[name]}")
        for row in table:
            check(None not in row and None not in row.values(), f"CSV: {name} has a row of another length: {row}")
            if row.get("reference"):
                check(row["reference"] in references, f"CSV: {name} cites {row['reference']}, which is no reference")
    numbers = [m for c in document["claims"] for m in c["measurements"]]
    for row, m in zip(rows("measurements"), numbers):
        check(float(row["value"]) == m["value"] and row["unit"] == m["unit"], f"CSV: {row} and JSON {m} differ")


def read_dot(folder, document):
    if shutil.which("dot") is None:
        passed_over.append("DOT: Graphviz is not installed")
        return
    # Only what was read is compared: the layered layout of so large a graph takes minutes, this one a moment.
    done = subprocess.run(["dot", "-Kosage", "-Tdot_json", str(folder / "opiograph.dot")], capture_output=True, text=True)
    check(done.returncode == 0 and not done.stderr, f"DOT: {done.stderr[:300]}")
    graph = json.loads(done.stdout or "{}")
    check(len(graph.get("edges", [])) == len(document["claims"]), f"DOT: {len(graph.get('edges', []))} edges, {len(document['claims'])} claims")
    names = {n["name"] for n in graph.get("objects", [])}
    ends = {c[end] for c in document["claims"] for end in ("subject", "object")}
    check(names == ends, f"DOT: nodes and the ends of claims differ by {sorted(names ^ ends)[:5]}")


def read_svg(folder):
    space = "{http://www.w3.org/2000/svg}"
    for path in [folder / "opiograph.svg", *sorted((ROOT / "tests" / "golden" / "svg").glob("*.svg"))]:
        root = ElementTree.parse(path).getroot()
        check(root.tag == space + "svg", f"SVG: {path.name}: the root is {root.tag}")
        check(root.find(space + "title") is not None and root.find(space + "desc") is not None, f"SVG: {path.name}: no title or description")
        width, height = float(root.get("width")), float(root.get("height"))
        for text in root.iter(space + "text"):
            x, y = float(text.get("x")), float(text.get("y"))
            check(0 <= x <= width and 0 <= y <= height, f"SVG: {path.name}: {text.text} stands outside at {x}, {y}")
        for element in root.iter():
            check(not any("href" in a or a.startswith("on") for a in element.attrib), f"SVG: {path.name}: {element.tag} points outside or runs a script")
            check(element.tag != space + "script", f"SVG: {path.name}: a script")


class Page(html.parser.HTMLParser):
    """Collects what a page would load, and its data block."""

    def __init__(self):
        super().__init__()
        self.loads, self.in_data, self.data = [], False, ""

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag in ("script", "img", "iframe", "object", "embed", "audio", "video") and attrs.get("src"):
            self.loads.append(attrs["src"])
        if tag == "link" and not (attrs.get("href") or "").startswith("data:"):
            self.loads.append(attrs.get("href"))
        self.in_data = tag == "script" and attrs.get("id") == "data"

    def handle_endtag(self, tag):
        self.in_data = False

    def handle_data(self, data):
        if self.in_data:
            self.data += data


def read_html(folder, document):
    page = Page()
    page.feed((folder / "opiograph.html").read_text(encoding="utf-8"))
    check(not page.loads, f"HTML: the page loads {page.loads}")
    data = json.loads(page.data)
    check(len(data["claims"]) == len(document["claims"]), "HTML: the page holds other claims than JSON")


def read_markdown(folder, document):
    text = (folder / "opiograph.md").read_text(encoding="utf-8")
    headings = sum(line.startswith("### ") for line in text.splitlines())
    expected = len(document["compounds"]) + len(document["targets"]) + len(document["studies"])
    check(headings == expected, f"Markdown: {headings} headings for {expected} compounds, targets and studies")


def main():
    os.chdir(ROOT)
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        subprocess.run(["cargo", "run", "--quiet", "--example", "export", "--", str(folder)], check=True, stdout=subprocess.DEVNULL)
        document = read_json(folder)
        read_csv(folder, document)
        read_dot(folder, document)
        read_svg(folder)
        read_html(folder, document)
        read_markdown(folder, document)
    for words in passed_over:
        print("passed over:", words)
        if os.environ.get("CI"):
            failures.append(words)
    for failure in failures[:40]:
        print("FAILED", failure)
    print(f"exports read back: {len(failures)} problems")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
