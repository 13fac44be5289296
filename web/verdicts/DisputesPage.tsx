/** Disputes: mine, those I may rule on, and how the others ended. */
import { Segmented } from 'antd';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { verdicts } from '#contract/verdicts.ts';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { formatInstant, joinNames, lastDayOf } from '../shell/format.ts';
import { DataList } from '../shell/parts/DataList.tsx';
import { Page } from '../shell/parts/Page.tsx';
import { PhoneCard } from '../shell/parts/PhoneCard.tsx';
import { useApiPages } from '../shell/queries.ts';
import { usePermission } from '../shell/session.tsx';
import { useUrlState } from '../shell/url-state.ts';
import { DisputeState } from './DisputeState.tsx';

type Dispute = ResponseOf<typeof verdicts.list>['rows'][number];
const defaults = { open: 'true', view: 'all' };
const views = ['all', 'mine', 'judge'] as const;

export function DisputesPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [{ open, view }, setState] = useUrlState(defaults);
  const mayRule = usePermission('claims.rule') !== null;
  const shown = views.find((one) => one === view) ?? 'all';
  const pages = useApiPages(verdicts.list, { query: { open: open === 'false' ? 'false' : 'true', view: shown } });
  const first = (row: Dispute) => {
    const winner = row.evidence.find((one) => one.wins);
    return winner
      ? t('verdicts.list.first', { name: winner.staff.name, at: formatInstant(winner.signedAt ?? winner.registeredAt) })
      : '';
  };
  const due = (row: Dispute) =>
    row.state === 'settled'
      ? formatInstant(row.settledAt)
      : row.settleBy && row.state !== 'appealed'
        ? lastDayOf(row.settleBy)
        : '—';
  return (
    <Page
      title={t('verdicts.list.title')}
      filters={
        <>
          <Segmented
            value={open}
            onChange={(value) => setState({ open: value })}
            options={[
              { value: 'true', label: t('verdicts.list.open') },
              { value: 'false', label: t('verdicts.list.closed') },
            ]}
          />
          <Segmented
            value={shown}
            onChange={(value) => setState({ view: value })}
            options={views
              .filter((value) => value !== 'judge' || mayRule)
              .map((value) => ({ value, label: t(`verdicts.view.${value}`) }))}
          />
        </>
      }
    >
      <DataList
        pages={pages}
        rowKey={(row) => row.id}
        onOpen={(row) => void navigate({ to: `/disputes/${row.id}` })}
        columns={[
          { title: t('claims.customer'), width: 110, render: (_, row) => row.customer.name },
          { title: t('verdicts.about'), width: 110, render: (_, row) => t(`verdicts.about.${row.about}`) },
          { title: t('verdicts.parties'), width: 160, render: (_, row) => joinNames(row.parties) },
          { title: t('shell.reason'), width: 240, ellipsis: true, dataIndex: 'reason' },
          { title: t('verdicts.list.evidence'), width: 180, render: (_, row) => first(row) },
          { title: t('claims.state'), width: 150, render: (_, row) => <DisputeState dispute={row} /> },
          { title: t('claims.since'), width: 110, render: (_, row) => formatInstant(row.openedAt) },
          {
            title: t(open === 'false' ? 'verdicts.settledAt' : 'verdicts.settleBy'),
            width: 110,
            render: (_, row) => due(row),
          },
        ]}
        card={(row) => (
          <PhoneCard
            title={row.customer.name}
            to={`/disputes/${row.id}`}
            extra={<DisputeState dispute={row} />}
            lines={[`${t(`verdicts.about.${row.about}`)} · ${joinNames(row.parties)}`, row.reason, first(row)]}
          />
        )}
      />
    </Page>
  );
}
