#!/usr/bin/env python3
# Counts the tools of the workshop.
"""What the module is for."""
import os


def count(tools):
    """Counts."""
    return len([tool for tool in tools if tool])  # none is empty


class Box:
    size = 3
