/** Fields that the facts of several capabilities share, each with the words a form puts beside it. */
import { z } from 'zod';
import { roleKeys } from '#core/organisation/index.ts';
import { id, idOf, instant as anInstant, named, timeZone as aTimeZone } from './kit.ts';

type Of = Parameters<typeof idOf>[0];

export const instant = (zh: string, en: string) => anInstant.meta(named(zh, en));
export const instantOrNone = (zh: string, en: string) => anInstant.nullable().meta(named(zh, en));
export const day = (zh: string, en: string) => z.iso.date().meta(named(zh, en));
export const dayOrNone = (zh: string, en: string) => z.iso.date().nullable().meta(named(zh, en));
export const one = (of: Of, zh: string, en: string) => idOf(of).meta(named(zh, en));
export const oneOrNone = (of: Of, zh: string, en: string) => idOf(of).nullable().meta(named(zh, en));
export const several = (of: Of, zh: string, en: string) => z.array(idOf(of)).meta(named(zh, en));
export const anId = (zh: string, en: string) => id.meta(named(zh, en));
export const idOrNone = (zh: string, en: string) => id.nullable().meta(named(zh, en));
export const text = (zh: string, en: string) => z.string().meta(named(zh, en));
export const textOrNone = (zh: string, en: string) => z.string().nullable().meta(named(zh, en));
export const yes = (zh: string, en: string) => z.boolean().meta(named(zh, en));
export const count = (zh: string, en: string) => z.int().nonnegative().meta(named(zh, en));
export const timeZone = aTimeZone.meta(named('时区', 'Time zone'));
/** Facts or input of which the rule reads nothing; what the house keeps beside may stand there. */
export const nothing = z.looseObject({});

/** Somebody who leads, by the roles held; a house may have roles of its own. */
export const leader = z
  .looseObject({
    id: one('staff', '责任人', 'Who decides'),
    roles: z.array(z.string().meta({ examples: [...roleKeys] })).meta(named('担任的角色', 'Roles held')),
  })
  .meta(named('责任人', 'Who decides'));
