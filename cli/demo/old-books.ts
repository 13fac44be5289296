/** The year before: customers and contacts as an import of the old registers brings them. */
import { randomUUID } from 'node:crypto';
import { RegisterCustomer } from '#contract/customers.ts';
import type { Instant } from '#core/kernel/instant.ts';
import { addMinutes } from '#core/kernel/instant.ts';
import type { ImportedContact } from '#server/claims/index.ts';
import { adoptOwners, importContacts } from '#server/claims/index.ts';
import { registerMany } from '#server/customers/index.ts';
import type { Context } from '#server/platform/context.ts';
import type { Chance } from './chance.ts';
import type { Driver } from './driver.ts';
import { contactNotes, gradeWeights, nameOf, products, sources, tags, unansweredNotes } from './names.ts';
import type { DemoSite } from './people.ts';

const BATCH = 250;
const DAY_MINUTES = 24 * 60;

interface Old {
  readonly registeredAt: Instant;
  readonly ownerId: string;
  /** Still looked after today; the others have lapsed long ago. */
  readonly isKept: boolean;
}

export async function importOldBooks(
  driver: Driver,
  chance: Chance,
  site: DemoSite,
  count: number,
  days: number,
  phone: () => string,
): Promise<void> {
  const importId = randomUUID();
  for (let done = 0; done < count; done += BATCH) {
    const batch = Math.min(BATCH, count - done);
    await driver.work(site.supervisor, 'demo.oldBooks', randomUUID(), (context) =>
      importBatch(context, chance, site, batch, days, phone, importId),
    );
  }
}

async function importBatch(
  context: Context,
  chance: Chance,
  site: DemoSite,
  count: number,
  days: number,
  phone: () => string,
  importId: string,
): Promise<null> {
  const olds: Old[] = [];
  const rows = Array.from({ length: count }, () => {
    const age = chance.int(1, days);
    const registeredAt = addMinutes(context.now, -age * DAY_MINUTES - chance.int(0, 540));
    const owner = chance.pick(site.consultants);
    olds.push({ registeredAt, ownerId: owner.staffId ?? '', isKept: age < 60 && chance.isTrue(0.75) });
    const isCompany = chance.isTrue(0.03);
    const name = nameOf(chance);
    const input = RegisterCustomer.parse({
      siteId: site.id,
      name: isCompany ? `${name}商贸有限公司` : name,
      kind: isCompany ? 'company' : 'person',
      phones: phone(),
      type: 'end_customer',
      gender: isCompany ? null : chance.pick(['male', 'female'] as const),
      source: chance.weighted(sources),
      grade: chance.weighted(gradeWeights),
      enquiry: chance.pick(products[site.kind]),
      visitedOn: registeredAt.slice(0, 10),
      tags: chance.isTrue(0.4) ? [chance.pick(tags)] : [],
      address: '滨江大道 18 号',
      postcode: '310000',
      differentFromStrangers: true,
    });
    return {
      input: {
        ...input,
        address: chance.isTrue(0.3) ? `文一路 ${chance.int(1, 900)} 号 ${chance.int(1, 40)} 幢` : input.address,
      },
      registeredAt,
    };
  });
  const results = await registerMany(context, rows, { siteId: site.id, importId });
  const owners: { customerId: string; ownerId: string; siteId: string }[] = [];
  const contacts: ImportedContact[] = [];
  for (const [place, result] of results.entries()) {
    const old = olds[place];
    if (!result.ok || result.kind !== 'new' || !old) continue;
    if (old.isKept) owners.push({ customerId: result.customerId, ownerId: old.ownerId, siteId: site.id });
    contacts.push(...contactsOf(context, chance, site, result.customerId, old));
  }
  await adoptOwners(context, importId, owners);
  await importContacts(context, importId, contacts);
  return null;
}

function contactsOf(context: Context, chance: Chance, site: DemoSite, customerId: string, old: Old): ImportedContact[] {
  const contacts: ImportedContact[] = [];
  let at = addMinutes(old.registeredAt, chance.int(60, 3 * DAY_MINUTES));
  for (let n = chance.int(0, 4); n > 0 && at < context.now; n--) {
    const answered = chance.isTrue(0.75);
    contacts.push({
      id: context.newId(),
      customerId,
      authorId: old.ownerId,
      siteId: site.id,
      at,
      channel: chance.weighted([
        ['call', 6],
        ['chat', 3],
        ['sms', 2],
        ['visit', 1],
      ] as const),
      answered,
      text: chance.pick(answered ? contactNotes : unansweredNotes),
      nextOn: null,
    });
    at = addMinutes(at, chance.int(2, 20) * DAY_MINUTES);
  }
  return contacts;
}
