"""Relay connections over keyset pages: the reader fetches one row more than asked, and never counts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Generic, TypeVar, cast

import strawberry

from odr.domain.refusals import InvalidInput
from odr.schema.context import Context
from odr.schema.ids import Cursors

LARGEST_PAGE = 100
PAGE = 20
"""How many rows a list gives when `first` is left out; the cost rule reckons with it too."""

First = Annotated[int, strawberry.argument(description="How many at most: 1 to 100.")]
After = Annotated[
    str | None, strawberry.argument(description="Go on behind this cursor; leave it out for the first page.")
]
Node = TypeVar("Node")
Row = TypeVar("Row")


@strawberry.type(description="Where a page of a list ends, and whether more follows.")
class PageInfo:
    """Relay's page information."""

    has_next_page: bool = strawberry.field(description="More follows behind `endCursor`.")
    has_previous_page: bool = strawberry.field(description="This page was asked for behind a cursor.")
    start_cursor: str | None = strawberry.field(description="Cursor of the first item, if any.")
    end_cursor: str | None = strawberry.field(description="Cursor of the last item, if any.")


@strawberry.type(description="One item of a list, with its place.")
class Edge(Generic[Node]):
    """Relay's edge."""

    node: Node = strawberry.field(description="The item.")
    cursor: str = strawberry.field(description="The item's place: give it as `after` to go on behind it.")


@strawberry.type(description="One page of a list.")
class Connection(Generic[Node]):
    """Relay's connection."""

    edges: list[Edge[Node]] = strawberry.field(description="The items of this page, in order.")
    page_info: PageInfo = strawberry.field(description="Where this page ends.")


@dataclass(frozen=True, slots=True)
class Page:
    """A page asked for: fetch `limit` rows behind the sort key `after`."""

    of: str
    size: int
    after: tuple[Any, ...] | None

    @property
    def limit(self) -> int:
        """One row more than is shown, to know whether more follows."""
        return self.size + 1


def page(ctx: Context, of: str, first: int, after: str | None) -> Page:
    """Read the paging arguments of the list `of` (a name of its own per list and order).

    Raises:
        InvalidInput: `first` is out of bounds, or `after` is not a cursor of this list.
    """
    if not 1 <= first <= LARGEST_PAGE:
        raise InvalidInput(field="first", problem=f"Ask for 1 to {LARGEST_PAGE} items at a time.")
    return Page(of, first, None if after is None else ctx.house.cursors.open(of, after))


class _Edge:
    """An edge whose cursor is sealed only when somebody reads it."""

    __slots__ = ("_cursors", "_key", "_of", "node")

    def __init__(self, cursors: Cursors, of: str, node: Any, key: tuple[Any, ...]) -> None:
        self._cursors, self._of, self.node, self._key = cursors, of, node, key

    @property
    def cursor(self) -> str:
        return self._cursors.seal(self._of, self._key)


def connection(
    ctx: Context,
    asked: Page,
    rows: Sequence[Row],
    node: Callable[[Row], Node],
    key: Callable[[Row], tuple[Any, ...]],
) -> Connection[Node]:
    """Make the page out of up to `asked.limit` rows.

    Args:
        node: makes the GraphQL object of a row.
        key: the row's sort key (JSON values), as the next page will get it back in `Page.after`.
    """
    cursors = ctx.house.cursors
    edges = [_Edge(cursors, asked.of, node(row), key(row)) for row in rows[: asked.size]]
    info = PageInfo(
        has_next_page=len(rows) > asked.size,
        has_previous_page=asked.after is not None,
        start_cursor=edges[0].cursor if edges else None,
        end_cursor=edges[-1].cursor if edges else None,
    )
    return Connection(edges=cast(list[Edge[Node]], edges), page_info=info)
