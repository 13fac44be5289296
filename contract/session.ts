/** The door: setting the company up, signing in and out, passwords, second factor, one's sessions and API tokens. */
import { z } from 'zod';
import { scopes } from './kernel/permissions.ts';
import { refusals } from './kernel/refusal.ts';
import type { Route } from './kernel/route.ts';
import { command, query } from './kernel/route.ts';
import { InstantOut, InstantText, Uuid } from './kernel/shapes.ts';

export const sessionRefusals = refusals({
  SETUP_ALREADY_DONE: {
    status: 410,
    mayPassLater: false,
    zh: '系统已完成初始设置',
    en: 'This installation has already been set up',
    remedy: { zh: '请直接登录；需要账号请联系管理员。', en: 'Sign in; ask an administrator for an account.' },
  },
  SETUP_LINK_INVALID: {
    status: 403,
    mayPassLater: false,
    zh: '设置链接无效或已使用',
    en: 'This set-up link is not valid or was used before',
    remedy: {
      zh: '请重新启动服务，使用终端里新打印的链接。',
      en: 'Start the server again and use the link it prints.',
    },
  },
  RATE_LIMITED: {
    status: 429,
    mayPassLater: true,
    zh: '此地址失败次数过多，请在 {seconds} 秒后再试',
    en: 'Too many failures from this address; try again in {seconds} seconds',
  },
  ACCOUNT_LOCKED: {
    status: 429,
    mayPassLater: true,
    zh: '密码连续输错，账号已锁定，请在 {minutes} 分钟后再试',
    en: 'Too many wrong passwords: this account is locked for another {minutes} minutes',
    remedy: {
      zh: '到时自动解锁，也可请管理员重置密码。',
      en: 'It opens again by itself; an administrator can also reset the password.',
    },
  },
  WRONG_CREDENTIALS: {
    status: 401,
    mayPassLater: false,
    zh: '用户名（或手机号）与密码不符',
    en: 'User name (or phone) and password do not match',
    remedy: {
      zh: '请检查大小写；忘记密码请联系管理员重置。',
      en: 'Check capitals; an administrator can reset a forgotten password.',
    },
  },
  CODE_REQUIRED: {
    status: 401,
    mayPassLater: false,
    zh: '请输入验证器中的 6 位动态码',
    en: 'Enter the 6-digit code of your authenticator',
  },
  CODE_WRONG: {
    status: 401,
    mayPassLater: true,
    zh: '动态码不正确或已用过',
    en: 'The code is wrong or was used before',
    remedy: { zh: '请等下一个动态码，或使用备用码。', en: 'Wait for the next code, or use a recovery code.' },
  },
  PASSWORD_WRONG: { status: 403, mayPassLater: false, zh: '当前密码不正确', en: 'The present password is wrong' },
  PASSWORD_TOO_SHORT: {
    status: 422,
    mayPassLater: false,
    zh: '密码至少 {min} 个字符',
    en: 'A password has at least {min} characters',
  },
  PASSWORD_UNCHANGED: {
    status: 422,
    mayPassLater: false,
    zh: '新密码不能与原密码相同',
    en: 'The new password must differ from the old one',
  },
  PASSWORD_TOO_EASY: {
    status: 422,
    mayPassLater: false,
    zh: '密码过于简单',
    en: 'This password is too easy to guess',
    remedy: { zh: '可用几个不相关的词连成一句。', en: 'A few unrelated words in a row are good.' },
  },
  TOTP_ALREADY_ON: { status: 409, mayPassLater: false, zh: '两步验证已开启', en: 'Two-step sign-in is already on' },
  TOTP_NOT_STARTED: { status: 409, mayPassLater: false, zh: '请先扫描二维码', en: 'Scan the code first' },
  TOKEN_BEYOND_YOURS: {
    status: 403,
    mayPassLater: false,
    zh: '令牌权限“{permission}”超出您自己的权限',
    en: 'The token asks for "{permission}", which is more than you hold',
  },
  EXPIRY_IN_THE_PAST: {
    status: 422,
    mayPassLater: false,
    zh: '有效期须晚于现在',
    en: 'The expiry must lie in the future',
  },
});

const Scope = z.enum(scopes);
export const GrantsShape = z.record(z.string().max(80), Scope).describe('Permission → scope');

export const SessionShape = z.object({
  company: z.object({ id: Uuid, name: z.string() }),
  person: z.object({ id: Uuid, name: z.string(), title: z.string() }),
  siteId: Uuid.nullable(),
  teamId: Uuid.nullable(),
  sites: z.array(z.object({ id: Uuid, name: z.string(), kind: z.string(), timeZone: z.string() })),
  grants: GrantsShape,
  locale: z.string(),
  mustChangePassword: z.boolean().describe('Until the password is changed nothing else is allowed'),
  passwordDue: z.boolean().describe('The password has served its months'),
  totpEnabled: z.boolean(),
  sessionId: Uuid.nullable(),
  unreadNotices: z.int(),
});
export type SessionBody = z.output<typeof SessionShape>;

const Password = z.string().max(200);
const line = (max: number) => z.string().trim().min(1).max(max);
export const siteKinds = ['real_estate', 'car_showroom', 'gym', 'general'] as const;
const Locale = z.enum(['zh-CN', 'zh-TW', 'en']);

