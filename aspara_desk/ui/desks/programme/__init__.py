"""The programme room: the days of the season as a timetable."""
