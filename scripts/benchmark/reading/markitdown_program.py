"""Reads paths as lines of JSON and answers each with the text that markitdown makes of the file.

It is run by the interpreter of markitdown's own environment, so that the cost of the start is paid once.
"""

import json
import os
import sys

from markitdown import MarkItDown

# Libraries print; only answers may reach the reader.
answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
os.dup2(2, 1)
converter = MarkItDown()
for line in sys.stdin:
    try:
        text = converter.convert(json.loads(line)["path"]).text_content
    except Exception as error:  # pylint: disable=broad-except  # whatever a file does, the next one is read
        text = ""
        print(error, file=sys.stderr)
    answers.write(json.dumps({"text": text}) + "\n")
    answers.flush()
