"""The floor for readings: bare endpoints that build the very same JSON in one SQL statement each.

uvicorn bench.floor:app, with ODR_BENCH_DSN, ODR_BENCH_CASE and ODR_BENCH_PERSON in the environment.
"""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

INSTANT = """to_char(to_timestamp({0} / 1000000.0) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')"""
GLOBAL_ID = """rtrim(translate(encode(convert_to('{0}:' || {1}, 'UTF8'), 'base64'), '+/' || chr(10), '-_'), '=')"""

PAGE = f"""with e as materialized (select number, kind, at, role, body::json as b from entries where case_id = $1),
t as materialized (select commitment, body from texts where case_id = $1)
select json_build_object('data', json_build_object('case', json_build_object(
  'id', {GLOBAL_ID.format("Case", "$1")},
  'number', (select b->>'number' from e where kind = 'CaseOpened'),
  'stage', (select b->>'stage' from e where kind = 'StageOpened' order by number desc limit 1),
  'version', (select max(number) from e),
  'openedAt', (select {INSTANT.format("at")} from e where number = 1),
  'updatedAt', (select {INSTANT.format("at")} from e order by number desc limit 1),
  'narrative', (select t.body from e join t on t.commitment = b->>'narrative' where kind = 'ComplaintFiled'),
  'claims', (select json_agg(json_build_object('id', c->>'id', 'line', c->>'line', 'quantity', c->'quantity',
    'complaint', c->>'complaint')) from e, json_array_elements(b->'claims') as c where kind = 'ComplaintFiled'),
  'answer', (select json_build_object('position', b->>'position', 'statement', t.body, 'at', {INSTANT.format("at")})
    from e left join t on t.commitment = b->>'statement' where kind = 'AnswerGiven'),
  'deadlines', (select json_agg(json_build_object('clause', b->>'clause', 'start', b->>'start', 'due', b->>'due',
    'zone', b->>'zone', 'limit', b->>'limit', 'source', b->>'source', 'actors', b->'actors') order by number)
    from e where kind = 'FrameOpened' and not exists (select 1 from e as f
      where f.kind = 'FrameEnded' and f.b->>'frame' = e.b->>'frame' and f.number > e.number)),
  'messages', (select json_agg(json_build_object('id', {GLOBAL_ID.format("Message", "(b->>'message')")},
    'room', b->>'room', 'words', t.body, 'at', {INSTANT.format("at")}, 'from', json_build_object('role', role))
    order by number) from e left join t on t.commitment = b->>'words' where kind = 'MessageSent'),
  'timeline', (select json_agg(json_build_object('number', number, 'at', {INSTANT.format("at")}, 'kind', kind,
    'by', json_build_object('role', role)) order by number) from e)
)))::text"""  # noqa: S608 -- constants of this file

LIST = f"""select json_build_object('data', json_build_object('cases', json_build_object('edges',
  (select json_agg(json_build_object('node', json_build_object(
    'id', {GLOBAL_ID.format("Case", "v.case_id")}, 'number', v.number, 'title', v.title, 'complaint', v.complaint,
    'role', v.role, 'stage', v.stage, 'version', v.version, 'complainant', p.name, 'respondent', o.name,
    'marketplace', m.name, 'myTurn', v.my_turn, 'due', {INSTANT.format("v.due_at")}, 'overdue', v.due_at <= $2,
    'openedAt', {INSTANT.format("v.opened_at")}, 'updatedAt', {INSTANT.format("v.updated_at")})))
  from (select * from views where reader = $1 order by updated_at desc, case_id desc limit 50) as v
  join people p on p.id = split_part(v.complainant, ':', 2)
  join organisations o on o.id = split_part(v.respondent, ':', 2)
  join marketplaces m on m.id = v.marketplace))))::text"""  # noqa: S608 -- constants of this file


@asynccontextmanager
async def lifespan(app: Starlette) -> AsyncIterator[None]:
    async with asyncpg.create_pool(os.environ["ODR_BENCH_DSN"], min_size=4, max_size=4) as pool:
        app.state.pool = pool
        yield


async def page(request: Request) -> Response:
    body = await request.app.state.pool.fetchval(PAGE, os.environ["ODR_BENCH_CASE"])
    return Response(body, media_type="application/json")


async def cases(request: Request) -> Response:
    person = os.environ["ODR_BENCH_PERSON"]
    body = await request.app.state.pool.fetchval(LIST, f"person:{person}", 4102444800000000)
    return Response(body, media_type="application/json")


app = Starlette(routes=[Route("/page", page), Route("/cases", cases)], lifespan=lifespan)
