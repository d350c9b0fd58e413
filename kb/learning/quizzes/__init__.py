"""Situations and quizzes: what is a right answer, attempts, whether a question still fits its page."""
