/** On the customer's page: the disputes there are, and raising one. */
import { Link } from '@tanstack/react-router';
import { Card } from 'antd';
import { useTranslation } from 'react-i18next';
import { verdicts } from '#contract/verdicts.ts';
import { formatInstant, joinNames } from '../shell/format.ts';
import { useApiQuery } from '../shell/queries.ts';
import { usePermission } from '../shell/session.tsx';
import { DisputeState } from './DisputeState.tsx';

export function CustomerPanel({ customerId }: { customerId: string }) {
  return usePermission('claims.dispute') === null ? null : <Disputes customerId={customerId} />;
}

/** Nothing is shown where there is nothing: raising one starts at the claim. */
function Disputes({ customerId }: { customerId: string }) {
  const { t } = useTranslation();
  const open = useApiQuery(verdicts.list, { query: { customerId, open: 'true', limit: 20 } });
  const closed = useApiQuery(verdicts.list, { query: { customerId, open: 'false', limit: 20 } });
  const rows = [...(open.data?.rows ?? []), ...(closed.data?.rows ?? [])];
  if (rows.length === 0) return null;
  return (
    <Card title={t('verdicts.list.title')} style={{ marginTop: 12 }} size="small">
      <ul className="dispute-rows">
        {rows.map((row) => (
          <li key={row.id}>
            <Link to={`/disputes/${row.id}`}>{joinNames(row.parties)}</Link> <DisputeState dispute={row} />
            <span className="muted">
              {t(`verdicts.about.${row.about}`)} · {formatInstant(row.openedAt)}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
