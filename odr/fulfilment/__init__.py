"""Fulfilment: what was ordered is carried out in the marketplace's shop, once, and followed until it is done."""
