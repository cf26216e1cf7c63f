"""The procedure as data: constituted by a resolution, amended by others, dated, with sources."""

from domain.procedure.ordnung import Ordnung
from domain.procedure.procedure import PROCEDURE, Procedure
from domain.procedure.rules_of_procedure import UNREGULATED, Rules
from domain.procedure.termin import Termin, day_of

__all__ = ["PROCEDURE", "UNREGULATED", "Ordnung", "Procedure", "Rules", "Termin", "day_of"]
