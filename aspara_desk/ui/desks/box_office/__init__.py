"""The box office: selling, and what becomes of a ticket afterwards."""
