/** The board over HTTP: a thousand rooms at once, and nothing at all when nothing has changed since the reader last asked. */
import { createHash } from 'node:crypto';
import { inventory as routes } from '#contract/inventory.ts';
import type { QueryOf } from '#contract/kernel/route.ts';
import { notAllowed } from '#server/platform/actor.ts';
import { openContext } from '#server/platform/context.ts';
import { raw, type RawEndpoint } from '#server/platform/http.ts';
import { parse } from '#server/platform/parse.ts';
import { board } from './views.ts';

export const boardEndpoint: RawEndpoint = raw({
  method: routes.board.method,
  path: routes.board.path,
  may: routes.board.may,
  summary: routes.board.summary,
  route: routes.board,
  serve: async ({ runtime, actor, request, reply }) => {
    if (actor === null) throw notAllowed('inventory.read');
    const { siteId } = parse(routes.board.params, request.params) as { siteId: string };
    const query = parse(routes.board.query, request.query) as QueryOf<typeof routes.board>;
    const shown = await runtime.database.inCompany(actor.companyId, (tx) =>
      board(openContext(runtime.rules, tx, actor, runtime.now(), null).context, siteId, query),
    );
    const { at: _at, ...rest } = shown;
    const tag = `"${createHash('sha1').update(JSON.stringify(rest)).digest('base64url')}"`;
    reply.header('etag', tag).header('cache-control', 'private, no-cache');
    if (request.headers['if-none-match'] === tag) return reply.code(304).send();
    return { ...shown, tag };
  },
});
