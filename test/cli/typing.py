"""Runs a command in a terminal of its own and types: each [text, keys] once the text has been shown.

`typing.py '[["Which path", "\\r"]]' command argument …`. What the terminal shows goes to standard output; ends with the
command's exit code.
"""
import fcntl
import json
import os
import pty
import struct
import sys
import termios

ROWS_AND_COLUMNS = (24, 100)

steps = json.loads(sys.argv[1])
pid, master = pty.fork()
if pid == 0:
    fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", *ROWS_AND_COLUMNS, 0, 0))
    os.execvp(sys.argv[2], sys.argv[2:])

shown = b""
while True:
    try:
        output = os.read(master, 65536)
    except OSError:  # The other end is closed: everything in the terminal has ended.
        break
    if not output:
        break
    os.write(sys.stdout.fileno(), output)
    shown += output
    if steps and steps[0][0].encode() in shown:
        os.write(master, steps.pop(0)[1].encode())
        shown = b""

sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
