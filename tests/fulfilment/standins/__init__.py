"""Shops that stand in for real ones: small servers whose answers have the shapes of recordings or documentation."""
