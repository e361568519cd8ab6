"""What a sentence holds (parse, names, numbers, reasons), and words that tell it."""
