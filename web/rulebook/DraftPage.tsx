/** A draft of a rulebook: the document itself, changed in its own sentences, with its review and its way to being published. */
import { lazy, type MouseEvent, type KeyboardEvent, Suspense, useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { rulebook } from '#contract/rulebook.ts';
import { askConfirm, showError } from '../shell/feedback.tsx';
import { currentLanguage } from '../shell/i18n.ts';
import { Page } from '../shell/parts/Page.tsx';
import { useApiQuery } from '../shell/queries.ts';
import { useRouteParams } from '../shell/router.tsx';
import { usePermission } from '../shell/session.tsx';
import { useUrlState } from '../shell/url-state.ts';
import { BeforeContext } from './Blocks.tsx';
import { BrokenText } from './BrokenText.tsx';
import { DraftActions } from './DraftActions.tsx';
import { DraftBanner } from './DraftBanner.tsx';
import { DraftChanges } from './DraftChanges.tsx';
import { DraftClause, type Rewriting } from './DraftClause.tsx';
import { DraftState } from './DraftState.tsx';
import { faultsByClause, nextPlace, wordsByName, wordsOf, withValue } from './draft-text.ts';
import { GlossSwitch } from './GlossSwitch.tsx';
import { Paper } from './Paper.tsx';
import { SaveCells } from './RuleTable.tsx';
import type { Draft, RuleText, Scalar } from './shapes.ts';
import { useDraftQuery, useUndoKeys, useWriting, type Writing } from './use-draft.ts';

const AddClause = lazy(async () => ({ default: (await import('./AddClause.tsx')).AddClause }));
const ChapterDialog = lazy(async () => ({ default: (await import('./ChapterDialog.tsx')).ChapterDialog }));
const SourceEditor = lazy(async () => ({ default: (await import('./SourceEditor.tsx')).SourceEditor }));

const view = { gloss: false, source: false };

export function DraftPage() {
  const { t } = useTranslation();
  const { draftId } = useRouteParams<'draftId'>();
  const draft = useDraftQuery(draftId);
  const writing = useWriting(draftId);
  const [state, change] = useUrlState(view);
  const showGloss = state.gloss || currentLanguage() === 'en';
  useUndoKeys(writing, showError);
  return (
    <Page
      title={draft.data ? draft.data.title : t('rulebook.draft')}
      subtitle={draft.data ? <DraftState draft={draft.data} /> : null}
      query={draft}
      actions={
        draft.data ? (
          <>
            <GlossSwitch checked={showGloss} onChange={(gloss) => change({ gloss })} />
            <DraftActions draft={draft.data} writing={writing} onSource={() => change({ source: !state.source })} />
          </>
        ) : null
      }
    >
      {draft.data ? (
        <>
          <DraftBanner draft={draft.data} writing={writing} />
          <DraftChanges draft={draft.data} />
          {state.source ? (
            <Suspense>
              <SourceEditor draft={draft.data} save={writing.save} onClose={() => change({ source: false })} />
            </Suspense>
          ) : (
            <DraftText draft={draft.data} writing={writing} showGloss={showGloss} />
          )}
        </>
      ) : null}
    </Page>
  );
}

interface DraftTextProps {
  readonly draft: Draft;
  readonly writing: Writing;
  readonly showGloss: boolean;
}

type ChapterChange = { readonly at: number; readonly isNew: boolean };

function DraftText({ draft, writing, showGloss }: DraftTextProps) {
  const { t } = useTranslation();
  const { save, steps } = writing;
  const mayEdit = usePermission('rulebook.draft') !== null && draft.whyNot.edit === null;
  // Undo puts another text under an open field, so it closes the field.
  const [opened, setOpened] = useState<{ readonly id: string; readonly steps: number } | null>(null);
  const rewritten = opened?.steps === steps ? opened.id : null;
  const [addedAfter, setAddedAfter] = useState<string | null>(null);
  const [chapter, setChapter] = useState<ChapterChange | null>(null);
  const problems = useMemo(() => faultsByClause(draft.errors, draft.clauses), [draft.errors, draft.clauses]);
  const before = useBefore(draft);
  const text = draft.document;
  const taken = useMemo(() => (text ? Object.keys(text.parameters) : []), [text]);
  const act = useClauseActs(draft, save, (id) => setOpened({ id, steps }), setAddedAfter);

  const saveValue = useCallback(
    (name: string, value: Scalar) => {
      const declared = text?.parameters[name];
      const words = declared ? wordsOf(declared, value, t) : String(value);
      return save([{ do: 'setValue', name, value }], (now: RuleText) =>
        withValue(now, name, value, { zh: words, en: words }),
      );
    },
    [save, text, t],
  );
  const close = useCallback(() => setOpened(null), []);
  const rewritingOf = (clauseId: string): Rewriting | null => {
    const source = rewritten === clauseId && mayEdit ? draft.clauses.find(({ id }) => id === clauseId) : undefined;
    return source ? { draftId: draft.id, source, taken, known: problems[clauseId] ?? [], save, onClose: close } : null;
  };

  return (
    <BeforeContext value={before}>
      <SaveCells value={mayEdit ? save : null}>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: it hears the buttons of the clauses */}
        <div onClick={mayEdit ? act.onClick : undefined} onKeyDown={mayEdit ? act.onKeyDown : undefined}>
          {text ? (
            <Paper
              rulebookId={draft.rulebookId}
              text={text}
              showGloss={showGloss}
              standing={draft.basedOn ? t('rulebook.draft.basedOn', { number: draft.basedOn }) : null}
              onSave={mayEdit ? saveValue : null}
              before={before}
              clause={(clause) => (
                <DraftClause
                  key={clause.id}
                  clause={clause}
                  declarations={text.parameters}
                  showGloss={showGloss}
                  problems={problems[clause.id]}
                  mayEdit={mayEdit}
                  rewriting={rewritingOf(clause.id)}
                />
              )}
              chapterTools={
                mayEdit
                  ? (at) => (
                      <button
                        type="button"
                        className="rule-tool no-print"
                        onClick={() => setChapter({ at, isNew: false })}
                      >
                        {t('rulebook.chapter.edit')}
                      </button>
                    )
                  : undefined
              }
              chapterEnd={
                mayEdit
                  ? (at) => (
                      <div className="rule-chapter-end no-print">
                        <button type="button" className="rule-tool" onClick={() => setAddedAfter(`chapter ${at}`)}>
                          {t('rulebook.clause.add')}
                        </button>
                        <button
                          type="button"
                          className="rule-tool"
                          onClick={() => setChapter({ at: at + 1, isNew: true })}
                        >
                          {t('rulebook.chapter.add')}
                        </button>
                      </div>
                    )
                  : undefined
              }
            />
          ) : (
            <BrokenText draft={draft} problems={problems} mayEdit={mayEdit} rewritingOf={rewritingOf} />
          )}
        </div>
        <Suspense>
          {addedAfter !== null ? (
            <AddClause draft={draft} after={addedAfter} taken={taken} save={save} onClose={() => setAddedAfter(null)} />
          ) : null}
          {chapter ? (
            <ChapterDialog {...chapter} chapters={text?.chapters ?? []} save={save} onClose={() => setChapter(null)} />
          ) : null}
        </Suspense>
      </SaveCells>
    </BeforeContext>
  );
}

