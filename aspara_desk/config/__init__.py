"""Paths, settings, logging and the identity of this desk."""
