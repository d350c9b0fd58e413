"""What a supervisor sees of their teams: who has confirmed, who is due and late; reminders, absences, proof."""
