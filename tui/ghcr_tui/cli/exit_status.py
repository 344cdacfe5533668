"""The exit status of every verb: scripts branch on it."""

GOOD = 0
NO = 1
"""The answer is no: an error finding, no credential for the image, a refused pull."""
USAGE = 2
"""Wrong usage, or input that cannot be read."""
OUTSIDE = 3
"""The outside world failed: the network, a full disk, or a defect of this program."""
INTERRUPTED = 130
"""Ctrl+c: 128 and the number of SIGINT, as shells count it."""
PIPE_CLOSED = 141
"""Whoever read the results has gone: 128 and the number of SIGPIPE, as shells count it."""
