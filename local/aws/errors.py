"""An error that an API call answers."""

from moto.core.exceptions import ServiceException


class ApiError(ServiceException):
    """code, message; moto's own class looks its module up as if it were a service."""
