/** Penalties of the house: what waits for its person, what waits for a ruling, what was booked or dropped. */
import { Button, Segmented } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { penalties } from '#contract/penalties.ts';
import { Page } from '../shell/parts/Page.tsx';
import { EmptyState } from '../shell/parts/states.tsx';
import { useApiPages } from '../shell/queries.ts';
import { useSite } from '../shell/session.tsx';
import { useUrlState } from '../shell/url-state.ts';
import { PenaltyList } from './PenaltyList.tsx';

const EntryDialog = lazy(() => import('./PlanDialogs.tsx').then((part) => ({ default: part.EntryDialog })));
const states = ['open', 'appealed', 'closed', 'all'] as const;
const defaults = { state: 'open' };

export function PenaltiesPage() {
  const { t } = useTranslation();
  const site = useSite();
  const [filters, setFilters] = useUrlState(defaults);
  const [entering, setEntering] = useState(false);
  const state = states.find((one) => one === filters.state) ?? 'open';
  const pages = useApiPages(penalties.list, { query: { siteId: site.id, state } });
  return (
    <Page
      title={t('pay.penalties.title')}
      subtitle={site.name}
      actions={<Button onClick={() => setEntering(true)}>{t('pay.entry.new')}</Button>}
      filters={
        <Segmented
          value={state}
          onChange={(value) => setFilters({ state: value })}
          options={states.map((one) => ({ value: one, label: t(`pay.penalties.${one}`) }))}
        />
      }
    >
      <PenaltyList pages={pages} withPeople empty={<EmptyState title={t('pay.penalties.none')} />} />
      {entering ? (
        <Suspense fallback={null}>
          <EntryDialog siteId={site.id} kind="penalty" onClose={() => setEntering(false)} />
        </Suspense>
      ) : null}
    </Page>
  );
}
