/**
 * Refusals as they travel: a code, a status, and a sentence per language. A capability lists its codes in the order in which its
 * commands check them; a code without a sentence fails type checking. `{name}` in a sentence is filled from the refusal's detail, in a remedy too.
 */
export interface RefusalText {
  readonly status: 400 | 401 | 403 | 404 | 409 | 410 | 413 | 415 | 422 | 429 | 500 | 503;
  /** Whether waiting or trying again may help. */
  readonly mayPassLater: boolean;
  readonly zh: string;
  readonly en: string;
  /** What the person can do about it. */
  readonly remedy?: { readonly zh: string; readonly en: string };
}

export type Refusals = Readonly<Record<string, RefusalText>>;

export const refusals = <R extends Refusals>(table: R): R => table;

/** The body of every response that is not a success. */
export interface ErrorBody {
  readonly error: {
    readonly code: string;
    readonly zh: string;
    readonly en: string;
    readonly mayPassLater: boolean;
    readonly remedy?: { readonly zh: string; readonly en: string };
    /** Dotted path of the field at fault, when one is. */
    readonly field?: string;
    readonly detail: Readonly<Record<string, unknown>>;
  };
}

/** Codes any route may answer with. */
export const commonRefusals = refusals({
  REQUEST_INVALID: {
    status: 400,
    mayPassLater: false,
    zh: '请求中的“{field}”不符合要求:{problem}',
    en: 'The field "{field}" is not acceptable: {problem}',
    remedy: {
      zh: '请改正该项后重新提交,其余内容已保留。',
      en: 'Correct this field and submit again; everything else is kept.',
    },
  },
  NOT_SIGNED_IN: {
    status: 401,
    mayPassLater: false,
    zh: '尚未登录或登录已过期',
    en: 'You are not signed in, or your session has expired',
    remedy: { zh: '请重新登录,已填写的内容会保留。', en: 'Sign in again; what you typed is kept.' },
  },
  CROSS_SITE_REQUEST: {
    status: 403,
    mayPassLater: false,
    zh: '请求来源不被信任',
    en: 'The request does not come from a trusted origin',
  },
  NOT_ALLOWED: {
    status: 403,
    mayPassLater: false,
    zh: '您没有“{permissionZh}”的权限,或对象不在您的可见范围内',
    en: 'You lack the permission "{permissionEn}", or this is outside what you may see',
    remedy: {
      zh: '可在“我能看到什么”页面查看原因,或联系管理员。',
      en: 'See "What I can see" for the reason, or ask an administrator.',
    },
  },
  PASSWORD_CHANGE_REQUIRED: {
    status: 403,
    mayPassLater: false,
    zh: '您使用的是一次性密码,请先修改密码',
    en: 'You signed in with a one-time password; change it first',
    remedy: {
      zh: '在“修改密码”页面设置自己的密码(POST /api/session/password)。',
      en: 'Set your own on the password page (POST /api/session/password).',
    },
  },
  NOT_FOUND: { status: 404, mayPassLater: false, zh: '没有找到{what}', en: '{what} was not found' },
  COMMAND_ID_REUSED: {
    status: 409,
    mayPassLater: false,
    zh: '该提交编号已用于另一项不同的操作',
    en: 'This command id was already used for a different request',
    remedy: { zh: '请用新的 commandId 提交。', en: 'Send it with a fresh commandId.' },
  },
  STALE_VERSION: {
    status: 409,
    mayPassLater: true,
    zh: '内容已被他人修改(当前版本 {current})',
    en: 'Somebody else changed this meanwhile (current version {current})',
    remedy: { zh: '请刷新后重做,您的输入仍在页面上。', en: 'Refresh and repeat; your input is still on the page.' },
  },
  BUSY: {
    status: 503,
    mayPassLater: true,
    zh: '同一对象正被多人操作,请重试',
    en: 'Several people are changing this at once; try again',
  },
  RATE_LIMITED: {
    status: 429,
    mayPassLater: true,
    zh: '操作过于频繁,请在 {seconds} 秒后再试',
    en: 'Too many attempts; try again in {seconds} seconds',
  },
  TOO_LARGE: { status: 413, mayPassLater: false, zh: '内容过大(上限 {limit})', en: 'Too large (the limit is {limit})' },
  DATABASE_UNAVAILABLE: {
    status: 503,
    mayPassLater: true,
    zh: '数据库暂时不可用,操作可能尚未保存',
    en: 'The database is unavailable; the change may not have been saved',
    remedy: {
      zh: '请稍后用同一 commandId 重发,不会重复执行。',
      en: 'Send it again with the same commandId; it will not run twice.',
    },
  },
  INTERNAL: {
    status: 500,
    mayPassLater: true,
    zh: '系统内部错误(编号 {reference})',
    en: 'Internal error (reference {reference})',
  },
});

/** A word of the detail that differs by language. */
export interface Localised {
  readonly zh: string;
  readonly en: string;
}
const isLocalised = (value: unknown): value is Localised =>
  typeof value === 'object' && value !== null && 'zh' in value && 'en' in value;

const fill = (sentence: string, detail: Readonly<Record<string, unknown>>, language: keyof Localised): string =>
  sentence.replace(/\{(\w+)\}/g, (_, key: string) => {
    const value = detail[key];
    return String(isLocalised(value) ? value[language] : (value ?? ''));
  });

/** Builds the wire body of a refusal; `field` in the detail is lifted out so that forms can point at it. */
export function errorBody(code: string, text: RefusalText, detail: Readonly<Record<string, unknown>> = {}): ErrorBody {
  return {
    error: {
      code,
      zh: fill(text.zh, detail, 'zh'),
      en: fill(text.en, detail, 'en'),
      mayPassLater: text.mayPassLater,
      ...(text.remedy
        ? { remedy: { zh: fill(text.remedy.zh, detail, 'zh'), en: fill(text.remedy.en, detail, 'en') } }
        : {}),
      ...(typeof detail.field === 'string' ? { field: detail.field } : {}),
      detail,
    },
  };
}
