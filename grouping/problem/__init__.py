"""The question: who, which teams, how many rounds, which rules."""
