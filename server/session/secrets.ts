/**
 * Secrets that are shown once. The database keeps hashes only, so the answer to a command that was sent twice cannot be kept
 * there either: such a secret is derived from the caller's command id under a key that never enters the database, and comes out
 * the same each time. The key is derived from the installation's private key (environment or data folder).
 */
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const keys = new Map<string, Buffer>();

function keyOf(dataDir: string): Buffer {
  const known = keys.get(dataDir);
  if (known) return known;
  const text = process.env.GUIKE_PRIVATE_KEY ?? keyFile(dataDir);
  const master = Buffer.from(text.trim(), 'base64');
  if (master.length !== KEY_BYTES)
    throw new Error('the private key must be 32 bytes in base64 / 私密密钥须为 32 字节的 base64');
  const key = Buffer.from(hkdfSync('sha256', master, Buffer.alloc(0), 'guike.session', KEY_BYTES));
  keys.set(dataDir, key);
  return key;
}

function keyFile(dataDir: string): string {
  const folder = join(dataDir, 'keys');
  const file = join(folder, 'private.key');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  try {
    // 'wx': the first of two servers starting together writes, the other reads what it wrote.
    writeFileSync(file, `${randomBytes(KEY_BYTES).toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return readFileSync(file, 'utf8');
}

const derive = (dataDir: string, ...parts: readonly string[]): Buffer =>
  createHmac('sha256', keyOf(dataDir)).update(parts.join('\0')).digest();

export const tokenFor = (dataDir: string, companyId: string, commandId: string): string =>
  `gk_${derive(dataDir, 'token', companyId, commandId).toString('base64url')}`;

/** 128 bits for a link that is handed out and may have to be printed again; short, so that it fits a code a phone reads from a card. */
export const linkSecretFor = (dataDir: string, companyId: string, linkId: string): string =>
  derive(dataDir, 'link', companyId, linkId).subarray(0, 16).toString('base64url');

/** Stands for a secret in what is remembered of a command: the same for the same secret, of no use for guessing it. */
export const fingerprint = (dataDir: string, ...secrets: readonly string[]): string =>
  derive(dataDir, 'fingerprint', ...secrets).toString('base64url');

// No characters that look alike: a one-time password is often read out or copied by hand.
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';
const spell = (bytes: Buffer, length: number): string =>
  [...bytes.subarray(0, length)]
    .map((byte) => ALPHABET[byte % ALPHABET.length])
    .join('')
    .replace(/(.{4})(?=.)/g, '$1-');

export const oneTimePasswordFor = (dataDir: string, companyId: string, commandId: string, index = 0): string =>
  spell(derive(dataDir, 'password', companyId, commandId, String(index)), 12);
export const randomPassword = (): string => spell(randomBytes(12), 12);

export const recoveryCodesFor = (dataDir: string, companyId: string, commandId: string): string[] =>
  Array.from({ length: 10 }, (_, index) => spell(derive(dataDir, 'recovery', companyId, commandId, String(index)), 8));

export const totpSecretFor = (dataDir: string, companyId: string, commandId: string): Buffer =>
  derive(dataDir, 'totp', companyId, commandId).subarray(0, 20);

export function seal(dataDir: string, plain: string): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', keyOf(dataDir), iv);
  const sealed = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64');
}

export function open(dataDir: string, sealed: string): string {
  const bytes = Buffer.from(sealed, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', keyOf(dataDir), bytes.subarray(0, IV_BYTES));
  decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8');
}
