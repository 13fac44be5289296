/** The shapes of customers on the wire. */
import { z } from 'zod';
import { customerTypes, formNames, grades, relationNames, sourceNames, stageNames } from '#core/customers/index.ts';
import { InstantOut, LocalDateText, PersonRef, Uuid, WhyNot, line, paragraph } from './kernel/shapes.ts';

export { line, paragraph };
export const Gender = z.enum(['male', 'female']);
export const Relation = z.enum(relationNames);
export const Flag = z.enum(['true', 'false']).transform((text) => text === 'true');

/** Free fields of the company: key → value; what the company has not defined is refused. */
export const Custom = z.record(z.string().max(40), z.union([z.string().max(500), z.number(), z.null()]));

export const profile = {
  kind: z.enum(['person', 'company']).optional(),
  type: z.enum(customerTypes).nullable().optional(),
  gender: Gender.nullable().optional(),
  source: z.enum(sourceNames).optional(),
  sourceDetail: line.optional(),
  segment: line.optional(),
  enquiry: paragraph.optional(),
  visitedOn: LocalDateText.nullable().optional(),
  note: paragraph.optional(),
  background: paragraph.optional(),
  suggestions: paragraph.optional(),
  noDealReason: paragraph.optional(),
  withdrawalReason: paragraph.optional(),
  important: z.boolean().optional(),
  confidential: z.boolean().optional(),
  custom: Custom.optional(),
};
/** Private fields: stored encrypted, shown masked. Absent keeps the value, null clears it. */
export const privateFields = {
  idNumber: line.nullable().optional(),
  address: line.nullable().optional(),
  postcode: line.nullable().optional(),
  email: line.nullable().optional(),
  wechat: line.nullable().optional(),
  fax: line.nullable().optional(),
  pager: line.nullable().optional(),
  website: line.nullable().optional(),
  bornOn: LocalDateText.nullable().optional(),
};
export const identifying = {
  phones: z.string().max(200).optional().describe('One or several, any spelling: spaces, dashes, +86, full width'),
  plates: z.array(line).max(10).optional(),
  cards: z.array(line).max(10).optional(),
};

export const RegisterCustomer = z.object({
  siteId: Uuid.nullable().optional().describe("Absent: the caller's own site"),
  form: z.enum(formNames).default('desk'),
  name: line,
  ...identifying,
  phoneDeclined: line.optional().describe('Why there is no phone'),
  ...profile,
  ...privateFields,
  grade: z.enum(grades).optional(),
  needs: paragraph.optional(),
  tags: z.array(line).max(20).optional(),
  referredBy: Uuid.nullable().optional(),
  householdOf: z.object({ customerId: Uuid, relation: Relation }).nullable().optional(),
  differentFrom: z.array(Uuid).max(50).default([]),
  differentFromStrangers: z.boolean().default(false),
});
export type RegisterCustomerInput = z.output<typeof RegisterCustomer>;

export const CustomerRow = z.object({
  id: Uuid,
  serial: z.number().int().nullable(),
  name: z.string(),
  kind: z.string(),
  type: z.string().nullable(),
  gender: z.string().nullable(),
  grade: z.string().nullable(),
  stage: z.string(),
  source: z.string(),
  segment: z.string(),
  phone: z.string().nullable().describe('Masked unless the house shows it to this reader'),
  owner: PersonRef.nullable(),
  ownedUntil: InstantOut.nullable(),
  site: PersonRef.nullable(),
  tags: z.array(z.string()),
  important: z.boolean(),
  confidential: z.boolean(),
  custom: Custom,
  registeredAt: InstantOut,
  lastActivityAt: InstantOut,
});
export type CustomerRowOut = z.output<typeof CustomerRow>;

export const CustomerFilters = z.object({
  q: z.string().trim().max(60).optional().describe('Name, pinyin, initials, phone or its tail, plate, card'),
  grade: z.string().optional().describe('A, B, C, D or several with commas'),
  stage: z.enum(stageNames).optional(),
  source: z.enum(sourceNames).optional(),
  type: z.enum(customerTypes).optional(),
  tag: line.optional(),
  ownerId: Uuid.optional(),
  unowned: Flag.optional(),
  siteId: Uuid.optional(),
  important: Flag.optional(),
  registeredFrom: LocalDateText.optional(),
  registeredTo: LocalDateText.optional(),
});
export type CustomerFiltersInput = z.input<typeof CustomerFilters>;

export const Person = z.object({
  id: Uuid,
  relation: z.string(),
  name: z.string(),
  gender: z.string().nullable(),
  position: z.string(),
  keys: z.array(z.object({ kind: z.string(), masked: z.string() })),
  /** Masked private fields that hold a value. */
  private: z.record(z.string(), z.string()),
});
export const By = { by: PersonRef.nullable(), at: InstantOut };

export const newClaimStates = ['submitted', 'confirmed', 'rejected', 'returned'] as const;
/** The form that claims a new customer: with the market branch, confirmed and on file, or not. */
export const NewClaim = z.object({
  id: Uuid,
  firstOn: z.string(),
  formName: z.string(),
  dueOn: z.string(),
  state: z.enum(newClaimStates),
  endedAt: InstantOut.nullable(),
  endedReason: z.string(),
  signers: z.array(PersonRef),
  filedAt: InstantOut.nullable().describe('Since when it is on file with internal affairs'),
  approvalId: Uuid.nullable(),
  journalId: Uuid,
  ...By,
});

