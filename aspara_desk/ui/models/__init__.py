"""What tables and lists show, as Qt sees it, apart from how it looks. The guests, who may be many, are held as ids."""
