/** What was simulated, and the form for another: a book, a text of it or one changed value, a period. */
import { Button } from 'antd';
import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { simulation } from '#contract/simulation.ts';
import { formatDay, formatInstant, lastDayOf } from '../shell/format.ts';
import { textOf } from '../shell/i18n.ts';
import { DataList } from '../shell/parts/DataList.tsx';
import { Page } from '../shell/parts/Page.tsx';
import { PhoneCard } from '../shell/parts/PhoneCard.tsx';
import { EmptyState } from '../shell/parts/states.tsx';
import { useApiPages } from '../shell/queries.ts';
import { useUrlState } from '../shell/url-state.ts';
import { StateOf } from './parts.tsx';

const AskDialog = lazy(async () => ({ default: (await import('./AskDialog.tsx')).AskDialog }));

/** A draft's page leads here with its book and text filled in. */
const defaults = { rulebookId: '', under: '', ask: false };

export function SimulationsPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [state, change] = useUrlState(defaults);
  const pages = useApiPages(simulation.list, { query: {} });
  const open = (id: string) => void navigate({ to: `/simulations/${id}` });
  const ask = (
    <Button type="primary" onClick={() => change({ ask: true })}>
      {t('simulation.ask')}
    </Button>
  );
  const period = (row: { from: string; to: string }) => `${formatDay(row.from)} – ${lastDayOf(row.to)}`;
  return (
    <Page title={t('simulation.menu')} subtitle={t('simulation.menu.text')} actions={ask}>
      <DataList
        pages={pages}
        rowKey={(row) => row.id}
        onOpen={(row) => open(row.id)}
        empty={
          <EmptyState title={t('simulation.none')} text={t('simulation.none.text')}>
            {ask}
          </EmptyState>
        }
        columns={[
          { title: t('simulation.book'), width: 200, ellipsis: true, render: (_, row) => row.rulebook.title },
          { title: t('simulation.under'), width: 170, ellipsis: true, render: (_, row) => textOf(row.under) },
          { title: t('simulation.period'), width: 190, render: (_, row) => period(row) },
          {
            title: t('simulation.sites'),
            width: 180,
            ellipsis: true,
            render: (_, row) => row.sites.map((site) => site.name).join('、'),
          },
          { title: t('simulation.state'), width: 150, render: (_, row) => <StateOf row={row} /> },
          { title: t('simulation.changes'), width: 100, align: 'right', render: (_, row) => row.changes ?? '' },
          { title: t('simulation.askedAt'), width: 150, render: (_, row) => formatInstant(row.askedAt) },
        ]}
        card={(row) => (
          <PhoneCard
            title={row.rulebook.title}
            to={`/simulations/${row.id}`}
            extra={<StateOf row={row} />}
            lines={[textOf(row.under), period(row), formatInstant(row.askedAt)]}
          />
        )}
      />
      {state.ask || state.under ? (
        <Suspense>
          <AskDialog
            rulebookId={state.rulebookId}
            under={state.under}
            onClose={() => change({ ask: false, under: '', rulebookId: '' })}
            onAsked={open}
          />
        </Suspense>
      ) : null}
    </Page>
  );
}
