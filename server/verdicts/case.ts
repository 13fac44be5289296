/** The file on one page: everything on record in order, both sides, the proposal, the rulings, and what the reader may do now. */
import type { z } from 'zod';
import { type DisputeFile, type disputeEntryKinds, verdicts as routes } from '#contract/verdicts.ts';
import { refuse } from '#core/kernel/decision.ts';
import type { Claim, ClaimFacts } from '#core/claims/index.ts';
import {
  type CaseFile,
  decideAgree,
  decideAppeal,
  decideDrop,
  decideMediate,
  decideOffer,
  decideVerdict,
  interestsIn,
  type JudgeFacts,
} from '#core/verdicts/index.ts';
import { leaderOf } from '#server/claims/index.ts';
import { canSee } from '#server/customers/index.ts';
import { titleOf } from '#server/journal/index.ts';
import { personOf, scopeOf } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { answer, type Endpoint } from '#server/platform/http.ts';
import { rulesOfVersion } from '#server/rulebook/index.ts';
import { leads, mayState } from './access.ts';
import { propose, proposalOut } from './propose.ts';
import { lacks, whyNot } from './said.ts';
import * as store from './store.ts';
import * as views from './views.ts';
import { frozenCase, gatherCase } from './views-case.ts';

type File = z.output<typeof DisputeFile>;
type Kind = (typeof disputeEntryKinds)[number];

const file = answer(routes.file, async (context, { params }) => {
  await views.requireReadable(context, params.disputeId);
  const { tx } = context;
  const dispute = await store.disputeById(tx, params.disputeId);
  const rules = await context.rules(dispute.siteId);
  const standing = dispute.state === 'settled' ? (dispute.rulings.at(-1)?.proposalId ?? null) : null;
  const frozen = standing === null ? null : await frozenCase(tx, standing);
  const gathered = frozen?.file ?? (await gatherCase(context, dispute));
  const masked = scopeOf(context.actor, 'customers.read') === null || !(await canSee(context, dispute.customerId));
  const rulings = await views.rulingsOf(context, dispute.id);
  const offer = dispute.state === 'settled' ? null : await store.offerStanding(tx, dispute.id);
  const drafts = entriesOf(gathered);
  const names = await views.namesOf(context, [
    ...drafts.flatMap(({ who, also }) => [who ?? '', ...also]),
    ...peopleIn(dispute, gathered, rulings),
  ]);
  const words = await views.wordsOf(
    context,
    drafts.flatMap(({ kind, id }) => (kind === 'contact' ? [id] : [])),
  );
  const me = personOf(context.actor);
  const named = (id: string) => ({ id, name: names.get(id) ?? '' });
  return {
    dispute: await views.disputeOut(context, dispute.id),
    masked,
    frozenAt: frozen?.at ?? null,
    people: [...new Set(peopleIn(dispute, gathered, rulings))].filter((id) => names.has(id)).map(named),
    timeline: drafts.map(({ who, also, ...entry }) => {
      const hidden = masked && who !== me && words.has(entry.id);
      return {
        ...entry,
        title: entry.kind === 'decision' ? titleOf(entry.detail) : null,
        who: who ? named(who) : null,
        also: also.map(named),
        text: hidden ? '' : (words.get(entry.id) ?? ''),
        hidden,
      };
    }),
    statements: await views.statementsOf(context, dispute.id),
    files: await views.filesOf(context, dispute.id),
    proposal: await (frozen
      ? proposalOut(
          context,
          (await rulesOfVersion(tx, frozen.versionId)) ?? rules,
          frozen.file,
          frozen.answers,
          frozen.at,
        )
      : proposalOut(context, rules, gathered, {})),
    rulings: rulings.map((ruling) => rulingOut(ruling, named)),
    offer: offer && offerOut(offer, named),
    whyNot: await reasons(context, dispute, gathered, offer),
  };
});

