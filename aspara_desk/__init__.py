"""Aspara Desk: sell, print and scan the tickets of a festival on one computer or on many."""

__version__ = "0.1.0"
