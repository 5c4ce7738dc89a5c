# What one does every day.  `just` alone lists it.  Every line also works when it is typed by hand.
# Set up:  pip install -e ".[test,lint,docs,bench]"  and, once,  pre-commit install

# List what can be done.
default:
    @just --list

# Test every package in under a minute: no slow test, and a few examples of each property.
fast *ARGS:
    GROUPING_EXAMPLES=0.1 pytest -q -m "not slow" {{ARGS}}

# Test everything, on all cores.
test *ARGS:
    pytest -q -n auto --dist worksteal {{ARGS}}

# Test everything with many new examples of each property; for the night.
nightly *ARGS:
    GROUPING_EXAMPLES=4 pytest -q -n auto --dist worksteal {{ARGS}}

# Measure which tests are slow, on a machine that does nothing else: writes tests/slow.txt.
slow:
    GROUPING_EXAMPLES=0.1 GROUPING_MEASURE=1 pytest -q

# Check style, types, the directions of imports, and that every message is translated.
check:
    ruff check .
    ruff format --check .
    mypy
    lint-imports
    python .ci/catalogues.py

# Build the documentation as a site, in the folder `site`; `just docs serve` shows it while you write.
docs *ARGS="build --strict":
    mkdocs {{ARGS}}

# Make the pictures of the guides again.
pictures *ARGS:
    python .ci/pictures.py {{ARGS}}

# Everything that has to hold, from nothing: install, check, build, test.
ci:
    .ci/run
