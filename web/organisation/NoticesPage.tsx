import { useNavigate } from '@tanstack/react-router';
import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { notices } from '#contract/notices.ts';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { formatInstant } from '../shell/format.ts';
import { inLanguage } from '../shell/i18n.ts';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { Page } from '../shell/parts/Page.tsx';
import { EmptyState } from '../shell/parts/states.tsx';
import { WhyButton } from '../shell/parts/WhyButton.tsx';
import { useApiCommand, useApiQuery } from '../shell/queries.ts';
import { useUrlState } from '../shell/url-state.ts';

type Notice = ResponseOf<typeof notices.mine>['rows'][number];
const defaults = { show: 'all' };

/** The inbox: what the bell shows, with room to work through it. */
export function NoticesPage() {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const [{ show }, setUrl] = useUrlState(defaults);
  const mine = useApiQuery(notices.mine, {}, { live: ['notices'] });
  const read = useApiCommand(notices.read);
  const rows = mine.data?.rows ?? [];
  const shown = show === 'unread' ? rows.filter((row) => !row.readAt) : rows;
  const unread = rows.filter((row) => !row.readAt).map((row) => row.id);
  const sentence = (row: Notice): string => {
    const key = `notice.${row.kind}`;
    return i18n.exists(key) ? t(key, inLanguage(row.payload)) : t('organisation.notices.other');
  };
  const open = async (row: Notice): Promise<void> => {
    if (!row.readAt) await read.mutateAsync({ body: { ids: [row.id] } });
    if (typeof row.payload.link === 'string') await navigate({ href: row.payload.link });
  };
  return (
    <Page
      title={t('organisation.notices.title')}
      query={mine}
      filters={
        <Segmented
          value={show}
          onChange={(value) => setUrl({ show: value })}
          options={[
            { value: 'all', label: t('organisation.notices.all') },
            { value: 'unread', label: `${t('organisation.notices.unread')} ${unread.length || ''}` },
          ]}
        />
      }
      actions={
        unread.length > 0 ? (
          <ActionButton
            label={t('organisation.notices.markRead')}
            onClick={() => read.mutateAsync({ body: { ids: unread } })}
          />
        ) : null
      }
    >
      {shown.length === 0 ? <EmptyState title={t('organisation.notices.empty')} /> : null}
      <div className="cards">
        {shown.map((row) => (
          <div
            key={row.id}
            className="list-surface"
            style={{ display: 'flex', alignItems: 'center', gap: 12, padding: '10px 14px' }}
          >
            <span style={{ flex: 1, fontWeight: row.readAt ? 400 : 600 }}>{sentence(row)}</span>
            <span className="muted">{formatInstant(row.at)}</span>
            <WhyButton kind="icon" journalId={row.journalId} />
            <ActionButton size="small" label={t('organisation.notices.open')} onClick={() => open(row)} />
          </div>
        ))}
      </div>
    </Page>
  );
}
