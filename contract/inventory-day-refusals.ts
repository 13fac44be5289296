/** What a buyer is told on their own phone. No sentence names anybody, and a link that has ended says nothing of what it was for. */
import { refusals } from './kernel/refusal.ts';

const ask = {
  zh: '请联系您的置业顾问。',
  en: 'Please ask your consultant.',
};

export const inventoryDayRefusals = refusals({
  LINK_UNKNOWN: {
    status: 404,
    mayPassLater: false,
    zh: '没有这个选房链接',
    en: 'There is no such link',
    remedy: { zh: '请重新扫描二维码，或联系您的置业顾问。', en: 'Scan the code again, or ask your consultant.' },
  },
  LINK_ENDED: { status: 410, mayPassLater: false, zh: '该选房链接已失效', en: 'This link has ended', remedy: ask },
  DAY_NOT_READY: {
    status: 409,
    mayPassLater: true,
    zh: '登记尚未截止，暂不能选房',
    en: 'Registration is still open; choosing has not begun',
  },
  DAY_NOT_OPEN: { status: 409, mayPassLater: true, zh: '尚未开盘，{atText} 开始', en: 'It opens at {atText}' },
  DAY_NOT_YOUR_TURN: {
    status: 409,
    mayPassLater: true,
    zh: '您的序号 {number} 从 {atText} 起选房',
    en: 'Your number {number} chooses from {atText}',
  },
  DAY_LIMIT: {
    status: 409,
    mayPassLater: true,
    zh: '您已选满 {limit} 套',
    en: 'You have chosen as many as allowed ({limit})',
    remedy: { zh: '如需改选，请联系您的置业顾问。', en: 'To change your choice, ask your consultant.' },
  },
  ROOM_GONE: {
    status: 409,
    mayPassLater: false,
    zh: '{unit} 已被{who}选走',
    en: '{unit} has just been chosen by {who}',
    remedy: { zh: '请从仍可选的房源中另选。', en: 'Choose one of those that are still free.' },
  },
  ROOM_UNKNOWN: {
    status: 404,
    mayPassLater: false,
    zh: '该房源不在本次开盘之列',
    en: 'This room is not part of the launch',
  },
});
