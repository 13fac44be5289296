/** On the page of a deal: the offer it came from with its quotation, and what the customer was promised. */
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { deals } from '#contract/deals.ts';
import { offers } from '#contract/offers.ts';
import { Section } from '../deals/Section.tsx';
import { useApiQuery } from '../shell/queries.ts';
import { usePermission } from '../shell/session.tsx';
import { Promises } from './Promises.tsx';
import { Quotations } from './Quotations.tsx';
import type { OfferOut } from './words.ts';
import './offers.css';

export function DealPanel({ dealId }: { dealId: string }) {
  return usePermission('offers.read') === null ? null : <OfDeal dealId={dealId} />;
}

function OfDeal({ dealId }: { dealId: string }) {
  const { t } = useTranslation();
  const live = { live: ['offers', 'deals', 'approvals'] };
  const query = useApiQuery(offers.ofDeal, { params: { dealId } }, live);
  const deal = useApiQuery(deals.get, { params: { dealId } });
  const customerId = deal.data?.customer.id ?? '';
  const promised = useApiQuery(
    offers.promises,
    { query: { customerId, limit: 50 } },
    { ...live, enabled: customerId !== '' },
  );
  const offer = query.data?.offer;
  const promises = promised.data?.rows ?? [];
  return (
    <>
      {offer ? (
        <>
          <Section title={t('offers.offer.title')} extra={<Link to={`/offers/${offer.id}`}>{t('offers.open')}</Link>}>
            {offer.needs.map((need) => (
              <div key={need.id}>{need.text}</div>
            ))}
            {offer.signingPlan ? (
              <div className="muted">
                {t('offers.part.signing_plan')}：{signingText(offer.signingPlan)}
              </div>
            ) : null}
          </Section>
          <Quotations quotations={offer.quotations} />
        </>
      ) : null}
      {customerId && (offer || promises.length > 0) ? <Promises customerId={customerId} rows={promises} /> : null}
    </>
  );
}

const signingText = ({ signOn, place, signers, papers }: NonNullable<OfferOut['signingPlan']>): string =>
  [signOn, place, signers, papers].filter(Boolean).join(' · ');
