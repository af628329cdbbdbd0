"""Reading the export of the What Works Clearinghouse, without Django.

Vocabulary: an *edition* is the day on which the clearinghouse wrote an export; a
*table* is one CSV file of it; a *trap* is something known to be odd about its values.
"""

from headship.evidence.wwc.export import read_export
from headship.evidence.wwc.reading import Export
from headship.evidence.wwc.tables import FormatError
from headship.evidence.wwc.traps import SENTENCES, Trap

__all__ = ["SENTENCES", "Export", "FormatError", "Trap", "read_export"]
