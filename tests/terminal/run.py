#!/usr/bin/env python3
"""Runs examples in a terminal of several widths: tables fit, colour only for a terminal and not with NO_COLOR, plain text in a pipe.

Needs cargo and a system with pseudo-terminals. Run it from anywhere: python3 tests/terminal/run.py
"""
import fcntl
import os
import pathlib
import pty
import re
import struct
import subprocess
import sys
import termios
import unicodedata

ROOT = pathlib.Path(__file__).resolve().parents[2]
EXAMPLES = [["profile", "ketamine"], ["engagement"], ["what_if"], ["study"], ["interaction"], ["explain", "ketamine", "anhedonia"]]
ESCAPE = re.compile(r"\x1b\[[0-9;]*m")
failures, checks = [], 0


def check(truth, words):
    global checks
    checks += 1
    if not truth:
        failures.append(words)


def columns(line):
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line)


def surroundings(**more):
    kept = {k: v for k, v in os.environ.items() if k not in ("COLUMNS", "NO_COLOR", "TERM")}
    return {**kept, "TERM": "xterm", **more}


def in_terminal(command, width, **more):
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, width, 0, 0))
    process = subprocess.Popen(command, stdout=theirs, stderr=subprocess.DEVNULL, env=surroundings(**more), cwd=ROOT)
    os.close(theirs)
    said = b""
    while True:
        try:
            piece = os.read(ours, 65536)
        except OSError:
            break
        if not piece:
            break
        said += piece
    os.close(ours)
    process.wait()
    return said.decode("utf-8").replace("\r\n", "\n")


def in_pipe(command, **more):
    return subprocess.run(command, capture_output=True, text=True, env=surroundings(**more), cwd=ROOT).stdout


def main():
    names = sorted({e[0] for e in EXAMPLES})
    built = subprocess.run(
        ["cargo", "build", "--quiet", "--message-format=json", *(a for n in names for a in ("--example", n))],
        cwd=ROOT, check=True, capture_output=True, text=True).stdout
    programs = dict(re.findall(r'"name":"(\w+)","src_path":"[^"]*/examples/[^"]*".*?"executable":"([^"]+)"', built))
    for name, *rest in EXAMPLES:
        command = [programs[name], *rest]
        piped = in_pipe(command)
        check(piped and "\x1b" not in piped, f"{name}: a pipe gets colour")
        check(any("─" in line for line in piped.splitlines()) or name in ("what_if", "explain"), f"{name}: no table")
        for width in (60, 80, 120):
            coloured = in_terminal(command, width)
            plain = in_terminal(command, width, NO_COLOR="1")
            check("\x1b[" in coloured, f"{name}: a terminal gets no colour")
            check("\x1b" not in plain, f"{name}: NO_COLOR gets colour")
            check("\x1b" not in in_terminal(command, width, TERM="dumb"), f"{name}: a dumb terminal gets colour")
            check(ESCAPE.sub("", coloured) == plain, f"{name}: colour changes the text at {width} columns")
            check(in_pipe(command, COLUMNS=str(width)) == plain, f"{name}: COLUMNS={width} and a terminal of that width differ")
            for line in plain.splitlines():
                check(columns(line) <= width, f"{name}: {columns(line)} columns of {width}: {line}")
            numbers = re.compile(r"\d")
            check(len(numbers.findall(plain)) >= len(numbers.findall(piped)), f"{name}: numbers are lost at {width} columns")
    for failure in failures[:40]:
        print("FAILED", failure)
    print(f"examples in terminals: {checks} checks, {len(failures)} failed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
