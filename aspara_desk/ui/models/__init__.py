"""Tables as Qt sees them: they hold ids and fetch a page when it is painted."""
