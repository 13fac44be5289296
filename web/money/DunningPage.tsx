/** Whom to call today: demands for payment, the nearest deadline first on a phone. */
import { Segmented } from 'antd';
import { Link, useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { money } from '#contract/money.ts';
import { formatDay, formatInstant, formatYuan } from '../shell/format.ts';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { DataList } from '../shell/parts/DataList.tsx';
import { Page } from '../shell/parts/Page.tsx';
import { PhoneCard } from '../shell/parts/PhoneCard.tsx';
import { StateTag } from '../shell/parts/StateTag.tsx';
import { EmptyState } from '../shell/parts/states.tsx';
import { WhyButton } from '../shell/parts/WhyButton.tsx';
import { useApiPages } from '../shell/queries.ts';
import { usePermission } from '../shell/session.tsx';
import { useUrlState } from '../shell/url-state.ts';
import { dealLine, Yuan } from './LedgerParts.tsx';
import { type Demand, demandTones } from './ledger-words.ts';

const ContactDialog = lazy(() => import('./ContactDialog.tsx').then((part) => ({ default: part.ContactDialog })));
const defaults = { open: 'true', mine: '' };

export function DunningPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [state, setState] = useUrlState(defaults);
  const [calling, setCalling] = useState<Demand | null>(null);
  const scope = usePermission('money.dun');
  const isAlone = scope === 'self';
  const mine = isAlone || state.mine === 'true' ? 'true' : 'false';
  const open = state.open === 'false' ? 'false' : 'true';
  const pages = useApiPages(money.demands, { query: { open, mine } });
  const tag = (row: Demand) => (
    <StateTag tone={row.missedAt && row.state === 'open' ? 'bad' : demandTones[row.state]}>
      {t(row.missedAt && row.state === 'open' ? 'money.demand.missed' : `money.demand.${row.state}`)}
    </StateTag>
  );
  const act = (row: Demand, size: 'small' | 'middle') =>
    row.state === 'closed' ? null : (
      <ActionButton
        size={size}
        type={row.state === 'open' ? 'primary' : 'default'}
        label={t('money.contact')}
        disabledReason={row.whyNot.contact}
        onClick={() => setCalling(row)}
      />
    );
  const due = (row: Demand) =>
    row.state === 'open'
      ? t('money.demand.callBy', { at: formatInstant(row.contactBy) })
      : row.promisedOn
        ? t('money.demand.promised', { day: formatDay(row.promisedOn) })
        : '';
  return (
    <Page
      title={t('money.dunning.title')}
      filters={
        <>
          <Segmented
            value={open}
            onChange={(value) => setState({ open: value })}
            options={[
              { value: 'true', label: t('money.dunning.open') },
              { value: 'false', label: t('money.dunning.closed') },
            ]}
          />
          {isAlone ? null : (
            <Segmented
              value={mine}
              onChange={(value) => setState({ mine: value })}
              options={[
                { value: 'false', label: t('money.dunning.all') },
                { value: 'true', label: t('money.dunning.mine') },
              ]}
            />
          )}
        </>
      }
    >
      <DataList
        pages={pages}
        rowKey={(row) => row.id}
        onOpen={(row) => void navigate({ to: `/money/deals/${row.deal.id}` })}
        empty={<EmptyState title={t('money.dunning.none')} />}
        columns={[
          {
            title: t('money.number'),
            width: 120,
            render: (_, row) => <Link to={`/money/demands/${row.id}`}>{row.number}</Link>,
          },
          { title: t('money.deal'), width: 220, ellipsis: true, render: (_, row) => dealLine(row.deal) },
          { title: t('money.consultant'), width: 110, render: (_, row) => row.deal.consultant.name },
          {
            title: t('money.sum.overdue'),
            width: 120,
            align: 'right',
            render: (_, row) => <Yuan fen={row.amountFen} />,
          },
          { title: t('money.days'), width: 80, align: 'right', dataIndex: 'days' },
          { title: t('money.demand.why'), width: 110, render: (_, row) => t(`money.demand.why.${row.reason}`) },
          { title: t('money.state'), width: 110, render: (_, row) => tag(row) },
          { title: '', width: 190, render: (_, row) => due(row) },
          { title: '', width: 120, render: (_, row) => act(row, 'small') },
          { title: '', width: 40, render: (_, row) => <WhyButton kind="icon" journalId={row.journalId} /> },
        ]}
        card={(row) => (
          <PhoneCard
            title={`${row.deal.customer.name} · ${formatYuan(row.amountFen)}`}
            to={`/money/deals/${row.deal.id}`}
            extra={tag(row)}
            lines={[
              [row.deal.number, row.deal.unit, t('money.sum.days', { days: row.days })].filter(Boolean).join(' · '),
              due(row),
              row.contacts.at(-1)?.note ?? '',
            ]}
            actions={act(row, 'middle')}
          />
        )}
      />
      {calling ? (
        <Suspense fallback={null}>
          <ContactDialog demand={calling} onClose={() => setCalling(null)} />
        </Suspense>
      ) : null}
    </Page>
  );
}
