/** The papers of deals on the wire: the house's texts with their fields, and what is printed from them for one deal. */
import { z } from 'zod';
import { documentKinds } from '#core/deals/document-fields.ts';
import { command, query } from './kernel/route.ts';
import { refusals } from './kernel/refusal.ts';
import { InstantOut, LocalDateText, PersonRef, Uuid, WhyNot, line } from './kernel/shapes.ts';

export const documentRefusals = refusals({
  TEMPLATE_UNREADABLE: {
    status: 422,
    mayPassLater: false,
    zh: '无法读取该 Word 文件',
    en: 'This Word file cannot be read',
    remedy: {
      zh: '请用 Word 或 WPS 另存为 .docx(不含宏，4 MB 以内)后重新上传；当前版本保持不变。',
      en: 'Save it as .docx (no macros, up to 4 MB) and send it again; the present version stays.',
    },
  },
  TEMPLATE_BRACES_BROKEN: {
    status: 422,
    mayPassLater: false,
    zh: '范本中“{name}”附近的花括号不成对',
    en: 'The braces near "{name}" do not match',
    remedy: {
      zh: '每个字段写作两个左花括号、字段名、两个右花括号；改好后重新保存。',
      en: 'Write every field between two opening and two closing braces, then save again.',
    },
  },
  TEMPLATE_PART_UNCLOSED: {
    status: 422,
    mayPassLater: false,
    zh: '重复段“{part}”没有成对，或嵌套了另一个重复段',
    en: 'The repeated part "{part}" is not closed, or holds another one',
    remedy: {
      zh: '以 # 开头的一行开始，以 / 开头的同名一行结束，中间不再嵌套。',
      en: 'Begin it with # and end it with / and the same name; parts do not nest.',
    },
  },
  TEMPLATE_FIELD_UNKNOWN: {
    status: 422,
    mayPassLater: false,
    zh: '范本中有系统不认识的字段：{names}',
    en: 'The text names fields nobody can fill: {names}',
    remedy: {
      zh: '对照右侧字段表改正名称；未改正前不会保存，当前版本继续使用。',
      en: 'Correct the names by the list of fields; nothing is saved until then and the present version stays in use.',
    },
  },
  TEMPLATE_EMPTY: {
    status: 422,
    mayPassLater: false,
    zh: '范本中没有任何字段，每份文件都会一模一样',
    en: 'The text has no field at all: every paper would say the same',
    remedy: {
      zh: '请至少填入客户姓名、标的和价款字段，或检查是否传错了文件。',
      en: 'Name at least the customer, the unit and the price, or check that it is the right file.',
    },
  },
  TEMPLATE_STALE: {
    status: 409,
    mayPassLater: true,
    zh: '该范本已由{by}更新到第 {current} 版',
    en: '{by} has saved version {current} of this text meanwhile',
    remedy: {
      zh: '请先查看新版本，再把您的改动并进去；您的文字仍在页面上。',
      en: 'Look at the new version and bring your changes into it; your text is still on the page.',
    },
  },
  DOCUMENT_NOT_FINAL: {
    status: 409,
    mayPassLater: true,
    zh: '{kindZh}目前只能打印草稿，{needsZh}后才能定稿',
    en: 'For now the {kindEn} can only be printed as a draft; it is made final once {needsEn}',
    remedy: { zh: '先完成前面的步骤。', en: 'Finish the step before.' },
  },
  DOCUMENT_ALREADY_FINAL: {
    status: 409,
    mayPassLater: false,
    zh: '{kindZh}已由{by}定稿，文字不再变动',
    en: '{by} has made the {kindEn} final; its text stays',
    remedy: {
      zh: '需要改动的，先作废已定稿的文件；已签署的另签补充协议。',
      en: 'Void the final one first; after signature sign a supplement.',
    },
  },
  DOCUMENT_SIGNED: {
    status: 409,
    mayPassLater: false,
    zh: '{kindZh}已签署，不能作废',
    en: 'The {kindEn} has been signed and cannot be voided',
    remedy: { zh: '变更请另签补充协议。', en: 'Sign a supplement for what changes.' },
  },
  DOCUMENT_DAMAGED: {
    status: 500,
    mayPassLater: false,
    zh: '定稿文件与决定记录中的指纹不符',
    en: 'The final text does not match its fingerprint in the journal',
    remedy: { zh: '请从备份恢复，并告知管理员。', en: 'Restore it from a backup and tell the administrator.' },
  },
});

