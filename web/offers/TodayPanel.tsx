/** On today's list: what one has promised and is to be kept by today, and what is overdue. */
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { offers } from '#contract/offers.ts';
import '../deals/deals.css';
import { Section } from '../deals/Section.tsx';
import { localToday } from '../shell/format.ts';
import { useApiQuery } from '../shell/queries.ts';
import { usePermission, useSession } from '../shell/session.tsx';
import { PromiseActions } from './Promises.tsx';
import './offers.css';

export function TodayPanel() {
  return usePermission('offers.read') === null ? null : <Due />;
}

function Due() {
  const { t } = useTranslation();
  const { person } = useSession();
  const query = useApiQuery(
    offers.promises,
    { query: { byId: person.id, open: 'true', dueBy: localToday(), limit: 20 } },
    { live: ['offers'] },
  );
  const rows = (query.data?.rows ?? []).filter(({ state }) => state === 'standing' || state === 'told');
  if (rows.length === 0) return null;
  return (
    <div className="deal-today">
      <Section
        title={`${t('offers.promises.due')} ${rows.length}`}
        extra={<Link to="/offers/promises">{t('offers.promises.all')}</Link>}
      >
        {rows.map((row) => (
          <div key={row.id} className="offer-promise">
            <Link to={`/customers/${row.customer.id}`}>{row.customer.name}</Link>
            <b>{t(`offers.promise.${row.kind}`)}</b>
            <span className={row.isOverdue ? 'offer-over' : 'muted'}>
              {t(row.isOverdue ? 'offers.promise.overdue' : 'offers.promise.due', { day: row.dueOn })}
            </span>
            <span className="spring" />
            <PromiseActions row={row} />
            <p>{row.body}</p>
          </div>
        ))}
      </Section>
    </div>
  );
}
