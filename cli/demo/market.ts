/** What every sale needs: days counted back from today, buyers, units, the signatures of whoever is asked, the cashier. */
import { approvals } from '#contract/approvals.ts';
import { claims } from '#contract/claims.ts';
import { customers } from '#contract/customers.ts';
import { deals, type Paper } from '#contract/deals.ts';
import { money } from '#contract/money.ts';
import { addDays, addMinutes, type Instant, instantAt, type LocalDate } from '#core/kernel/instant.ts';
import type { Actor } from '#server/platform/actor.ts';
import type { z } from 'zod';
import type { Agenda, Story } from './agenda.ts';
import type { Chance } from './chance.ts';
import type { Driver } from './driver.ts';
import { nameOf, products, sources } from './names.ts';
import type { DemoCompany, DemoSite } from './people.ts';

export interface Market {
  readonly driver: Driver;
  readonly agenda: Agenda;
  readonly chance: Chance;
  readonly company: DemoCompany;
  readonly site: DemoSite;
  readonly today: LocalDate;
  readonly timeZone: string;
  readonly phone: () => string;
}

export const dayBefore = ({ today }: Market, days: number): LocalDate => addDays(today, -days);
/** So many days before today, at this time of the clock on the wall. */
export const on = (market: Market, daysAgo: number, time: string): Instant =>
  instantAt(dayBefore(market, daysAgo), time, market.timeZone);
export const later = ({ driver }: Market, minutes: number): Instant => addMinutes(driver.now, minutes);

/** Somebody who comes to buy: on record, and the consultant's by the rules of the house. */
export async function buyer({ driver, chance, site, phone }: Market, seller: Actor): Promise<string | null> {
  const registered = await driver.try(seller, customers.register, {
    body: {
      siteId: site.id,
      name: nameOf(chance),
      phones: phone(),
      type: 'end_customer',
      gender: chance.pick(['male', 'female'] as const),
      source: chance.weighted(sources),
      grade: 'A',
      enquiry: chance.pick(products[site.kind]),
      visitedOn: driver.now.slice(0, 10),
      address: `文二西路 ${chance.int(1, 900)} 号`,
      postcode: '310000',
      differentFromStrangers: true,
    },
  });
  if (!registered) return null;
  const { customerId } = registered;
  const opened = await driver.try(seller, claims.register, { params: { customerId }, body: { origin: 'visit' } });
  const signer = site.kind === 'car_showroom' ? site.supervisor : null; // there a card is signed before it counts
  if (opened && signer) await driver.try(signer, claims.sign, { params: { claimId: opened.claim.id }, body: {} });
  return customerId;
}

/** Whoever is asked signs, one after the other, some time later each. */
export async function* signed(market: Market, approvalId: string, applicant: Actor): Story {
  const { driver, company, site } = market;
  const people = [
    company.director,
    company.finance,
    company.service,
    site.manager,
    site.supervisor,
    site.assistant,
    ...site.consultants,
  ];
  for (;;) {
    const { state, round, waiting } = await driver.must(applicant, approvals.get, { params: { approvalId } });
    const asked = waiting.filter(({ absent }) => !absent).map(({ id }) => id);
    const signer = people.find(({ staffId }) => asked.includes(staffId ?? ''));
    if (state !== 'pending' || !signer) return;
    yield later(market, market.chance.int(12, 40));
    if (!(await driver.try(signer, approvals.sign, { params: { approvalId }, body: { round } }))) return;
  }
}

export async function papers(
  { driver }: Market,
  by: Actor,
  dealId: string,
  ...kinds: z.output<typeof Paper>[]
): Promise<void> {
  for (const paper of kinds) await driver.try(by, deals.receivePaper, { params: { dealId }, body: { paper } });
}

export interface Payment {
  readonly dealId: string;
  readonly seller: Actor;
  readonly kind: 'deposit' | 'instalment' | 'down_payment' | 'loan';
  readonly amountFen: number;
  readonly by: 'cash' | 'card' | 'wire' | 'loan';
}
/** Money goes to finance. A remittance comes with its slip and, like a loan, counts when the bank has it. */
export async function* paid(market: Market, { dealId, seller, kind, amountFen, by }: Payment): Story {
  const { driver, company, chance } = market;
  const params = { dealId };
  const slip =
    by === 'wire'
      ? await driver.try(seller, money.remit, {
          params,
          body: { amountFen, bankRef: `HZ${chance.int(10_000_000, 99_999_999)}` },
        })
      : null;
  const remittance = slip ? { remittanceId: slip.remittance.id, bankRef: slip.remittance.bankRef } : {};
  const body = { kind, amountFen, method: by, ...remittance };
  const received = await driver.try(company.finance, money.receive, { params, body });
  if (!received || received.receipt.clearedAt !== null) return;
  yield later(market, 22 * 60);
  await driver.try(company.finance, money.clear, { params: { receiptId: received.receipt.id } });
}
