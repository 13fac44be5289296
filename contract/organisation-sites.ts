/** Sites and teams on the wire. */
import { z } from 'zod';
import { command, query } from './kernel/route.ts';
import { TimeText, Uuid } from './kernel/shapes.ts';
import { organisationRefusals as refusals } from './organisation-refusals.ts';
import { Done, line, name, Site, siteId, Team, teamId, text, Version } from './organisation-shapes.ts';
import { siteKinds } from './session.ts';

export const siteRoutes = {
  sites: query({
    path: '/sites',
    may: 'organisation.read',
    summary: text('门店', 'Sites'),
    query: z.object({ closed: z.enum(['true', 'false']).optional() }),
    response: z.object({ rows: z.array(Site) }),
  }),
  createSite: command({
    path: '/sites',
    may: 'organisation.sites',
    summary: text('新建门店', 'Open a site; it goes by the shipped rulebook of its kind'),
    body: {
      name,
      kind: z.enum(siteKinds),
      timeZone: line(60).default('Asia/Shanghai'),
      opensAt: TimeText.default('09:00'),
      closesAt: TimeText.default('18:00'),
    },
    response: Done,
    refusals,
  }),
  updateSite: command({
    method: 'PATCH',
    path: '/sites/:siteId',
    may: 'organisation.sites',
    summary: text('修改门店', 'Change a site'),
    params: siteId,
    body: {
      version: Version,
      name: name.optional(),
      timeZone: line(60).optional(),
      opensAt: TimeText.optional(),
      closesAt: TimeText.optional(),
    },
    response: Done,
    refusals,
  }),
  closeSite: command({
    path: '/sites/:siteId/closing',
    may: 'organisation.sites',
    summary: text('关闭门店', 'Close a site for good'),
    params: siteId,
    body: { version: Version },
    response: Done,
    refusals,
  }),
  teams: query({
    path: '/teams',
    may: 'organisation.read',
    summary: text('小组', 'Teams'),
    query: z.object({ siteId: Uuid.optional() }),
    response: z.object({ rows: z.array(Team) }),
  }),
  createTeam: command({
    path: '/teams',
    may: 'organisation.sites',
    summary: text('新建小组', 'Form a team'),
    body: { siteId: Uuid, name, leaderId: Uuid.nullable().optional() },
    response: Done,
    refusals,
  }),
  updateTeam: command({
    method: 'PATCH',
    path: '/teams/:teamId',
    may: 'organisation.sites',
    summary: text('修改小组', 'Change a team'),
    params: teamId,
    body: { version: Version, name: name.optional(), leaderId: Uuid.nullable().optional() },
    response: Done,
    refusals,
  }),
  endTeam: command({
    path: '/teams/:teamId/ending',
    may: 'organisation.sites',
    summary: text('撤销小组', 'Dissolve a team'),
    params: teamId,
    body: { version: Version },
    response: Done,
    refusals,
  }),
};
