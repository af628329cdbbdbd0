"""Ports of this machine."""

import socket


def free_port() -> int:
    """Return a port that nobody listens on just now."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
