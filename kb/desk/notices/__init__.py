"""Notices to employees: which are on, which a person has hidden, and how an open page learns of a new one."""
