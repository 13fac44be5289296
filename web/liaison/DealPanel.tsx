/** Notices on the page of a deal: what went to the departments about it. */
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { deals } from '#contract/deals.ts';
import { liaison } from '#contract/liaison.ts';
import { formatInstant } from '../shell/format.ts';
import { useApiQuery } from '../shell/queries.ts';
import { usePermission } from '../shell/session.tsx';
import { Addressees } from './words.tsx';
import './liaison.css';

const WriteDialog = lazy(async () => ({ default: (await import('./WriteDialog.tsx')).WriteDialog }));

export function DealPanel({ dealId }: { readonly dealId: string }) {
  const mayRead = usePermission('liaison.read') !== null;
  return mayRead ? <Notes dealId={dealId} /> : null;
}

function Notes({ dealId }: { readonly dealId: string }) {
  const { t } = useTranslation();
  const mayWrite = usePermission('liaison.send') !== null;
  const [writing, setWriting] = useState(false);
  const deal = useApiQuery(deals.get, { params: { dealId } }, { live: ['deals'] });
  const query = useApiQuery(liaison.list, { query: { dealId, limit: 20 } }, { live: ['liaison', 'deals'] });
  const rows = query.data?.rows ?? [];
  return (
    <section className="liaison-panel">
      <h2>
        {t('liaison.title')}
        {mayWrite && deal.data ? (
          <Button size="small" onClick={() => setWriting(true)}>
            {t('liaison.write')}
          </Button>
        ) : null}
      </h2>
      {rows.length === 0 ? <p className="muted">{t('liaison.noneOfDeal')}</p> : null}
      <ul>
        {rows.map((row) => (
          <li key={row.id}>
            <Link to={`/liaison/${row.id}`}>{row.number}</Link>
            <span>{t(`liaison.kind.${row.kind}`)}</span>
            <span className="muted">{formatInstant(row.sentAt)}</span>
            <Addressees note={row} />
          </li>
        ))}
      </ul>
      {writing && deal.data ? (
        <Suspense fallback={null}>
          <WriteDialog siteId={deal.data.siteId} dealId={dealId} onClose={() => setWriting(false)} />
        </Suspense>
      ) : null}
    </section>
  );
}
