"""Ten people walk through the real program in a browser, and leave pictures to look at.

`python -m tests.walks [names] --out build/walks`; what they cannot do fails, what they see is for
human eyes: a contact sheet for each, with every step and what was done for it.
"""
