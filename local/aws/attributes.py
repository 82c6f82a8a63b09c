"""DynamoDB's answers: an attribute's value is of one of ten types, and moto looks for all ten, by several names each.

Replaced in moto: how a structure is written as JSON, where it is such a value. Items took longer to write than to find.
"""

from moto.core.serialize import BaseJSONSerializer


def install() -> None:
    original = BaseJSONSerializer._serialize_type_structure

    def write(self, serialized, value, shape, key):
        if shape.name != "AttributeValue" or not isinstance(value, dict):
            return original(self, serialized, value, shape, key)
        written = self.MAP_TYPE() if key else serialized
        for kind, content in value.items():
            self._serialize(written, content, shape.members[kind], kind)
        if key:
            self._default_serialize(serialized, written, shape, key)
        return None

    BaseJSONSerializer._serialize_type_structure = write
