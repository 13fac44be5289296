/** Company, sites, teams, staff, roles and what each person may see. */
import { permissions } from './kernel/permissions.ts';

export const organisationPermissions = permissions({
  'system.administer': {
    zh: '管理系统(备份、集成、测试时钟)',
    en: 'Administer the system (backups, integrations, test clock)',
    scopes: ['company'],
  },
  'organisation.read': { zh: '查看组织与同事', en: 'See the organisation and colleagues', scopes: ['site', 'company'] },
  'organisation.staff': { zh: '管理人员', en: 'Manage staff', scopes: ['site', 'company'] },
  'organisation.sites': { zh: '管理门店与小组', en: 'Manage sites and teams', scopes: ['site', 'company'] },
  'organisation.roles': { zh: '管理角色与授权', en: 'Manage roles and grants', scopes: ['company'] },
  'organisation.rights': { zh: '查看他人的权限', en: "See other people's rights", scopes: ['team', 'site', 'company'] },
  'organisation.instruct': { zh: '下达指令', en: 'Give instructions', scopes: ['team', 'site', 'company'] },
});
