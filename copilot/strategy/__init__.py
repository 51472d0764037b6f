"""Does private domain fit, with which model, where do people get lost, and what to do about it. Pure; its data are YAML."""
