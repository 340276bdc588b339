"""What measures speed: ratios within one run, never seconds alone. Not a test."""
