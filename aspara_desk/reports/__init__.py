"""Attendance, takings and the log of scans."""
