/**
 * Private fields at rest (S2.05.e3.crypto): AES-256-GCM under a data key per company, which is itself wrapped by a master key that
 * never enters the database. The master key comes from GUIKE_PRIVATE_KEY (32 bytes, base64) or from a file in the data folder.
 */
import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { customersRefusals } from '#contract/customers.ts';
import type { Context } from '#server/platform/context.ts';
import { Refused } from '#server/platform/refused.ts';

const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;

const masters = new Map<string, Buffer>();
let current: string | null = null;
const vaults = new Map<string, Vault>();

const keyIdOf = (key: Buffer): string =>
  createHash('sha256').update('guike.key-id').update(key).digest('hex').slice(0, 16);

const parseKey = (text: string): Buffer => {
  const key = Buffer.from(text.trim(), 'base64');
  if (key.length !== KEY_BYTES)
    throw new Error('GUIKE_PRIVATE_KEY must be 32 bytes in base64 / 私密密钥须为 32 字节的 base64');
  return key;
};

/** Reads the master key, or makes one in the data folder at the first start. */
export function unlock(dataDir: string, fromEnvironment: string | undefined): void {
  const key = fromEnvironment ? parseKey(fromEnvironment) : keyFromFile(dataDir);
  current = keyIdOf(key);
  masters.set(current, key);
}

function keyFromFile(dataDir: string): Buffer {
  const folder = join(dataDir, 'keys');
  const file = join(folder, 'private.key');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  try {
    // 'wx': the first of two servers starting together writes, the other reads what it wrote.
    writeFileSync(file, `${randomBytes(KEY_BYTES).toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return parseKey(readFileSync(file, 'utf8'));
}

const encrypt = (key: Buffer, plain: Buffer): string => {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64');
};

const decrypt = (key: Buffer, text: string): Buffer => {
  const bytes = Buffer.from(text, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV_BYTES));
  decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
};

export class Vault {
  private readonly dataKey: Buffer;
  private readonly hashKey: Buffer;
  constructor(dataKey: Buffer) {
    this.dataKey = dataKey;
    this.hashKey = Buffer.from(hkdfSync('sha256', dataKey, Buffer.alloc(0), 'guike.match', KEY_BYTES));
  }
  seal(value: Readonly<Record<string, string>>): string | null {
    return Object.keys(value).length === 0 ? null : encrypt(this.dataKey, Buffer.from(JSON.stringify(value)));
  }
  open(sealed: string | null): Record<string, string> {
    return sealed === null
      ? {}
      : (JSON.parse(decrypt(this.dataKey, sealed).toString('utf8')) as Record<string, string>);
  }
  sealBytes(bytes: Buffer): Buffer {
    return Buffer.from(encrypt(this.dataKey, bytes), 'base64');
  }
  openBytes(bytes: Buffer): Buffer {
    return decrypt(this.dataKey, bytes.toString('base64'));
  }
  /** Equal values give equal hashes; nobody without the key can try values out against them. */
  hash(kind: string, value: string): string {
    return createHmac('sha256', this.hashKey).update(`${kind}\0${value}`).digest('base64url');
  }
}

interface KeyRow {
  readonly keyId: string;
  readonly wrappedKey: string;
}

/** The company's vault; its data key is made at the first use, and one of two simultaneous first uses wins. */
export async function vaultOf(context: Pick<Context, 'tx' | 'now'>): Promise<Vault> {
  const { tx, now } = context;
  const known = vaults.get(tx.companyId);
  if (known) return known;
  const load = () =>
    tx.row<KeyRow>({
      text: 'select private_keys.key_id as "keyId", private_keys.wrapped_key as "wrappedKey" from private_keys where private_keys.company_id = $1',
      values: [tx.companyId],
    });
  let row = await load();
  if (!row) {
    const master = current ? masters.get(current) : undefined;
    if (!master || !current) throw new Refused('PRIVATE_KEY_MISSING', customersRefusals.PRIVATE_KEY_MISSING);
    await tx.run({
      text: 'insert into private_keys (company_id, key_id, wrapped_key, created_at) values ($1, $2, $3, $4) on conflict do nothing',
      values: [tx.companyId, current, encrypt(master, randomBytes(KEY_BYTES)), now],
    });
    row = await load();
    if (!row) throw new Error('the data key of the company could not be read back');
    // Not remembered yet: this transaction may still be rolled back, and with it the key.
    return openVault(row);
  }
  const vault = openVault(row);
  vaults.set(tx.companyId, vault);
  return vault;
}

function openVault(row: KeyRow): Vault {
  const master = masters.get(row.keyId);
  if (!master) throw new Refused('PRIVATE_KEY_MISSING', customersRefusals.PRIVATE_KEY_MISSING);
  return new Vault(decrypt(master, row.wrappedKey));
}
