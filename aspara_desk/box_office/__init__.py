"""Sell, give, pay, void, replace, block and print."""
