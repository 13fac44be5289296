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

const keyMissing = (): Refused => new Refused('PRIVATE_KEY_MISSING', customersRefusals.PRIVATE_KEY_MISSING);

/** Without the key the desk goes on: what was sealed stays sealed, and only what would need the key is refused. */
const blindKey = randomBytes(KEY_BYTES);

export class Vault {
  private readonly dataKey: Buffer | null;
  private readonly hashKey: Buffer;
  constructor(dataKey: Buffer | null) {
    this.dataKey = dataKey;
    this.hashKey = Buffer.from(hkdfSync('sha256', dataKey ?? blindKey, Buffer.alloc(0), 'guike.match', KEY_BYTES));
  }
  private get key(): Buffer {
    if (!this.dataKey) throw keyMissing();
    return this.dataKey;
  }
  seal(value: Readonly<Record<string, string>>): string | null {
    return Object.keys(value).length === 0 ? null : encrypt(this.key, Buffer.from(JSON.stringify(value)));
  }
  open(sealed: string | null): Record<string, string> {
    if (sealed === null) return {};
    return JSON.parse(decrypt(this.key, sealed).toString('utf8')) as Record<string, string>;
  }
  /** For showing masks: without the key there is nothing to show. What is opened here must not be sealed again. */
  openIfPossible(sealed: string | null): Record<string, string> {
    return this.dataKey ? this.open(sealed) : {};
  }
  sealBytes(bytes: Buffer): Buffer {
    return Buffer.from(encrypt(this.key, bytes), 'base64');
  }
  openBytes(bytes: Buffer): Buffer {
    return decrypt(this.key, bytes.toString('base64'));
  }
  /** Equal values give equal hashes; nobody without the key can try values out against them. */
  hash(kind: 'id_number' | 'address', value: string): string {
    if (!this.dataKey) throw keyMissing();
    return this.digest(kind, value);
  }
  /** For the journal: values are told apart inside one entry, which works without the key as well. */
  hashForJournal(kind: string, value: string): string {
    return this.digest(`journal.${kind}`, value);
  }
  private digest(kind: string, value: string): string {
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
    if (!master || !current) return new Vault(null);
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
  if (masters.has(row.keyId)) vaults.set(tx.companyId, vault);
  return vault;
}

let warned = false;

function openVault(row: KeyRow): Vault {
  const master = masters.get(row.keyId);
  if (master) return new Vault(decrypt(master, row.wrappedKey));
  if (!warned)
    process.emitWarning('本服务器缺少私密信息的密钥 / this server lacks the key to private data (GUIKE_PRIVATE_KEY)');
  warned = true;
  return new Vault(null);
}
