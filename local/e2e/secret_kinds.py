"""Credentials of each kind that can be found again wherever they get to."""

BASIC_HOST, BASIC = "registry.private.example", ("reader", "recognisable-password-7f3a")
TOKEN_HOST, TOKEN = "ghcr.private.example", ("robot", "recognisable-registry-token-9c1e")

# As `python -m aws --registry` has them.
REGISTRIES = (f"{BASIC_HOST}/basic:{':'.join(BASIC)}", f"{TOKEN_HOST}/token:{':'.join(TOKEN)}")
