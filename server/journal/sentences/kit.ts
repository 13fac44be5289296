/** What a sentence about a decision is made of. */
export interface Sentence {
  readonly zh: string;
  readonly en: string;
}

type Detail = Readonly<Record<string, unknown>>;

/** A recorded decision, as far as its sentence needs it. */
export interface Told {
  readonly kind: string;
  readonly input: Detail;
  readonly outcome: Detail;
  /** The name of a person, team, site or unit; '' when the id is unknown. */
  readonly name: (id: unknown) => string;
  /** An instant as the site's clock shows it. */
  readonly clock: (instant: unknown) => string;
}

export interface Kind {
  readonly title: Sentence;
  /** The outcome in one sentence; without it the title stands alone. */
  readonly summary?: (told: Told) => Sentence | null;
}
export type Kinds = Readonly<Record<string, Kind>>;
/** `{name}` is filled from the alternative's detail; ids become names, instants local times. */
export type Reasons = Readonly<Record<string, Sentence>>;

export const say = (zh: string, en: string): Sentence => ({ zh, en });

export const fill = (sentence: Sentence, values: Detail, told: Pick<Told, 'name' | 'clock'>): Sentence => {
  const word = (key: string): string => {
    const value = values[key];
    return told.name(value) || told.clock(value) || String(value ?? '');
  };
  const filled = (text: string): string => text.replace(/\{(\w+)\}/g, (_, key: string) => word(key));
  return { zh: filled(sentence.zh), en: filled(sentence.en) };
};

/** A value inside the outcome or the input, by path; undefined when it is not there. */
export function at(value: unknown, ...path: readonly string[]): unknown {
  let here = value;
  for (const key of path) {
    if (here === null || typeof here !== 'object') return undefined;
    here = (here as Record<string, unknown>)[key];
  }
  return here;
}

/** A word for a code, from a table; the code itself when the table does not know it. */
export const wordFor = (table: Readonly<Record<string, Sentence>>, code: unknown): Sentence =>
  table[String(code)] ?? say(String(code ?? ''), String(code ?? ''));
