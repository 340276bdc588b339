"""Everything that speaks HTTP. One folder per blueprint; no blueprint imports another."""