const peopleIn = (dispute: store.Dispute, gathered: CaseFile, rulings: readonly views.RulingView[]): string[] => [
  ...dispute.parties,
  ...interestsIn(gathered).map(({ staffId }) => staffId),
  ...rulings.flatMap(({ ownerId, judgeId, appellantId, ruling }) => [
    ...[ownerId, judgeId, appellantId].filter((id) => id !== null),
    ...[...(ruling?.performance ?? []), ...(ruling?.commission ?? [])].map(({ party }) => party),
  ]),
];

function rulingOut(
  row: views.RulingView,
  named: (id: string) => { id: string; name: string },
): File['rulings'][number] {
  const { ownerId, judgeId, appellantId, appealReason, appealedAt, ruling, ...rest } = row;
  const shares = (list: { party: string; percent: number }[]) =>
    list.map((share) => ({ ...share, name: named(share.party).name, fen: null }));
  return {
    ...rest,
    owner: ownerId === null ? null : named(ownerId),
    judge: judgeId === null ? null : named(judgeId),
    ruling: ruling && { performance: shares(ruling.performance), commission: shares(ruling.commission) },
    appeal: appellantId && appealedAt ? { by: named(appellantId), reason: appealReason ?? '', at: appealedAt } : null,
  };
}

function offerOut(offer: store.Offer, named: (id: string) => { id: string; name: string }): NonNullable<File['offer']> {
  const { id, byId, at, ruling, reason, agreedBy, journalId } = offer;
  const shares = (list: readonly { readonly party: string; readonly percent: number }[]) =>
    list.map((share) => ({ ...share, name: named(share.party).name, fen: null }));
  const shown = { performance: shares(ruling.performance), commission: shares(ruling.commission) };
  return { id, by: named(byId), at, ruling: shown, reason, agreedBy: agreedBy.map(named), journalId };
}

// ── the timeline ──

interface Draft {
  readonly id: string;
  readonly at: string;
  readonly kind: Kind;
  readonly detail: string;
  readonly who: string | null;
  readonly also: string[];
  readonly relation: 'own' | 'household' | 'referral';
  readonly journalId: string | null;
}

function entriesOf(gathered: CaseFile): Draft[] {
  const draft = (kind: Kind, at: string, id: string, who: string | null, more: Partial<Draft> = {}): Draft => ({
    ...{ id, at, kind, who, detail: '', also: [], relation: 'own', journalId: null },
    ...more,
  });
  const ofClaim = (claim: ClaimFacts & Partial<Pick<Claim, 'signedAt'>>, relation: Draft['relation']): Draft[] => [
    draft('claim_opened', claim.registeredAt, `${claim.id}.opened`, claim.ownerId, { relation }),
    ...(claim.signedAt
      ? [draft('claim_signed', claim.signedAt, `${claim.id}.signed`, claim.ownerId, { relation })]
      : []),
    ...(claim.endedAt
      ? [
          draft('claim_ended', claim.endedAt, `${claim.id}.ended`, claim.ownerId, {
            relation,
            detail: claim.endedReason ?? '',
          }),
        ]
      : []),
  ];
  const { registered, deal } = gathered;
  const entries = [
    draft('registered', registered.at, gathered.customerId, registered.by),
    ...gathered.claims.flatMap((claim) => ofClaim(claim, 'own')),
    ...(gathered.household?.claims ?? []).flatMap((claim) => ofClaim(claim, 'household')),
    ...(gathered.referral?.claims ?? []).flatMap((claim) => ofClaim(claim, 'referral')),
    ...gathered.visits.map((visit) =>
      draft('visit', visit.at, visit.id, visit.serverId, {
        detail: visit.row,
        also: [...visit.helpers, ...(visit.onBehalfOf ? [visit.onBehalfOf] : [])],
        journalId: visit.journalId,
      }),
    ),
    ...gathered.calls.map((call) =>
      draft('call', call.at, call.id, call.answeredBy, {
        also: call.wantsId ? [call.wantsId] : [],
        journalId: call.journalId,
      }),
    ),
    ...gathered.contacts.map((contact) =>
      draft('contact', contact.at, contact.id, contact.authorId, {
        detail: contact.channel,
        journalId: contact.journalId,
      }),
    ),
    ...(deal ? [draft('deal', deal.at, deal.id, null, { detail: deal.story.wish, journalId: deal.journalId })] : []),
  ];
  return withDecisions(entries, gathered.decisions).sort((a, b) =>
    a.at < b.at || (a.at === b.at && a.id < b.id) ? -1 : 1,
  );
}

