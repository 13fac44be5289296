/** An everyday morning for the samples: four consultants in the line, one visitor at the door. */
import type { DeskSheet, VisitInput, VisitOnFloor } from '#core/desk/index.ts';

export const people = ['wang', 'li', 'zhao', 'chen'] as const;
export const opened = '2026-03-02T01:00:00.000Z'; // a Monday, 09:00 in Shanghai
export const atTheDoor = '2026-03-02T02:00:00.000Z';
export const later = '2026-03-02T02:30:00.000Z';
/** The supervisor, who stands in no line. */
export const supervisor = 'supervisor';

const perPerson = <Value>(make: (person: string) => Value): Readonly<Record<string, Value>> =>
  Object.fromEntries(people.map((person) => [person, make(person)]));

/** Open since nine; nobody has come yet. */
export const morning: DeskSheet = {
  siteId: 'site',
  day: '2026-03-02',
  timeZone: 'Asia/Shanghai',
  status: 'open',
  openedAt: opened,
  closesAt: '18:00',
  line: people.map((person) => ({ unitId: person, makeUpId: null })),
  units: perPerson((person) => ({ id: person, members: [person] })),
  presence: perPerson(() => ({ status: 'on_floor', since: opened, note: null }) as const),
  unitCounts: {},
  staffCounts: {},
  visits: {},
  countedPairs: [],
  makeUps: {},
  messages: [],
  notices: [],
  event: null,
  duty: null,
  offDutyHelp: [],
  lastRotation: null,
  visitsNumbered: 0,
  lastSeq: 1,
};

/** A new customer who has been called for Wang, first in line, and used that turn. */
export const called: VisitOnFloor = {
  visitId: 'visit',
  number: 1,
  customerId: null,
  standing: 'none',
  state: 'called',
  row: 'new_customer',
  service: 'rotation',
  serverId: 'wang',
  unitId: 'wang',
  helpers: [],
  onBehalfOf: null,
  creditedTo: { unitId: 'wang', staffId: 'wang' },
  turnUsed: true,
  countsUntilExplained: false,
  standIn: null,
  partySize: 2,
  arrivedAt: atTheDoor,
  calledAt: atTheDoor,
  startedAt: null,
};
export const serving: VisitOnFloor = { ...called, state: 'serving', startedAt: atTheDoor };

/** The morning after that visitor came: Wang stands last. */
export const withVisit = (visit: VisitOnFloor): DeskSheet => ({
  ...morning,
  line: ['li', 'zhao', 'chen', 'wang'].map((unitId) => ({ unitId, makeUpId: null })),
  unitCounts: { wang: 1 },
  staffCounts: { wang: 1 },
  visits: { visit },
  lastRotation: { unitId: 'wang', visitId: 'visit', at: atTheDoor },
  visitsNumbered: 1,
  lastSeq: 2,
});

/** Zhao was out on company business when the turn came, and is back. */
export const withMissedTurn: DeskSheet = {
  ...morning,
  makeUps: {
    missed: {
      id: 'missed',
      unitId: 'zhao',
      staffId: 'zhao',
      state: 'owed',
      missedAt: atTheDoor,
      missedBecause: 'errand_company',
      closingsLeft: 2,
    },
  },
};

/** A couple on their first visit, who have answered the two questions. */
export const newCustomer: VisitInput = {
  visitId: 'visit',
  purpose: 'buying',
  partySize: 2,
  parties: 1,
  visitedBefore: false,
  receivedBy: null,
  forgotten: false,
  names: [],
  refuses: null,
  complainsAbout: null,
  wantsDiscountOnly: false,
  recognisedBy: null,
  proof: null,
  appointment: null,
  entrustedTo: null,
  servedBy: null,
};
