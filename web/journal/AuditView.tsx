/** One audit: how far it is, what it counted, what it found. */
import { Progress } from 'antd';
import { useTranslation } from 'react-i18next';
import { journalAudit } from '#contract/journal-audit.ts';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { formatFull } from '../shell/format.ts';
import { textOf } from '../shell/i18n.ts';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { Loading } from '../shell/parts/Loading.tsx';
import { StateTag } from '../shell/parts/StateTag.tsx';
import { ErrorState } from '../shell/parts/states.tsx';
import { WhyButton } from '../shell/parts/WhyButton.tsx';
import { useApiCommand, useApiPages, useApiQuery } from '../shell/queries.ts';

type Audit = ResponseOf<typeof journalAudit.one>;
type Finding = ResponseOf<typeof journalAudit.findings>['rows'][number];

export const stateTones = {
  waiting: 'active',
  running: 'active',
  done: 'good',
  cancelled: 'neutral',
  failed: 'bad',
} as const;

const isOpen = ({ state }: Audit): boolean => state === 'waiting' || state === 'running';

export function AuditView({ auditId }: { readonly auditId: string }) {
  const { t } = useTranslation();
  const query = useApiQuery(journalAudit.one, { params: { auditId } }, { live: ['audits'] });
  const audit = query.data;
  if (query.error) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (!audit) return <Loading />;
  return (
    <section className="audit-part" aria-live="polite">
      <h2 className="audit-title">
        {t('journal.audit.of', { at: formatFull(audit.askedAt), name: audit.askedBy.name })}{' '}
        <StateTag tone={stateTones[audit.state]}>{t(`journal.audit.state.${audit.state}`)}</StateTag>
        <span className="end">{isOpen(audit) ? <Cancel audit={audit} /> : null}</span>
      </h2>
      {isOpen(audit) ? <Progress percent={percentOf(audit)} status="active" /> : <Outcome audit={audit} />}
      {audit.findings > 0 ? <Findings auditId={auditId} key={audit.state} /> : null}
    </section>
  );
}

const percentOf = ({ done, total }: Audit): number => (total === 0 ? 0 : Math.floor((done / total) * 100));

function Cancel({ audit }: { readonly audit: Audit }) {
  const { t } = useTranslation();
  const cancel = useApiCommand(journalAudit.cancel);
  return (
    <ActionButton
      size="small"
      danger
      label={t('journal.audit.cancel')}
      disabledReason={audit.cancelRequested ? t('journal.audit.cancelling') : null}
      onClick={() => cancel.mutateAsync({ params: { auditId: audit.id } })}
    />
  );
}

function Outcome({ audit }: { readonly audit: Audit }) {
  const { t } = useTranslation();
  if (audit.sealed === null) return <p className="muted">{t('journal.audit.nothing')}</p>;
  return (
    <>
      {audit.state === 'done' ? (
        <p className={audit.findings === 0 ? 'audit-clean' : 'audit-dirty'}>
          {audit.findings === 0
            ? t('journal.audit.clean')
            : t('journal.audit.findingsCount', { count: audit.findings })}
        </p>
      ) : null}
      <p className="muted">
        {t('journal.audit.counted', { sealed: audit.sealed, decided: audit.decided ?? 0, acts: audit.acts ?? 0 })}
        {audit.earlier ? ` · ${t('journal.audit.earlierRelease', { count: audit.earlier })}` : ''}
        {audit.unsealed ? ` · ${t('journal.head.waiting', { count: audit.unsealed })}` : ''}
      </p>
      {audit.from || audit.to ? (
        <p className="muted">
          {formatFull(audit.from)} – {formatFull(audit.to)}
        </p>
      ) : null}
      <p className="muted">
        {t('journal.head')} <code className="seal-code">{audit.headFound}</code>
        {audit.head ? (
          <>
            {' · '}
            {t('journal.audit.heldAgainst')} <code className="seal-code">{audit.head}</code>
          </>
        ) : null}
      </p>
    </>
  );
}

function Findings({ auditId }: { readonly auditId: string }) {
  const { t } = useTranslation();
  const pages = useApiPages(journalAudit.findings, { params: { auditId } }, { live: ['audits'] });
  return (
    <ol className="audit-findings">
      {pages.rows.map((finding) => (
        <li key={finding.number} value={finding.number}>
          <FindingRow finding={finding} />
        </li>
      ))}
      {pages.hasMore ? (
        <li className="list-more">
          <ActionButton label={t('shell.loadMore')} onClick={pages.loadMore} />
        </li>
      ) : null}
    </ol>
  );
}

function FindingRow({ finding }: { readonly finding: Finding }) {
  const { t } = useTranslation();
  const about = [
    finding.sequence === null ? '' : t('journal.audit.link', { sequence: finding.sequence }),
    finding.at ? formatFull(finding.at) : '',
    finding.title ? textOf(finding.title) : '',
  ].filter(Boolean);
  // A removed entry has nothing to explain any more.
  const isThere = finding.entryId !== null && finding.code !== 'ENTRY_REMOVED';
  return (
    <>
      <span className="audit-dirty">{textOf(finding)}</span> <span className="muted">{about.join(' · ')}</span>
      {isThere ? <WhyButton kind="icon" journalId={finding.entryId} /> : null}
      {finding.differences.length > 0 ? (
        <table className="audit-differences">
          <thead>
            <tr>
              <th>{t('journal.audit.where')}</th>
              <th>{t('journal.audit.stored')}</th>
              <th>{t('journal.audit.now')}</th>
            </tr>
          </thead>
          <tbody>
            {finding.differences.map(({ path, stored, now }) => (
              <tr key={path}>
                <td>{path || '·'}</td>
                <td>{shown(stored)}</td>
                <td>{shown(now)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
      {finding.differences.length > 0 ? (
        <details className="audit-answers">
          <summary>{t('journal.audit.both')}</summary>
          <pre>{JSON.stringify(finding.stored, null, 2)}</pre>
          <pre>{JSON.stringify(finding.now, null, 2)}</pre>
        </details>
      ) : null}
    </>
  );
}

const shown = (value: unknown): string => (value === undefined ? '—' : JSON.stringify(value));
