import { useTranslation } from 'react-i18next';
import { organisation } from '#contract/organisation.ts';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { askReason, showDone } from '../shell/feedback.tsx';
import { formatInstant } from '../shell/format.ts';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { DataList } from '../shell/parts/DataList.tsx';
import { PhoneCard } from '../shell/parts/PhoneCard.tsx';
import { StateTag } from '../shell/parts/StateTag.tsx';
import { EmptyState } from '../shell/parts/states.tsx';
import { useApiCommand, useApiPages } from '../shell/queries.ts';

type Row = ResponseOf<typeof organisation.upward>['rows'][number];

export function UpwardList({ box }: { box: 'received' | 'sent' }) {
  const { t } = useTranslation();
  const pages = useApiPages(organisation.upward, { query: { box } }, { live: ['organisation'] });
  const answer = useApiCommand(organisation.answerUpward);
  const reply = async (row: Row): Promise<void> => {
    const text = await askReason({
      title: t('organisation.line.answer'),
      text: row.body,
      label: t('organisation.line.answer'),
    });
    if (text === null) return;
    await answer.mutateAsync({ params: { messageId: row.id }, body: { answer: text } });
    showDone(t('organisation.line.answered'));
  };
  const who = (row: Row): string => (box === 'received' ? row.sender.name : row.addressee.name);
  const kind = (row: Row) => (
    <>
      {t(`organisation.line.kind.${row.kind}`)}{' '}
      {row.acrossLevels ? <StateTag tone="waiting">{t('organisation.line.across')}</StateTag> : null}
    </>
  );
  const action = (row: Row) =>
    box === 'received' && row.answer === null ? (
      <ActionButton size="small" label={t('organisation.line.answer')} onClick={() => reply(row)} />
    ) : null;
  return (
    <DataList<Row>
      pages={pages}
      rowKey={(row) => row.id}
      empty={<EmptyState title={t('organisation.line.empty')} />}
      columns={[
        {
          title: t(box === 'received' ? 'organisation.line.from' : 'organisation.line.to'),
          width: 110,
          render: (_, row) => who(row),
        },
        { title: t('organisation.line.kind'), width: 140, render: (_, row) => kind(row) },
        { title: t('organisation.line.body'), width: 320, dataIndex: 'body' },
        { title: '', width: 110, render: (_, row) => formatInstant(row.sentAt) },
        { title: t('organisation.line.answer'), width: 240, render: (_, row) => row.answer ?? action(row) },
      ]}
      card={(row) => (
        <PhoneCard
          title={who(row)}
          extra={kind(row)}
          lines={[row.body, row.answer ?? '', formatInstant(row.sentAt)]}
          actions={action(row)}
        />
      )}
    />
  );
}
