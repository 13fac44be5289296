/** The pool: a surname, a history in figures, and one button. Names are seen by opening, which is counted. */
import { useNavigate } from '@tanstack/react-router';
import { Descriptions, List, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { claims, type PoolEntryRow } from '#contract/claims.ts';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { showDone } from '../shell/feedback.tsx';
import { formatInstant } from '../shell/format.ts';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { DataList } from '../shell/parts/DataList.tsx';
import { Page } from '../shell/parts/Page.tsx';
import { PhoneCard } from '../shell/parts/PhoneCard.tsx';
import { EmptyState } from '../shell/parts/states.tsx';
import { useApiCommand, useApiPages, useApiQuery } from '../shell/queries.ts';
import { useSite } from '../shell/session.tsx';

type Viewed = ResponseOf<typeof claims.viewPooled>;

export function PoolPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const site = useSite();
  const query = { siteId: site.id };
  const pages = useApiPages(claims.pool, { query }, { live: ['pool', 'claims'] });
  const quota = useApiQuery(claims.pool, { query: { ...query, limit: 1 } }, { live: ['pool', 'claims'] }).data;
  const take = useApiCommand(claims.takeFromPool);
  const view = useApiCommand(claims.viewPooled);
  const [viewed, setViewed] = useState<Viewed | null>(null);
  const acts = (row: PoolEntryRow) => (
    <>
      <ActionButton
        label={t('claims.pool.view')}
        onClick={async () => setViewed(await view.mutateAsync({ params: { customerId: row.customerId } }))}
      />
      <ActionButton
        type="primary"
        label={t('claims.pool.take')}
        disabledReason={row.whyNot.take}
        onClick={async () => {
          const { claim } = await take.mutateAsync({ params: { customerId: row.customerId } });
          showDone(t('claims.pool.taken', { name: claim.customer.name }));
          void navigate({ to: `/customers/${claim.customer.id}` });
        }}
      />
    </>
  );
  const why = (row: PoolEntryRow) => t(`claims.ended.${row.reason}`);
  return (
    <Page
      title={t('claims.pool.title')}
      subtitle={
        quota
          ? t('claims.pool.quota', {
              taken: quota.taken,
              takeQuota: quota.takeQuota || '∞',
              viewed: quota.viewed,
              viewQuota: quota.viewQuota || '∞',
            })
          : undefined
      }
    >
      <DataList
        pages={pages}
        rowKey={(row) => row.customerId}
        empty={<EmptyState title={t('claims.pool.empty')} />}
        columns={[
          { title: t('claims.customer'), width: 130, dataIndex: 'label' },
          { title: t('claims.grade'), width: 70, dataIndex: 'grade' },
          { title: t('claims.pool.since'), width: 140, render: (_, row) => formatInstant(row.enteredAt) },
          { title: t('claims.pool.reason'), width: 150, render: (_, row) => why(row) },
          { title: t('claims.pool.former'), width: 120, render: (_, row) => row.formerOwner.name },
          { title: t('claims.count'), width: 80, align: 'right', dataIndex: 'followUps' },
          { title: t('claims.lastContact'), width: 140, render: (_, row) => formatInstant(row.lastContactAt) },
          { title: '', width: 190, render: (_, row) => <div style={{ display: 'flex', gap: 8 }}>{acts(row)}</div> },
        ]}
        card={(row) => (
          <PhoneCard
            title={row.label}
            extra={row.grade}
            lines={[
              `${formatInstant(row.enteredAt)} · ${why(row)}`,
              t('claims.pool.history', { count: row.followUps, name: row.formerOwner.name }),
            ]}
            actions={acts(row)}
          />
        )}
      />
      {viewed ? <ViewedModal viewed={viewed} onClose={() => setViewed(null)} /> : null}
    </Page>
  );
}

function ViewedModal({ viewed, onClose }: { viewed: Viewed; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal open title={viewed.customer.name} footer={null} onCancel={onClose}>
      <Descriptions
        column={1}
        size="small"
        items={[
          { key: 'enquiry', label: t('claims.pool.enquiry'), children: viewed.enquiry || '—' },
          { key: 'grade', label: t('claims.grade'), children: viewed.customer.grade ?? '—' },
        ]}
      />
      <List
        size="small"
        dataSource={viewed.followUps}
        renderItem={(row) => (
          <List.Item>
            <span className="muted">{formatInstant(row.at)}</span> {t(`claims.channel.${row.channel}`)} {row.text}
          </List.Item>
        )}
      />
    </Modal>
  );
}
