"""Speed as ratios: what the service does, beside a bare program that does the least possible, in one run."""
