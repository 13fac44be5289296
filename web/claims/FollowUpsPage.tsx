/** The follow-up register of a day: who spoke to whom, what counted, and what the supervisor said to it. */
import { Button, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { claims, type FollowUpRow } from '#contract/claims.ts';
import { askReason, showDone } from '../shell/feedback.tsx';
import { formatInstant, formatTime, localToday } from '../shell/format.ts';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { DataList } from '../shell/parts/DataList.tsx';
import { DayInput } from '../shell/parts/DayInput.tsx';
import { Page } from '../shell/parts/Page.tsx';
import { PhoneCard } from '../shell/parts/PhoneCard.tsx';
import { WhyButton } from '../shell/parts/WhyButton.tsx';
import { useApiCommand, useApiPages } from '../shell/queries.ts';
import { usePermission } from '../shell/session.tsx';
import { useUrlState } from '../shell/url-state.ts';
import { CustomerLink } from './TodayPage.tsx';

const defaults = { day: '' };

export function FollowUpsPage() {
  const { t } = useTranslation();
  const [{ day }, setState] = useUrlState(defaults);
  const shown = day || localToday();
  const mayComment = usePermission('claims.comment') !== null;
  const mayTemplates = usePermission('claims.templates') !== null;
  const pages = useApiPages(claims.dayRegister, { query: { day: shown } }, { live: ['claims'] });
  const comment = useApiCommand(claims.comment);
  const act = (row: FollowUpRow) =>
    mayComment ? (
      <ActionButton
        size="small"
        label={t('claims.comment')}
        onClick={async () => {
          const text = await askReason({
            title: t('claims.comment.title', { name: row.customer.name }),
            label: t('claims.comment.label'),
          });
          if (!text) return;
          await comment.mutateAsync({ params: { followUpId: row.id }, body: { text } });
          showDone(t('claims.comment.done'));
        }}
      />
    ) : null;
  return (
    <Page
      title={t('claims.register.title')}
      actions={
        <>
          {mayTemplates ? <Button href="/follow-up-templates">{t('claims.templates.title')}</Button> : null}
          <Button onClick={() => window.print()}>{t('claims.print')}</Button>
        </>
      }
      filters={<DayInput value={shown} label={t('claims.register.day')} onChange={(day) => setState({ day })} />}
    >
      <DataList
        pages={pages}
        rowKey={(row) => row.id}
        columns={[
          { title: t('claims.time'), width: 80, render: (_, row) => formatTime(row.at) },
          { title: t('claims.customer'), width: 150, render: (_, row) => <CustomerLink customer={row.customer} /> },
          { title: t('claims.author'), width: 110, render: (_, row) => row.author.name },
          { title: t('claims.channel'), width: 150, render: (_, row) => <How row={row} /> },
          { title: t('claims.text'), width: 340, render: (_, row) => <Said row={row} /> },
          { title: t('claims.planned'), width: 110, dataIndex: 'nextOn' },
          {
            title: '',
            width: 130,
            render: (_, row) => (
              <>
                {act(row)} <WhyButton kind="icon" journalId={row.journalId} />
              </>
            ),
          },
        ]}
        card={(row) => (
          <PhoneCard
            title={row.customer.name}
            to={`/customers/${row.customer.id}`}
            extra={formatTime(row.at)}
            lines={[row.author.name, <How key="how" row={row} />, <Said key="said" row={row} />]}
            actions={act(row)}
          />
        )}
      />
    </Page>
  );
}

function How({ row }: { row: FollowUpRow }) {
  const { t } = useTranslation();
  return (
    <>
      {t(`claims.channel.${row.channel}`)}
      {row.channel === 'call' && !row.answered ? ` ${t('claims.unanswered')}` : ''}{' '}
      {row.valid ? null : <Tag color="warning">{t(`claims.invalid.${row.whyNot}`)}</Tag>}
    </>
  );
}

export function Said({ row }: { row: FollowUpRow }) {
  const { t } = useTranslation();
  return (
    <>
      {row.text}
      {row.askedForHelp ? <Tag color="error">{t('claims.helpAsked')}</Tag> : null}
      {row.comments.map((one) => (
        <div key={one.id} className="muted">
          {one.author.name} {formatInstant(one.at)}: {one.text}
        </div>
      ))}
    </>
  );
}
