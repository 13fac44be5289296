/** One notice, as it is printed: who wrote what to whom, and what each department made of it. */
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { liaison } from '#contract/liaison.ts';
import { askReason, showDone } from '../shell/feedback.tsx';
import { formatInstant } from '../shell/format.ts';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { Page } from '../shell/parts/Page.tsx';
import { StateTag } from '../shell/parts/StateTag.tsx';
import { WhyButton } from '../shell/parts/WhyButton.tsx';
import { useApiCommand, useApiQuery } from '../shell/queries.ts';
import { useRouteParams } from '../shell/router.tsx';
import { type Addressee, AddresseeTag, type Note } from './words.tsx';
import './liaison.css';

export function NotePage() {
  const { t } = useTranslation();
  const { noteId } = useRouteParams<'noteId'>();
  const query = useApiQuery(liaison.get, { params: { noteId } }, { live: ['liaison'] });
  const note = query.data;
  return (
    <Page
      title={note ? `${t('liaison.note')} ${note.number}` : t('liaison.note')}
      subtitle={
        note ? (
          <>
            {t(`liaison.kind.${note.kind}`)} ·{' '}
            <StateTag tone={note.isDone ? 'good' : 'waiting'}>
              {t(note.isDone ? 'liaison.done' : 'liaison.open')}
            </StateTag>
          </>
        ) : undefined
      }
      query={query}
      actions={
        note ? (
          <>
            <ActionButton label={t('shell.print')} onClick={() => window.print()} />
            <WhyButton journalId={note.journalId} />
          </>
        ) : null
      }
    >
      {note ? <Sheet note={note} /> : null}
    </Page>
  );
}

function Sheet({ note }: { readonly note: Note }) {
  const { t } = useTranslation();
  const facts: readonly (readonly [string, React.ReactNode])[] = [
    ['number', note.number],
    ['site', note.siteName],
    ['from', note.from?.name ?? t('liaison.bySystem')],
    ['sentAt', formatInstant(note.sentAt)],
    [
      'customer',
      note.customer ? (
        <Link key="c" to={`/customers/${note.customer.id}`}>
          {note.customer.name}
        </Link>
      ) : null,
    ],
    [
      'deal',
      note.deal ? (
        <Link key="d" to={`/deals/${note.deal.id}`}>
          {[note.deal.number, note.deal.unit].filter(Boolean).join(' · ')}
        </Link>
      ) : null,
    ],
    [note.kind === 'order' ? 'signBy' : 'wantedOn', note.wantedOn],
  ];
  return (
    <article className="liaison-sheet">
      <h2>{t('liaison.note')}</h2>
      <dl>
        {facts
          .filter(([, value]) => value)
          .map(([key, value]) => (
            <div key={key}>
              <dt>{t(`liaison.${key}`)}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
      <p className="liaison-text">{note.text}</p>
      <ul>
        {note.addressees.map((one) => (
          <Answering key={one.department.id} note={note} one={one} />
        ))}
      </ul>
    </article>
  );
}

function Answering({ note, one }: { readonly note: Note; readonly one: Addressee }) {
  const { t } = useTranslation();
  const receive = useApiCommand(liaison.receive);
  const reply = useApiCommand(liaison.answer);
  const departmentId = one.department.id;
  const answer = async (): Promise<void> => {
    const text = await askReason({
      title: t('liaison.answerOf', { name: one.department.name }),
      label: t('liaison.answer'),
    });
    if (text === null) return;
    await reply.mutateAsync({ params: { noteId: note.id }, body: { departmentId, answer: text } });
    showDone(t('liaison.answered'));
  };
  return (
    <li>
      <AddresseeTag one={one} />
      <span className="liaison-did">
        {one.receivedAt ? (
          <span>
            {t('liaison.receivedBy', { name: one.receivedBy?.name ?? '', at: formatInstant(one.receivedAt) })}
          </span>
        ) : null}
        {one.answeredAt ? (
          <span>
            {t('liaison.answeredBy', { name: one.answeredBy?.name ?? '', at: formatInstant(one.answeredAt) })}：
            {one.answer}
          </span>
        ) : null}
      </span>
      <span className="no-print liaison-acts">
        {one.state === 'sent' ? (
          <ActionButton
            size="small"
            type="primary"
            label={t('liaison.receive')}
            disabledReason={one.whyNot.receive}
            onClick={async () => {
              await receive.mutateAsync({ params: { noteId: note.id }, body: { departmentId } });
              showDone(t('liaison.receivedDone'));
            }}
          />
        ) : null}
        {one.state === 'received' && note.kind !== 'order' ? (
          <ActionButton
            size="small"
            type="primary"
            label={t('liaison.answer')}
            disabledReason={one.whyNot.answer}
            onClick={answer}
          />
        ) : null}
      </span>
    </li>
  );
}
