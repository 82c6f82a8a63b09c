"""What a secret may look like where it must not be: as it is, in a URL, or inside something that is written in base64."""

import base64
import re
from urllib.parse import quote

AUTHORIZATION = re.compile(r"\b(?:Basic|Bearer) [A-Za-z0-9+/_=-]{16,}")
# Of what is in base64 three bytes are four characters: the first ones also hold bits of what stands before.
_FOREIGN = (0, 2, 3)


def forms(secret: str) -> set[str]:
    encoded = {_inside(base64.b64encode, secret, at) for at in range(3)} | {
        _inside(base64.urlsafe_b64encode, secret, at) for at in range(3)}
    return {secret, quote(secret, safe=""), *encoded}


def _inside(encode, secret: str, at: int) -> str:
    """The characters that are the same whatever stands before and behind; `at` bytes of a group of three stand before."""
    text = encode(b"?" * at + secret.encode()).decode()
    return text[_FOREIGN[at] : -4]
