"""Credentials of each kind that can be found again wherever they get to."""

BASIC_HOST, BASIC = "registry.private.example", ("reader", "recognisable-password-7f3a")
TOKEN_HOST, TOKEN = "ghcr.private.example", ("robot", "recognisable-registry-token-9c1e")
# Its certificate is from an authority of its own.
OWN_CA_HOST, OWN_CA = "registry.own-ca.example", ("inspector", "recognisable-password-of-own-ca-3d5b")

# As `python -m aws --registry` has them.
REGISTRIES = (
    f"{BASIC_HOST}/basic:{':'.join(BASIC)}", f"{TOKEN_HOST}/token:{':'.join(TOKEN)}", f"{OWN_CA_HOST}/basic+ca:{':'.join(OWN_CA)}",
)
