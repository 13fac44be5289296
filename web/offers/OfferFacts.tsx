/** What an offer is about: whose it is, how long it stands, which needs it answers, the policy it is measured by. */
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Section } from '../deals/Section.tsx';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { WhyButton } from '../shell/parts/WhyButton.tsx';
import type { OfferOut } from './words.ts';

export function OfferFacts({ offer, onEdit }: { readonly offer: OfferOut; readonly onEdit: () => void }) {
  const { t } = useTranslation();
  const { policy } = offer;
  return (
    <Section
      title={t('offers.facts')}
      extra={<ActionButton size="small" label={t('offers.edit')} disabledReason={offer.whyNot.edit} onClick={onEdit} />}
    >
      <dl className="deal-facts">
        <div>
          <dt>{t('offers.customer')}</dt>
          <dd>
            <Link to={`/customers/${offer.customer.id}`}>{offer.customer.name}</Link>
          </dd>
        </div>
        <div>
          <dt>{t('offers.consultant')}</dt>
          <dd>{offer.consultant.name}</dd>
        </div>
        <div>
          <dt>{t('offers.validUntil')}</dt>
          <dd>{offer.validUntil}</dd>
        </div>
        <div className="is-wide">
          <dt>{t('offers.needs')}</dt>
          <dd>
            {offer.needs.length === 0 ? <span className="muted">{t('offers.needs.unset')}</span> : null}
            {offer.needs.map((need) => (
              <div key={need.id}>{need.text}</div>
            ))}
          </dd>
        </div>
        {offer.note ? (
          <div className="is-wide">
            <dt>{t('offers.note')}</dt>
            <dd>{offer.note}</dd>
          </div>
        ) : null}
        {policy ? (
          <div className="is-wide">
            <dt>{t('offers.policy')}</dt>
            <dd>
              {policy.price}（{t('offers.policy.below', { percent: policy.discountPercent })}） {policy.validFrom} –{' '}
              {policy.validUntil}
            </dd>
          </div>
        ) : null}
      </dl>
      <WhyButton journalId={offer.journalId} />
    </Section>
  );
}
