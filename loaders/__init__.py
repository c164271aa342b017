"""From the bytes of a spreadsheet to stored figures: reading, layouts, importing."""
