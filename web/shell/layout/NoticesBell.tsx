/** What happened that concerns me: newest first, read by opening. Each kind has its sentence under "notice.<kind>". */
import { BellOutlined } from '@ant-design/icons';
import { useNavigate } from '@tanstack/react-router';
import { Button, Popover } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { notices } from '#contract/notices.ts';
import { showError } from '../feedback.tsx';
import { formatInstant } from '../format.ts';
import { inLanguage } from '../i18n.ts';
import { EmptyState } from '../parts/states.tsx';
import { WhyButton } from '../parts/WhyButton.tsx';
import { useApiCommand, useApiQuery } from '../queries.ts';

export function NoticesBell() {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const [open, setOpen] = useState(false);
  const mine = useApiQuery(notices.mine, {}, { live: ['notices'] });
  const read = useApiCommand(notices.read);
  const rows = mine.data?.rows ?? [];
  const unread = mine.data?.unread ?? 0;
  const markRead = (ids: string[]): void => void read.mutateAsync({ body: { ids } }).catch(showError);

  const list = (
    <div className="notices">
      {unread > 0 ? (
        <Button
          size="small"
          type="link"
          onClick={() => markRead(rows.filter((row) => !row.readAt).map((row) => row.id))}
        >
          {t('shell.notices.allRead')}
        </Button>
      ) : null}
      {rows.length === 0 ? <EmptyState title={t('shell.notices.empty')} /> : null}
      {rows.map((row) => {
        const link = typeof row.payload.link === 'string' ? row.payload.link : null;
        const key = `notice.${row.kind}`;
        return (
          <div key={row.id} className={row.readAt ? 'notice' : 'notice is-new'}>
            <button
              type="button"
              onClick={() => {
                if (!row.readAt) markRead([row.id]);
                if (link) void navigate({ to: link });
                setOpen(false);
              }}
            >
              {i18n.exists(key) ? t(key, inLanguage(row.payload)) : t('shell.notices.other')}
            </button>
            <span className="muted">
              {formatInstant(row.at)} <WhyButton kind="icon" journalId={row.journalId} />
            </span>
          </div>
        );
      })}
    </div>
  );
  return (
    <Popover open={open} onOpenChange={setOpen} trigger="click" placement="bottomRight" content={list} destroyOnHidden>
      <span className="bell">
        <Button type="text" icon={<BellOutlined />} aria-label={t('shell.notices')} />
        {unread > 0 ? <span className="bell-count">{unread}</span> : null}
      </span>
    </Popover>
  );
}
