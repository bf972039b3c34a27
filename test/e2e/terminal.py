"""Runs a command in a pseudo-terminal of its own, as a person's terminal does.

Its output goes to standard output. A line `interrupt` on standard input presses Ctrl-C, and
`close` closes the terminal, as closing its window does. Ends with its exit code.
"""
import fcntl
import os
import pty
import select
import struct
import sys
import termios

INTERRUPT = b"\x03"
ROWS_AND_COLUMNS = (24, 100)

pid, master = pty.fork()
if pid == 0:
    os.execvp(sys.argv[1], sys.argv[1:])

fcntl.ioctl(master, termios.TIOCSWINSZ, struct.pack("HHHH", *ROWS_AND_COLUMNS, 0, 0))
watched = [master, sys.stdin.fileno()]
while True:
    readable, _, _ = select.select(watched, [], [])
    if sys.stdin.fileno() in readable:
        line = os.read(sys.stdin.fileno(), 1024)
        if not line:
            watched.remove(sys.stdin.fileno())
        elif b"interrupt" in line:
            os.write(master, INTERRUPT)
        elif b"close" in line:
            os.close(master)
            break
    if master in readable:
        try:
            output = os.read(master, 65536)
        except OSError:  # The other end is closed: everything in the terminal has ended.
            break
        if not output:
            break
        os.write(sys.stdout.fileno(), output)

sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
