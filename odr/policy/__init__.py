"""Public pages of the procedures: made from the rulebook alone, in every language, without script or sign-in."""
