/** Folding of names, addresses, plates and cards to the form in which two spellings compare equal. Phones arrive normalised. */

const FULL_WIDTH_OFFSET = 0xfee0;

/** Full-width Latin letters, digits and punctuation to half width, and the ideographic space to a plain one. */
export const foldWidth = (text: string): string =>
  Array.from(text, (character) => {
    const code = character.codePointAt(0) ?? 0;
    if (code === 0x3000) return ' ';
    return code >= 0xff01 && code <= 0xff5e ? String.fromCodePoint(code - FULL_WIDTH_OFFSET) : character;
  }).join('');

/** Trimmed and folded, inner runs of spaces as one; upper and lower case still differ (AMB.N02: a name on paper). */
export const foldText = (text: string): string => foldWidth(text).trim().replace(/\s+/g, ' ');

const HONORIFICS = /(先生|女士|小姐|太太|总|经理)$/u;

/**
 * A name for comparing people: folded, lower case, no spaces or middle dots, no title. A bare surname with a title stays as it is,
 * because "王先生" names half the town.
 */
export const nameKeyOf = (name: string): string => {
  const bare = foldText(name)
    .toLowerCase()
    .replace(/[\s·•・.,,。]/gu, '');
  const untitled = bare.replace(HONORIFICS, '');
  return untitled.length >= 2 ? untitled : bare;
};

/** Whether a name says too little to match anybody by. */
export const isVagueName = (nameKey: string): boolean => nameKey.length < 2 || HONORIFICS.test(nameKey);

export const addressKeyOf = (address: string): string =>
  foldText(address)
    .toLowerCase()
    .replace(/[\s,,。.、;;::()()\-—_#]/gu, '');

/** "沪a·12345" and "沪A 12345" are one plate. */
export const plateKeyOf = (plate: string): string =>
  foldText(plate)
    .toUpperCase()
    .replace(/[\s·•・.-]/gu, '');

export const cardKeyOf = (card: string): string => foldText(card).toUpperCase().replace(/[\s-]/gu, '');
