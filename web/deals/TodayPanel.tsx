/** On today's list: what one's own customers wait for, from the promised day to the defect put right. */
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { dealDelivery } from '#contract/deals-delivery.ts';
import { useApiQuery } from '../shell/queries.ts';
import { usePermission } from '../shell/session.tsx';
import { DueTag, dutyText, KindTag } from './duty-parts.tsx';
import { Section } from './Section.tsx';
import './deals.css';

const SHOWN = 8; // the rest is a tap away

export function TodayPanel() {
  return usePermission('deals.read') === null ? null : <Duties />;
}

function Duties() {
  const { t } = useTranslation();
  const query = useApiQuery(dealDelivery.duties, { query: { mine: 'true' } }, { live: ['deals'] });
  const rows = query.data?.rows ?? [];
  if (rows.length === 0) return null;
  return (
    <div className="deal-today">
      <Section
        title={`${t('deals.today')} ${rows.length}`}
        extra={<Link to="/deals/duties?mine=true">{t('deals.duties.all')}</Link>}
      >
        <ul className="deal-rows">
          {rows.slice(0, SHOWN).map((row) => (
            <li key={`${row.kind} ${row.id}`}>
              <KindTag duty={row} />
              <Link to={`/deals/${row.dealId}`}>{row.customer.name}</Link>
              <span>{dutyText(row, t)}</span>
              <span className="muted">{row.unit}</span>
              <DueTag duty={row} />
            </li>
          ))}
        </ul>
      </Section>
    </div>
  );
}
