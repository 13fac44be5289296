/** Who holds it, for whom, why, and how long still. */
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { formatInstant } from '../shell/format.ts';
import { HoldTimer } from './HoldTimer.tsx';
import type { HoldRow } from './words.ts';

export function HoldCard({ hold }: { readonly hold: HoldRow }) {
  const { t } = useTranslation();
  return (
    <section className="hold-card" aria-label={t('inventory.state.held')}>
      <div className="hold-card-head">
        <b>{hold.consultant.name}</b>
        <HoldTimer until={hold.expiresAt} />
      </div>
      <div>
        {hold.customer ? (
          <>
            {t('inventory.hold.for')}{' '}
            {hold.mine ? <Link to={`/customers/${hold.customer.id}`}>{hold.customer.name}</Link> : hold.customer.name}
          </>
        ) : (
          t('inventory.hold.nobody')
        )}
      </div>
      {hold.reason ? <div className="muted">{hold.reason}</div> : null}
      <div className="muted">
        {t('inventory.hold.span', { from: formatInstant(hold.placedAt), until: formatInstant(hold.expiresAt) })}
        {hold.extended > 0 ? ` · ${t('inventory.hold.extended', { count: hold.extended })}` : null}
        {hold.extensionAsked ? ` · ${t('inventory.hold.asked')}` : null}
      </div>
    </section>
  );
}
