/** The receipts ledger: every line of money in and out, by day, kind and method. */
import { Input, Segmented, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { money } from '#contract/money.ts';
import { DayInput } from '../shell/parts/DayInput.tsx';
import { Page } from '../shell/parts/Page.tsx';
import { SavedViews, useChosenView } from '../shell/parts/SavedViews.tsx';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { useApiPages } from '../shell/queries.ts';
import { useSite } from '../shell/session.tsx';
import { useUrlState } from '../shell/url-state.ts';
import { LedgerFile } from './LedgerParts.tsx';
import { ReceiptList } from './ReceiptList.tsx';

const defaults = { from: '', to: '', method: '', kind: '', waiting: 'false', q: '' };
const kinds = [
  'deposit',
  'down_payment',
  'instalment',
  'loan',
  'fee',
  'transfer_in',
  'transfer_out',
  'refund',
  'reversal',
] as const;
const methods = ['cash', 'card', 'wire', 'cheque', 'loan', 'transfer'] as const;
const orNone = (text: string) => (text === '' ? undefined : text);

export function ReceiptsPage() {
  const { t } = useTranslation();
  const site = useSite();
  const [filters, setFilters] = useUrlState(defaults);
  const { round, choose } = useChosenView(filters, setFilters);
  const waiting = filters.waiting === 'true' ? 'true' : 'false';
  const pages = useApiPages(money.receipts, {
    query: {
      siteId: site.id,
      from: orNone(filters.from),
      to: orNone(filters.to),
      method: methods.find((one) => one === filters.method),
      kind: kinds.find((one) => one === filters.kind),
      q: orNone(filters.q),
      waiting,
    },
  });
  return (
    <Page
      title={t('money.receipts.title')}
      actions={
        <>
          <SavedViews of="receipts" filters={filters} defaults={defaults} onChoose={choose} />
          <LedgerFile
            ledger="receipts"
            filters={{ siteId: site.id, from: orNone(filters.from), to: orNone(filters.to) }}
          />
          <ActionButton label={t('money.print')} onClick={() => window.print()} />
        </>
      }
      filters={
        <>
          <Segmented
            value={waiting}
            onChange={(value) => setFilters({ waiting: value })}
            options={[
              { value: 'false', label: t('money.all') },
              { value: 'true', label: t('money.receipt.waiting') },
            ]}
          />
          <DayInput value={filters.from} onChange={(from) => setFilters({ from })} label={t('money.from')} />
          <DayInput value={filters.to} onChange={(to) => setFilters({ to })} label={t('money.to')} />
          <Select
            value={filters.kind}
            onChange={(kind) => setFilters({ kind })}
            style={{ width: 120 }}
            aria-label={t('money.kind')}
            options={[
              { value: '', label: t('money.kind.any') },
              ...kinds.map((value) => ({ value, label: t(`money.kind.${value}`) })),
            ]}
          />
          <Select
            value={filters.method}
            onChange={(method) => setFilters({ method })}
            style={{ width: 120 }}
            aria-label={t('money.method')}
            options={[
              { value: '', label: t('money.method.any') },
              ...methods.map((value) => ({ value, label: t(`money.method.${value}`) })),
            ]}
          />
          <Input.Search
            allowClear
            key={round}
            defaultValue={filters.q}
            onSearch={(q) => setFilters({ q: q.trim() })}
            placeholder={t('money.receipts.find')}
            aria-label={t('money.receipts.find')}
            style={{ width: 220 }}
          />
        </>
      }
    >
      <ReceiptList pages={pages} />
    </Page>
  );
}
