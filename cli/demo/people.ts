/** The demo company: three sites, forty people, one login for every role. */
import { randomUUID } from 'node:crypto';
import { organisation } from '#contract/organisation.ts';
import type { Actor } from '#server/platform/actor.ts';
import type { StaffDraft } from '#server/organisation/index.ts';
import { createCompany, createStaff } from '#server/organisation/index.ts';
import { randomPassword } from '#server/session/index.ts';
import type { Chance } from './chance.ts';
import type { Driver } from './driver.ts';
import type { SiteKind } from './names.ts';
import { nameOf } from './names.ts';

export interface DemoSite {
  readonly id: string;
  readonly kind: SiteKind;
  readonly name: string;
  readonly supervisor: Actor;
  readonly manager: Actor;
  readonly desk: Actor;
  readonly assistant: Actor;
  readonly consultants: readonly Actor[];
}
export interface Login {
  readonly role: string;
  readonly name: string;
  readonly username: string;
  readonly password: string;
}
export interface DemoCompany {
  readonly companyId: string;
  /** Who approves and publishes rules. */
  readonly director: Actor;
  readonly finance: Actor;
  readonly service: Actor;
  readonly sites: readonly DemoSite[];
  readonly logins: readonly Login[];
}
export interface Hours {
  readonly opensAt: string;
  readonly closesAt: string;
}

interface Plan {
  readonly kind: SiteKind;
  readonly name: string;
  readonly title: string;
  readonly teams: readonly string[];
  readonly consultants: number;
}
const plans: readonly Plan[] = [
  { kind: 'real_estate', name: '云栖案场', title: '置业顾问', teams: ['一组', '二组'], consultants: 13 },
  { kind: 'car_showroom', name: '滨江展厅', title: '销售顾问', teams: ['轿车组', '越野组'], consultants: 10 },
  { kind: 'gym', name: '城西会所', title: '会籍顾问', teams: ['会籍组'], consultants: 7 },
];

export async function foundCompany(driver: Driver, chance: Chance, hours: Hours): Promise<DemoCompany> {
  const logins: Login[] = [];
  const login = (
    role: string,
    name: string,
    username: string,
  ): { username: string; password: string; mustChangePassword: false } => {
    const password = randomPassword();
    logins.push({ role, name, username, password });
    return { username, password, mustChangePassword: false };
  };
  const founded = await createCompany(driver.runtime, {
    name: '归客演示公司',
    sites: plans.map(({ kind, name }) => ({ kind, name, ...hours })),
    administrator: { name: '管理员', title: '系统管理员', ...login('系统管理员', '管理员', 'admin') },
  });
  const { companyId } = founded;
  const admin = await driver.actor(companyId, founded.administratorId);
  const enter = async (draft: StaffDraft): Promise<string> => {
    const [created] = await driver.work(admin, 'demo.staff', randomUUID(), (context) => createStaff(context, [draft]));
    if (!created) throw new Error(`${draft.name} was not entered`);
    return created.id;
  };
  const manager = (name: string, username: string, post: string, title: string): Promise<string> =>
    enter({
      name,
      post,
      title,
      siteId: founded.siteIds[0],
      siteIds: founded.siteIds.slice(1),
      ...login(title, name, username),
    });
  const directorId = await manager('沈国远', 'zongjl', 'general_manager', '总经理');
  const financeId = await manager('顾文静', 'caiwu', 'finance', '财务');
  const serviceId = await manager('叶思敏', 'kefu', 'customer_service', '客服');
  await manager('万雪', 'shichang', 'market_specialist', '市场专员');

  let number = 100;
  const sites: DemoSite[] = [];
  for (const [index, plan] of plans.entries()) {
    const siteId = founded.siteIds[index] ?? '';
    const isFirst = index === 0;
    const person = (
      post: string,
      title: string,
      username: string | null,
      extra: Partial<StaffDraft> = {},
    ): Promise<string> => {
      const name = nameOf(chance);
      const named = username && isFirst ? login(title, name, username) : {};
      return enter({ name, post, title, siteId, number: `GK${++number}`, ...named, ...extra });
    };
    const managerId = await person('manager', plan.kind === 'real_estate' ? '售楼经理' : '销售经理', 'jingli');
    const supervisorId = await person('supervisor', '销售主管', 'zhuguan', { superiorId: managerId });
    const deskId = await person('front_desk', '前台', 'qiantai', { superiorId: supervisorId });
    const assistantId = await person('sales_assistant', '销售助理', 'neiqin', { superiorId: supervisorId });
    const consultants: string[] = [];
    for (const [teamIndex, teamName] of plan.teams.entries()) {
      const { id: teamId } = await driver.must(admin, organisation.createTeam, { body: { siteId, name: teamName } });
      const leaderId = await person('team_leader', '销售组长', teamIndex === 0 ? 'zuzhang' : null, {
        teamId,
        superiorId: supervisorId,
      });
      consultants.push(leaderId); // leaders take their turns too
      const count = Math.ceil((plan.consultants - consultants.length) / (plan.teams.length - teamIndex));
      for (let n = 0; n < count; n++) {
        const username = teamIndex === 0 && n === 0 ? 'guwen' : null;
        consultants.push(await person('consultant', plan.title, username, { teamId, superiorId: leaderId }));
      }
    }
    const actor = (id: string): Promise<Actor> => driver.actor(companyId, id);
    sites.push({
      id: siteId,
      kind: plan.kind,
      name: plan.name,
      manager: await actor(managerId),
      supervisor: await actor(supervisorId),
      desk: await actor(deskId),
      assistant: await actor(assistantId),
      consultants: await Promise.all(consultants.map(actor)),
    });
  }
  const [director, finance, service] = await Promise.all(
    [directorId, financeId, serviceId].map((id) => driver.actor(companyId, id)),
  );
  if (!director || !finance || !service) throw new Error('the house has nobody at its head');
  return { companyId, director, finance, service, sites, logins };
}
