/**
 * The shipped roles and what each may do, how far: the visibility matrix as one row per permission. What is not named is denied.
 * A house may change its roles afterwards; these are what it starts with.
 */
export const scopeNames = ['self', 'team', 'site', 'company'] as const;
export type Scope = (typeof scopeNames)[number];
export type Grants = Readonly<Record<string, Scope>>;

export const roleKeys = [
  'consultant',
  'team_leader',
  'supervisor',
  'sales_assistant',
  'front_desk',
  'steward',
  'market_specialist',
  'manager',
  'finance',
  'customer_service',
  'archivist',
  'director',
  'general_manager',
  'administrator',
] as const;
export type RoleKey = (typeof roleKeys)[number];

export const roleNames: Readonly<Record<RoleKey, { readonly zh: string; readonly en: string }>> = {
  consultant: { zh: '销售顾问', en: 'Consultant' },
  team_leader: { zh: '销售组长', en: 'Team leader' },
  supervisor: { zh: '主管', en: 'Supervisor' },
  sales_assistant: { zh: '销售助理（内勤）', en: 'Sales assistant' },
  front_desk: { zh: '前台（接线生）', en: 'Front desk and operator' },
  steward: { zh: '5S 管理员', en: '5S steward' },
  market_specialist: { zh: '市场专员', en: 'Market specialist' },
  manager: { zh: '部门经理', en: 'Department manager' },
  finance: { zh: '财务', en: 'Finance' },
  customer_service: { zh: '客服', en: 'Customer service' },
  archivist: { zh: '档案管理员', en: 'Archivist' },
  director: { zh: '销售总监', en: 'Sales director' },
  general_manager: { zh: '总经理', en: 'General manager' },
  administrator: { zh: '系统管理员', en: 'Administrator' },
};

type Row = Readonly<Partial<Record<RoleKey, Scope>>>;
const everybody = (scope: Scope): Row => Object.fromEntries(roleKeys.map((key) => [key, scope]));

/**
 * Permission → role → scope. A department is the sites its manager works at, so a department manager holds "site"; the general
 * manager inspects the company. Nobody manages people who may do more than they: whoever holds "organisation.staff" over a company holds
 * all that its floor does. Each capability adds its own rows.
 */
