"""The words of the trade as frozen values. Standard library only; imports nothing else of ours."""
