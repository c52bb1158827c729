"""The form that every bot here asks: fifteen questions, each answered in words."""

QUESTIONS = tuple(f"Vraag {number}: wat wilt u hierover vertellen?" for number in range(1, 16))
CHECK = "Klopt alles? Typ versturen."
THANKS = "Dank u wel. Uw voorstel is binnen."