/** What the parameters said in the version the draft began with. */
function useBefore(draft: Draft): Readonly<Record<string, string>> | null {
  const base = useApiQuery(
    rulebook.document,
    { params: { rulebookId: draft.rulebookId }, query: { number: draft.basedOn ?? 0 } },
    { live: [], enabled: draft.basedOn !== null, staleTime: Number.POSITIVE_INFINITY },
  );
  return useMemo(() => (base.data ? wordsByName(base.data) : null), [base.data]);
}

/** The buttons of a clause name what they do; Alt+arrows move the clause one stands in. */
function useClauseActs(
  draft: Draft,
  save: Writing['save'],
  rewrite: (clauseId: string) => void,
  addAfter: (clauseId: string) => void,
) {
  const { t } = useTranslation();
  const move = (id: string, step: -1 | 1): void => {
    const chapters = draft.document?.chapters.length ?? (draft.clauses.at(-1)?.chapter ?? 0) + 1;
    const place = nextPlace(draft.clauses, id, step, chapters);
    if (!place) return;
    save([{ do: 'moveClause', clause: id, ...place }]).then(() => backTo(id), showError);
  };
  const retire = async (id: string): Promise<void> => {
    const clause = draft.document?.chapters.flatMap(({ clauses }) => clauses).find((one) => one.id === id);
    const count = clause?.parameters.length ?? 0;
    const text = count > 0 ? t('rulebook.clause.retire.values', { count }) : t('rulebook.clause.retire.text', { id });
    if (!(await askConfirm({ title: t('rulebook.clause.retire.title', { id }), text, danger: true }))) return;
    await save([{ do: 'retireClause', clause: id }]);
  };
  const clauseAt = (target: EventTarget): string | undefined =>
    (target as HTMLElement).closest<HTMLElement>('[data-clause]')?.dataset.clause;
  return {
    onClick: (event: MouseEvent): void => {
      const what = (event.target as HTMLElement).closest<HTMLElement>('[data-act]')?.dataset.act;
      const id = clauseAt(event.target);
      if (!what || !id) return;
      if (what === 'rewrite') rewrite(id);
      if (what === 'add') addAfter(id);
      if (what === 'up') move(id, -1);
      if (what === 'down') move(id, 1);
      if (what === 'retire') retire(id).catch(showError);
    },
    onKeyDown: (event: KeyboardEvent): void => {
      const id = clauseAt(event.target);
      if (!id || !event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
      event.preventDefault();
      move(id, event.key === 'ArrowUp' ? -1 : 1);
    },
  };
}

/** A clause that moved to another chapter is a new element: the focus goes along. */
function backTo(id: string): void {
  requestAnimationFrame(() => {
    const clause = document.getElementById(id);
    if (clause && !clause.contains(document.activeElement)) clause.focus({ preventScroll: true });
    clause?.scrollIntoView({ block: 'nearest' });
  });
}
