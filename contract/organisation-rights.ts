/** Roles, rights and posts on the wire. */
import { z } from 'zod';
import { scopes } from './kernel/permissions.ts';
import { command, query } from './kernel/route.ts';
import { Uuid } from './kernel/shapes.ts';
import { organisationRefusals as refusals } from './organisation-refusals.ts';
import { Done, line, name, Rights, Role, staffId, text, Version } from './organisation-shapes.ts';
import { GrantsShape } from './session.ts';

export const rightsRoutes = {
  setRoles: command({
    method: 'PUT',
    path: '/staff/:staffId/roles',
    may: 'organisation.staff',
    summary: text('授予角色', "Set somebody's roles"),
    params: staffId,
    body: { roles: z.array(line(60)).max(20).describe('Role keys or ids') },
    response: Done,
    refusals,
  }),

  roles: query({
    path: '/roles',
    may: 'organisation.read',
    summary: text('角色', 'Roles'),
    response: z.object({ rows: z.array(Role) }),
  }),
  createRole: command({
    path: '/roles',
    may: 'organisation.roles',
    summary: text('新建角色', 'Make a role'),
    body: { key: line(40).regex(/^[a-z][a-z0-9_]*$/), zh: name, en: name, grants: GrantsShape },
    response: Done,
    refusals,
  }),
  updateRole: command({
    method: 'PATCH',
    path: '/roles/:roleId',
    may: 'organisation.roles',
    summary: text('修改角色', 'Change a role'),
    params: z.object({ roleId: Uuid }),
    body: { version: Version, zh: name.optional(), en: name.optional(), grants: GrantsShape.optional() },
    response: Done,
    refusals,
  }),
  deleteRole: command({
    method: 'DELETE',
    path: '/roles/:roleId',
    may: 'organisation.roles',
    summary: text('删除角色', 'Remove a role that nobody holds'),
    params: z.object({ roleId: Uuid }),
    body: {},
    response: z.object({ journalId: Uuid }),
    refusals,
  }),
  permissions: query({
    path: '/permissions',
    may: 'signed-in',
    summary: text('全部权限及其可用范围', 'Every permission with the scopes it offers'),
    response: z.object({
      rows: z.array(
        z.object({ permission: z.string(), zh: z.string(), en: z.string(), scopes: z.array(z.enum(scopes)) }),
      ),
    }),
  }),
  posts: query({
    path: '/posts',
    may: 'signed-in',
    summary: text('岗位：职责与权限对照', 'Posts: duties beside authority'),
    response: z.object({
      rows: z.array(
        z.object({
          key: z.string(),
          zh: z.string(),
          en: z.string(),
          rank: z.int().nullable(),
          duties: z.array(
            z.object({
              zh: z.string(),
              en: z.string(),
              cites: z.array(z.string()),
              rhythm: z.enum(['daily', 'monthly']).nullable(),
              steps: z.array(z.object({ zh: z.string(), en: z.string() })),
            }),
          ),
          authority: GrantsShape.nullable().describe('What the role of this key may do in this company'),
        }),
      ),
    }),
  }),
  myRights: query({
    path: '/rights',
    may: 'signed-in',
    summary: text('我能看到什么，为什么', 'What I can see, and why'),
    response: Rights,
  }),
  rightsOf: query({
    path: '/staff/:staffId/rights',
    may: 'organisation.rights',
    summary: text('此人能看到什么，为什么', 'What this person can see, and why'),
    params: staffId,
    response: Rights,
  }),
};
