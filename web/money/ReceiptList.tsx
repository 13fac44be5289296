/** Lines of the receipts ledger: a table on a desk, cards on a phone. */
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { formatInstant } from '../shell/format.ts';
import { DataList } from '../shell/parts/DataList.tsx';
import { PhoneCard } from '../shell/parts/PhoneCard.tsx';
import { StateTag } from '../shell/parts/StateTag.tsx';
import { EmptyState } from '../shell/parts/states.tsx';
import { WhyButton } from '../shell/parts/WhyButton.tsx';
import type { Paged } from '../shell/queries.ts';
import { dealLine, Yuan } from './LedgerParts.tsx';
import { type Receipt, receiptState, receiptTone } from './ledger-words.ts';
import { ReceiptActions } from './ReceiptActions.tsx';

interface ReceiptListProps {
  readonly pages: Paged<Receipt>;
  /** On the page of a deal its name stands above. */
  readonly ofDeal?: boolean;
}
export function ReceiptList({ pages, ofDeal }: ReceiptListProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const state = (row: Receipt) => (
    <StateTag tone={receiptTone(row)}>{t(`money.receipt.${receiptState(row)}`)}</StateTag>
  );
  const how = (row: Receipt) => [t(`money.method.${row.method}`), row.bankRef].filter(Boolean).join(' · ');
  const acts = (row: Receipt) => (
    <span className="money-actions">
      <ReceiptActions receipt={row} small />
    </span>
  );
  return (
    <DataList
      pages={pages}
      rowKey={(row) => row.id}
      onOpen={(row) => void navigate({ to: `/money/receipts/${row.id}` })}
      empty={<EmptyState title={t('money.receipts.none')} />}
      columns={[
        { title: t('money.number'), width: 120, dataIndex: 'number' },
        { title: t('money.businessDay'), width: 100, dataIndex: 'businessDay' },
        ...(ofDeal
          ? []
          : [
              {
                title: t('money.deal'),
                width: 230,
                ellipsis: true,
                render: (_: never, row: Receipt) => dealLine(row.deal),
              },
            ]),
        { title: t('money.kind'), width: 120, render: (_: never, row: Receipt) => t(`money.kind.${row.kind}`) },
        {
          title: t('money.amount'),
          width: 120,
          align: 'right' as const,
          render: (_: never, row: Receipt) => <Yuan fen={row.amountFen} />,
        },
        { title: t('money.method'), width: 150, ellipsis: true, render: (_: never, row: Receipt) => how(row) },
        { title: t('money.state'), width: 110, render: (_: never, row: Receipt) => state(row) },
        { title: t('money.receivedBy'), width: 80, render: (_: never, row: Receipt) => row.receivedBy?.name ?? '' },
        { title: '', width: 210, render: (_: never, row: Receipt) => acts(row) },
        {
          title: '',
          width: 40,
          render: (_: never, row: Receipt) => <WhyButton kind="icon" journalId={row.journalId} />,
        },
      ]}
      card={(row) => (
        <PhoneCard
          title={<Yuan fen={row.amountFen} />}
          extra={state(row)}
          to={`/money/receipts/${row.id}`}
          lines={[
            `${row.number} · ${t(`money.kind.${row.kind}`)} · ${how(row)}`,
            ofDeal ? '' : dealLine(row.deal),
            formatInstant(row.receivedAt),
          ]}
        />
      )}
    />
  );
}
