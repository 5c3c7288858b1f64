"""The demo: the whole way from a season file to the last guest of the after-party, on a store of its own."""
