"""The reports room: who came, and what came in."""