export const DocumentKind = z.enum(documentKinds);
const Goods = z.enum(['room', 'vehicle', 'membership', 'stock']);
const Form = z.enum(['text', 'word']);

export const DocumentLine = z.object({
  kind: z.enum(['title', 'heading', 'paragraph', 'note', 'item', 'row', 'columns', 'page']),
  cells: z.array(z.array(z.object({ text: z.string(), strong: z.boolean(), isFilled: z.boolean() }))),
  isHeader: z.boolean().optional(),
});

const where = {
  kind: DocumentKind,
  goods: Goods.nullable().default(null).describe('null: for everything that is sold'),
  siteId: Uuid.nullable().default(null).describe('null: for every site'),
};
export const TEXT_MAX = 60_000;

export const TemplateRow = z.object({
  templateId: Uuid.nullable().describe('null: the text that ships with the product'),
  kind: DocumentKind,
  goods: Goods.nullable(),
  site: PersonRef.nullable(),
  form: Form,
  fileName: z.string().nullable(),
  version: z.number().int().describe('0: as shipped'),
  savedAt: InstantOut.nullable(),
  savedBy: PersonRef.nullable(),
  journalId: Uuid.nullable(),
});

export const TemplateText = z.object({
  row: TemplateRow,
  text: z.string().nullable().describe('null for a Word file'),
  note: z.string(),
  fields: z.array(z.string()),
  preview: z.array(DocumentLine).describe('Filled with made-up values'),
  versions: z.array(
    z.object({
      number: z.number().int(),
      form: Form,
      fileName: z.string().nullable(),
      note: z.string(),
      savedAt: InstantOut,
      savedBy: PersonRef.nullable(),
      sha256: z.string(),
      journalId: Uuid,
    }),
  ),
});

const Saved = z.object({ templateId: Uuid, version: z.number().int(), journalId: Uuid });

export const DocumentRow = z.object({
  kind: DocumentKind,
  documentId: Uuid.nullable().describe('null: a draft, printed from the deal as it stands'),
  number: z.string().nullable(),
  state: z.enum(['draft', 'final', 'signed', 'void']),
  template: z.object({ form: Form, version: z.number().int(), fileName: z.string().nullable() }),
  madeFinalAt: InstantOut.nullable(),
  madeFinalBy: PersonRef.nullable(),
  signedAt: InstantOut.nullable(),
  signedOn: z.string().nullable().describe('The day the customer signed, entered by hand'),
  voidReason: z.string().nullable(),
  sha256: z.string().nullable(),
  copies: z.number().int(),
  journalId: Uuid.nullable(),
  whyNot: z.object({ makeFinal: WhyNot, void: WhyNot, sign: WhyNot }),
});

