/** 审计: the seal followed to its end and every decision made again; what differs is listed with both answers. */
import { CopyOutlined, PrinterOutlined } from '@ant-design/icons';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { journalAudit } from '#contract/journal-audit.ts';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { showDone } from '../shell/feedback.tsx';
import { formatFull, formatInstant } from '../shell/format.ts';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { DataList } from '../shell/parts/DataList.tsx';
import { Page } from '../shell/parts/Page.tsx';
import { PhoneCard } from '../shell/parts/PhoneCard.tsx';
import { StateTag } from '../shell/parts/StateTag.tsx';
import { EmptyState } from '../shell/parts/states.tsx';
import { WhyButton } from '../shell/parts/WhyButton.tsx';
import { useApiCommand, useApiPages, useApiQuery } from '../shell/queries.ts';
import { useUrlState } from '../shell/url-state.ts';
import { AuditView, stateTones } from './AuditView.tsx';
import './journal.css';

type Audit = ResponseOf<typeof journalAudit.one>;

const defaults = { audit: '' };
const LIVE = ['audits'];

export function AuditPage() {
  const { t } = useTranslation();
  const [{ audit }, change] = useUrlState(defaults);
  const pages = useApiPages(journalAudit.list, {}, { live: LIVE });
  const open = audit || pages.rows[0]?.id;
  return (
    <Page
      title={t('journal.audit.title')}
      subtitle={t('journal.audit.text')}
      actions={
        <Button icon={<PrinterOutlined />} onClick={() => window.print()}>
          {t('shell.print')}
        </Button>
      }
    >
      <HeadPanel />
      <StartPanel onStarted={(id) => change({ audit: id })} />
      {open ? <AuditView key={open} auditId={open} /> : null}
      <section className="no-print">
        <h2 className="audit-title">{t('journal.audit.earlier')}</h2>
        <DataList<Audit>
          pages={pages}
          rowKey={({ id }) => id}
          onOpen={({ id }) => change({ audit: id })}
          rowClassName={({ id }) => (id === open ? 'row-open' : '')}
          empty={<EmptyState title={t('journal.audit.none')} text={t('journal.audit.none.text')} />}
          columns={[
            { title: t('journal.audit.askedAt'), width: 130, render: (_, row) => formatInstant(row.askedAt) },
            { title: t('journal.audit.askedBy'), width: 110, render: (_, row) => row.askedBy.name },
            { title: t('journal.audit.state'), width: 100, render: (_, row) => <State audit={row} /> },
            { title: t('journal.audit.sealed'), width: 100, align: 'right', render: (_, row) => row.sealed ?? '' },
            { title: t('journal.audit.decided'), width: 100, align: 'right', render: (_, row) => row.decided ?? '' },
            { title: t('journal.audit.findings'), width: 90, align: 'right', render: (_, row) => row.findings },
            {
              title: t('journal.head'),
              width: 330,
              render: (_, row) => <code className="seal-code">{row.headFound}</code>,
            },
            { title: '', width: 50, render: (_, row) => <WhyButton kind="icon" journalId={row.journalId} /> },
          ]}
          card={(row) => (
            <PhoneCard
              title={formatInstant(row.askedAt)}
              extra={<State audit={row} />}
              onClick={() => change({ audit: row.id })}
              lines={[row.askedBy.name, t('journal.audit.findingsCount', { count: row.findings })]}
            />
          )}
        />
      </section>
    </Page>
  );
}

const State = ({ audit }: { audit: Audit }) => {
  const { t } = useTranslation();
  return <StateTag tone={stateTones[audit.state]}>{t(`journal.audit.state.${audit.state}`)}</StateTag>;
};

/** The present head, to be written down, copied or printed. */
function HeadPanel() {
  const { t } = useTranslation();
  const { data } = useApiQuery(journalAudit.head, {}, { live: [], refetchInterval: 5_000 });
  if (!data) return null;
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(data.text);
    showDone(t('journal.head.copied'));
  };
  return (
    <section className="audit-part">
      <h2 className="audit-title">{t('journal.head')}</h2>
      {data.sequence === 0 ? (
        <p className="muted">{t('journal.head.none')}</p>
      ) : (
        <>
          <p>
            <code className="seal-code seal-now">{data.text}</code>{' '}
            <span className="no-print">
              <ActionButton size="small" icon={<CopyOutlined />} label={t('journal.head.copy')} onClick={copy} />
            </span>
          </p>
          <p className="muted">{t('journal.head.text', { count: data.sequence, at: formatFull(data.reachedAt) })}</p>
        </>
      )}
      {data.waiting > 0 ? <p className="muted">{t('journal.head.waiting', { count: data.waiting })}</p> : null}
    </section>
  );
}

function StartPanel({ onStarted }: { readonly onStarted: (auditId: string) => void }) {
  const { t } = useTranslation();
  const [head, setHead] = useState('');
  const start = useApiCommand(journalAudit.start);
  const run = async (): Promise<void> => {
    const { auditId } = await start.mutateAsync({ body: { head: head.trim() || null } });
    setHead('');
    onStarted(auditId);
  };
  return (
    <section className="audit-start no-print">
      <Input
        aria-label={t('journal.audit.head')}
        placeholder={t('journal.audit.head')}
        value={head}
        maxLength={100}
        allowClear
        onChange={(event) => setHead(event.target.value)}
      />
      <ActionButton type="primary" label={t('journal.audit.start')} onClick={run} />
    </section>
  );
}
