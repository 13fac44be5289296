/** What a house may decide for itself about offers: which parts a stage needs, how long a price stands, what may be promised by whom. */
import { limitedRoles } from '../approvals/index.ts';
import { days, parameters, table, type ValuesOf } from '../kernel/parameters.ts';
import { offerParts, offerStages } from './types.ts';

export const promiseColumns = ['repair_yuan', 'complaint_yuan', 'other_yuan'] as const;

export const OfferRules = parameters({
  parts: table({
    label: {
      zh: '方案各阶段须备齐的内容（0 不要求，1 必备）',
      en: 'Parts an offer needs at each stage (0 not asked for, 1 needed)',
    },
    rows: [...offerStages],
    columns: [...offerParts],
    min: 0,
    max: 1,
    default: {
      presented: { needs: 1, units: 1, fit: 1, presentation: 0, plan: 0, quotation: 0, signing_plan: 0 },
      negotiating: { needs: 1, units: 1, fit: 1, presentation: 1, plan: 1, quotation: 0, signing_plan: 0 },
      intent: { needs: 1, units: 1, fit: 1, presentation: 1, plan: 1, quotation: 1, signing_plan: 1 },
    },
    cites: ['S1.03.a8.3', 'S1.03.a10.2', 'S1.03.a11.1', 'S1.10.n1', 'S1.10.n3', 'S1.16.f1d', 'S1.16.f1e'],
  }),
  offerDays: days({
    label: { zh: '方案有效期', en: 'An offer stands for' },
    default: 30,
    min: 1,
    max: 365,
    cites: ['S1.10.n1'],
  }),
  quotationDays: days({
    label: { zh: '报价书最长有效期', en: 'A quotation stands for at most' },
    default: 7,
    min: 1,
    max: 180,
    cites: ['S1.03.a9.1', 'S1.10.n2'],
  }),
  promises: table({
    label: {
      zh: '可自行承诺的额度（维修、投诉处理、其他，元；0 不得自行承诺；礼品与延期依授权额度表；总经理不限）',
      en: 'What may be promised by oneself (repairs, handling of a complaint, other, in yuan; 0: nothing; gifts and later payment go by the table of authority; the general manager has no limit)',
    },
    rows: [...limitedRoles],
    columns: [...promiseColumns],
    min: 0,
    max: 1_000_000,
    default: {
      consultant: { repair_yuan: 0, complaint_yuan: 0, other_yuan: 0 },
      team_leader: { repair_yuan: 200, complaint_yuan: 0, other_yuan: 200 },
      supervisor: { repair_yuan: 500, complaint_yuan: 0, other_yuan: 500 },
      manager: { repair_yuan: 2000, complaint_yuan: 2000, other_yuan: 2000 },
      director: { repair_yuan: 10_000, complaint_yuan: 10_000, other_yuan: 10_000 },
    },
    cites: ['S1.19.d.13', 'S2.13.a09.10.promise'],
  }),
});

export type OfferRuleValues = ValuesOf<typeof OfferRules>;
