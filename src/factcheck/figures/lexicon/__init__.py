"""The words that stand beside numbers and dates, by what they do there. Data only, all lower case.

Invariant: a list says what a word can be; which it is at a place, the modules that read it decide.
"""
