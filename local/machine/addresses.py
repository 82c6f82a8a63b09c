"""A port that nobody has, and an address that hardly anybody else takes."""

import random
import socket


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def loopback() -> str:
    """So that several servers may run at once, each has addresses of its own for port 443."""
    return f"127.{random.randint(1, 254)}.{random.randint(0, 254)}.11"
