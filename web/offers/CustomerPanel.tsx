/** On the customer's page: what they were offered and promised, and the policy agreed with them. */
import { Link, useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { offers } from '#contract/offers.ts';
import '../deals/deals.css';
import { Section } from '../deals/Section.tsx';
import { askReason, showDone } from '../shell/feedback.tsx';
import { formatYuan } from '../shell/format.ts';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { StateTag } from '../shell/parts/StateTag.tsx';
import { useApiCommand, useApiQuery } from '../shell/queries.ts';
import { usePermission } from '../shell/session.tsx';
import { Promises } from './Promises.tsx';
import { offerTones, type PolicyRow, policyTones } from './words.ts';

const PolicyDialog = lazy(async () => ({ default: (await import('./PolicyDialog.tsx')).PolicyDialog }));
const live = { live: ['offers', 'approvals'] };

export function CustomerPanel({ customerId }: { customerId: string }) {
  return usePermission('offers.read') === null ? null : <Panel customerId={customerId} />;
}

function Panel({ customerId }: { customerId: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const mayWrite = usePermission('offers.write') !== null;
  const list = useApiQuery(offers.list, { query: { customerId, limit: 20 } }, live);
  const promised = useApiQuery(offers.promises, { query: { customerId, limit: 50 } }, live);
  const rows = list.data?.rows ?? [];
  const promises = promised.data?.rows ?? [];
  if (!mayWrite && rows.length === 0 && promises.length === 0) return null;
  return (
    <div className="deal-of-customer">
      <Section
        title={t('offers.list.title')}
        extra={
          mayWrite ? (
            <Button
              size="small"
              onClick={() => void navigate({ to: '/offers/new', search: { customer: customerId } as never })}
            >
              {t('offers.new.title')}
            </Button>
          ) : undefined
        }
      >
        {rows.length === 0 ? <span className="muted">{t('offers.ofCustomer.none')}</span> : null}
        <ul className="deal-rows">
          {rows.map((row) => (
            <li key={row.id}>
              <Link to={`/offers/${row.id}`}>{row.title || row.units.join('、') || t('offers.offer.title')}</Link>
              <StateTag tone={offerTones[row.state]}>{t(`offers.state.${row.state}`)}</StateTag>
              <span className="muted">
                {row.quotation
                  ? `${t(`offers.quotation.${row.quotation.state}`)} ¥${formatYuan(row.quotation.priceFen)} · `
                  : ''}
                {row.consultant.name}
              </span>
            </li>
          ))}
        </ul>
      </Section>
      <Promises customerId={customerId} rows={promises} />
      <Policies customerId={customerId} />
    </div>
  );
}

function Policies({ customerId }: { customerId: string }) {
  const { t } = useTranslation();
  const mayPut = usePermission('offers.policies') !== null;
  const [isNew, setNew] = useState(false);
  const query = useApiQuery(offers.policies, { params: { customerId } }, live);
  const rows = query.data?.rows ?? [];
  if (rows.length === 0 && !mayPut) return null;
  return (
    <Section
      title={t('offers.policy')}
      extra={
        mayPut ? (
          <Button size="small" onClick={() => setNew(true)}>
            {t('offers.policy.new')}
          </Button>
        ) : undefined
      }
    >
      {rows.length === 0 ? <span className="muted">{t('offers.policy.none')}</span> : null}
      {rows.map((row) => (
        <Policy key={row.id} row={row} />
      ))}
      <Suspense fallback={null}>
        {isNew ? <PolicyDialog customerId={customerId} onClose={() => setNew(false)} /> : null}
      </Suspense>
    </Section>
  );
}

function Policy({ row }: { readonly row: PolicyRow }) {
  const { t } = useTranslation();
  const end = useApiCommand(offers.endPolicy);
  const onEnd = async () => {
    const reason = await askReason({ title: t('offers.policy.end'), danger: true });
    if (reason === null) return;
    await end.mutateAsync({ params: { policyId: row.id }, body: { reason } });
    showDone(t('offers.policy.state.ended'));
  };
  return (
    <article className="offer-unit">
      <header>
        <StateTag tone={row.isInForce ? 'good' : policyTones[row.state]}>
          {t(row.isInForce ? 'offers.policy.inForce' : `offers.policy.state.${row.state}`)}
        </StateTag>
        <span className="muted">
          {row.validFrom} – {row.validUntil} · {t('offers.policy.below', { percent: row.discountPercent })}
        </span>
        <span className="spring" />
        {row.whyNot.end === null ? <ActionButton size="small" label={t('offers.policy.end')} onClick={onEnd} /> : null}
      </header>
      <dl>
        {(['price', 'settlement', 'service', 'other'] as const).map((field) => (
          <div key={field} style={{ display: 'contents' }}>
            <dt>{t(`offers.policy.${field}`)}</dt>
            <dd>{row[field]}</dd>
          </div>
        ))}
      </dl>
    </article>
  );
}
