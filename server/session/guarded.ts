/** Endpoints that need the request itself or hold a secret: they keep their contract route, but serve it by hand. */
import type { BodyOf, ParamsOf, QueryOf, ResponseOf } from '#contract/kernel/route.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '#server/platform/actor.ts';
import { runCommand } from '#server/platform/command.ts';
import type { Context } from '#server/platform/context.ts';
import type { AnyRoute, RawEndpoint, ServerRuntime } from '#server/platform/http.ts';
import { raw } from '#server/platform/http.ts';
import { parse } from '#server/platform/parse.ts';
import { commonRefusals } from '#contract/kernel/refusal.ts';
import { Refused } from '#server/platform/refused.ts';

export interface GuardedCall<R extends AnyRoute> {
  readonly runtime: ServerRuntime;
  readonly actor: Actor | null;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly params: ParamsOf<R>;
  readonly query: QueryOf<R>;
  readonly body: BodyOf<R>;
}

export const guarded = <R extends AnyRoute>(
  route: R,
  serve: (call: GuardedCall<R>) => Promise<ResponseOf<R>>,
): RawEndpoint =>
  raw({
    method: route.method,
    path: route.path,
    may: route.may,
    summary: route.summary,
    route,
    serve: ({ runtime, actor, request, reply }) =>
      serve({
        runtime,
        actor,
        request,
        reply,
        params: parse(route.params, request.params) as ParamsOf<R>,
        query: parse(route.query, request.query) as QueryOf<R>,
        body: parse(route.body, request.body ?? {}) as BodyOf<R>,
      }),
  });

export interface SecretCommand<R extends AnyRoute, Stored> {
  /** What is remembered of the request, to tell a replay from a reuse; secrets go in as fingerprints. */
  readonly payload: (call: GuardedCall<R>) => unknown;
  /** Proof asked for before the transaction opens; a command that was carried out already is not asked again. */
  readonly prove?: (call: GuardedCall<R>, actor: Actor) => Promise<void>;
  readonly work: (context: Context, call: GuardedCall<R>) => Promise<Stored>;
  /** Adds the secret to what was stored of the answer. */
  readonly reveal: (stored: Stored, call: GuardedCall<R>) => ResponseOf<R>;
  /** With a one-time password still in use it is refused. */
  readonly needsOwnPassword?: boolean;
}

/** A command whose answer or request holds a secret: carried out once like every other, without the secret being stored. */
export const secretCommand = <R extends AnyRoute, Stored>(route: R, command: SecretCommand<R, Stored>): RawEndpoint =>
  guarded(route, async (call) => {
    const { actor } = call;
    if (!actor) throw new Refused('NOT_SIGNED_IN', commonRefusals.NOT_SIGNED_IN);
    if (command.needsOwnPassword && actor.mustChangePassword)
      throw new Refused('PASSWORD_CHANGE_REQUIRED', commonRefusals.PASSWORD_CHANGE_REQUIRED);
    const commandId = (call.body as { commandId: string }).commandId;
    if (command.prove && !(await wasCarriedOut(call.runtime, actor.companyId, commandId)))
      await command.prove(call, actor);
    const { response, replayed } = await runCommand(
      call.runtime,
      {
        route: `${route.method} ${route.path}`,
        actor,
        commandId,
        payload: { params: call.params, body: command.payload(call) },
      },
      (context) => command.work(context, call),
    );
    if (replayed) call.reply.header('guike-replayed', 'true');
    return command.reveal(response, call);
  });

const wasCarriedOut = (runtime: ServerRuntime, companyId: string, commandId: string): Promise<boolean> =>
  runtime.database.inCompany(
    companyId,
    async (tx) =>
      (await tx.row({
        text: 'select 1 from commands where company_id = $1 and id = $2',
        values: [companyId, commandId],
      })) !== null,
  );
