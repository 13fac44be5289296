/** Changes of area on their way: put forward, confirmed by both departments and the buyer, approved, filed with finance. */
import { useTranslation } from 'react-i18next';
import { inventory } from '#contract/inventory.ts';
import type { ResponseOf } from '#contract/kernel/route.ts';
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
import type { StateTone } from '../shell/theme.ts';
import './inventory.css';
import { areaText } from './words.ts';

type Change = ResponseOf<typeof inventory.areaChanges>['rows'][number];
const tones: Readonly<Record<Change['state'], StateTone>> = {
  confirming: 'waiting',
  approving: 'waiting',
  approved: 'good',
  filed: 'good',
  refused: 'bad',
};

export function AreasPage() {
  const { t } = useTranslation();
  const site = useSite();
  const pages = useApiPages(inventory.areaChanges, { params: { siteId: site.id } } as never, {
    live: ['inventory', 'approvals'],
  });
  const confirm = useApiCommand(inventory.confirmArea);
  const buyer = useApiCommand(inventory.confirmBuyer);
  const file = useApiCommand(inventory.fileArea);
  const act = (row: Change) => {
    const params = { changeId: row.id };
    const done = () => showDone(t('inventory.area.confirmed'));
    return (
      <>
        {row.state === 'confirming'
          ? (['development', 'marketing'] as const)
              .filter((department) => row[department] === null)
              .map((department) => (
                <ActionButton
                  key={department}
                  size="small"
                  label={t(`inventory.area.confirm.${department}`)}
                  disabledReason={row.whyNot[department === 'development' ? 'confirmDevelopment' : 'confirmMarketing']}
                  onClick={async () => {
                    await confirm.mutateAsync({ params, body: { department } });
                    done();
                  }}
                />
              ))
          : null}
        {row.needsBuyer && !row.buyerConfirmedAt ? (
          <ActionButton
            size="small"
            label={t('inventory.area.confirm.buyer')}
            disabledReason={row.whyNot.confirmBuyer}
            onClick={async () => {
              const note = await askReason({
                title: t('inventory.area.confirm.buyer'),
                label: t('inventory.area.buyer.note'),
              });
              if (note === null) return;
              await buyer.mutateAsync({ params, body: { note } });
              done();
            }}
          />
        ) : null}
        {row.state === 'approved' ? (
          <ActionButton
            size="small"
            label={t('inventory.area.file')}
            disabledReason={row.whyNot.file}
            onClick={async () => {
              await file.mutateAsync({ params });
              showDone(t('inventory.area.filed'));
            }}
          />
        ) : null}
      </>
    );
  };
  const who = (row: Change) =>
    (['development', 'marketing'] as const)
      .flatMap((department) => {
        const one = row[department];
        return one ? [`${t(`inventory.area.by.${department}`)} ${one.by.name} ${formatInstant(one.at)}`] : [];
      })
      .concat(
        row.needsBuyer ? [row.buyerConfirmedAt ? t('inventory.area.by.buyer') : t('inventory.area.needsBuyer')] : [],
      )
      .join(t('inventory.semicolon'));
  const state = (row: Change) => <StateTag tone={tones[row.state]}>{t(`inventory.area.state.${row.state}`)}</StateTag>;
  const areas = (row: Change) => `${areaText(row.fromArea) || '—'} → ${areaText(row.surveyedArea)}`;
  return (
    <Page title={t('inventory.areas.title')}>
      <DataList
        pages={pages}
        rowKey={(row) => row.id}
        empty={<EmptyState title={t('inventory.areas.empty')} text={t('inventory.areas.empty.text')} />}
        columns={[
          { title: t('inventory.prices.number'), width: 60, dataIndex: 'number' },
          { title: t('inventory.unit.title'), width: 170, render: (_, row) => row.unit.name || row.unit.code },
          { title: t('inventory.filter.area'), width: 180, render: (_, row) => areas(row) },
          { title: t('inventory.area.reference'), width: 150, ellipsis: true, dataIndex: 'surveyReference' },
          { title: t('inventory.state'), width: 100, render: (_, row) => state(row) },
          { title: t('inventory.area.confirmations'), width: 240, render: (_, row) => who(row) },
          {
            title: '',
            width: 240,
            render: (_, row) => (
              <span className="row-actions">
                {act(row)}
                <WhyButton kind="icon" journalId={row.journalId} />
              </span>
            ),
          },
        ]}
        card={(row) => (
          <PhoneCard
            title={row.unit.name || row.unit.code}
            extra={state(row)}
            lines={[areas(row), row.surveyReference, who(row)]}
            actions={act(row)}
          />
        )}
      />
    </Page>
  );
}
