import type { ColumnsType } from 'antd/es/table';
import type { TFunction } from 'i18next';
import { formatInstant } from '../shell/format.ts';
import { textOf, wordsOf } from '../shell/i18n.ts';
import { StateTag } from '../shell/parts/StateTag.tsx';
import { WhyButton } from '../shell/parts/WhyButton.tsx';
import type { Decision } from './DecisionRow.tsx';

export const columnsOf = (t: TFunction): ColumnsType<Decision> => [
  { title: t('journal.at'), width: 130, render: (_, row) => formatInstant(row.at) },
  { title: t('journal.what'), width: 150, render: (_, row) => textOf(row.title) },
  {
    title: t('journal.outcome'),
    width: 420,
    render: (_, row) => (
      <>
        {textOf(row.summary)}
        {row.overrides ? <StateTag tone="waiting">{t('journal.override')}</StateTag> : null}
        {row.reason ? <div className="muted">{t('journal.reasonGiven', { reason: wordsOf(row.reason) })}</div> : null}
      </>
    ),
  },
  { title: t('journal.by'), width: 110, render: (_, row) => row.actor?.name ?? t('journal.system') },
  { title: t('journal.clauses'), width: 150, render: (_, row) => row.houseClauses.join(' ') },
  { title: '', width: 60, render: (_, row) => <WhyButton journalId={row.id} kind="icon" /> },
];
