/** Sessions, accounts and what belongs to signing in. Sessions are found by the hash of their token; nothing else of it is kept. */
import { realNow } from '#server/platform/clock.ts';
import { hashToken } from '#server/platform/auth.ts';
import type { Database, Tx } from '#server/platform/database.ts';
import { newId } from '#server/platform/database.ts';
import type { Grants } from '#contract/kernel/permissions.ts';

export interface Account {
  readonly id: string;
  readonly name: string;
  readonly status: 'active' | 'on_leave' | 'left';
  readonly siteId: string | null;
  readonly username: string | null;
  readonly phone: string | null;
  readonly locale: string;
  readonly passwordHash: string | null;
  readonly passwordChangedAt: string | null;
  readonly mustChangePassword: boolean;
  readonly totpSecret: string | null;
  readonly totpEnabledAt: string | null;
  readonly totpLastStep: number | null;
  readonly recoveryHashes: readonly string[];
}

export const account = (tx: Tx, staffId: string): Promise<Account | null> =>
  tx.row<Account>({
    name: 'session.account',
    text: `select staff.id, staff.name, staff.status, staff.site_id as "siteId", staff.username, staff.phone, staff.locale,
      staff.password_hash as "passwordHash", staff.password_changed_at as "passwordChangedAt",
      staff.must_change_password as "mustChangePassword", staff.totp_secret_enc as "totpSecret",
      staff.totp_enabled_at as "totpEnabledAt", staff.totp_last_step as "totpLastStep", staff.recovery_hashes as "recoveryHashes"
      from staff where staff.company_id = $1 and staff.id = $2`,
    values: [tx.companyId, staffId],
  });

export const loginOf = async (
  database: Database,
  names: readonly string[],
): Promise<{ companyId: string; staffId: string } | null> => {
  const [row] = await database.system<{ companyId: string; staffId: string }>({
    name: 'session.login',
    text: `select logins.company_id as "companyId", logins.staff_id as "staffId" from logins where logins.name = any($1) limit 1`,
    values: [names],
  });
  return row ?? null;
};

export interface NewSession {
  readonly token: string;
  readonly staffId: string;
  readonly kind: 'browser' | 'token';
  readonly label?: string;
  readonly grantsLimit?: Grants | null;
  readonly expiresAt: string | null;
  readonly address?: string | null;
  readonly userAgent?: string | null;
  readonly id?: string;
}

export async function insertSession(tx: Tx, session: NewSession): Promise<string> {
  const id = session.id ?? newId();
  const now = realNow();
  await tx.run({
    text: `insert into sessions (token_hash, id, company_id, staff_id, kind, label, grants_limit, created_at, last_seen_at, expires_at,
        address, user_agent) values ($1, $2, $3, $4, $5, $6, $7, $8, $8, $9, $10, $11)`,
    values: [
      hashToken(session.token),
      id,
      tx.companyId,
      session.staffId,
      session.kind,
      session.label ?? '',
      session.grantsLimit ? JSON.stringify(session.grantsLimit) : null,
      now,
      session.expiresAt,
      session.address ?? null,
      session.userAgent?.slice(0, 300) ?? null,
    ],
  });
  return id;
}

/** Ends sessions of one person: all of them, or all browsers but the one in use. Returns how many. */
export const revokeSessions = (
  tx: Tx,
  staffId: string,
  which: { kinds: readonly ('browser' | 'token')[]; except?: string | null },
): Promise<number> =>
  tx.run({
    text: `update sessions set revoked_at = $4 where company_id = $1 and staff_id = $2 and revoked_at is null and kind = any($3)
      and ($5::uuid is null or id <> $5)`,
    values: [tx.companyId, staffId, which.kinds, realNow(), which.except ?? null],
  });

export const revokeSession = (tx: Tx, staffId: string, sessionId: string): Promise<number> =>
  tx.run({
    text: 'update sessions set revoked_at = $4 where company_id = $1 and staff_id = $2 and id = $3 and revoked_at is null',
    values: [tx.companyId, staffId, sessionId, realNow()],
  });

export const setPassword = (tx: Tx, staffId: string, hash: string, mustChange: boolean): Promise<number> =>
  tx.run({
    text: `update staff set password_hash = $3, must_change_password = $4, password_changed_at = $5 where company_id = $1 and id = $2`,
    values: [tx.companyId, staffId, hash, mustChange, realNow()],
  });

export const setTotp = (
  tx: Tx,
  staffId: string,
  totp: { secret: string | null; enabledAt: string | null; recoveryHashes: readonly string[] },
): Promise<number> =>
  tx.run({
    text: `update staff set totp_secret_enc = $3, totp_enabled_at = $4, recovery_hashes = $5, totp_last_step = null
      where company_id = $1 and id = $2`,
    values: [tx.companyId, staffId, totp.secret, totp.enabledAt, totp.recoveryHashes],
  });

/** A code is good once: false when this step, or a later one, was used already. */
export const spendTotpStep = async (tx: Tx, staffId: string, step: number): Promise<boolean> =>
  (await tx.run({
    text: `update staff set totp_last_step = $3 where company_id = $1 and id = $2 and coalesce(totp_last_step, -1) < $3`,
    values: [tx.companyId, staffId, step],
  })) === 1;

export const spendRecoveryCode = async (tx: Tx, staffId: string, codeHash: string): Promise<boolean> =>
  (await tx.run({
    text: `update staff set recovery_hashes = array_remove(recovery_hashes, $3) where company_id = $1 and id = $2 and $3 = any(recovery_hashes)`,
    values: [tx.companyId, staffId, codeHash],
  })) === 1;