export const dealDocuments = {
  templates: query({
    path: '/deal-templates',
    may: 'deals.templates',
    summary: { zh: '合同范本一览', en: 'The texts of papers' },
    response: z.object({ rows: z.array(TemplateRow) }),
  }),
  fields: query({
    path: '/deal-templates/fields',
    may: 'deals.templates',
    summary: { zh: '范本可用的字段', en: 'Fields a text may name' },
    query: z.object({ kind: DocumentKind }),
    response: z.object({
      fields: z.array(z.object({ name: z.string(), en: z.string(), sample: z.string() })),
      lists: z.array(
        z.object({
          name: z.string(),
          en: z.string(),
          fields: z.array(z.object({ name: z.string(), en: z.string() })),
        }),
      ),
    }),
  }),
  text: query({
    path: '/deal-templates/text',
    may: 'deals.templates',
    summary: { zh: '一份范本的文字与历次版本', en: 'One text with its versions' },
    query: z.object({
      templateId: Uuid.optional(),
      kind: DocumentKind.optional().describe('Without templateId: the shipped text'),
      goods: Goods.optional(),
      number: z.coerce.number().int().min(1).optional().describe('Omitted: the newest version'),
    }),
    response: TemplateText,
  }),
  preview: command({
    path: '/deal-templates/preview',
    may: 'deals.templates',
    summary: { zh: '预览未保存的范本', en: 'What an unsaved text would look like' },
    body: { kind: DocumentKind, text: z.string().max(TEXT_MAX) },
    response: z.object({ lines: z.array(DocumentLine), unknown: z.array(z.string()) }),
    refusals: documentRefusals,
    writesNothing: true,
  }),
  save: command({
    path: '/deal-templates',
    may: 'deals.templates',
    summary: { zh: '保存范本为新版本', en: 'Save a text as a new version' },
    body: {
      ...where,
      text: z.string().min(1).max(TEXT_MAX),
      note: line.default(''),
      basedOn: z.number().int().min(0).describe('The version it was written from; 0 when there was none'),
    },
    response: Saved,
    refusals: documentRefusals,
  }),
  restore: command({
    path: '/deal-templates/:templateId/restore',
    may: 'deals.templates',
    summary: { zh: '以旧版本作为新版本', en: 'An earlier version becomes the newest' },
    params: z.object({ templateId: Uuid }),
    body: { number: z.number().int().min(1), basedOn: z.number().int().min(1) },
    response: Saved,
    refusals: documentRefusals,
  }),
  retire: command({
    path: '/deal-templates/:templateId/retire',
    may: 'deals.templates',
    summary: { zh: '停用范本，改用更通用的一份', en: 'Retire a text: the more general one is used again' },
    params: z.object({ templateId: Uuid }),
    body: { reason: line.min(1) },
    response: z.object({ journalId: Uuid }),
    refusals: documentRefusals,
  }),
  ofDeal: query({
    path: '/deals/:dealId/documents',
    may: 'deals.read',
    summary: { zh: '成交的文件：草稿、定稿与已签', en: 'The papers of a deal: drafts, final ones, signed ones' },
    params: z.object({ dealId: Uuid }),
    response: z.object({ rows: z.array(DocumentRow) }),
  }),
  makeFinal: command({
    path: '/deals/:dealId/documents/:kind/final',
    may: 'deals.register',
    summary: {
      zh: '定稿：文字与数字就此固定，可供签署',
      en: 'Make a paper final: its words and figures stay, for signature',
    },
    params: z.object({ dealId: Uuid, kind: DocumentKind }),
    body: {},
    response: z.object({ documentId: Uuid, number: z.string(), sha256: z.string(), journalId: Uuid }),
    refusals: documentRefusals,
  }),
  void: command({
    path: '/deals/:dealId/documents/:documentId/void',
    may: 'deals.register',
    summary: { zh: '作废未签署的定稿', en: 'Void a final paper nobody has signed' },
    params: z.object({ dealId: Uuid, documentId: Uuid }),
    body: { reason: line.min(1) },
    response: z.object({ journalId: Uuid }),
    refusals: documentRefusals,
  }),
} as const;

/** Files come and go outside the typed routes. */
export const templateUploadPath = '/deal-templates/file';
export const templateFilePath = '/deal-templates/:templateId/file';
export const documentFilePath = '/deals/:dealId/documents/:kind/file';
export const TemplateUpload = z.object({
  kind: DocumentKind,
  goods: Goods.optional(),
  siteId: Uuid.optional(),
  basedOn: z.coerce.number().int().min(0),
  note: line.optional(),
});
export const DocumentFile = z.object({
  format: z.enum(['pdf', 'docx']).default('pdf'),
  copies: z.coerce.number().int().min(1).max(10).optional().describe('Omitted: one, without a name'),
  documentId: Uuid.optional().describe('A final paper; omitted: the newest, or the draft'),
});
export const registerFilePath = '/deal-registers/:register/file';
export const registerNames = ['bookings', 'contracts', 'handovers', 'small-deposits'] as const;
export const RegisterFile = z.object({
  format: z.enum(['xlsx', 'csv']).default('xlsx'),
  siteId: Uuid.optional(),
  consultantId: Uuid.optional(),
  from: LocalDateText.optional(),
  to: LocalDateText.optional().describe('The last day, included'),
});
