/** On the customer's page: something on file is wrong; and the cases there are. */
import { Link, useNavigate } from '@tanstack/react-router';
import { Card } from 'antd';
import { useTranslation } from 'react-i18next';
import { remedies } from '#contract/remedies.ts';
import { askReason } from '../shell/feedback.tsx';
import { formatInstant } from '../shell/format.ts';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { useApiCommand, useApiQuery } from '../shell/queries.ts';
import { usePermission } from '../shell/session.tsx';
import { StateOf } from './StateOf.tsx';

const SHOWN = 40; // letters of what is wrong, enough to know it by

export function CustomerPanel({ customerId }: { customerId: string }) {
  return usePermission('remedies.read') === null ? null : <Cases customerId={customerId} />;
}

function Cases({ customerId }: { customerId: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const query = useApiQuery(remedies.list, { query: { customerId, limit: 10 } });
  const open = useApiCommand(remedies.open);
  const rows = query.data?.rows ?? [];
  const isOpen = rows.some((row) => row.endedAt === null);
  const report = async (): Promise<void> => {
    const what = await askReason({ title: t('remedies.wrong'), label: t('remedies.what'), required: true });
    if (what === null) return;
    const { remedyId } = await open.mutateAsync({ params: { customerId }, body: { what } });
    await navigate({ to: `/remedies/${remedyId}` });
  };
  return (
    <Card
      size="small"
      style={{ marginTop: 12 }}
      title={t('remedies.title')}
      extra={
        <ActionButton
          size="small"
          label={t('remedies.wrong')}
          disabledReason={isOpen ? t('remedies.already') : null}
          onClick={report}
        />
      }
    >
      {rows.length === 0 ? <span className="muted">{t('remedies.none')}</span> : null}
      {rows.map((row) => (
        <div key={row.id}>
          <Link to={`/remedies/${row.id}`}>{row.what.slice(0, SHOWN)}</Link> <StateOf remedy={row} />{' '}
          <span className="muted">{formatInstant(row.openedAt)}</span>
        </div>
      ))}
    </Card>
  );
}
