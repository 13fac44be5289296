/** The kinds of decision about versions of a rulebook and the book of a site, as the journal names them. */
import type { Instant } from '../kernel/instant.ts';
import { type Given, kind } from '../kernel/kind.ts';
import {
  type AdoptionFacts,
  decideAdoption,
  decidePublish,
  type PublishFacts,
  type PublishInput,
} from './decide-version.ts';

interface From {
  readonly effectiveFrom: Instant | null;
}

export const rulebookKinds = {
  'rulebook.publish': kind({
    label: { zh: '发布制度', en: 'A version is published' },
    decide: ({ now }: Given<unknown>, facts: PublishFacts, input: PublishInput) => decidePublish(facts, input, now),
  }),
  'rulebook.adopt': kind({
    label: { zh: '门店改用制度', en: 'A site goes by another rulebook' },
    decide: ({ now }: Given<unknown>, facts: AdoptionFacts, input: From & { readonly bookId: string }) =>
      decideAdoption(facts, input.bookId, input.effectiveFrom, now),
  }),
};
