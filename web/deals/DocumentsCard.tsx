/** The papers of a deal to print: drafts as it stands, final ones word for word, and who made them so. */
import { Button, Dropdown } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dealDocuments } from '#contract/deal-documents.ts';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { askConfirm, askReason, showDone } from '../shell/feedback.tsx';
import { formatInstant } from '../shell/format.ts';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { StateTag } from '../shell/parts/StateTag.tsx';
import { WhyButton } from '../shell/parts/WhyButton.tsx';
import { Section } from './Section.tsx';
import { useApiCommand, useApiQuery } from '../shell/queries.ts';

const PaperSignedDialog = lazy(async () => ({ default: (await import('./DeliveryDialogs.tsx')).PaperSignedDialog }));

type Row = ResponseOf<typeof dealDocuments.ofDeal>['rows'][number];
const tones = { draft: 'neutral', final: 'active', signed: 'good', void: 'bad' } as const;

export function DocumentsCard({ dealId }: { readonly dealId: string }) {
  const { t } = useTranslation();
  const query = useApiQuery(dealDocuments.ofDeal, { params: { dealId } }, { live: ['deals', 'approvals', 'money'] });
  const rows = query.data?.rows ?? [];
  if (rows.length === 0) return null;
  return (
    <Section title={t('deals.documents')}>
      <div className="deal-docs">
        {rows.map((row) => (
          <Document key={row.documentId ?? row.kind} dealId={dealId} row={row} />
        ))}
      </div>
    </Section>
  );
}

function Document({ dealId, row }: { readonly dealId: string; readonly row: Row }) {
  const { t } = useTranslation();
  const makeFinal = useApiCommand(dealDocuments.makeFinal);
  const voidIt = useApiCommand(dealDocuments.void);
  const [signing, setSigning] = useState<string | null>(null);
  const name = t(`deals.document.${row.kind}`);
  const mayEver = row.whyNot.makeFinal?.code !== 'NOT_ALLOWED';
  return (
    <div className="deal-doc">
      <b>{name}</b> <StateTag tone={tones[row.state]}>{t(`deals.documentState.${row.state}`)}</StateTag>
      <span className="muted">
        {row.number}
        {row.madeFinalAt
          ? ` · ${t('deals.madeFinal', { by: row.madeFinalBy?.name ?? '', at: formatInstant(row.madeFinalAt) })}`
          : ''}
        {row.sha256 ? ` · ${t('deals.fingerprint', { print: row.sha256.slice(0, 8) })}` : ''}
        {row.signedOn ? ` · ${t('deals.signPaper.on', { day: row.signedOn })}` : ''}
        {row.voidReason ? ` · ${row.voidReason}` : ''}
      </span>
      <span className="spring" />
      <PrintMenu dealId={dealId} row={row} />
      {row.state === 'draft' && mayEver ? (
        <ActionButton
          size="small"
          label={t('deals.makeFinal')}
          disabledReason={row.whyNot.makeFinal}
          onClick={async () => {
            const text = t('deals.makeFinal.text');
            if (!(await askConfirm({ title: t('deals.makeFinal.title', { name }), text }))) return;
            await makeFinal.mutateAsync({ params: { dealId, kind: row.kind } });
            showDone(t('deals.makeFinal.done'));
          }}
        />
      ) : null}
      {row.state === 'final' && row.documentId && row.whyNot.sign === null ? (
        <ActionButton size="small" label={t('deals.signPaper')} onClick={() => setSigning(row.documentId)} />
      ) : null}
      {signing ? (
        <Suspense fallback={null}>
          <PaperSignedDialog dealId={dealId} documentId={signing} name={name} onClose={() => setSigning(null)} />
        </Suspense>
      ) : null}
      {row.state === 'final' && row.whyNot.void === null ? (
        <ActionButton
          size="small"
          danger
          label={t('deals.void')}
          onClick={async () => {
            const reason = await askReason({ title: t('deals.void.title', { name }), required: true });
            if (!reason || !row.documentId) return;
            await voidIt.mutateAsync({ params: { dealId, documentId: row.documentId }, body: { reason } });
            showDone(t('deals.void.done'));
          }}
        />
      ) : null}
      {row.journalId ? <WhyButton kind="icon" journalId={row.journalId} /> : null}
    </div>
  );
}

function PrintMenu({ dealId, row }: { readonly dealId: string; readonly row: Row }) {
  const { t } = useTranslation();
  const href = (query: Record<string, string>) =>
    `/api/deals/${dealId}/documents/${row.kind}/file?${new URLSearchParams({
      ...query,
      ...(row.documentId ? { documentId: row.documentId } : {}),
    })}`;
  const link = (key: string, label: string, query: Record<string, string>) => ({
    key,
    label: (
      <a href={href(query)} download>
        {label}
      </a>
    ),
  });
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          link('pdf', t('deals.print.pdf'), { format: 'pdf' }),
          link('copies', t('deals.print.copies', { copies: row.copies }), {
            format: 'pdf',
            copies: String(row.copies),
          }),
          link('docx', t('deals.print.word'), { format: 'docx' }),
        ],
      }}
    >
      <Button size="small">{t('deals.print')}</Button>
    </Dropdown>
  );
}
