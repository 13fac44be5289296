/** What a form says about who somebody is: checked, normalised, and hashed where it must not be readable. */
import {
  addressKeyOf,
  cardKeyOf,
  foldText,
  maskAddress,
  maskEmail,
  maskIdNumber,
  nameKeyOf,
  plateKeyOf,
} from '#core/customers/index.ts';
import type { CustomerKey, FormValues, Identity } from '#core/customers/index.ts';
import { customersRefusals } from '#contract/customers.ts';
import { Refused } from '#server/platform/refused.ts';
import { idNumberKeyOf, isIdNumber, normalisePhones } from './normalise.ts';
import type { Vault } from './vault.ts';

export const privateNames = [
  'idNumber',
  'address',
  'postcode',
  'email',
  'wechat',
  'fax',
  'pager',
  'website',
  'bornOn',
] as const;
export type PrivateName = (typeof privateNames)[number];
export type PrivateInput = Readonly<Partial<Record<PrivateName, string | null>>>;

export interface IdentityInput extends PrivateInput {
  readonly name: string;
  readonly phones?: string;
  readonly plates?: readonly string[];
  readonly cards?: readonly string[];
}

export interface Identified {
  readonly identity: Identity;
  readonly addressHash: string | null;
  readonly private: Readonly<Record<string, string>>;
}

export const phonesOf = (text: string | undefined): readonly string[] => {
  const { valid, invalid } = normalisePhones(text ?? '');
  const wrong = invalid[0];
  if (wrong !== undefined)
    throw new Refused('PHONE_INVALID', customersRefusals.PHONE_INVALID, { field: 'phones', phone: wrong });
  return valid;
};

export function identify(vault: Vault, input: IdentityInput): Identified {
  const idNumber = idNumberKeyOf(input.idNumber ?? '');
  if (idNumber !== '' && !isIdNumber(idNumber))
    throw new Refused('ID_NUMBER_INVALID', customersRefusals.ID_NUMBER_INVALID, { field: 'idNumber' });
  const keys: CustomerKey[] = [
    ...phonesOf(input.phones).map((value) => ({ kind: 'phone' as const, value })),
    ...(idNumber === '' ? [] : [{ kind: 'id_number' as const, value: vault.hash('id_number', idNumber) }]),
    ...(input.cards ?? []).map((card) => ({ kind: 'card' as const, value: cardKeyOf(card) })),
    ...(input.plates ?? []).map((plate) => ({ kind: 'plate' as const, value: plateKeyOf(plate) })),
  ];
  const addressKey = addressKeyOf(input.address ?? '');
  const addressHash = addressKey === '' ? null : vault.hash('address', addressKey);
  const values = privateNames.flatMap((name) => {
    const value = foldText(input[name] ?? '');
    return value === '' ? [] : [[name, name === 'idNumber' ? idNumber : value]];
  });
  return {
    identity: {
      keys: keys.filter((key) => key.value !== ''),
      nameKey: nameKeyOf(input.name),
      addressKey: addressHash ?? '',
    },
    addressHash,
    private: Object.fromEntries(values) as Record<string, string>,
  };
}

/** A couple shares a phone: it stays with whoever had it first, the other one is found through the household. */
export const withoutKeysOf = (identified: Identified, head: Identity | undefined): Identified => ({
  ...identified,
  identity: {
    ...identified.identity,
    keys: identified.identity.keys.filter(
      (key) => !head?.keys.some((taken) => taken.kind === key.kind && taken.value === key.value),
    ),
  },
});

/** For the journal: equal stays equal, but a phone cannot be read from it. */
export const forJournal = (vault: Vault, identity: Identity): Identity => ({
  ...identity,
  keys: identity.keys.map((key) => ({ kind: key.kind, value: vault.hashForJournal(key.kind, key.value) })),
});

/** Whether a field is filled is a fact of the decision; what it holds is not. */
export const presence = (values: FormValues): FormValues =>
  Object.fromEntries(
    Object.entries(values).map(([field, value]) => [
      field,
      foldText(value ?? '') === '' ? null : field === 'name' ? value : '✓',
    ]),
  );

export const maskPrivate = (values: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, (maskOf[name as PrivateName] ?? (() => '***'))(value)]),
  );

const maskOf: Partial<Record<PrivateName, (value: string) => string>> = {
  idNumber: maskIdNumber,
  address: maskAddress,
  email: maskEmail,
  bornOn: (value) => `${value.slice(0, 4)}-**-**`,
};