export const grantMatrix: Readonly<Record<string, Row>> = {
  // ── organisation ──
  'system.administer': { administrator: 'company' },
  'organisation.read': {
    ...everybody('site'),
    finance: 'company',
    director: 'company',
    general_manager: 'company',
    administrator: 'company',
  },
  'organisation.staff': { manager: 'site', director: 'company', general_manager: 'company', administrator: 'company' },
  'organisation.sites': { director: 'company', general_manager: 'company', administrator: 'company' },
  'organisation.roles': { administrator: 'company' },
  'organisation.rights': {
    supervisor: 'site',
    manager: 'site',
    director: 'company',
    general_manager: 'company',
    administrator: 'company',
  },
  // ── rulebook and journal ──
  'rulebook.read': everybody('company'),
  'rulebook.publish': { director: 'company', general_manager: 'company', administrator: 'company' },
  'rulebook.adopt': { manager: 'site', director: 'company', general_manager: 'company', administrator: 'company' },
  'journal.read': {
    ...everybody('self'),
    team_leader: 'team',
    supervisor: 'site',
    sales_assistant: 'site',
    front_desk: 'site',
    manager: 'site',
    director: 'company',
    general_manager: 'company',
    administrator: 'company',
  },
  'imports.read': {
    sales_assistant: 'self',
    manager: 'self',
    director: 'company',
    general_manager: 'company',
    administrator: 'company',
  },
  'imports.run': {
    sales_assistant: 'site',
    manager: 'site',
    director: 'company',
    administrator: 'company',
    general_manager: 'company',
  },
  'imports.staff': { administrator: 'company' },
  'journal.facts': { manager: 'site', director: 'company', general_manager: 'company', administrator: 'company' },
  'organisation.instruct': {
    team_leader: 'team',
    supervisor: 'site',
    manager: 'site',
    director: 'company',
    general_manager: 'company',
  },
  // ── desk ──
  'desk.read': {
    ...everybody('site'),
    director: 'company',
    general_manager: 'company',
    administrator: 'company',
  },
  'desk.serve': { consultant: 'self', team_leader: 'self' },
  'desk.receive': {
    consultant: 'site',
    team_leader: 'site',
    supervisor: 'site',
    sales_assistant: 'site',
    front_desk: 'site',
    manager: 'site',
    director: 'company',
    general_manager: 'company',
  },
  'desk.operate': {
    team_leader: 'site',
    supervisor: 'site',
    sales_assistant: 'site',
    front_desk: 'site',
    manager: 'site',
    director: 'company',
    general_manager: 'company',
  },
  'desk.supervise': { supervisor: 'site', manager: 'site', director: 'company', general_manager: 'company' },
  'desk.manage': { manager: 'site', director: 'company', general_manager: 'company' },
  'desk.registers': {
    consultant: 'self',
    team_leader: 'site',
    supervisor: 'site',
    sales_assistant: 'site',
    front_desk: 'site',
    manager: 'site',
    director: 'company',
    general_manager: 'company',
  },
  // ── customers ──
  'customers.read': {
    consultant: 'self',
    team_leader: 'team',
    supervisor: 'site',
    sales_assistant: 'site',
    front_desk: 'site',
    market_specialist: 'site',
    customer_service: 'site',
    archivist: 'site',
    manager: 'site',
    director: 'company',
    general_manager: 'company',
    administrator: 'company',
  },
  'customers.register': {
    consultant: 'self',
    team_leader: 'team',
    supervisor: 'site',
    sales_assistant: 'site',
    front_desk: 'site',
    market_specialist: 'site',
    manager: 'site',
    director: 'company',
    general_manager: 'company',
    administrator: 'company',
  },
  'customers.edit': {
    consultant: 'self',
    team_leader: 'team',
    supervisor: 'site',
    sales_assistant: 'site',
    front_desk: 'site',
    manager: 'site',
    director: 'company',
    administrator: 'company',
    general_manager: 'company',
  },
  'customers.reveal': {
    consultant: 'self',
    team_leader: 'team',
    supervisor: 'site',
    sales_assistant: 'site',
    market_specialist: 'site',
    customer_service: 'site',
    manager: 'site',
    director: 'company',
    general_manager: 'company',
    administrator: 'company',
  },
  'customers.confirmHousehold': {
    team_leader: 'team',
    supervisor: 'site',
    manager: 'site',
    director: 'company',
    administrator: 'company',
    general_manager: 'company',
  },
  'customers.assign': {
    team_leader: 'team',
    supervisor: 'site',
    sales_assistant: 'site',
    manager: 'site',
    director: 'company',
    general_manager: 'company',
    administrator: 'company',
  },
  'customers.merge': {
    team_leader: 'team',
    supervisor: 'site',
    manager: 'site',
    director: 'company',
    administrator: 'company',
    general_manager: 'company',
  },
  'customers.export': {
    supervisor: 'site',
    manager: 'site',
    director: 'company',
    general_manager: 'company',
    administrator: 'company',
  },
  'customers.exportPrivate': { manager: 'site', director: 'company', general_manager: 'company' },
  'customers.fields': { director: 'company', general_manager: 'company', administrator: 'company' },
  'customers.shareViews': {
    team_leader: 'team',
    supervisor: 'site',
    manager: 'site',
    director: 'company',
    general_manager: 'company',
    administrator: 'company',
  },
  // ── claims ──
  'claims.read': {
    consultant: 'self',
    team_leader: 'team',
    supervisor: 'site',
    sales_assistant: 'site',
    front_desk: 'site',
    manager: 'site',
    customer_service: 'site',
    archivist: 'site',
    director: 'company',
    general_manager: 'company',
  },
  'claims.register': {
    consultant: 'self',
    team_leader: 'team',
    supervisor: 'site',
    sales_assistant: 'site',
    manager: 'site',
    director: 'company',
    general_manager: 'company',
  },
  'claims.followUp': {
    consultant: 'self',
    team_leader: 'team',
    supervisor: 'site',
    manager: 'site',
    customer_service: 'site',
    director: 'company',
    general_manager: 'company',
  },
  'claims.comment': {
    team_leader: 'team',
    supervisor: 'site',
    manager: 'site',
    director: 'company',
    general_manager: 'company',
  },
  'claims.sign': {
    team_leader: 'team',
    supervisor: 'site',
    manager: 'site',
    director: 'company',
    general_manager: 'company',
  },
  'claims.close': {
    consultant: 'self',
    team_leader: 'team',
    supervisor: 'site',
    sales_assistant: 'site',
    manager: 'site',
    director: 'company',
    general_manager: 'company',
  },
  'claims.take': {
    consultant: 'site',
    team_leader: 'site',
    supervisor: 'site',
    manager: 'site',
    director: 'company',
    general_manager: 'company',
  },
  'claims.reassign': {
    team_leader: 'team',
    supervisor: 'site',
    manager: 'site',
    director: 'company',
    general_manager: 'company',
  },
  'claims.handover': { supervisor: 'site', manager: 'site', director: 'company', general_manager: 'company' },
  'claims.dispute': {
    consultant: 'self',
    team_leader: 'team',
    supervisor: 'site',
    manager: 'site',
    director: 'company',
    general_manager: 'company',
  },
  'claims.rule': { supervisor: 'site', manager: 'site', director: 'company', general_manager: 'company' },
  'claims.templates': { manager: 'company', director: 'company', administrator: 'company', general_manager: 'company' },
};

export const presetGrants = (role: RoleKey): Grants =>
  Object.fromEntries(
    Object.entries(grantMatrix).flatMap(([permission, row]) => {
      const scope = row[role];
      return scope ? [[permission, scope]] : [];
    }),
  );
