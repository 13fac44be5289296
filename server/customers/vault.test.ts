import { mkdtempSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { unlock, Vault, vaultOf } from './vault.ts';

const key = Buffer.alloc(32, 7);

describe('the vault', () => {
  test('[S2.05.e3.crypto] what is sealed opens with its key only, and a changed byte is noticed', () => {
    const vault = new Vault(key);
    const sealed = vault.seal({ idNumber: '11010519491231002X' });
    expect(sealed).not.toContain('1101');
    expect(vault.open(sealed)).toEqual({ idNumber: '11010519491231002X' });
    expect(vault.seal({ idNumber: '11010519491231002X' })).not.toBe(sealed);
    expect(() => new Vault(Buffer.alloc(32, 8)).open(sealed)).toThrow();
    const bytes = Buffer.from(sealed ?? '', 'base64');
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    expect(() => vault.open(bytes.toString('base64'))).toThrow();
  });
  test('equal values hash alike under one key and differently under another', () => {
    const [one, other] = [new Vault(key), new Vault(Buffer.alloc(32, 8))];
    expect(one.hash('id_number', 'A')).toBe(new Vault(key).hash('id_number', 'A'));
    expect(one.hash('id_number', 'A')).not.toBe(one.hash('address', 'A'));
    expect(one.hash('id_number', 'A')).not.toBe(other.hash('id_number', 'A'));
  });
  test('a server without the key goes on with what needs none, and refuses the rest by its code', () => {
    const blind = new Vault(null);
    expect(blind.seal({})).toBeNull();
    expect(blind.openIfPossible(new Vault(key).seal({ address: 'x' }))).toEqual({});
    expect(blind.hashForJournal('phone', '1')).toBe(new Vault(null).hashForJournal('phone', '1'));
    for (const refused of [
      () => blind.seal({ address: 'x' }),
      () => blind.open(new Vault(key).seal({ address: 'x' })),
      () => blind.hash('id_number', 'A'),
    ])
      expect(refused).toThrow('PRIVATE_KEY_MISSING');
  });
  test('the master key is made once, readable by its owner only, and never taken from a broken text', () => {
    const folder = mkdtempSync(join(tmpdir(), 'guike-vault-'));
    unlock(folder, undefined);
    const file = join(folder, 'keys', 'private.key');
    const made = readFileSync(file, 'utf8');
    unlock(folder, undefined);
    expect(readFileSync(file, 'utf8')).toBe(made);
    expect(statSync(file).mode & 0o077).toBe(0);
    expect(() => unlock(folder, 'c2hvcnQ=')).toThrow(/32/);
  });
  test('a company whose key was wrapped elsewhere is served without its private data', async () => {
    const row = { keyId: 'unknown', wrappedKey: 'x' };
    const tx = { companyId: '018f0000-0000-7000-8000-0000000000cc', row: async () => row };
    const vault = await vaultOf({ tx: tx as never, now: '2024-03-04T01:00:00.000Z' });
    expect(vault.openIfPossible('anything')).toEqual({});
  });
});