/** At the door a command needs no id of the caller: sending it twice signs in twice, which harms nobody. */
const atTheDoor = <B extends z.ZodType, R extends z.ZodType>(
  path: string,
  may: 'public' | 'signed-in',
  summary: { zh: string; en: string },
  body: B,
  response: R,
): Route<z.ZodObject, z.ZodObject, B, R> => ({
  method: 'POST',
  path,
  may,
  summary,
  params: z.object({}),
  query: z.object({}),
  body,
  response,
  refusals: sessionRefusals,
  isCommand: true,
});

export const SessionRow = z.object({
  id: Uuid,
  kind: z.enum(['browser', 'token']),
  label: z.string(),
  createdAt: InstantOut,
  lastSeenAt: InstantOut,
  expiresAt: InstantOut.nullable(),
  address: z.string().nullable(),
  userAgent: z.string().nullable(),
  grantsLimit: GrantsShape.nullable(),
  isCurrent: z.boolean(),
});

export const session = {
  setupState: query({
    path: '/session/setup',
    may: 'public',
    summary: { zh: '是否需要初始设置', en: 'Whether this installation still has to be set up' },
    response: z.object({ needed: z.boolean() }),
  }),
  setup: atTheDoor(
    '/session/setup',
    'public',
    { zh: '初始设置：公司、首个门店与管理员', en: 'Set up: the company, its first site and administrator' },
    z.object({
      token: z.string().max(200).describe('From the one-time link that the first start prints'),
      company: line(100),
      site: z.object({
        name: line(100),
        kind: z.enum(siteKinds),
        timeZone: z.string().max(60).default('Asia/Shanghai'),
      }),
      administrator: z.object({
        name: line(60),
        username: line(32),
        phone: z.string().trim().max(30).optional(),
        password: Password,
      }),
      locale: Locale.default('zh-CN'),
    }),
    SessionShape,
  ),
  signIn: atTheDoor(
    '/session/sign-in',
    'public',
    { zh: '登录', en: 'Sign in; answers with the cookie guike_session' },
    z.object({
      name: z.string().trim().min(1).max(100).describe('User name, or phone in any spelling'),
      password: Password,
      code: z.string().trim().max(20).optional().describe('6 digits of the authenticator, or a recovery code'),
    }),
    SessionShape,
  ),
  signOut: atTheDoor(
    '/session/sign-out',
    'public',
    { zh: '退出登录', en: 'Sign out' },
    z.object({}),
    z.object({ done: z.boolean() }),
  ),
  current: query({
    path: '/session',
    may: 'signed-in',
    summary: { zh: '当前登录人与权限', en: 'Who is signed in, and what they may do' },
    response: SessionShape,
  }),
  me: query({
    path: '/me',
    may: 'signed-in',
    summary: {
      zh: '当前登录人与权限（同 /session）',
      en: 'Who is calling, and what they may do (the same as /session)',
    },
    response: SessionShape,
  }),
  setLocale: command({
    path: '/session/locale',
    may: 'signed-in',
    summary: { zh: '界面语言', en: 'Language of the interface' },
    body: { locale: Locale },
    response: z.object({ locale: z.string() }),
  }),
  changePassword: command({
    path: '/session/password',
    may: 'signed-in',
    summary: { zh: '修改密码，其他登录随之失效', en: 'Change the password; all other sessions end' },
    body: { currentPassword: Password, newPassword: Password },
    response: z.object({ changed: z.boolean(), endedSessions: z.int() }),
    refusals: sessionRefusals,
  }),
  sessions: query({
    path: '/session/sessions',
    may: 'signed-in',
    summary: { zh: '我的登录设备与令牌', en: 'My sessions and API tokens' },
    response: z.object({ rows: z.array(SessionRow) }),
  }),
  revoke: command({
    path: '/session/sessions/:sessionId/revoke',
    may: 'signed-in',
    summary: { zh: '使登录或令牌失效', en: 'End a session or API token' },
    params: z.object({ sessionId: Uuid }),
    body: {},
    response: z.object({ revoked: z.boolean() }),
  }),
  createToken: command({
    path: '/session/tokens',
    may: 'signed-in',
    summary: { zh: '创建 API 令牌（只显示一次）', en: 'Create an API token; it is shown once' },
    body: {
      label: line(60),
      grantsLimit: GrantsShape.optional().describe('Absent: everything its owner may do, now and later'),
      expiresAt: InstantText.nullable().optional(),
    },
    response: z.object({ id: Uuid, token: z.string(), expiresAt: InstantOut.nullable() }),
    refusals: sessionRefusals,
  }),
  totpStart: command({
    path: '/session/totp/start',
    may: 'signed-in',
    summary: { zh: '开启两步验证：取得密钥', en: 'Two-step sign-in: get the secret to scan' },
    body: { password: Password },
    response: z.object({ secret: z.string(), uri: z.string() }),
    refusals: sessionRefusals,
  }),
  totpConfirm: command({
    path: '/session/totp/confirm',
    may: 'signed-in',
    summary: {
      zh: '开启两步验证：确认动态码',
      en: 'Two-step sign-in: confirm with a code; answers with recovery codes',
    },
    body: { code: z.string().trim().max(20) },
    response: z.object({ recoveryCodes: z.array(z.string()) }),
    refusals: sessionRefusals,
  }),
  totpStop: command({
    path: '/session/totp/stop',
    may: 'signed-in',
    summary: { zh: '关闭两步验证', en: 'Turn two-step sign-in off' },
    body: { password: Password },
    response: z.object({ stopped: z.boolean() }),
    refusals: sessionRefusals,
  }),
};
