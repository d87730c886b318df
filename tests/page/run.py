#!/usr/bin/env python3
"""Tries the page in a real browser: search, links, mechanisms, filters, keyboard, hostile names, size, time to load.

Needs Chromium and cargo; without Chromium it says so and passes over. Run it from anywhere: python3 tests/page/run.py
"""
import html
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
HERE = pathlib.Path(__file__).resolve().parent
CHROMIUM = next(filter(None, map(shutil.which, ["chromium", "chromium-browser", "google-chrome"])), None)
QUESTIONS = [
    ("ketamine", "anhedonia"), ("tianeptine", "antidepressant-effect"), ("naltrexone", "reward"),
    ("dextromethorphan-bupropion", "depressive-symptoms"), ("loperamide", "analgesia"), ("loperamide", "constipation"),
    ("codeine", "analgesia"), ("MOR", "ventilation"), ("dezocine", "analgesia"), ("buprenorphine", "withdrawal"),
]
MOST_BYTES = 5_000_000
MOST_MILLISECONDS = 1000


def cargo(*args):
    return subprocess.run(["cargo", "run", "--quiet", *args], cwd=ROOT, check=True, capture_output=True, text=True).stdout


def browse(page, fragment="", virtual=True):
    """Opens a page; gives the DOM that it ends with and what it said on the console."""
    with tempfile.TemporaryDirectory() as profile:
        command = [
            CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
            "--disable-background-networking", "--disable-ipc-flooding-protection", "--disable-component-update", "--disable-sync",
            f"--user-data-dir={profile}", "--enable-logging=stderr", "--window-size=1280,900",
        ]
        if virtual:
            command.append("--virtual-time-budget=60000")
        command += ["--dump-dom", page.resolve().as_uri() + fragment]
        done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    said = [line for line in done.stderr.splitlines() if "CONSOLE" in line]
    return done.stdout, said


def with_script(page, folder, script, settings):
    """A copy of the page that runs a script once it has loaded, and notes errors from the start."""
    text = page.read_text(encoding="utf-8")
    early = "<script>window.problems=[];addEventListener('error',e=>problems.push(e.message));" \
            "addEventListener('unhandledrejection',e=>problems.push(String(e.reason)));" \
            "window.alert=()=>problems.push('alert');window.open=()=>problems.push('open');" \
            "addEventListener('securitypolicyviolation',e=>problems.push('asks the network: '+e.blockedURI));</script>"
    late = f"<script>const SETTINGS={json.dumps(settings)};</script><script>{script.replace('</script', '<' + chr(92) + '/script')}</script>"
    copy = folder / f"tried-{page.name}"
    copy.write_text(text.replace("<style>", early + "<style>", 1).replace("</body>", late + "</body>"), encoding="utf-8")
    return copy


def report(dom):
    found = re.search(r'<pre id="report">(.*?)</pre>', dom, re.S)
    if not found:
        raise SystemExit(f"the test did not end; the page ends with\n{dom[-2000:]}")
    return json.loads(html.unescape(found.group(1)))


def main():
    if CHROMIUM is None:
        print("skipped: Chromium is not installed (apt-get install chromium), so the page was not tried in a browser")
        return 0
    failures = []
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        plain, hostile = folder / "plain.html", folder / "hostile.html"
        cargo("--example", "explore", "--", str(plain))
        cargo("--example", "explore", "--", str(hostile), "tests/fixtures/hostile")
        size = plain.stat().st_size
        if size >= MOST_BYTES:
            failures.append(f"the page weighs {size} bytes; {MOST_BYTES} are the most")

        answers = {}
        for start, goal in QUESTIONS:
            paths = json.loads(cargo("--example", "explain", "--", start, goal, "--limit", "20", "--parallel", "--json"))
            answers[f"{start}/{goal}"] = [
                {"sign": 1 if p["sign"] == "Positive" else -1, "confidence": p["confidence"]["value"],
                 "claims": [s["claim"]["id"] for s in p["steps"]]} for p in paths
            ]
        script = (HERE / "steps.js").read_text(encoding="utf-8")
        for page, settings in [(plain, {"answers": answers, "hostile": False}), (hostile, {"answers": {}, "hostile": True})]:
            dom, said = browse(with_script(page, folder, script, settings))
            result = report(dom)
            if not result["ended"]:
                failures.append(f"{page.stem}: the test did not end; it left {result['at']}")
            failures += [f"{page.stem}: {f}" for f in result["failures"]]
            failures += [f"{page.stem}: the console says {line}" for line in said]
            print(f"{page.stem}: {result['checks']} checks on {result['pages']} pages, {len(result['failures'])} failed")

        timed = folder / "timed.html"
        note = "<script>document.documentElement.dataset.ready=performance.now()</script>"
        timed.write_text(plain.read_text(encoding="utf-8").replace("</body>", note + "</body>"), encoding="utf-8")
        times = []
        for _ in range(3):
            dom, _said = browse(timed, "#/compound/naltrexone", virtual=False)
            found = re.search(r'data-ready="([\d.]+)"', dom)
            times.append(float(found.group(1)) if found else float("inf"))
        if min(times) > MOST_MILLISECONDS:
            failures.append(f"the page was ready after {min(times):.0f} ms at best; {MOST_MILLISECONDS} are the most")
        print(f"{size / 1e6:.1f} MB, ready after {min(times):.0f} ms (best of three)")
    for failure in failures:
        print("FAILED", failure)
    return 1 if failures else 0


if __name__ == "__main__":
    os.chdir(ROOT)
    sys.exit(main())
