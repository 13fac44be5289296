import { isCellError, plainText } from './text.ts';
import type { Cell, Range, Reading } from './types.ts';

const unreadable = (cell: Cell): { value: null; problem: 'CELL_ERROR' | 'NUMBER_UNREADABLE' } => ({
  value: null,
  problem: isCellError(cell) ? 'CELL_ERROR' : 'NUMBER_UNREADABLE',
});

/** 1,234.5 or 12 or "3 " */
export function readNumber(cell: Cell): Reading<number> {
  const text = plainText(cell).replace(/[,\s]/g, '');
  if (text === '') return { value: null };
  return /^[+-]?\d{1,15}(?:\.\d+)?$/.test(text) ? { value: Number(text) } : unreadable(cell);
}

/** "90-110", "120左右", "100㎡以上", 188: an area or a price as the customer said it. */
export function readRange(cell: Cell): Reading<Range> {
  const text = plainText(cell)
    .replace(/[,\s]/g, '')
    .replace(/平方米|平米|平方|㎡|m2|平|万元|万|元/gi, '');
  if (text === '' || text === '-' || text === '不限' || text === '未定') return { value: null };
  const between = /^(\d+(?:\.\d+)?)(?:-|~|–|—|至|到)(\d+(?:\.\d+)?)$/.exec(text);
  if (between) {
    const [low, high] = [Number(between[1]), Number(between[2])];
    return { value: { from: Math.min(low, high), to: Math.max(low, high) } };
  }
  const about = /^(?:约|大约)?(\d+(?:\.\d+)?)(?:左右|上下|以上|以下|多)?$/.exec(text);
  return about ? { value: { from: Number(about[1]), to: Number(about[1]) } } : unreadable(cell);
}

/** Minutes: "30分钟", "1小时20分", "1.5h", "半小时", "1:30", 40. */
export function readDuration(cell: Cell): Reading<number> {
  const text = plainText(cell).toLowerCase().replace(/\s/g, '');
  if (text === '') return { value: null };
  if (/^半(?:个)?小时$/.test(text)) return { value: 30 };
  const clock = /^(\d{1,2}):([0-5]\d)$/.exec(text);
  if (clock) return { value: Number(clock[1]) * 60 + Number(clock[2]) };
  const match = /^(?:(\d+(?:\.\d+)?)(?:个)?(?:小时|钟头|h|hours?))?(半)?(?:(\d+(?:\.\d+)?)(?:分钟|分|min|m)?)?$/.exec(
    text,
  );
  if (!match || (match[1] === undefined && match[3] === undefined)) return unreadable(cell);
  const minutes = Number(match[1] ?? 0) * 60 + (match[2] ? 30 : 0) + Number(match[3] ?? 0);
  return minutes <= 24 * 60 ? { value: Math.round(minutes) } : unreadable(cell);
}

const channels: readonly (readonly [RegExp, string])[] = [
  [/未接|无人接听|没接|占线|关机/, 'call_unanswered'],
  [/电话|致电|去电|call|phone/, 'call'],
  [/短信|sms|message/, 'message'],
  [/微信|wechat|qq|企微/, 'chat'],
  [/面谈|到访|来访|拜访|上门|见面|visit/, 'visit'],
  [/备注|记录|note/, 'note'],
];

/** How the customer was contacted. An unanswered call is not a contact, so it is kept apart from a call. */
export function readChannel(cell: Cell): Reading<string> {
  const text = plainText(cell).toLowerCase();
  if (text === '') return { value: null };
  const found = channels.find(([pattern]) => pattern.test(text));
  return found
    ? { value: found[1] }
    : { value: null, problem: isCellError(cell) ? 'CELL_ERROR' : 'CHANNEL_UNREADABLE' };
}
