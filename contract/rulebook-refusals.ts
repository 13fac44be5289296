/** Permissions of the rulebooks and the sentences of their refusals, in the order in which the commands check them. */
import { permissions } from './kernel/permissions.ts';
import { refusals } from './kernel/refusal.ts';

export const rulebookPermissions = permissions({
  'rulebook.read': { zh: '查看制度', en: 'Read the rulebooks', scopes: ['company'] },
  'rulebook.draft': { zh: '起草制度修订', en: 'Draft changes of the rulebooks', scopes: ['company'] },
  'rulebook.review': { zh: '审核制度修订', en: 'Review drafts of the rulebooks', scopes: ['company'] },
  'rulebook.publish': { zh: '修订并发布制度', en: 'Change and publish rulebooks', scopes: ['company'] },
  'rulebook.adopt': { zh: '为门店选用制度', en: 'Choose the rulebook of a site', scopes: ['site', 'company'] },
  'rulebook.sign': {
    zh: '签收制度、查看签收情况',
    en: 'Sign the rulebook; see who has signed',
    scopes: ['self', 'site', 'company'],
  },
});

export const rulebookRefusals = refusals({
  DOES_NOT_COMPILE: {
    status: 422,
    mayPassLater: false,
    zh: '制度文本有 {count} 处问题，第 {line} 行：{problemZh}',
    en: 'The rulebook has {count} faults; line {line}: {problemEn}',
    remedy: {
      zh: '按所列逐条改正后再提交；现行制度未受影响。',
      en: 'Mend what is listed and submit again; the rules in force are untouched.',
    },
  },
  PARAMETER_UNKNOWN: {
    status: 422,
    mayPassLater: false,
    zh: '没有名为“{name}”的参数或表格单元',
    en: 'There is no parameter or table cell "{name}"',
    remedy: { zh: '请从参数清单中选用名称。', en: 'Use a name from the list of parameters.' },
  },
  VERSION_OVERTAKEN: {
    status: 409,
    mayPassLater: true,
    zh: '他人已发布第 {latest} 版',
    en: 'Version {latest} was published meanwhile',
    remedy: { zh: '请在最新版本上重新修改。', en: 'Repeat your change on the newest version.' },
  },
  NOTHING_CHANGED: {
    status: 409,
    mayPassLater: false,
    zh: '内容与现行的相同',
    en: 'Nothing would change',
    remedy: { zh: '无须办理；要改的，先作修改。', en: 'There is nothing to do; to publish, change something first.' },
  },
  EFFECTIVE_IN_PAST: {
    status: 422,
    mayPassLater: false,
    zh: '生效时刻不能早于现在',
    en: 'It cannot take effect in the past',
    remedy: { zh: '选择现在或以后的时刻。', en: 'Choose now or a later instant.' },
  },
  BOOK_KEY_TAKEN: {
    status: 409,
    mayPassLater: false,
    zh: '编号“{key}”已有制度使用',
    en: 'The key "{key}" is taken by another rulebook',
    remedy: {
      zh: '在文首换一个编号，或在已有制度上起草修订。',
      en: 'Give it another id at its head, or draft a change of the book there is.',
    },
  },
  BOOK_NOT_IN_FORCE: {
    status: 409,
    mayPassLater: true,
    zh: '该制度届时尚未生效',
    en: 'The rulebook is not in force by then',
    remedy: { zh: '选择其生效之后的时刻。', en: 'Choose an instant after it takes effect.' },
  },
  EFFECTIVE_BEFORE_COMING: {
    status: 409,
    mayPassLater: true,
    zh: '第 {latest} 版将于 {comingFrom} 生效，新版本不能早于它',
    en: 'Version {latest} takes effect at {comingFrom}; a newer one cannot take effect before it',
    remedy: {
      zh: '选择不早于该时刻的生效时间，或先撤回第 {latest} 版。',
      en: 'Choose that instant or a later one, or withdraw version {latest} first.',
    },
  },
  // ── drafts ──
  DRAFT_CLOSED: {
    status: 409,
    mayPassLater: false,
    zh: '该草案已{stateZh}，不能再改',
    en: 'The draft was {stateEn} and cannot be changed any more',
    remedy: { zh: '如需再改，请从最新版本起草。', en: 'To change more, start a draft from the newest version.' },
  },
  CLAUSES_UNREADABLE: {
    status: 409,
    mayPassLater: true,
    zh: '标签没有成对，暂时分不清各条的起止',
    en: 'Tags are left open, so that the clauses cannot be told apart',
    remedy: {
      zh: '先在原文中改正标签，再移动或增删条款。',
      en: 'Mend the tags in the source first, then move, add or retire clauses.',
    },
  },
  CLAUSE_UNKNOWN: {
    status: 422,
    mayPassLater: false,
    zh: '草案中没有“{clause}”条',
    en: 'The draft has no clause "{clause}"',
    remedy: { zh: '刷新草案后重试。', en: 'Load the draft again.' },
  },
  CHAPTER_UNKNOWN: {
    status: 422,
    mayPassLater: false,
    zh: '草案中没有第 {chapter} 章',
    en: 'The draft has no chapter {chapter}',
    remedy: { zh: '刷新草案后重试。', en: 'Load the draft again.' },
  },
  BOOK_UNKNOWN: {
    status: 404,
    mayPassLater: false,
    zh: '没有名为 {book} 的制度',
    en: 'There is no rulebook called {book}',
    remedy: { zh: '从制度列表中选择要引入的制度。', en: 'Choose one of the rulebooks of the list.' },
  },
  CHAPTER_NOT_EMPTY: {
    status: 409,
    mayPassLater: false,
    zh: '该章还有 {clauses} 条条款',
    en: 'The chapter still has {clauses} clauses',
    remedy: { zh: '先移走或废止其中的条款。', en: 'Move or retire its clauses first.' },
  },
  CLAUSE_ID_TAKEN: {
    status: 409,
    mayPassLater: false,
    zh: '编号“{clause}”已有条款使用',
    en: 'The id "{clause}" is taken by another clause',
    remedy: { zh: '换一个编号，例如“{free}”。', en: 'Choose another, such as "{free}".' },
  },
  CLAUSE_ID_RETIRED: {
    status: 409,
    mayPassLater: false,
    zh: '编号“{clause}”属于已废止的条款，不能再用',
    en: 'The id "{clause}" belongs to a retired clause and cannot be used again',
    remedy: { zh: '换一个编号，例如“{free}”。', en: 'Choose another, such as "{free}".' },
  },
  // ── merging ──
  DRAFT_OVERTAKEN: {
    status: 409,
    mayPassLater: false,
    zh: '起草后已发布第 {latest} 版，请先合并',
    en: 'Version {latest} was published since the draft began; merge it first',
    remedy: { zh: '在“合并”中逐处确认后再继续。', en: 'Merge the newest version into the draft, then go on.' },
  },
  NOTHING_TO_MERGE: {
    status: 409,
    mayPassLater: false,
    zh: '草案已基于最新版本',
    en: 'The draft is already based on the newest version',
    remedy: { zh: '可直接提请审核。', en: 'Ask for a review right away.' },
  },
  MERGE_UNRESOLVED: {
    status: 409,
    mayPassLater: false,
    zh: '还有 {count} 处冲突没有选择',
    en: '{count} conflicts are not decided yet',
    remedy: {
      zh: '为每处冲突选择“我的”“对方的”或“原文”。',
      en: 'Choose mine, theirs or the base text for each of them.',
    },
  },
  UPDATE_NOT_OFFERED: {
    status: 409,
    mayPassLater: true,
    zh: '随产品提供的范本没有更新',
    en: 'The shipped text has not changed since this book started from it',
    remedy: { zh: '待范本更新后再试。', en: 'Try again when the product ships another text.' },
  },
  // ── review ──
  NOT_THE_REVIEWER: {
    status: 409,
    mayPassLater: false,
    zh: '该草案指定由{reviewer}审核',
    en: 'The draft waits for the review of {reviewer}',
    remedy: { zh: '请其审核，或由起草人改请他人。', en: 'Leave it to them, or let the author ask somebody else.' },
  },
  OWN_DRAFT: {
    status: 409,
    mayPassLater: false,
    zh: '自己起草或改过的草案，须由他人审核',
    en: 'Whoever wrote in a draft cannot review it',
    remedy: { zh: '请另一位有审核权限的人审核。', en: 'Ask somebody else who may review.' },
  },
  REVIEWER_MAY_NOT: {
    status: 422,
    mayPassLater: false,
    zh: '所选的人不能审核该草案',
    en: 'The chosen person may not review this draft',
    remedy: { zh: '从可审核人名单中选择。', en: 'Choose one of the possible reviewers.' },
  },
  ALREADY_REVIEWED: {
    status: 409,
    mayPassLater: true,
    zh: '{reviewer}已经审核过',
    en: '{reviewer} has already answered this request',
    remedy: { zh: '如需再审，请重新提请审核。', en: 'Ask for a review again if another is needed.' },
  },
  REVIEW_NOT_ASKED: {
    status: 409,
    mayPassLater: true,
    zh: '该草案没有待审核的请求',
    en: 'Nobody has asked for a review of this text',
    remedy: { zh: '请起草人先提请审核。', en: 'Let an author ask for a review first.' },
  },
  REVIEW_MISSING: {
    status: 409,
    mayPassLater: true,
    zh: '这份文本还没有审核通过',
    en: 'This text has no approved review',
    remedy: {
      zh: '提请审核；审核后又改动的，须重新审核。',
      en: 'Ask for a review; a text that changed after its review needs another.',
    },
  },
  EXAMPLES_CHANGED: {
    status: 409,
    mayPassLater: false,
    zh: '{count} 个示例的结论会改变：{examples}',
    en: 'The answers of {count} examples would change: {examples}',
    remedy: {
      zh: '逐个核对，确认后连同这些示例的编号再发布；不该变的，先改正文本或示例。',
      en: 'Look at each; publish again with their ids to accept them, or mend the text or the example first.',
    },
  },
  // ── taking back ──
  ALREADY_IN_FORCE: {
    status: 409,
    mayPassLater: false,
    zh: '第 {number} 版已于 {effectiveFrom} 生效，不能撤回',
    en: 'Version {number} took effect at {effectiveFrom} and cannot be withdrawn',
    remedy: { zh: '发布新版本来取代它。', en: 'Publish another version to supersede it.' },
  },
  LATER_VERSION_EXISTS: {
    status: 409,
    mayPassLater: true,
    zh: '第 {latest} 版以它为基础，须先撤回第 {latest} 版',
    en: 'Version {latest} builds on it; withdraw that one first',
    remedy: { zh: '按版本号从新到旧依次撤回。', en: 'Withdraw from the newest one backwards.' },
  },
  ONLY_VERSION: {
    status: 409,
    mayPassLater: false,
    zh: '这是该制度唯一的版本',
    en: 'It is the only version of this rulebook',
    remedy: { zh: '发布新版本来取代它。', en: 'Publish another version to supersede it.' },
  },
  // ── signing ──
  VERSION_NOT_IN_FORCE: {
    status: 409,
    mayPassLater: true,
    zh: '现行的是第 {current} 版，签收以现行版本为准',
    en: 'Version {current} is in force; only the version in force is signed',
    remedy: { zh: '请阅读现行版本后签收。', en: 'Read the version in force and sign that.' },
  },
  NOT_BOUND: {
    status: 409,
    mayPassLater: true,
    zh: '您所在的门店不适用该制度',
    en: 'None of your sites goes by this rulebook',
    remedy: { zh: '无须签收。', en: 'You need not sign it.' },
  },
  ALREADY_SIGNED: {
    status: 409,
    mayPassLater: false,
    zh: '您已于 {signedAt} 签收这一版',
    en: 'You signed this version at {signedAt}',
    remedy: { zh: '无须再签；新版本生效后会再次提醒。', en: 'Nothing to do; the next version will ask again.' },
  },
  REMINDED_LATELY: {
    status: 409,
    mayPassLater: true,
    zh: '未签收的人员在 {hours} 小时内都已提醒过，{nextText} 起可再提醒',
    en: 'Everybody who has not signed was reminded within {hours} hours; from {nextText} on they may be again',
    remedy: { zh: '到时再提醒，或当面催签。', en: 'Remind them then, or speak to them.' },
  },
});
