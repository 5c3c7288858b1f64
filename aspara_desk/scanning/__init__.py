"""From paper to a code: what scanners type, and QR symbols in images and PDF pages."""
