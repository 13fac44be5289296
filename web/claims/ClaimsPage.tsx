/** Claims within one's scope: in force, falling due, unsigned, ended. */
import { Segmented } from 'antd';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { type ClaimRow, claims } from '#contract/claims.ts';
import { formatInstant, lastDayOf } from '../shell/format.ts';
import { DataList } from '../shell/parts/DataList.tsx';
import { Page } from '../shell/parts/Page.tsx';
import { PhoneCard } from '../shell/parts/PhoneCard.tsx';
import { StateTag } from '../shell/parts/StateTag.tsx';
import { useApiPages } from '../shell/queries.ts';
import { useUrlState } from '../shell/url-state.ts';
import { stateTones } from './words.ts';

const views = ['open', 'due', 'unsigned', 'ended'] as const;
const defaults = { view: 'open', ownerId: '' };

export function ClaimsPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [{ view, ownerId }, setState] = useUrlState(defaults);
  const shown = views.find((one) => one === view) ?? 'open';
  const pages = useApiPages(claims.list, { query: { view: shown, ...(ownerId ? { ownerId } : {}) } });
  const state = (row: ClaimRow) => <StateTag tone={stateTones[row.state]}>{t(`claims.state.${row.state}`)}</StateTag>;
  const limit = (row: ClaimRow) =>
    row.endedAt
      ? `${formatInstant(row.endedAt)} ${t(`claims.ended.${row.endedReason}`)}`
      : lastDayOf(row.protectedUntil);
  return (
    <Page
      title={t('claims.list.title')}
      filters={
        <Segmented
          value={shown}
          onChange={(value) => setState({ view: value })}
          options={views.map((value) => ({ value, label: t(`claims.view.${value}`) }))}
        />
      }
    >
      <DataList
        pages={pages}
        rowKey={(row) => row.id}
        onOpen={(row) => void navigate({ to: `/customers/${row.customer.id}` })}
        columns={[
          { title: t('claims.customer'), width: 170, render: (_, row) => row.customer.name },
          { title: t('claims.grade'), width: 70, render: (_, row) => row.customer.grade },
          { title: t('claims.owner'), width: 120, render: (_, row) => row.owner.name },
          { title: t('claims.state'), width: 110, render: (_, row) => state(row) },
          { title: t('claims.registered'), width: 140, render: (_, row) => formatInstant(row.registeredAt) },
          {
            title: t(shown === 'ended' ? 'claims.endedAt' : 'claims.lastDay'),
            width: 200,
            render: (_, row) => limit(row),
          },
          { title: t('claims.count'), width: 80, align: 'right', dataIndex: 'followUps' },
          { title: t('claims.lastContact'), width: 140, render: (_, row) => formatInstant(row.lastContactAt) },
        ]}
        card={(row) => (
          <PhoneCard
            title={row.customer.name}
            to={`/customers/${row.customer.id}`}
            extra={state(row)}
            lines={[row.owner.name, limit(row)]}
          />
        )}
      />
    </Page>
  );
}
