/** The second factor: six digits that change every half minute (RFC 6238), each good once, or a recovery code. */
import { Secret, TOTP } from 'otpauth';
import { hashToken } from '#server/platform/auth.ts';
import type { Tx } from '#server/platform/database.ts';
import { open } from './secrets.ts';
import type { Account } from './store.ts';
import * as store from './store.ts';

const STEP_MS = 30_000;
const WINDOW = 1; // clocks of phones are off by up to half a minute

const totpOf = (secret: Secret, label: string): TOTP =>
  new TOTP({ issuer: 'Guike', label, secret, digits: 6, period: 30 });

export const keyUri = (secret: Buffer, label: string): { secret: string; uri: string } => {
  const totp = totpOf(new Secret({ buffer: new Uint8Array(secret).buffer }), label);
  return { secret: totp.secret.base32, uri: totp.toString() };
};

const stepOf = (secretBase32: string, code: string): number | null => {
  const timestamp = Date.now();
  const delta = totpOf(Secret.fromBase32(secretBase32), '').validate({ token: code, timestamp, window: WINDOW });
  return delta === null ? null : Math.floor(timestamp / STEP_MS) + delta;
};

export const recoveryHash = (code: string): string => hashToken(`recovery:${code.replaceAll('-', '').toLowerCase()}`);

/** Uses the code up when it is right. */
export async function codeMatches(tx: Tx, dataDir: string, person: Account, typed: string): Promise<boolean> {
  if (!person.totpSecret) return false;
  const code = typed.replace(/\s/g, '');
  if (!/^\d{6}$/.test(code)) return store.spendRecoveryCode(tx, person.id, recoveryHash(code));
  const step = stepOf(open(dataDir, person.totpSecret), code);
  return step !== null && store.spendTotpStep(tx, person.id, step);
}
