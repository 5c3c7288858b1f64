"""From a ticket to paper: QR symbols, fonts, layouts, PDF."""
