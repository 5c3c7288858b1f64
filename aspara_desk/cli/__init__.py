"""The command line, the demo and the self-test."""
