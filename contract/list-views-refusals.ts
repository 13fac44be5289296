/** Why a view is not kept. */
import { refusals } from './kernel/refusal.ts';

export const listViewRefusals = refusals({
  VIEW_NAME_TAKEN: { status: 409, mayPassLater: false, zh: '已有同名视图', en: 'You have a view of this name' },
  VIEWS_FULL: {
    status: 409,
    mayPassLater: true,
    zh: '每个列表最多保存 {limit} 个视图',
    en: 'A list keeps at most {limit} views of yours',
    remedy: { zh: '请先删除不用的视图。', en: 'Remove one that you no longer use.' },
  },
});
