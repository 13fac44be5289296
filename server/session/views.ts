/** What the frame of every page needs to know about who is signed in, and the list of their sessions. */
import type { SessionBody } from '#contract/session.ts';
import type { session as contract } from '#contract/session.ts';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { isPasswordDue } from '#core/organisation/index.ts';
import { commonRefusals } from '#contract/kernel/refusal.ts';
import type { Actor } from '#server/platform/actor.ts';
import { personOf } from '#server/platform/actor.ts';
import { realNow } from '#server/platform/clock.ts';
import type { Context } from '#server/platform/context.ts';
import { Refused } from '#server/platform/refused.ts';

interface Row {
  readonly companyName: string;
  readonly name: string;
  readonly title: string;
  readonly locale: string;
  readonly mustChangePassword: boolean;
  readonly passwordChangedAt: string | null;
  readonly totpEnabled: boolean;
  readonly unread: number;
  readonly sites: SessionBody['sites'];
}

/** The switcher offers every site to those who may see the whole organisation. */
const seesEverySite = (actor: Actor): boolean => actor.grants['organisation.read'] === 'company';

export async function sessionBody(context: Pick<Context, 'tx' | 'rules'>, actor: Actor): Promise<SessionBody> {
  const row = await context.tx.row<Row>({
    name: 'session.body',
    text: `select companies.name as "companyName", staff.name, staff.title, staff.locale, staff.must_change_password as "mustChangePassword",
        staff.password_changed_at as "passwordChangedAt", staff.totp_enabled_at is not null as "totpEnabled",
        (select count(*) from (select 1 from notices where notices.company_id = $1 and notices.staff_id = $2
          and notices.read_at is null limit 100) as unread_notices) as unread,
        coalesce((select jsonb_agg(jsonb_build_object('id', sites.id, 'name', sites.name, 'kind', sites.kind, 'timeZone', sites.time_zone)
          order by sites.created_at, sites.id) from sites
          where sites.company_id = $1 and sites.closed_at is null and ($3 or sites.id = any($4))), '[]'::jsonb) as sites
      from staff join companies on companies.id = staff.company_id where staff.company_id = $1 and staff.id = $2`,
    values: [context.tx.companyId, actor.staffId, seesEverySite(actor), actor.siteIds],
  });
  if (!row) throw new Refused('NOT_SIGNED_IN', commonRefusals.NOT_SIGNED_IN);
  const { values } = await context.rules(actor.siteId);
  const timeZone = row.sites.find((site) => site.id === actor.siteId)?.timeZone ?? 'Asia/Shanghai';
  return {
    company: { id: context.tx.companyId, name: row.companyName },
    person: { id: personOf(actor), name: row.name, title: row.title },
    siteId: actor.siteId,
    teamId: actor.teamId,
    sites: row.sites,
    grants: actor.grants,
    locale: row.locale,
    mustChangePassword: row.mustChangePassword,
    passwordDue: isPasswordDue(values.organisation, row.passwordChangedAt, realNow(), timeZone),
    totpEnabled: row.totpEnabled,
    sessionId: actor.sessionId,
    unreadNotices: row.unread,
  };
}

type SessionRows = ResponseOf<typeof contract.sessions>['rows'];
const SESSIONS_SHOWN = 100; // a person has a handful; more would be a sign of trouble

export const sessionsOf = (context: Context, staffId: string): Promise<SessionRows> =>
  context.tx.rows({
    text: `select sessions.id, sessions.kind, sessions.label, sessions.created_at as "createdAt", sessions.last_seen_at as "lastSeenAt",
        sessions.expires_at as "expiresAt", sessions.address, sessions.user_agent as "userAgent", sessions.grants_limit as "grantsLimit",
        coalesce(sessions.id = $3, false) as "isCurrent"
      from sessions where sessions.company_id = $1 and sessions.staff_id = $2 and sessions.revoked_at is null
        and (sessions.expires_at is null or sessions.expires_at > $4)
      order by sessions.last_seen_at desc, sessions.id desc limit ${SESSIONS_SHOWN}`,
    values: [context.tx.companyId, staffId, context.actor.sessionId, realNow()],
  });
