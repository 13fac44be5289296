/** What was done with the journal itself. */
import { type Kinds, say, wordFor } from './kit.ts';

const endings = {
  done: say('完成', 'done'),
  cancelled: say('已取消', 'cancelled'),
  failed: say('中断', 'broken off'),
};

export const journalKinds: Kinds = {
  'journal.audit': {
    title: say('审计', 'Audit'),
    summary: ({ outcome }) => {
      const state = wordFor(endings, outcome.state);
      return say(
        `审计${state.zh}，发现 ${outcome.findings} 处，封存号 ${outcome.head ?? '—'}`,
        `Audit ${state.en}: ${outcome.findings} findings, head ${outcome.head ?? '—'}`,
      );
    },
  },
  'reports.exportLedger': {
    title: say('导出销售台账', 'Sales ledger exported'),
    summary: ({ outcome }) => say(`导出 ${outcome.rows} 笔成交`, `${outcome.rows} deals were exported`),
  },
  'journal.export': {
    title: say('导出决定记录', 'Decisions exported'),
    summary: ({ outcome }) => say(`导出 ${outcome.rows} 项决定`, `${outcome.rows} decisions were exported`),
  },
};
