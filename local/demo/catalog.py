"""The source registry of the demo: 30 images in 8 repositories, as a small company would have them.

Their layers are shared as layers are: a base system by what is built on it, and the lower layers of an application
by its versions. Some repositories are old and have Docker's media types, the others OCI's.
"""

from dataclasses import dataclass

from images import DOCKER, OCI, Image, Index, Layer, image, index

ONE = ("linux/amd64",)
TWO = ("linux/amd64", "linux/arm64")
FOUR = ("linux/amd64", "linux/arm64", "linux/arm/v7", "linux/s390x")

# What somebody has put on the list by mistake.
MISSING = "shop/web:9.9"
CHANGED = ("shop/web", "latest")


@dataclass(frozen=True)
class Recipe:
    """What the images of a repository have in common; from top to bottom as in a Dockerfile."""

    repository: str
    lower: tuple[Layer, ...]
    tags: tuple[str, ...]
    types: object = OCI
    platforms: tuple[str, ...] = ONE
    # Further names of the last tag.
    aliases: tuple[str, ...] = ()

    def build(self, version: str) -> Image | Index:
        images = [image([*_for(platform, self.lower), _top(self.repository, version, platform)], self.types, platform)
                  for platform in self.platforms]
        return index(images, self.types) if len(images) > 1 else images[0]

    def images(self) -> list[tuple[str, Image | Index]]:
        built = {tag: self.build(tag) for tag in self.tags}
        return [*built.items(), *((alias, built[self.tags[-1]]) for alias in self.aliases)]


DEBIAN = Layer("debian 12", 400_000)
JAVA = Layer("java 25", 600_000)
NODE = Layer("node 22", 300_000)
LIBRARIES = Layer("libraries of the shop", 150_000)

RECIPES = (
    Recipe("base/debian", (DEBIAN,), ("12.9", "12.10", "12.11"), DOCKER, TWO, aliases=("12",)),
    Recipe("base/java", (DEBIAN, JAVA), ("21.0.7", "25.0.1"), DOCKER, TWO, aliases=("25",)),
    Recipe("shop/web", (DEBIAN, NODE, LIBRARIES), ("1.0", "1.1", "1.2"), OCI, TWO, aliases=("latest",)),
    Recipe("shop/orders", (DEBIAN, JAVA, LIBRARIES), ("2.0", "2.1", "2.2", "3.0"), OCI, TWO),
    Recipe("shop/payments", (DEBIAN, JAVA, LIBRARIES), ("1.8", "1.9", "2.0"), OCI),
    Recipe("data/loader", (DEBIAN,), ("2026.09", "2026.10", "2026.11"), DOCKER),
    Recipe("data/report", (DEBIAN, NODE), ("7", "8", "9"), DOCKER, aliases=("stable",)),
    Recipe("tools/cli", (Layer("certificates", 20_000),), ("0.1", "0.2", "0.3", "0.4"), OCI, FOUR, aliases=("edge",)),
)


def images() -> list[tuple[str, str, Image | Index]]:
    """Repository, tag, image."""
    return [(recipe.repository, tag, built) for recipe in RECIPES for tag, built in recipe.images()]


def changed_image() -> Image | Index:
    """What its owners build next under the tag of CHANGED."""
    recipe = next(one for one in RECIPES if one.repository == CHANGED[0])
    return recipe.build("1.3")


def _for(platform: str, layers: tuple[Layer, ...]) -> list[Layer]:
    return [Layer(f"{layer.name} {platform}", layer.size) for layer in layers]


def _top(repository: str, version: str, platform: str) -> Layer:
    return Layer(f"{repository} {version} {platform}", 40_000)
