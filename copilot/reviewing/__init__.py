"""What makes a text risky, and in which order a reviewer reads. Pure; the weights are data."""
