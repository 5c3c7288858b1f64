"""What is wrong with a call of the command line: the few complaints of its library, in the reader's language."""

import re

from aspara_desk.i18n.translator import Translator, mark

_VALUE = r"Invalid value for '(?P<name>[^']+)': "
# How the library words a complaint, and what is said instead; the first that fits. Any other is passed on as it is.
_COMPLAINTS = tuple(
    (re.compile(pattern), message)
    for pattern, message in (
        (r"Missing (?:option|argument|parameter) '(?P<name>.+)'\.", mark("“{name}” is missing.")),
        (r"Missing command\.", mark("a command is missing.")),
        (
            r"No such option: (?P<name>.+) \(Possible options: (?P<known>.+)\)",
            mark("there is no option {name}. Perhaps one of these: {known}."),
        ),
        (r"No such option: (?P<name>.+)", mark("there is no option {name}.")),
        (r"No such command '(?P<name>.+)'\.(?P<rest>.*)", mark("there is no command “{name}”.")),
        (r"Option '(?P<name>.+)' requires an? .*argument.*", mark("{name} needs a value.")),
        (r"Option '(?P<name>.+)' does not take a value\.", mark("{name} takes no value.")),
        (r"Got unexpected extra arguments?(?:\(s\))? \((?P<text>.+)\)", mark("this is too much: {text}")),
        (
            _VALUE + r"'(?P<text>.*)' is not one of (?P<known>.+?)\.?",
            mark("“{text}” is not possible for {name}. Choose from: {known}."),
        ),
        (_VALUE + r".+ is not a valid int(?: range)?\.", mark("{name} needs a whole number.")),
        (
            _VALUE + r".+ is not in the range (?P<least>\d+)<=x<=(?P<most>\d+)\.",
            mark("{name} must lie between {least} and {most}."),
        ),
    )
)


def complaint(text: str, t: Translator) -> str:
    """The library's complaint in the reader's language; `text` itself where it is none of those that are known."""
    for pattern, message in _COMPLAINTS:
        if found := pattern.fullmatch(text):
            facts = found.groupdict()
            if "known" in facts:
                facts["known"] = facts["known"].replace("'", "")
            return t(message, **facts)
    return text
