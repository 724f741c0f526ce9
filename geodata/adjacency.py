"""Which areas border on each other."""

from itertools import chain

import shapely

from geodata.boundaries import BoundarySet

# DE-9IM: the outlines themselves have a line in common, and not only points.
COMMON_LINE = "****1****"


def neighbours(boundary_set: BoundarySet) -> dict[str, tuple[str, ...]]:
    """
    Name the areas that each area shares a stretch of border with.

    Areas that meet in a point alone are no neighbours (rook contiguity): where four areas meet,
    a line that is drawn a few metres further decides which two of them touch, and some such
    points lie in the middle of the river. Borders in water count like any other, so areas on two
    sides of the river can be neighbours.

    Parameters
    ----------
    boundary_set
        Outlines of one level. As they are a valid coverage, a shared border has the same corner
        points on both sides, and no distance has to be chosen.

    Returns
    -------
    neighbours
        By area_code, sorted, every area of the level; the neighbours' codes sorted. Symmetric. An
        island has (): it is joined to nothing.
    """
    outlines = boundary_set.frame.geometry.to_numpy()
    first, second = shapely.STRtree(outlines).query(outlines, predicate="intersects")
    first, second = first[first < second], second[first < second]
    shared = shapely.relate_pattern(outlines[first], outlines[second], COMMON_LINE)
    codes = [str(code) for code in boundary_set.frame.index]
    pairs = [(codes[a], codes[b]) for a, b in zip(first[shared], second[shared], strict=True)]
    found: dict[str, list[str]] = {code: [] for code in sorted(codes)}
    for one, other in chain(pairs, ((b, a) for a, b in pairs)):
        found[one].append(other)
    return {code: tuple(sorted(others)) for code, others in found.items()}
