/** A draft that was overtaken: what the newer version brings by itself, and the places where both changed, decided one by one. */
import { Link, useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { authoring } from '#contract/rulebook-authoring.ts';
import { showDone } from '../shell/feedback.tsx';
import { textOf } from '../shell/i18n.ts';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { Page } from '../shell/parts/Page.tsx';
import { Loading } from '../shell/parts/Loading.tsx';
import { EmptyState, ErrorState } from '../shell/parts/states.tsx';
import { useApiCommand, useApiQuery } from '../shell/queries.ts';
import { useRouteParams } from '../shell/router.tsx';
import { usePermission } from '../shell/session.tsx';
import { ChangeList } from './ChangeList.tsx';
import type { Conflict, Draft } from './shapes.ts';
import { useDraftQuery } from './use-draft.ts';
import './rulebook.css';

type Choice = 'base' | 'mine' | 'theirs';
const choices: readonly Choice[] = ['base', 'mine', 'theirs'];

export function MergePage() {
  const { t } = useTranslation();
  const { draftId } = useRouteParams<'draftId'>();
  const draft = useDraftQuery(draftId);
  return (
    <Page
      title={t('rulebook.merge')}
      subtitle={draft.data ? <Link to={`/rulebooks/drafts/${draftId}` as never}>{draft.data.title}</Link> : null}
      query={draft}
    >
      {draft.data ? <Merge draft={draft.data} /> : null}
    </Page>
  );
}

function Merge({ draft }: { draft: Draft }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const drafts = usePermission('rulebook.draft') !== null;
  const merge = useApiQuery(
    authoring.merge,
    { params: { draftId: draft.id } },
    { live: ['rulebook'], keepPrevious: true, enabled: draft.overtaken && draft.state === 'open' },
  );
  const carryOut = useApiCommand(authoring.carryOutMerge);
  const [chosen, setChosen] = useState<Readonly<Record<string, Choice>>>({});
  if (!draft.overtaken || draft.state !== 'open')
    return (
      <EmptyState title={t('rulebook.merge.none')}>
        <Link to={`/rulebooks/drafts/${draft.id}` as never}>{t('rulebook.merge.back')}</Link>
      </EmptyState>
    );
  const conflicts = merge.data?.conflicts ?? [];
  const open = conflicts.filter(({ id }) => !chosen[id]).length;
  const nameOf = (choice: Choice): string => t(`rulebook.merge.${isUpdate(draft) ? 'shipped.' : ''}${choice}`);
  const all = (choice: Choice): void => setChosen(Object.fromEntries(conflicts.map(({ id }) => [id, choice])));
  const submit = async (): Promise<void> => {
    const { basedOn } = await carryOut.mutateAsync({
      params: { draftId: draft.id },
      body: { version: draft.version, choices: chosen },
    });
    showDone(t('rulebook.merge.done', { number: basedOn }));
    void navigate({ to: `/rulebooks/drafts/${draft.id}` as never });
  };
  if (merge.error) return <ErrorState error={merge.error} onRetry={() => void merge.refetch()} />;
  if (!merge.data) return <Loading />;
  return (
    <>
      <div className="rule-tools">
        <strong>{t('rulebook.merge.with', { number: draft.newest })}</strong>
        {drafts ? (
          <ActionButton
            type="primary"
            label={t('rulebook.merge.carryOut')}
            disabledReason={open > 0 ? t('rulebook.merge.open', { count: open }) : draft.whyNot.merge}
            onClick={submit}
          />
        ) : null}
      </div>
      {conflicts.length > 0 ? (
        <section>
          <div className="rule-tools">
            <strong>{t('rulebook.merge.conflicts', { count: conflicts.length })}</strong>
            {choices.map((choice) => (
              <Button key={choice} size="small" onClick={() => all(choice)}>
                {t('rulebook.merge.all', { name: nameOf(choice) })}
              </Button>
            ))}
          </div>
          {conflicts.map((conflict) => (
            <ConflictCard
              key={conflict.id}
              conflict={conflict}
              chosen={chosen[conflict.id]}
              nameOf={nameOf}
              onChoose={(choice) => setChosen((before) => ({ ...before, [conflict.id]: choice }))}
            />
          ))}
        </section>
      ) : (
        <p className="rule-good">{t('rulebook.merge.noConflict')}</p>
      )}
      <section>
        <h2 className="rule-section">{t('rulebook.merge.takenOver', { count: merge.data.takenOver.length })}</h2>
        <ChangeList changes={merge.data.takenOver} />
      </section>
    </>
  );
}

const isUpdate = (draft: Draft): boolean => draft.origin === 'shipped' && draft.basedOn === null;

interface ConflictCardProps {
  readonly conflict: Conflict;
  readonly chosen: Choice | undefined;
  readonly nameOf: (choice: Choice) => string;
  readonly onChoose: (choice: Choice) => void;
}

function ConflictCard({ conflict, chosen, nameOf, onChoose }: ConflictCardProps) {
  const { t } = useTranslation();
  return (
    <fieldset className={chosen ? 'rule-conflict' : 'rule-conflict is-open'}>
      <legend>
        {t(`rulebook.merge.what.${conflict.what}`)} · {textOf(conflict.about)}
        {conflict.clause ? <span className="muted"> {conflict.clause}</span> : null}
      </legend>
      {choices.map((choice) => (
        <label key={choice} className={chosen === choice ? 'is-chosen' : undefined}>
          <span className="rule-conflict-name">
            <input type="radio" name={conflict.id} checked={chosen === choice} onChange={() => onChoose(choice)} />
            {nameOf(choice)}
          </span>
          {conflict[choice] === null ? (
            <em className="muted">{t('rulebook.merge.absent')}</em>
          ) : (
            <span className="rule-written">{conflict[choice]}</span>
          )}
        </label>
      ))}
    </fieldset>
  );
}
