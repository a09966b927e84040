"""The parts of scripts/bench.py: what is measured, how it is run, and how it is told."""
