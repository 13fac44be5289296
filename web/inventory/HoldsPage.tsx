/** Holds: which still run and how long, and how the others ended. */
import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from '@tanstack/react-router';
import { inventory } from '#contract/inventory.ts';
import { askReason, showDone } from '../shell/feedback.tsx';
import { formatInstant } from '../shell/format.ts';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { DataList } from '../shell/parts/DataList.tsx';
import { Page } from '../shell/parts/Page.tsx';
import { PhoneCard } from '../shell/parts/PhoneCard.tsx';
import { EmptyState } from '../shell/parts/states.tsx';
import { StateTag } from '../shell/parts/StateTag.tsx';
import { WhyButton } from '../shell/parts/WhyButton.tsx';
import { useApiCommand, useApiPages } from '../shell/queries.ts';
import { useSite } from '../shell/session.tsx';
import { useUrlState } from '../shell/url-state.ts';
import { HoldTimer } from './HoldTimer.tsx';
import './inventory.css';
import type { HoldRow } from './words.ts';

const defaults = { live: 'true' };

export function HoldsPage() {
  const { t } = useTranslation();
  const site = useSite();
  const navigate = useNavigate();
  const [{ live }, setFilters] = useUrlState(defaults);
  const pages = useApiPages(
    inventory.holds,
    { query: { siteId: site.id, live: live === 'false' ? 'false' : 'true' } },
    { live: ['inventory'] },
  );
  const extend = useApiCommand(inventory.extend);
  const release = useApiCommand(inventory.release);
  const doExtend = async (hold: HoldRow): Promise<void> => {
    const reason = await askReason({ title: t('inventory.extend'), text: hold.unit.code, required: false });
    if (reason === null) return;
    const { approvalId } = await extend.mutateAsync({ params: { holdId: hold.id }, body: { reason } });
    showDone(t(approvalId ? 'inventory.extend.asked' : 'inventory.extend.done'));
  };
  const doRelease = async (hold: HoldRow): Promise<void> => {
    const reason = await askReason({ title: t('inventory.release'), text: hold.unit.code, required: false });
    if (reason === null) return;
    await release.mutateAsync({ params: { holdId: hold.id }, body: { reason } });
    showDone(t('inventory.release.done'));
  };
  const act = (hold: HoldRow) =>
    hold.whyNot ? (
      <>
        <ActionButton
          size="small"
          label={t('inventory.extend')}
          disabledReason={hold.whyNot.extend}
          onClick={() => doExtend(hold)}
        />
        <ActionButton
          size="small"
          label={t('inventory.release')}
          disabledReason={hold.whyNot.release}
          onClick={() => doRelease(hold)}
        />
      </>
    ) : null;
  const left = (hold: HoldRow) =>
    hold.state === 'live' ? (
      <HoldTimer until={hold.expiresAt} />
    ) : (
      <StateTag>{t(`inventory.hold.state.${hold.state}`)}</StateTag>
    );
  return (
    <Page
      title={t('inventory.holds.title')}
      filters={
        <Segmented
          value={live}
          onChange={(value) => setFilters({ live: value })}
          options={[
            { value: 'true', label: t('inventory.holds.live') },
            { value: 'false', label: t('inventory.holds.ended') },
          ]}
        />
      }
    >
      <DataList
        pages={pages}
        rowKey={(row) => row.id}
        onOpen={(row) => void navigate({ to: `/inventory/units/${row.unit.id}` })}
        empty={<EmptyState title={t('inventory.holds.empty')} />}
        columns={[
          { title: t('inventory.unit.title'), width: 180, render: (_, row) => row.unit.name || row.unit.code },
          { title: t('inventory.customer'), width: 120, render: (_, row) => row.customer?.name ?? '—' },
          { title: t('inventory.consultant'), width: 110, render: (_, row) => row.consultant.name },
          { title: t('inventory.hold.left'), width: 120, render: (_, row) => left(row) },
          { title: t('inventory.hold.until'), width: 120, render: (_, row) => formatInstant(row.expiresAt) },
          {
            title: t('shell.reason'),
            width: 200,
            ellipsis: true,
            render: (_, row) => [row.reason, row.endedReason].filter(Boolean).join(' · '),
          },
          {
            title: '',
            width: 210,
            render: (_, row) => (
              // biome-ignore lint/a11y/noStaticElementInteractions: acting on a row must not open it
              // biome-ignore lint/a11y/useKeyWithClickEvents: as above
              <span className="row-actions" onClick={(event) => event.stopPropagation()}>
                {act(row)}
                <WhyButton kind="icon" journalId={row.journalId} />
              </span>
            ),
          },
        ]}
        card={(row) => (
          <PhoneCard
            title={row.unit.name || row.unit.code}
            to={`/inventory/units/${row.unit.id}`}
            extra={left(row)}
            lines={[
              [row.customer?.name, row.consultant.name].filter(Boolean).join(' · '),
              t('inventory.hold.span', { from: formatInstant(row.placedAt), until: formatInstant(row.expiresAt) }),
              row.reason,
            ]}
            actions={act(row)}
          />
        )}
      />
    </Page>
  );
}
