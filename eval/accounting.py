#!/usr/bin/env python3
"""Indexes the real archives and prints what came of it: accounting.py DATELINE FOLDER

First the whole folder in one run, then each folder in it alone; then the whole once more with
nothing changed, and the median of cold searches. Fails when a file is not accounted for.
"""
import json, os, resource, statistics, subprocess, sys, tempfile, time

WORDS = ["president", "eleição", "covid vaccine", '"prime minister"', "oil price", "中国", "fútbol"]


def index(program, folder, into):
    start = time.monotonic()
    run = subprocess.run([program, "index", folder, "--index", into, "--json"],
                         stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=False)
    seconds = time.monotonic() - start
    if run.returncode not in (0, 4):
        sys.exit(f"{folder}: exit {run.returncode}")
    lines = [json.loads(line) for line in run.stdout.splitlines()]
    return next(line for line in lines if line["type"] == "summary"), seconds


def size(folder):
    return sum(os.path.getsize(os.path.join(top, name))
               for top, _, names in os.walk(folder) for name in names)


def account(name, summary, seconds):
    parts = {key: summary[key] for key in ("indexed", "unchanged", "skipped", "refused")}
    if summary["files"] != sum(parts.values()):
        sys.exit(f"{name}: {summary['files']} files seen, accounted for {parts}")
    print(f"{name:22} {summary['files']:6} files  {summary['articles']:6} articles  "
          f"{parts['skipped']:5} skipped {parts['refused']:4} refused  "
          f"{summary['undated']:5} undated {summary['sourceless']:5} sourceless  {seconds:6.2f} s",
          flush=True)


def main():
    program, folder = sys.argv[1:3]
    with tempfile.TemporaryDirectory() as scratch:
        whole = os.path.join(scratch, "whole")
        summary, seconds = index(program, folder, whole)
        account("all", summary, seconds)
        print(f"text {summary['text_bytes'] / 1e6:.1f} MB, {summary['text_bytes'] / 1e6 / seconds:.1f} MB/s, "
              f"index over text {size(whole) / max(1, summary['text_bytes']):.2f}, "
              f"peak {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1e3:.0f} MB resident")
        again, seconds = index(program, folder, whole)
        account("again", again, seconds)
        times = []
        for word in WORDS * 3:
            start = time.monotonic()
            subprocess.run([program, "search", "--index", whole, word], stdout=subprocess.DEVNULL)
            times.append((time.monotonic() - start) * 1000)
        print(f"search from a cold process: median {statistics.median(times):.1f} ms")
        for name in sorted(os.listdir(folder)):
            if os.path.isdir(os.path.join(folder, name)):
                account(name, *index(program, os.path.join(folder, name), os.path.join(scratch, name)))


if __name__ == "__main__":
    main()
