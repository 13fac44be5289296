/** What a house starts with: the tables as one reads them. */
import { expect, test } from 'vitest';
import { freeMatters, matterKeys, matters } from './matters.ts';
import { ApprovalRules, limitColumns, limitedRoles, signingRoles, standInRoles } from './rules.ts';
import { requested, rules } from './testing/given.ts';

/** "finance + supervisor > director": together, then; "a | b": either; "~2": so many stand in. */
const route = (matter: (typeof matterKeys)[number]): string => {
  const { steps, standIns } = requested(matter);
  const words = steps.map(({ seats }) => seats.map(({ roles }) => roles.join(' | ')).join(' + ')).join(' > ');
  return standIns.needed > 0 ? `${words} ~${standIns.needed}` : words;
};

test('who agrees to what', () => {
  expect(Object.fromEntries(matterKeys.map((matter) => [matter, route(matter)]))).toEqual({
    subscription: 'finance + manager',
    contract: 'finance + supervisor + manager',
    special_contract: 'finance + supervisor + manager > director',
    order: 'team_leader | manager',
    order_change: 'team_leader | manager',
    unit_change: 'manager',
    name_change: 'manager',
    withdrawal: 'manager',
    refund: 'manager',
    terms: 'supervisor',
    quotation: 'supervisor',
    promise: 'manager',
    price_list: 'general_manager',
    area_change: 'general_manager',
    hold_extension: 'supervisor | manager',
    decoration_slip: 'manager ~2',
    material_slip: 'manager ~2',
    gift: 'market_specialist + manager',
    sales_plan: 'director',
    allowance: 'manager',
    allowance_certificate: 'manager > general_manager',
    return_slip: 'manager',
    statement: 'manager',
    payout: 'general_manager',
    day_difference: 'manager',
    support: 'general_manager',
    petition: 'manager > general_manager',
    sample_request: 'manager > general_manager',
    file_day_exception: 'manager',
    introduction: 'team_leader + manager',
    dismissal: 'sales_assistant + supervisor + manager > general_manager',
    policy: 'general_manager',
    annual_summary: 'general_manager',
    remedy_plan: 'customer_service > general_manager',
    remedy_report: 'customer_service > general_manager',
    confirmation: 'manager',
    new_customer: 'market_specialist',
    seal: 'manager',
  });
});

test('how much each post may grant by itself', () => {
  const { limits } = rules;
  expect(limitedRoles.map((role) => [role, ...limitColumns.map((column) => limits[role]?.[column])])).toEqual([
    ['consultant', 0, 0, 0, 0, 0],
    ['team_leader', 0, 0, 0, 0, 200],
    ['supervisor', 1, 3, 7, 1, 500],
    ['manager', 3, 10, 30, 20, 2000],
    ['director', 6, 30, 90, 100, 10000],
  ]);
  expect(limitColumns).toEqual(['discount_percent', 'below_list_wan', 'late_days', 'refund_wan', 'gift_yuan']);
});

test('how long there is to sign: a day, unless said otherwise', () => {
  const own = matterKeys.flatMap((matter) => {
    const { hours, same_day, lapses } = rules.times[matter] ?? {};
    return hours === 24 && same_day === 0 && lapses === 0 ? [] : [[matter, hours, same_day, lapses]];
  });
  expect(own).toEqual([
    ['decoration_slip', 0, 1, 1],
    ['material_slip', 0, 1, 1],
    ['sales_plan', 72, 0, 0],
    ['petition', 72, 0, 0],
    ['policy', 0, 0, 0],
    ['annual_summary', 72, 0, 0],
  ]);
});

test('the tables have a row for every matter and a column for every post', () => {
  const { routes, times, limits } = ApprovalRules;
  expect([routes.rows, times.rows, limits.rows]).toEqual([matterKeys, matterKeys, limitedRoles]);
  expect(routes.columns).toEqual([...signingRoles, 'needed', 'stand_in']);
  expect([times.columns, limits.columns]).toEqual([['hours', 'same_day', 'lapses'], limitColumns]);
  expect([routes.min, routes.max, times.min, times.max, limits.min, limits.max]).toEqual([0, 9, 0, 720, 0, 1_000_000]);
  const { remindPauseHours: pause, delegationDays: days, addedSigners: added } = ApprovalRules;
  expect([pause, days, added].map((one) => [one.default, one.min, one.max])).toEqual([
    [2, 0, 72],
    [30, 1, 365],
    [5, 0, 20],
  ]);
  expect(standInRoles).toEqual({
    leaders_and_assistants: ['team_leader', 'sales_assistant'],
    leaders: ['team_leader'],
    supervisors: ['supervisor'],
  });
});

test('what people write themselves, and what of it is measured', () => {
  expect(freeMatters).toEqual([
    ...['terms', 'decoration_slip', 'material_slip', 'gift', 'sales_plan', 'allowance', 'return_slip', 'support'],
    ...['petition', 'sample_request', 'introduction', 'dismissal', 'policy', 'annual_summary'],
  ]);
  const measured = matterKeys.flatMap((matter) =>
    matters[matter].measures ? [[matter, matters[matter].measures]] : [],
  );
  expect(measured).toEqual([
    ['withdrawal', 'refund_wan'],
    ['refund', 'refund_wan'],
    ['promise', 'gift_yuan'],
    ['gift', 'gift_yuan'],
    ['allowance', 'refund_wan'],
    ['allowance_certificate', 'refund_wan'],
  ]);
  expect(matterKeys.filter((matter) => matters[matter].isSlip)).toEqual(['decoration_slip', 'material_slip']);
});
