"""From paper to a code: QR symbols in images and PDF pages."""
