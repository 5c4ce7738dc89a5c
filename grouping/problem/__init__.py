"""The problem: who takes part, which teams there are, how many rounds, and which rules."""