export const CustomerDetail = CustomerRow.extend({
  version: z.number().int(),
  enquiry: z.string(),
  visitedOn: z.string().nullable(),
  sourceDetail: z.string(),
  note: z.string(),
  background: z.string(),
  suggestions: z.string(),
  noDealReason: z.string(),
  withdrawalReason: z.string(),
  phoneDeclined: z.string().nullable(),
  registeredBy: PersonRef.nullable(),
  referredBy: PersonRef.nullable(),
  referrals: z.array(PersonRef),
  mergedInto: Uuid.nullable(),
  trackingSheet: z.object({ needed: z.boolean(), openedAt: InstantOut.nullable() }),
  attention: z.object({ reception: z.enum(['normal', 'vip']), contactsMissing: z.number().int() }),
  nextStages: z.array(z.string()),
  people: z.array(Person),
  household: z.array(PersonRef).describe('Customers of the same household, when the house keeps them apart'),
  staff: z.array(z.object({ person: PersonRef, role: z.string(), since: InstantOut, until: InstantOut.nullable() })),
  grades: z.array(
    z.object({ from: z.string().nullable(), to: z.string(), reason: z.string(), journalId: Uuid, ...By }),
  ),
  sourceChecks: z.array(
    z.object({
      recorded: z.string(),
      told: z.string(),
      wasAsked: z.boolean(),
      matches: z.boolean(),
      note: z.string(),
      journalId: Uuid,
      ...By,
    }),
  ),
  interests: z.array(
    z.object({
      id: Uuid,
      product: z.string(),
      detail: z.string(),
      budgetMinFen: z.number().nullable(),
      budgetMaxFen: z.number().nullable(),
      ...By,
    }),
  ),
  needs: z.array(
    z.object({
      id: Uuid,
      text: z.string(),
      urgency: z.string().nullable(),
      feasibility: z.string().nullable(),
      advice: z.string().nullable(),
      forwardTo: z.array(z.string()),
      declinedReason: z.string().nullable(),
      answeredAt: InstantOut.nullable().describe('The first contact after it that reached the customer'),
      journalId: Uuid,
      ...By,
    }),
  ),
  files: z.array(z.object({ id: Uuid, name: z.string(), mediaType: z.string(), bytes: z.number(), ...By })),
  merges: z.array(z.object({ id: Uuid, absorbed: PersonRef, ...By, undoneAt: InstantOut.nullable(), journalId: Uuid })),
  business: z.object({
    transactions: z.array(
      z.object({ id: Uuid, on: z.string(), kind: z.string(), invoiceName: z.string(), number: z.string(), ...By }),
    ),
    newClaims: z.array(NewClaim).describe('Forms that claim a new customer'),
  }),
  missing: z.record(z.string(), z.array(z.string())).describe('Per form: the compulsory fields still empty'),
  revealsLeft: z.number().int(),
  whyNot: z.object({ reveal: WhyNot, edit: WhyNot, merge: WhyNot }),
});
export type CustomerDetailOut = z.output<typeof CustomerDetail>;

export const Stranger = z.object({
  exists: z.literal(true),
  ownerName: z.string().nullable(),
  until: InstantOut.nullable(),
  reasons: z.array(z.string()),
});
export const Recognised = z.object({
  known: z.array(z.object({ customer: CustomerRow, reasons: z.array(z.string()), confidence: z.number().int() })),
  strangers: z.array(Stranger).describe('Outside your scope: that somebody exists, whose and until when'),
});

export const Registered = z.object({
  kind: z.enum(['new', 'existing', 'household_member']),
  customerId: Uuid,
  personId: Uuid.nullable(),
  serial: z.number().int().nullable(),
  ownerName: z.string().nullable(),
  ownedUntil: InstantOut.nullable(),
  review: z.array(Uuid),
  journalId: Uuid,
});
export const Done = z.object({ journalId: Uuid });
export const Changed = z.object({ version: z.number().int(), journalId: Uuid });
export const one = z.object({ customerId: Uuid });
export const Version = z.number().int().min(1);
export const reason = line.optional();

export const CustomField = z.object({
  id: Uuid,
  key: z.string(),
  label: z.string(),
  type: z.enum(['text', 'number', 'date', 'choice']),
  options: z.array(z.string()),
  retired: z.boolean(),
});
export const BulkPick = {
  customerIds: z.array(Uuid).min(1).max(500).optional(),
  filters: CustomerFilters.optional().describe('Instead of ids: everything the filters find, bounded'),
};
export const Preview = z.object({
  count: z.number().int(),
  skipped: z.array(z.object({ id: Uuid, name: z.string(), reason: z.string() })),
  sample: z.array(z.object({ id: Uuid, name: z.string(), ownerName: z.string().nullable() })),
});
export const Duplicate = z.object({
  id: Uuid,
  one: CustomerRow,
  other: CustomerRow,
  reasons: z.array(z.string()),
  confidence: z.number().int(),
  foundBy: z.string(),
  foundAt: InstantOut,
});
export const TimelineEntry = z.object({
  id: Uuid,
  at: InstantOut,
  kind: z.string(),
  title: z.object({ zh: z.string(), en: z.string() }).describe('What happened, in a sentence'),
  by: PersonRef.nullable(),
  text: z.string(),
  detail: z.record(z.string(), z.unknown()),
  journalId: Uuid.nullable(),
});
