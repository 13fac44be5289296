/** The version in force, to be read to its end and signed. What changed since the version signed before stands first. */
import { Link } from '@tanstack/react-router';
import { Alert } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { rulebook } from '#contract/rulebook.ts';
import { authoring } from '#contract/rulebook-authoring.ts';
import { signOff } from '#contract/rulebook-sign-off.ts';
import { showDone } from '../shell/feedback.tsx';
import { formatFull } from '../shell/format.ts';
import { currentLanguage } from '../shell/i18n.ts';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { Page } from '../shell/parts/Page.tsx';
import { useApiCommand, useApiQuery } from '../shell/queries.ts';
import { useRouteParams } from '../shell/router.tsx';
import { useSession } from '../shell/session.tsx';
import { ChangeList } from './ChangeList.tsx';
import { Clause } from './Clause.tsx';
import { Paper } from './Paper.tsx';
import { since } from './since.ts';

type ToSign = ResponseOf<typeof signOff.mine>['rows'][number];
const NONE: readonly never[] = [];

export function SignPage() {
  const { t } = useTranslation();
  const { rulebookId } = useRouteParams<'rulebookId'>();
  const mine = useApiQuery(signOff.mine, {}, { live: ['rulebook'] });
  const due = mine.data?.rows.find((row) => row.rulebookId === rulebookId);
  const document = useApiQuery(
    rulebook.document,
    { params: { rulebookId }, query: due ? { number: due.number } : {} },
    { live: ['rulebook'], enabled: mine.data !== undefined },
  );
  const end = useRef<HTMLDivElement>(null);
  const book = document.data;
  const isRead = useSeen(end, book !== undefined);
  const showGloss = currentLanguage() === 'en';
  return (
    <Page title={book?.meta.title ?? t('rulebook.sign.menu')} query={mine.error ? mine : document}>
      {book ? (
        <>
          {due?.signedBefore ? <SinceSigned rulebookId={rulebookId} from={due.signedBefore} to={due.number} /> : null}
          <Paper
            rulebookId={rulebookId}
            text={book}
            showGloss={showGloss}
            standing={`${t('rulebook.number', { number: book.version.number })} · ${since(book.version, t('rulebook.always'))}`}
            clause={(clause) => (
              <Clause
                key={clause.id}
                clause={clause}
                declarations={book.parameters}
                showGloss={showGloss}
                decisions={NONE}
              />
            )}
            end={<div ref={end} className="rule-end" />}
          />
          {due ? <SignBar due={due} isRead={isRead} /> : <Alert type="info" title={t('rulebook.sign.notBound')} />}
        </>
      ) : null}
    </Page>
  );
}

function SinceSigned({ rulebookId, from, to }: { rulebookId: string; from: number; to: number }) {
  const { t } = useTranslation();
  const query = { from: String(from), to: String(to) };
  const diff = useApiQuery(authoring.diff, { params: { rulebookId }, query }, { live: [] });
  if (from === to || !diff.data) return null;
  return (
    <details className="rule-folded" open>
      <summary>{t('rulebook.sign.since', { number: from })}</summary>
      <ChangeList changes={diff.data.changes} hrefOf={(clause) => `#${clause}`} />
      <Link to={`/rulebooks/${rulebookId}/compare` as never} search={{ ...query, view: 'marked' } as never}>
        {t('rulebook.compare.full')}
      </Link>
    </details>
  );
}

function SignBar({ due, isRead }: { due: ToSign; isRead: boolean }) {
  const { t } = useTranslation();
  const { person } = useSession();
  const sign = useApiCommand(signOff.sign);
  if (due.signedAt)
    return (
      <div className="rule-sign-bar is-signed no-print" role="status">
        {t('rulebook.sign.done', { name: person.name, number: due.number, at: formatFull(due.signedAt) })}
      </div>
    );
  const submit = async (): Promise<void> => {
    await sign.mutateAsync({ params: { rulebookId: due.rulebookId }, body: { number: due.number } });
    showDone(t('rulebook.sign.thanks', { title: due.title, number: due.number }));
  };
  return (
    <div className="rule-sign-bar no-print">
      <span className="muted">
        {isRead ? t('rulebook.sign.asWho', { name: person.name }) : t('rulebook.sign.toEnd')}
      </span>
      <ActionButton
        type="primary"
        size="large"
        label={t('rulebook.sign')}
        disabledReason={isRead ? null : t('rulebook.sign.toEnd')}
        onClick={submit}
      />
    </div>
  );
}

/** True once the end of the text has been in sight. */
function useSeen(end: React.RefObject<HTMLElement | null>, ready: boolean): boolean {
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    if (!ready || !end.current) return;
    const watch = new IntersectionObserver((entries) => entries.some((one) => one.isIntersecting) && setSeen(true));
    watch.observe(end.current);
    return () => watch.disconnect();
  }, [ready, end]);
  return seen;
}
