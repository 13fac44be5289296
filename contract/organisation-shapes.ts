/** Sites, teams, people, rights, instructions and reports as they are sent. */
import { z } from 'zod';
import { scopes } from './kernel/permissions.ts';
import { InstantOut, LocalDateText, PersonRef, Uuid, WhyNot } from './kernel/shapes.ts';
import { GrantsShape, siteKinds } from './session.ts';

export const line = (max: number) => z.string().trim().max(max);
export const name = line(60).min(1);
export const Version = z.int().min(1).describe('The version this change was made from');
export const Done = z.object({ id: Uuid, version: z.int(), journalId: Uuid });
export const text = (zh: string, en: string) => ({ zh, en });
// ── sites and teams ──

export const Site = z.object({
  id: Uuid,
  name: z.string(),
  kind: z.enum(siteKinds),
  timeZone: z.string(),
  opensAt: z.string(),
  closesAt: z.string(),
  closedAt: InstantOut.nullable(),
  people: z.int(),
  version: z.int(),
});

export const Team = z.object({
  id: Uuid,
  siteId: Uuid,
  name: z.string(),
  leader: PersonRef.nullable(),
  people: z.int(),
  endedAt: InstantOut.nullable(),
  version: z.int(),
});

export const siteId = z.object({ siteId: Uuid });
export const teamId = z.object({ teamId: Uuid });
export const staffId = z.object({ staffId: Uuid });
// ── staff ──

export const staffStatuses = ['active', 'on_leave', 'left'] as const;

export const RoleRef = z.object({ id: Uuid, key: z.string(), zh: z.string(), en: z.string() });

export const StaffRow = z.object({
  id: Uuid,
  number: z.string().nullable(),
  name: z.string(),
  post: z.string().nullable(),
  title: z.string(),
  status: z.enum(staffStatuses),
  siteId: Uuid.nullable(),
  siteName: z.string().nullable(),
  teamId: Uuid.nullable(),
  teamName: z.string().nullable(),
  superior: PersonRef.nullable(),
  roles: z.array(RoleRef),
  username: z.string().nullable().describe('Only for those who manage staff, and for oneself'),
  phone: z.string().nullable().describe('Only for those who manage staff, and for oneself'),
  version: z.int(),
});

export const StaffMember = StaffRow.extend({
  mentor: PersonRef.nullable(),
  subordinates: z.array(PersonRef),
  siteIds: z.array(Uuid).describe('Further sites this person works at'),
  hiredOn: LocalDateText.nullable(),
  probationUntil: LocalDateText.nullable(),
  leaveFrom: LocalDateText.nullable(),
  leaveUntil: LocalDateText.nullable(),
  leftAt: InstantOut.nullable(),
  note: z.string(),
  canSignIn: z.boolean(),
  mustChangePassword: z.boolean(),
  totpEnabled: z.boolean(),
  whyNot: z.object({ manage: WhyNot, grantRoles: WhyNot }),
});

export const staffFields = {
  name,
  number: line(30).nullable().optional(),
  post: line(40).nullable().optional().describe('Key of a post (GET /posts)'),
  title: line(60).optional(),
  username: line(32).nullable().optional(),
  phone: line(30).nullable().optional(),
  superiorId: Uuid.nullable()
    .optional()
    .describe('Absent: as the rulebook says (team leader, else whoever enters the person)'),
  mentorId: Uuid.nullable().optional(),
  hiredOn: LocalDateText.nullable().optional(),
  note: line(2000).optional(),
};

// ── rights ──

export const Role = z.object({
  id: Uuid,
  key: z.string(),
  zh: z.string(),
  en: z.string(),
  grants: GrantsShape,
  people: z.int(),
  isShipped: z.boolean(),
  version: z.int(),
});

export const Right = z.object({
  permission: z.string(),
  zh: z.string(),
  en: z.string(),
  scope: z.enum(scopes).nullable().describe('null: denied, no role grants it'),
  reach: z.object({ zh: z.string(), en: z.string() }).nullable().describe('Whom the scope reaches, in words'),
  from: z.array(z.object({ role: RoleRef, scope: z.enum(scopes) })),
});

export const Rights = z.object({
  person: PersonRef,
  site: PersonRef.nullable(),
  team: PersonRef.nullable(),
  roles: z.array(RoleRef),
  limitedByToken: z.boolean(),
  rows: z.array(Right),
});

// ── the line ──

export const instructionForms = ['oral', 'written', 'meeting'] as const;

export const upwardKinds = ['report', 'appeal', 'suggestion', 'market_feedback'] as const;
export const part = line(1000).nullable().optional();

export const InstructionRow = z.object({
  id: Uuid,
  issuer: PersonRef,
  receiver: PersonRef,
  form: z.enum(instructionForms),
  who: z.string(),
  what: z.string(),
  finishTime: z.string(),
  place: z.string(),
  actionPlan: z.string(),
  control: z.string(),
  dueAt: InstantOut.nullable(),
  special: z.string().nullable(),
  state: z.enum(['issued', 'done', 'evaluated', 'withdrawn']),
  result: z.string(),
  evaluation: z.string(),
  issuedAt: InstantOut,
  version: z.int(),
  journalId: Uuid,
});

export const UpwardRow = z.object({
  id: Uuid,
  sender: PersonRef,
  addressee: PersonRef,
  kind: z.enum(upwardKinds),
  body: z.string(),
  acrossLevels: z.boolean(),
  sentAt: InstantOut,
  answer: z.string().nullable(),
  answeredAt: InstantOut.nullable(),
  journalId: Uuid,
});

export const instructionId = z.object({ instructionId: Uuid });
export const box = z.enum(['received', 'sent']).default('received');
