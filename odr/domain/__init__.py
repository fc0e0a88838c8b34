"""The law of the house: what a case is and which rule answers which command. No clock, no input, no output."""
