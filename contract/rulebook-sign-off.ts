/** Sign-off 签收: staff read and sign the version in force; who has, who has not, reminders, and the printed page. */
import { z } from 'zod';
import { command, query } from './kernel/route.ts';
import { InstantOut, PersonRef, pageOf, pageQuery, Uuid, WhyNot } from './kernel/shapes.ts';
import { RulebookDocument } from './rulebook-document.ts';
import { rulebookRefusals } from './rulebook-refusals.ts';

const params = z.object({ rulebookId: Uuid });
const SiteRef = z.object({ id: Uuid, name: z.string() });

export const RulebookToSign = z.object({
  rulebookId: Uuid,
  title: z.string(),
  versionId: Uuid,
  number: z.number(),
  effectiveFrom: InstantOut,
  sites: z.array(SiteRef).describe('Sites of mine that go by it'),
  signedAt: InstantOut.nullable(),
  /** Number of the newest earlier version I signed; the diff between both is what is new to me. */
  signedBefore: z.number().nullable(),
});
export const RulebookSignature = z.object({
  person: PersonRef,
  site: SiteRef,
  signedAt: InstantOut.nullable(),
  /** When a reminder last went out to somebody who has not signed. */
  remindedAt: InstantOut.nullable(),
});
const filter = {
  number: z.coerce.number().int().min(1).optional().describe('Omitted: the version in force'),
  siteId: Uuid.optional().describe('Omitted: every site I may see'),
};

export const signOff = {
  mine: query({
    path: '/rulebook-signatures',
    may: 'rulebook.sign',
    summary: { zh: '我的签收', en: 'The rulebooks in force for me, signed or not' },
    response: z.object({ rows: z.array(RulebookToSign), due: z.number().describe('Not signed yet') }),
  }),
  sign: command({
    path: '/rulebooks/:rulebookId/signatures',
    may: 'rulebook.sign',
    summary: { zh: '签收制度', en: 'Sign the version in force' },
    params,
    body: { number: z.number().int().min(1).describe('The version that was read') },
    response: z.object({ rulebookId: Uuid, number: z.number(), signedAt: InstantOut, journalId: Uuid }),
    refusals: rulebookRefusals,
  }),
  signatures: query({
    path: '/rulebooks/:rulebookId/signatures',
    may: 'rulebook.sign',
    summary: { zh: '签收情况', en: 'Who has signed and who has not' },
    params,
    query: z.object({ ...pageQuery, ...filter, state: z.enum(['signed', 'missing']).optional() }),
    response: pageOf(RulebookSignature).extend({
      number: z.number(),
      signed: z.number().describe('Of everybody I may see'),
      missing: z.number(),
      whyNot: z.object({ remind: WhyNot }),
    }),
  }),
  remind: command({
    path: '/rulebooks/:rulebookId/reminders',
    may: 'rulebook.sign',
    summary: { zh: '提醒签收', en: 'Remind those who have not signed' },
    params,
    body: { siteId: Uuid.optional().describe('Omitted: every site I may see') },
    response: z.object({ reminded: z.number(), journalId: Uuid.nullable() }),
    refusals: rulebookRefusals,
  }),
  printed: query({
    path: '/rulebooks/:rulebookId/print',
    may: 'rulebook.read',
    summary: { zh: '制度与签收页（打印）', en: 'The text and its signatures, for printing' },
    params,
    query: z.object(filter),
    response: z.object({
      document: RulebookDocument,
      company: z.string(),
      signatures: z.array(RulebookSignature).describe('Of those I may see'),
      printedAt: InstantOut,
      /** Stands under the text, so that two prints can be told apart. */
      fingerprint: z.string(),
    }),
  }),
};

/** A file answer, not JSON: the Markdown of a version or of a draft, as an attachment. */
export const sourceFilePath = '/rulebooks/:rulebookId/source.md';
/** The printed page as a PDF: the text, and the signatures of those the reader may see. */
export const printFilePath = '/rulebooks/:rulebookId/print.pdf';
export const draftFilePath = '/rulebook-drafts/:draftId/source.md';
