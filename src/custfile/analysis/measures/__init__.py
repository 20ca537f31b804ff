"""The measures, group by group: a module of the name that ``model.measures`` gives as their ``group``.

Each has a function ``measures(figures, names)``, which returns an array a name, one value for each customer of the book in its
order: money in cents, days as whole numbers, NaN or ``None`` where there is none.
"""

from custfile.model.measures import MEASURES, Measure, likely, measure

__all__ = ["MEASURES", "Measure", "likely", "measure"]
