/** What a deal owes, row by row, and how far it is covered. */
import { useTranslation } from 'react-i18next';
import { formatDay, formatYuan } from '../shell/format.ts';
import { Grid } from '../shell/parts/Grid.tsx';
import { PhoneCard } from '../shell/parts/PhoneCard.tsx';
import { StateTag } from '../shell/parts/StateTag.tsx';
import { EmptyState } from '../shell/parts/states.tsx';
import { useIsPhone } from '../shell/parts/use-is-phone.ts';
import { Yuan } from './LedgerParts.tsx';
import { type Account, bucketTones } from './ledger-words.ts';

type Due = Account['dues'][number];

export function DuesTable({ dues }: { dues: readonly Due[] }) {
  const { t } = useTranslation();
  const isPhone = useIsPhone();
  if (dues.length === 0) return <EmptyState title={t('money.dues.none')} />;
  const named = (due: Due) =>
    ['deposit', 'balance', 'loan'].includes(due.name) ? t(`money.due.${due.name}`) : due.name;
  const state = (due: Due) =>
    due.openFen === 0 ? (
      <StateTag tone="good">{t('money.due.paid')}</StateTag>
    ) : (
      <StateTag tone={bucketTones[due.bucket]}>{t(`money.bucket.${due.bucket}`)}</StateTag>
    );
  const dueOn = (due: Due) => (due.dueOn ? formatDay(due.dueOn) : t('money.due.beforeHandover'));
  if (isPhone)
    return (
      <div className="cards">
        {dues.map((due) => (
          <PhoneCard
            key={due.seq}
            title={`${named(due)} · ${formatYuan(due.amountFen)}`}
            extra={state(due)}
            lines={[
              dueOn(due),
              due.openFen > 0
                ? `${t('money.due.paidFen')} ${formatYuan(due.paidFen)} · ${t('money.due.open')} ${formatYuan(due.openFen)}`
                : '',
            ]}
          />
        ))}
      </div>
    );
  return (
    <Grid
      rows={dues}
      rowKey={(due) => String(due.seq)}
      columns={[
        { title: t('money.due.name'), width: 120, render: (_: never, due: Due) => named(due) },
        {
          title: t('money.due.on'),
          width: 120,
          render: (_: never, due: Due) => dueOn(due),
        },
        {
          title: t('money.due.amount'),
          width: 120,
          align: 'right',
          render: (_: never, due: Due) => <Yuan fen={due.amountFen} />,
        },
        {
          title: t('money.due.paidFen'),
          width: 120,
          align: 'right',
          render: (_: never, due: Due) => <Yuan fen={due.paidFen} />,
        },
        {
          title: t('money.due.open'),
          width: 120,
          align: 'right',
          render: (_: never, due: Due) => <Yuan fen={due.openFen} />,
        },
        { title: t('money.state'), width: 110, render: (_: never, due: Due) => state(due) },
      ]}
    />
  );
}
