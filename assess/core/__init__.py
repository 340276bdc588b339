"""What the product knows, as pure functions over frozen values."""
