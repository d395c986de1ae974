#!/usr/bin/env python3
"""Runs every scorer of a folder of scorers, and fails where a figure falls below its minimum:

    scorers.py DATELINE SCORERS DATA [NAME...]

SCORERS  the folder with ranking/score.py, dates/score.py, ...
DATA     the folder that the collections are unpacked into
NAME     the scorers to run, as minimum.toml beside this file names them; default all

minimum.toml gives each scorer's command, the least that figures may be and the most that errors may
be. A figure that minimum.toml names and the scorer does not print is a failure, and so is a scorer
that fails. Where a figure is better than its minimum, the new one is shown: raise the minimum.
"""
import os, re, subprocess, sys, time, tomllib

FIGURE = re.compile(r"([A-Za-z][\w@ ]*?) +(\d+(?:\.\d+)?)(?=[\s,;)]|$)")
# The columns of the table that the scorer of whole archives prints.
COLUMNS = [f"{part} {name}" for part, names in (
    ("articles", "wanted got missing false copies"), ("days", "right wrong missing false precision recall"),
    ("sources", "right wrong none"), ("titles", "right wrong")) for name in names.split()]


def figures(output):
    """The figures of a scorer: what stands before a colon on its line, unless that begins with a
    number, and the word or words before the figure."""
    found = {}
    for line in output.splitlines():
        if "|" in line:
            name, _, cells = line.partition("|")
            values = re.findall(r"\d+(?:\.\d+)?|-", cells)
            if len(values) == len(COLUMNS):
                found |= {f"{name.strip()} {column}": float(value)
                          for column, value in zip(COLUMNS, values) if value != "-"}
            continue
        label, colon, rest = line.partition(": ")
        label = f"{label} " if colon and not label[:1].isdigit() else ""
        found |= {label + name.split("  ")[-1]: float(value) for name, value in FIGURE.findall(rest if colon else line)}
    return found


def failures(name, found, least, most):
    """What is not printed, is less than its least or more than its most."""
    wrong = [f"{name}: no figure “{figure}”" for figure in [*least, *most] if figure not in found]
    wrong += [f"{name}: {figure} is {found[figure]:g}, at least {bound:g} is asked for"
              for figure, bound in least.items() if found.get(figure, bound) < bound]
    return wrong + [f"{name}: {figure} is {found[figure]:g}, at most {bound:g} is allowed"
                    for figure, bound in most.items() if found.get(figure, bound) > bound]


def improved(found, least, most):
    return [f"{figure} {bound:g} -> {found[figure]:g}" for bounds, sign in ((least, 1), (most, -1))
            for figure, bound in bounds.items() if (found.get(figure, bound) - bound) * sign > 0]


def self_check():
    """Without this the check could pass for never comparing anything."""
    found = figures("3 pages: right 2, wrong 1, precision 0.667\ntext: 3 pages: F1 0.5; under 0.5:\n"
                    "cran: 9 queries  nDCG@10 0.25\nall |" + " ".join("1" * len(COLUMNS)) + "\n")
    wanted = {"right": 2, "wrong": 1, "precision": 0.667, "text F1": 0.5, "cran nDCG@10": 0.25, "all titles wrong": 1}
    sound = all(found.get(name) == value for name, value in wanted.items())
    caught = [failures("", found, {"right": 3}, {}), failures("", found, {}, {"wrong": 0}), failures("", found, {"none": 0}, {})]
    if not sound or not all(caught) or failures("", found, {"right": 2}, {"wrong": 1}):
        sys.exit(f"the check itself does not find what falls short: {found}")


def main():
    self_check()
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    program, folder, data, *names = sys.argv[1:]
    with open(os.path.join(os.path.dirname(__file__), "minimum.toml"), "rb") as file:
        minimum = tomllib.load(file)
    if unknown := [name for name in names if name not in minimum]:
        sys.exit(f"no scorer is named {unknown[0]}: there are {', '.join(minimum)}")
    wrong = []
    for name in names or minimum:
        scorer = minimum[name]
        least, most = scorer.get("least", {}), scorer.get("most", {})
        script, collection = (part.format(scorers=folder, data=data) for part in scorer["run"])
        start = time.monotonic()
        run = subprocess.run([sys.executable, script, program, collection], stdout=subprocess.PIPE, text=True)
        print(f"{name} ({time.monotonic() - start:.0f} s)\n{run.stdout.rstrip()}", flush=True)
        if run.returncode:
            wrong.append(f"{name}: {script} failed with {run.returncode}")
        found = figures(run.stdout)
        wrong += failures(name, found, least, most)
        if better := improved(found, least, most):
            print("better than minimum.toml asks for:", "; ".join(better))
    if wrong:
        sys.exit("worse than before:\n  " + "\n  ".join(wrong))


if __name__ == "__main__":
    main()
