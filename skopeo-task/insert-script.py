#!/usr/bin/env python3
"""Writes the text of copy-images.sh into template.yaml as the command of CopyTask's container.

With --check it writes nothing, and fails when the two differ.
"""

import pathlib
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent
TEMPLATE = HERE.parent / "template.yaml"
# The marking comment, the list's one item as a block of text, and the lines of that block: deeper ones and empty ones.
COMMAND = re.compile(r"(?m)^( *)(# The text of skopeo-task/copy-images\.sh.*\n) *- \|\n(?:\1  +.*\n|\n(?=\n|\1  ))*")


def main():
    script = (HERE / "copy-images.sh").read_text()
    template = TEMPLATE.read_text()

    def with_script(found):
        indent, comment = found.groups()
        lines = [f"{indent}  {line}\n" if line else "\n" for line in script.splitlines()]
        return f"{indent}{comment}{indent}- |\n{''.join(lines)}"

    written, places = COMMAND.subn(with_script, template)
    if places != 1:
        sys.exit(f"{TEMPLATE}: {places} comments 'The text of skopeo-task/copy-images.sh', each with '- |' below; 1 would be right")
    if "--check" not in sys.argv[1:]:
        TEMPLATE.write_text(written)
    elif written != template:
        sys.exit(f"{TEMPLATE} does not hold the text of copy-images.sh; skopeo-task/insert-script.py puts it there")


main()
