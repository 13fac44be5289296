/**
 * Drives the product's own commands in this process, as different people at different instants: the demo company is made by the
 * same decisions as a real one, so every turn and every claim in it can say why.
 */
import { randomUUID } from 'node:crypto';
import type { BodyInputOf, ParamsOf, QueryInputOf, ResponseOf } from '#contract/kernel/route.ts';
import type { Instant } from '#core/kernel/instant.ts';
import type { Capability } from '#server/capabilities.ts';
import type { Actor } from '#server/platform/actor.ts';
import { Sessions } from '#server/platform/auth.ts';
import type { Runtime } from '#server/platform/command.ts';
import { runCommand } from '#server/platform/command.ts';
import type { Context } from '#server/platform/context.ts';
import { openContext } from '#server/platform/context.ts';
import type { Database } from '#server/platform/database.ts';
import { runDue } from '#server/platform/deadlines.ts';
import { EventHub } from '#server/platform/events.ts';
import type { AnyRoute, Endpoint } from '#server/platform/http.ts';
import { Refused } from '#server/platform/refused.ts';
import type { RulesSource } from '#server/platform/rules.ts';
import { issueToken } from '#server/session/index.ts';

interface Input<R> {
  params?: ParamsOf<R>;
  query?: QueryInputOf<R>;
  body?: Omit<BodyInputOf<R>, 'commandId'>;
}

export class Driver {
  readonly runtime: Runtime;
  private instant: Instant;
  private readonly endpoints: ReadonlyMap<AnyRoute, Endpoint>;
  private readonly actors = new Map<string, Actor>();
  /** Refusals by code: the demo meets the rules like everybody else. */
  readonly refused = new Map<string, number>();

  constructor(
    database: Database,
    rules: RulesSource,
    capabilities: readonly Capability[],
    url: string,
    startsAt: Instant,
  ) {
    this.instant = startsAt;
    this.runtime = { database, rules, events: new EventHub(url, database.pool), now: () => this.instant };
    this.endpoints = new Map(
      capabilities
        .flatMap(({ endpoints }) => endpoints)
        .flatMap((one) => (one.kind === 'raw' ? [] : [[one.route, one] as const])),
    );
  }

  get now(): Instant {
    return this.instant;
  }

  /** Moves the clock; what fell due meanwhile is settled at its own instant. */
  async moveTo(instant: Instant, settle = false): Promise<void> {
    if (instant > this.instant) this.instant = instant;
    if (settle) await this.settle();
  }

  async settle(): Promise<void> {
    await runDue(this.runtime, this.instant, (error) => {
      throw error;
    });
  }

  async actor(companyId: string, staffId: string): Promise<Actor> {
    const known = this.actors.get(staffId);
    if (known) return known;
    const { id, token } = await issueToken(this.runtime, { companyId, staffId, label: 'demo' });
    const actor = await new Sessions(this.runtime.database).actorOf(token);
    if (!actor) throw new Error(`nobody can act as ${staffId}`);
    await this.runtime.database.system({ text: 'delete from sessions where id = $1', values: [id] });
    this.actors.set(staffId, actor);
    return actor;
  }

  /** A command as somebody; null when the rules refuse it. */
  async try<R extends AnyRoute>(actor: Actor, route: R, input: Input<R> = {}): Promise<ResponseOf<R> | null> {
    try {
      return await this.must(actor, route, input);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const key = `${route.path} ${error.code}`;
      this.refused.set(key, (this.refused.get(key) ?? 0) + 1);
      return null;
    }
  }

  async must<R extends AnyRoute>(actor: Actor, route: R, input: Input<R> = {}): Promise<ResponseOf<R>> {
    const endpoint = this.endpoints.get(route);
    if (!endpoint) throw new Error(`nobody serves ${route.method} ${route.path}`);
    const params = route.params.parse(input.params ?? {});
    type Served = Parameters<Endpoint['serve']>[1];
    if (endpoint.kind === 'query') {
      const query = route.query.parse(input.query ?? {});
      return this.runtime.database.inCompany(actor.companyId, (tx) =>
        endpoint.serve(openContext(this.runtime.rules, tx, actor, this.instant, null).context, {
          params,
          query,
        } as unknown as Served),
      ) as Promise<ResponseOf<R>>;
    }
    const body = route.body.parse({ commandId: randomUUID(), ...input.body }) as { commandId: string };
    return this.work(actor, `${route.method} ${route.path}`, body.commandId, (context) =>
      endpoint.serve(context, { params, body } as unknown as Served),
    ) as Promise<ResponseOf<R>>;
  }

  /** Work that is no route: what an import or the set-up does. */
  async work<Value>(
    actor: Actor,
    route: string,
    commandId: string,
    serve: (context: Context) => Promise<Value>,
  ): Promise<Value> {
    const call = { route, actor, commandId, payload: commandId };
    return (await runCommand(this.runtime, call, serve)).response;
  }
}
