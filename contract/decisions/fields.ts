/** Fields that the facts of several capabilities share, each with the words a form puts beside it. */
import { z } from 'zod';
import { roleKeys } from '#core/organisation/index.ts';
import { id as anId, named, timeZone as aTimeZone } from './kit.ts';

export const instant = (zh: string, en: string) => z.iso.datetime().meta(named(zh, en));
export const instantOrNone = (zh: string, en: string) => z.iso.datetime().nullable().meta(named(zh, en));
export const day = (zh: string, en: string) => z.iso.date().meta(named(zh, en));
export const dayOrNone = (zh: string, en: string) => z.iso.date().nullable().meta(named(zh, en));
export const id = (zh: string, en: string) => anId.meta(named(zh, en));
export const idOrNone = (zh: string, en: string) => anId.nullable().meta(named(zh, en));
export const ids = (zh: string, en: string) => z.array(anId).meta(named(zh, en));
export const text = (zh: string, en: string) => z.string().meta(named(zh, en));
export const textOrNone = (zh: string, en: string) => z.string().nullable().meta(named(zh, en));
export const yes = (zh: string, en: string) => z.boolean().meta(named(zh, en));
export const count = (zh: string, en: string) => z.int().nonnegative().meta(named(zh, en));

/** A site's time zone was checked when the site was opened; made-up facts take one of the examples. */
export const timeZone = aTimeZone.meta({
  ...named('时区', 'Time zone'),
  examples: ['Asia/Shanghai', 'Asia/Urumqi', 'America/New_York'],
});

/** Somebody who leads, by the roles held; a house may have roles of its own. */
export const leader = z
  .looseObject({
    id: id('责任人', 'Who decides'),
    roles: z.array(z.string().meta({ examples: [...roleKeys] })).meta(named('担任的角色', 'Roles held')),
  })
  .meta(named('责任人', 'Who decides'));
