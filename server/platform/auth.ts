/**
 * Who is calling: one indexed statement per request, remembered for a few seconds per process. Only the hash of a session or API
 * token is stored, so that a copy of the database signs nobody in.
 */
import { createHash, randomBytes } from 'node:crypto';
import type { Grants, Scope } from '#contract/kernel/permissions.ts';
import { isAtLeast, widerScope } from '#contract/kernel/permissions.ts';
import type { Actor } from './actor.ts';
import { realNow } from './clock.ts';
import type { Database } from './database.ts';
import { TokenGuesses } from './token-guesses.ts';

export const SESSION_COOKIE = 'guike_session';
const REMEMBERED_MS = 3_000; // a revoked session ends within this on every server; at once on the one that revoked it
const SEEN_EVERY_MS = 60_000;

export const hashToken = (token: string): string => createHash('sha256').update(token).digest('base64url');
export const newToken = (): string => randomBytes(32).toString('base64url');

interface SessionRow {
  readonly companyId: string;
  readonly staffId: string;
  readonly sessionId: string;
  readonly name: string;
  readonly teamId: string | null;
  readonly siteId: string | null;
  readonly siteIds: string[];
  readonly roleGrants: Grants[];
  readonly grantsLimit: Grants | null;
  readonly locale: string;
  readonly lastSeenAt: string;
  readonly mustChangePassword: boolean;
}

// Runs before the company is known, so it sets the company from the session row itself through a security-definer function.
const lookUp = `select * from session_actor($1, $2)`;

export class Sessions {
  private readonly remembered = new Map<string, { at: number; actor: Actor | null }>();
  private readonly database: Database;
  readonly guesses = new TokenGuesses();

  constructor(database: Database) {
    this.database = database;
  }

  async actorOf(token: string): Promise<Actor | null> {
    const hash = hashToken(token);
    const known = this.remembered.get(hash);
    if (known && Date.now() - known.at < REMEMBERED_MS) return known.actor;
    const [row] = await this.database.system<SessionRow>({
      name: 'sessions.actor',
      text: lookUp,
      values: [hash, realNow()],
    });
    const actor = row ? toActor(row) : null;
    if (this.remembered.size > 10_000) this.remembered.clear();
    this.remembered.set(hash, { at: Date.now(), actor });
    if (row && Date.now() - Date.parse(row.lastSeenAt) > SEEN_EVERY_MS) await this.touch(hash);
    return actor;
  }

  /** Forgets what is remembered; called when a session is revoked or somebody's roles change. */
  forget(): void {
    this.remembered.clear();
  }

  private async touch(hash: string): Promise<void> {
    await this.database.system({
      text: 'update sessions set last_seen_at = $2 where token_hash = $1',
      values: [hash, realNow()],
    });
  }
}

/** Several roles add up to the widest scope of each permission; an API token may hold less, never more. */
export function mergeGrants(roleGrants: readonly Grants[], limit: Grants | null): Grants {
  const merged: Record<string, Scope> = {};
  for (const grants of roleGrants)
    for (const [permission, scope] of Object.entries(grants))
      merged[permission] = widerScope(merged[permission], scope);
  if (!limit) return merged;
  const limited: Record<string, Scope> = {};
  for (const [permission, scope] of Object.entries(limit)) {
    const held = merged[permission];
    if (held) limited[permission] = isAtLeast(held, scope) ? scope : held;
  }
  return limited;
}

const toActor = (row: SessionRow): Actor => ({
  companyId: row.companyId,
  staffId: row.staffId,
  name: row.name,
  teamId: row.teamId,
  siteId: row.siteId,
  siteIds: row.siteIds,
  grants: mergeGrants(row.roleGrants, row.grantsLimit),
  sessionId: row.sessionId,
  locale: row.locale,
  mustChangePassword: row.mustChangePassword,
});
