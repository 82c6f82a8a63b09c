"""Images of a source registry, all from one seed."""

import random

from images import DOCKER, OCI, Image, Index, Layer, image, index


def population(seed: int, images: int, repositories: int) -> dict[tuple[str, str], Image | Index]:
    """By repository and tag. One in ten is an index of two platforms, one in twenty has a second tag."""
    chance = random.Random(f"population {seed}")
    made: dict[tuple[str, str], Image | Index] = {}
    for number in range(images):
        repository = f"soak/app-{number % repositories:02}"
        before = (repository, f"v{number - repositories}")
        if before in made and chance.random() < 0.05:
            made[repository, f"v{number}"] = made[before]
        else:
            made[repository, f"v{number}"] = _image(chance, repository, number)
    return made


def _image(chance: random.Random, repository: str, number: int) -> Image | Index:
    types = chance.choice([OCI, DOCKER])
    layers = [Layer(f"base of {repository}", 20_000), Layer(f"layer {number}", chance.randrange(500, 5_000))]
    if chance.random() >= 0.1:
        return image(layers, types)
    return index([image([*layers, Layer(f"{one} {number}", 500)], types, one) for one in ("linux/amd64", "linux/arm64")], types)
