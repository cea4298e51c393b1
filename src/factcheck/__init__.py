"""factcheck: who said what, and is it borne out by the record."""

__version__ = "0.1.0"
