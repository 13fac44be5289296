/** The inbox: what waits for me first; what I sent, what I decided, and everything I may see. */
import { PlusOutlined } from '@ant-design/icons';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button, Segmented, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { approvals } from '#contract/approvals.ts';
import { matterKeys } from '#core/approvals/matters.ts';
import { showDone } from '../shell/feedback.tsx';
import { formatInstant } from '../shell/format.ts';
import { useHotkey } from '../shell/hotkeys.tsx';
import { textOf } from '../shell/i18n.ts';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { DataList } from '../shell/parts/DataList.tsx';
import { Page } from '../shell/parts/Page.tsx';
import { PhoneCard } from '../shell/parts/PhoneCard.tsx';
import { EmptyState } from '../shell/parts/states.tsx';
import { StateTag } from '../shell/parts/StateTag.tsx';
import { useIsPhone } from '../shell/parts/use-is-phone.ts';
import { useApiCommand, useApiPages, useApiQuery } from '../shell/queries.ts';
import { usePermission } from '../shell/session.tsx';
import { useUrlState } from '../shell/url-state.ts';
import './approvals.css';
import { type ApprovalRow, matterWord, tones, saidOf } from './words.ts';

const defaults = { box: 'todo', matter: '' };
const boxes = ['todo', 'sent', 'done', 'all'] as const;

export function InboxPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const isPhone = useIsPhone();
  const [filters, setFilters] = useUrlState(defaults);
  const box = boxes.find((one) => one === filters.box) ?? 'todo';
  const matter = matterKeys.find((one) => one === filters.matter);
  const pages = useApiPages(approvals.inbox, { query: { box, ...(matter ? { matter } : {}) } });
  const counts = useApiQuery(approvals.counts, {}).data;
  const scope = usePermission('approvals.read');
  const open = (row: ApprovalRow) => void navigate({ to: `/approvals/${row.id}` });
  useRowKeys();
  const numbers = { todo: counts?.todo, sent: (counts?.sent ?? 0) + (counts?.returned ?? 0), done: 0, all: 0 };
  const label = (one: (typeof boxes)[number]) => {
    const n = numbers[one];
    const word = t(`approvals.${isPhone ? 'tab' : 'box'}.${one}`);
    return n ? `${word} ${n}` : word;
  };
  return (
    <Page
      title={t('approvals.title')}
      subtitle={isPhone ? undefined : t('approvals.keys')}
      actions={
        <>
          <Link to="/approvals/delegations">
            <Button>{t('approvals.delegations.title')}</Button>
          </Link>
          <Link to="/approvals/new">
            <Button type="primary" icon={<PlusOutlined />}>
              {t('approvals.new.title')}
            </Button>
          </Link>
        </>
      }
      filters={
        <>
          <Segmented
            value={box}
            block={isPhone}
            style={isPhone ? { width: '100%' } : undefined}
            onChange={(value) => setFilters({ box: value })}
            options={boxes
              .filter((one) => one !== 'all' || (scope !== null && scope !== 'self'))
              .map((value) => ({ value, label: label(value) }))}
          />
          <Select
            allowClear
            value={matter}
            placeholder={t('approvals.matter')}
            aria-label={t('approvals.matter')}
            style={isPhone ? { width: '100%' } : { minWidth: 150 }}
            onChange={(value) => setFilters({ matter: value ?? '' })}
            options={matterKeys.map((value) => ({ value, label: matterWord(t, value) }))}
          />
        </>
      }
    >
      <DataList
        pages={pages}
        rowKey={(row) => row.id}
        onOpen={open}
        rowClassName={(row) => (row.isOverdue ? 'approval-late' : '')}
        empty={<EmptyState title={t(`approvals.empty.${box}`)} />}
        columns={[
          {
            title: t('approvals.matter'),
            width: 120,
            render: (_: unknown, row: ApprovalRow) => matterWord(t, row.matter),
          },
          {
            title: t('approvals.subject'),
            width: 240,
            render: (_: unknown, row: ApprovalRow) => <Subject row={row} />,
          },
          { title: t('approvals.gist'), width: 300, render: (_: unknown, row: ApprovalRow) => <Gist row={row} /> },
          {
            title: t('approvals.applicant'),
            width: 90,
            render: (_: unknown, row: ApprovalRow) => row.applicant?.name ?? '',
          },
          {
            title: t('approvals.requestedAt'),
            width: 110,
            render: (_: unknown, row: ApprovalRow) => formatInstant(row.requestedAt),
          },
          { title: t('approvals.state'), width: 170, render: (_: unknown, row: ApprovalRow) => <Standing row={row} /> },
          ...(box === 'todo'
            ? [{ title: '', width: 90, align: 'right', render: (_: unknown, row: ApprovalRow) => <Agree row={row} /> }]
            : []),
        ]}
        card={(row) => (
          <PhoneCard
            title={textOf(row.title)}
            to={`/approvals/${row.id}`}
            extra={<StateTag tone={tones[row.state]}>{matterWord(t, row.matter)}</StateTag>}
            lines={[
              <Gist key="gist" row={row} />,
              [row.applicant?.name, row.customerName, formatInstant(row.requestedAt)].filter(Boolean).join(' · '),
              <Standing key="standing" row={row} />,
            ]}
          />
        )}
      />
    </Page>
  );
}

function Subject({ row }: { row: ApprovalRow }) {
  return (
    <>
      <b>{textOf(row.title)}</b>
      {row.customerName ? <span className="muted"> {row.customerName}</span> : null}
    </>
  );
}

const Gist = ({ row }: { row: ApprovalRow }) => (
  <span className="approval-gist">
    {row.gist.map((line) => (
      <span key={line.zh}>
        <span className="muted">{textOf(line)}</span> {saidOf(line)}
      </span>
    ))}
  </span>
);

function Standing({ row }: { row: ApprovalRow }) {
  const { t } = useTranslation();
  if (row.state !== 'pending') return <StateTag tone={tones[row.state]}>{t(`approvals.state.${row.state}`)}</StateTag>;
  return (
    <span>
      {row.isOverdue ? <StateTag tone="bad">{t('approvals.overdue')}</StateTag> : null}{' '}
      {row.waitingFor ? t('approvals.waitingFor', { who: textOf(row.waitingFor) }) : ''}
    </span>
  );
}

/** From the list, where the line says enough. */
function Agree({ row }: { row: ApprovalRow }) {
  const { t } = useTranslation();
  const sign = useApiCommand(approvals.sign);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: pressing the button must not open the row
    // biome-ignore lint/a11y/useKeyWithClickEvents: as above
    <span onClick={(event) => event.stopPropagation()}>
      <ActionButton
        size="small"
        label={t('approvals.agree')}
        disabledReason={row.whyNot.sign}
        onClick={async () => {
          await sign.mutateAsync({ params: { approvalId: row.id }, body: { round: row.round } });
          showDone(t('approvals.agreed', { title: textOf(row.title) }));
        }}
      />
    </span>
  );
}

/** j and k go down and up the list; Enter opens, as everywhere. */
function useRowKeys(): void {
  const { t } = useTranslation();
  const move = (by: number): void => {
    const rows = [...document.querySelectorAll<HTMLElement>('.row-clickable, a.phone-card')];
    const at = rows.indexOf(document.activeElement as HTMLElement);
    rows[Math.min(rows.length - 1, Math.max(0, at + by))]?.focus();
  };
  useHotkey('j', t('approvals.next'), () => move(1));
  useHotkey('k', t('approvals.previous'), () => move(-1));
}
