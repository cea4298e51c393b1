"""Which factcheck this is. Apart from the package's ``__init__``, so that every room can ask."""

__version__ = "0.1.0"
