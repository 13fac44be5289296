/** The leader's list of possible duplicates: look at both, merge them, or say that they are two. */
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { customers } from '#contract/customers.ts';
import { askReason, showDone } from '../shell/feedback.tsx';
import { formatInstant } from '../shell/format.ts';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { DataList } from '../shell/parts/DataList.tsx';
import { Page } from '../shell/parts/Page.tsx';
import { PhoneCard } from '../shell/parts/PhoneCard.tsx';
import { EmptyState } from '../shell/parts/states.tsx';
import { useApiCommand, useApiPages, useApiQuery } from '../shell/queries.ts';
import './customers.css';
import { MergeDialog } from './MergeDialog.tsx';
import { type Row, useWord } from './words.tsx';

type Pair = ResponseOf<typeof customers.duplicates>['rows'][number];

export function DuplicatesPage() {
  const { t } = useTranslation();
  const word = useWord();
  const pages = useApiPages(customers.duplicates, { query: {} as never });
  const [open, setOpen] = useState<Pair | null>(null);
  const sweep = useApiCommand(customers.sweepDuplicates);
  const settle = useApiCommand(customers.settleDuplicate);
  const different = async (pair: Pair): Promise<void> => {
    const reason = await askReason({ title: t('customers.duplicates.different'), required: false });
    if (reason !== null) await settle.mutateAsync({ params: { duplicateId: pair.id }, body: reason ? { reason } : {} });
  };
  const brief = (row: Row): string =>
    [row.name, row.phone, row.owner?.name ?? t('customers.unowned')].filter(Boolean).join(' · ');
  const why = (pair: Pair): string => pair.reasons.map((reason) => word('reason', reason)).join('、');
  const actions = (pair: Pair) => (
    <>
      <Button size="small" type="primary" onClick={() => setOpen(pair)}>
        {t('customers.duplicates.compare')}
      </Button>{' '}
      <ActionButton size="small" label={t('customers.duplicates.different')} onClick={() => different(pair)} />
    </>
  );
  return (
    <Page
      title={t('customers.duplicates.title')}
      actions={
        <ActionButton
          label={t('customers.duplicates.sweep')}
          onClick={async () => {
            const { found } = await sweep.mutateAsync({ body: {} });
            showDone(t('customers.duplicates.found', { count: found }));
          }}
        />
      }
    >
      <DataList
        pages={pages}
        rowKey={(pair) => pair.id}
        empty={<EmptyState title={t('customers.duplicates.none')} />}
        columns={[
          { title: t('customers.duplicates.one'), width: 280, render: (_, pair) => brief(pair.one) },
          { title: t('customers.duplicates.other'), width: 280, render: (_, pair) => brief(pair.other) },
          { title: t('customers.duplicates.reason'), width: 150, render: (_, pair) => why(pair) },
          { title: t('customers.duplicates.foundAt'), width: 160, render: (_, pair) => formatInstant(pair.foundAt) },
          { title: '', width: 200, render: (_, pair) => actions(pair) },
        ]}
        card={(pair) => (
          <PhoneCard
            title={brief(pair.one)}
            lines={[brief(pair.other), why(pair), formatInstant(pair.foundAt)]}
            actions={actions(pair)}
          />
        )}
      />
      {open ? <PairDialog pair={open} onClose={() => setOpen(null)} /> : null}
    </Page>
  );
}

function PairDialog({ pair, onClose }: { pair: Pair; onClose: () => void }) {
  const file = useApiQuery(customers.get, { params: { customerId: pair.one.id } }).data;
  return file ? <MergeDialog file={file} otherId={pair.other.id} onClose={onClose} /> : null;
}
