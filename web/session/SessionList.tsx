import { useTranslation } from 'react-i18next';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { session } from '#contract/session.ts';
import { showDone } from '../shell/feedback.tsx';
import { formatInstant } from '../shell/format.ts';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { Grid } from '../shell/parts/Grid.tsx';
import { StateTag } from '../shell/parts/StateTag.tsx';
import { useApiCommand } from '../shell/queries.ts';

export type SessionRow = ResponseOf<typeof session.sessions>['rows'][number];

/** "Chrome · Windows" out of what the browser says of itself. */
function deviceOf(agent: string | null): string | null {
  if (!agent) return null;
  const browser = /(Edg|OPR|MicroMessenger|Firefox|Chrome|Safari)\//.exec(agent)?.[1] ?? '';
  const system = /(iPhone|iPad|Android|Windows|Mac OS X|Linux)/.exec(agent)?.[1] ?? '';
  const names: Record<string, string> = { Edg: 'Edge', OPR: 'Opera', MicroMessenger: 'WeChat', 'Mac OS X': 'macOS' };
  return [names[browser] ?? browser, names[system] ?? system].filter(Boolean).join(' · ') || agent.slice(0, 40);
}

export function SessionList({ rows }: { rows: readonly SessionRow[] }) {
  const { t } = useTranslation();
  const revoke = useApiCommand(session.revoke);
  const end = async (row: SessionRow): Promise<void> => {
    await revoke.mutateAsync({ params: { sessionId: row.id } });
    showDone(t('session.sessions.ended'));
  };
  return (
    <Grid<SessionRow>
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        {
          title: t('session.sessions.device'),
          width: 180,
          render: (_, row) => (
            <>
              {deviceOf(row.userAgent) ?? t('session.sessions.unknownDevice')}{' '}
              {row.isCurrent ? <StateTag tone="active">{t('session.sessions.current')}</StateTag> : null}
            </>
          ),
        },
        { title: t('session.sessions.address'), dataIndex: 'address' },
        { title: t('session.sessions.lastSeen'), render: (_, row) => formatInstant(row.lastSeenAt) },
        { title: t('session.sessions.createdAt'), render: (_, row) => formatInstant(row.createdAt) },
        {
          title: '',
          width: 80,
          render: (_, row) =>
            row.isCurrent ? null : (
              <ActionButton size="small" label={t('session.sessions.end')} onClick={() => end(row)} />
            ),
        },
      ]}
    />
  );
}
