"""What carriers say of parcels that go back: taken from files and signed messages, and told to the cases concerned."""
