/** The names under which somebody signs in: a user name, or their phone in whatever spelling they type it. */

/** Lower case, full width folded. At least one letter, so that it can never be mistaken for somebody's phone. */
export function usernameOf(text: string): string | null {
  const name = text.normalize('NFKC').trim().toLowerCase();
  return /^[\p{L}\p{N}._-]{2,32}$/u.test(name) && /\p{L}/u.test(name) ? name : null;
}

/** Digits only, the Chinese country code dropped: "+86 138-0000-0001" and "13800000001" are one name. */
export function loginPhoneOf(text: string): string | null {
  const digits = text.normalize('NFKC').replace(/[\s\-().·]/g, '');
  const match = /^(?:\+|00)?(\d{7,15})$/.exec(digits);
  if (!match?.[1]) return null;
  return match[1].replace(/^86(?=1\d{10}$)/, '');
}

/** Under which stored names a typed one is looked for. */
export const loginNamesOf = (text: string): readonly string[] =>
  [loginPhoneOf(text), usernameOf(text)].filter((name): name is string => name !== null);