/** What each of these decisions did stands in the file already: it is the "why?" of that entry rather than one of its own. */
const doneBy: Readonly<Record<string, Kind>> = {
  'customers.register': 'registered',
  'claims.register': 'claim_opened',
  'claims.sign': 'claim_signed',
  'claims.lapse': 'claim_ended',
  'claims.attribute': 'deal',
};

function withDecisions(entries: readonly Draft[], decisions: CaseFile['decisions']): Draft[] {
  const why = new Map(decisions.flatMap(({ id, at, kind }) => (doneBy[kind] ? [[`${doneBy[kind]} ${at}`, id]] : [])));
  const explained = entries.map((entry) => ({
    ...entry,
    journalId: entry.journalId ?? why.get(`${entry.kind} ${entry.at}`) ?? null,
  }));
  const told = new Set(explained.map(({ journalId }) => journalId));
  const others = decisions
    .filter(({ id }) => !told.has(id))
    .map(
      ({ id, at, kind, by }): Draft => ({
        ...{ id, at, kind: 'decision', detail: kind, who: by },
        also: [],
        relation: 'own',
        journalId: id,
      }),
    );
  return [...explained, ...others];
}

// ── what the reader may do ──

/** As whoever speaks now would be refused. */
const settled = ({ state, timeZone }: store.Dispute) =>
  state === 'settled' ? whyNot(refuse('DISPUTE_SETTLED', []), timeZone) : null;

async function reasons(
  context: Context,
  dispute: store.Dispute,
  gathered: CaseFile,
  offer: store.Offer | null,
): Promise<File['whyNot']> {
  const { timeZone, siteId } = dispute;
  const me = personOf(context.actor);
  const rules = (await context.rules(siteId)).values;
  const superior = leads(context, siteId);
  const facts = store.factsOf(dispute);
  const by = await views.settledBy(context, dispute);
  const proposed = propose(context, await context.rules(siteId), gathered, {});
  const judge: JudgeFacts = {
    dispute: facts,
    judge: superior ? await leaderOf(context, 'claims.rule') : { id: me, roles: [] },
    interests: interestsIn(gathered),
    proposal: proposed.accepted ? proposed.outcome : null,
    ownerIsActive: true,
  };
  const rule = (verdict: 'agreed' | 'ruling_disobeyed') =>
    superior
      ? whyNot(
          decideVerdict(rules, judge, { verdict, ruling: null, ownerId: null, reason: '' }, context.now),
          timeZone,
          by,
        )
      : lacks('claims.rule');
  const whole = [{ party: me, percent: 100 }];
  const terms = { dispute: facts, byId: me };
  return {
    offer: whyNot(decideOffer(terms, { ruling: { performance: whole, commission: whole } }), timeZone, by),
    agree: whyNot(decideAgree({ ...terms, offer }, { offerId: offer?.id ?? '' }), timeZone, by),
    state: mayState(context, dispute) ? settled(dispute) : lacks('claims.dispute'),
    mediate: whyNot(
      decideMediate({ state: dispute.state, parties: dispute.parties, by: { id: me, leads: superior } }),
      timeZone,
      by,
    ),
    drop: whyNot(
      decideDrop({ state: dispute.state, raisedBy: [dispute.openedBy, ...dispute.parties.slice(0, 1)], byId: me }),
      timeZone,
      by,
    ),
    settle: rule('agreed'),
    disobeyed: rule('ruling_disobeyed'),
    appeal: whyNot(decideAppeal(rules.verdicts, { dispute: facts, appellantId: me }, context.now), timeZone),
  };
}

const list = answer(routes.list, (context, { query }) => views.list(context, query));

export const disputeQueries: readonly Endpoint[] = [list, file];
