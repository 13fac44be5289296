/**
 * Try a case: a kind of decision with its facts in a form, or a past decision with a fact altered; the answer under the rules in
 * force and under a draft, side by side. What is tried is in the address as far as it is short: the kind, the entry, the draft.
 */
import { Button, Segmented, Select } from 'antd';
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { rulebook } from '#contract/rulebook.ts';
import { authoring } from '#contract/rulebook-authoring.ts';
import { trials } from '#contract/trials.ts';
import { ApiError, carryOut } from '../shell/api.ts';
import { textOf } from '../shell/i18n.ts';
import { Loading } from '../shell/parts/Loading.tsx';
import { Page } from '../shell/parts/Page.tsx';
import { EmptyState, ErrorState } from '../shell/parts/states.tsx';
import { useApiQuery } from '../shell/queries.ts';
import { usePermission, useSiteOrNull } from '../shell/session.tsx';
import { useUrlState } from '../shell/url-state.ts';
import { Answers } from './Answers.tsx';
import { nameOf, SchemaField } from './CaseForm.tsx';
import { differ, idsByKind, type Schema, withAt, wordsOf } from './schema.ts';
import './trials.css';

const SaveExampleDialog = lazy(async () => ({ default: (await import('./SaveExampleDialog.tsx')).SaveExampleDialog }));

export interface Case {
  readonly now: string;
  readonly actorId: string | null;
  readonly facts: unknown;
  readonly input: unknown;
}
export type Answer = ResponseOf<typeof trials.run>['answers'][number];

const defaults = { kind: '', entry: '', book: '', draft: '' };
const TRY_AFTER_MS = 350; // typing pauses
const SMOOTHLY: ScrollIntoViewOptions = { behavior: 'smooth', block: 'start' };

export function TrialPage() {
  const { t } = useTranslation();
  const site = useSiteOrNull();
  const [state, change] = useUrlState(defaults);
  const kinds = useApiQuery(trials.kinds, {}, { live: [], staleTime: 600_000 });
  const books = useApiQuery(rulebook.list, {});
  const past = useApiQuery(
    trials.pastCase,
    { params: { journalId: state.entry } },
    { enabled: state.entry !== '', live: [] },
  );
  const kind = state.entry === '' ? state.kind : (past.data?.kind ?? '');
  const shape = useApiQuery(trials.kind, { params: { kind } }, { enabled: kind !== '', live: [], staleTime: 600_000 });
  const rows = books.data?.rows ?? [];
  const bookId =
    state.book ||
    past.data?.rulebookId ||
    rows.find((row) => row.sites.some(({ id }) => id === site?.id))?.id ||
    rows[0]?.id ||
    '';
  const drafts = useApiQuery(authoring.drafts, { query: { rulebookId: bookId } }, { enabled: bookId !== '' });
  const groups = useMemo(() => byCapability(kinds.data?.rows ?? []), [kinds.data]);
  const base: Case | null = state.entry === '' ? (shape.data?.sample ?? null) : (past.data ?? null);
  return (
    <Page
      title={t('trials.menu')}
      subtitle={t('trials.menu.text')}
      query={kinds}
      filters={
        <>
          <Select
            value={kind || null}
            showSearch={{ optionFilterProp: 'label' }}
            placeholder={t('trials.kind')}
            aria-label={t('trials.kind')}
            popupMatchSelectWidth={false}
            style={{ width: 240 }}
            options={groups.map(([capability, list]) => ({
              label: t(`trials.capability.${capability}`),
              options: list.map((row) => ({ value: row.kind, label: textOf(row.label) })),
            }))}
            onChange={(next: string) => change({ kind: next, entry: '' })}
          />
          <Select
            value={bookId || null}
            aria-label={t('trials.book')}
            style={{ width: 220 }}
            options={rows.map((row) => ({ value: row.id, label: row.title }))}
            onChange={(book: string) => change({ book, draft: '' })}
          />
          <Select
            value={state.draft}
            aria-label={t('trials.beside')}
            popupMatchSelectWidth={false}
            style={{ width: 220 }}
            options={[
              { value: '', label: t('trials.beside.none') },
              ...(drafts.data?.rows ?? []).map((row) => ({
                value: row.id,
                label: t('trials.beside.draft', { title: row.title }),
                disabled: row.faults > 0,
              })),
            ]}
            onChange={(draft: string) => change({ draft })}
          />
        </>
      }
    >
      {past.error ? <ErrorState error={past.error} /> : null}
      {kind === '' && !past.error ? (
        state.entry === '' ? (
          <EmptyState title={t('trials.choose')} text={t('trials.choose.text')} />
        ) : (
          <Loading />
        )
      ) : null}
      {kind !== '' && shape.data && base ? (
        <Trial
          key={`${state.entry}|${kind}`}
          kind={shape.data}
          base={base}
          names={past.data?.names ?? {}}
          bookId={bookId}
          number={past.data?.number ?? null}
          draftId={state.draft}
        />
      ) : null}
    </Page>
  );
}

type KindRow = ResponseOf<typeof trials.kinds>['rows'][number];
function byCapability(rows: readonly KindRow[]): [string, KindRow[]][] {
  const groups = new Map<string, KindRow[]>();
  for (const row of rows) groups.set(row.capability, [...(groups.get(row.capability) ?? []), row]);
  return [...groups];
}

interface TrialProps {
  readonly kind: ResponseOf<typeof trials.kind>;
  readonly base: Case;
  readonly names: Readonly<Record<string, string>>;
  readonly bookId: string;
  /** The version a past decision was made under: it stands beside the others. */
  readonly number: number | null;
  readonly draftId: string;
}

function Trial({ kind, base, names, bookId, number, draftId }: TrialProps) {
  const { t } = useTranslation();
  const mayDraft = usePermission('rulebook.draft');
  const [tried, setTried] = useState<Case>(base);
  const [onlyChanged, setOnlyChanged] = useState(false);
  const [saving, setSaving] = useState(false);
  const answersAt = useRef<HTMLElement>(null);
  const { answers, error, busy } = useAnswers(kind.kind, tried, bookId, number, draftId);
  const change = useCallback((path: readonly (string | number)[], value: unknown) => {
    setTried((before) => withAt(before, path, value) as Case);
  }, []);
  const schemas = useMemo(() => [kind.input as Schema, kind.facts as Schema], [kind]);
  const allNames = useMemo(() => ({ ...kind.names, ...names }), [kind, names]);
  const ids = useMemo(() => {
    const own = idsByKind([
      [schemas[0] ?? {}, base.input],
      [schemas[1] ?? {}, base.facts],
    ]);
    const people = [...(own.staff ?? []), ...(own.unit ?? []), ...(base.actorId === null ? [] : [base.actorId])];
    return { ...own, staff: [...new Set([...people, ...Object.keys(kind.names)])] };
  }, [schemas, base, kind]);
  const words = useMemo(() => wordsOf(schemas, textOf, t), [schemas, t]);
  const form = useMemo(
    () => ({ now: tried.now, names: allNames, ids, onlyChanged, change }),
    [tried.now, allNames, ids, onlyChanged, change],
  );
  const changed = differ(tried, base);
  const part = (name: 'input' | 'facts') => (
    <SchemaField
      schema={kind[name] as Schema}
      label={t(`trials.${name}`)}
      value={tried[name]}
      base={base[name]}
      path={[name]}
      form={form}
    />
  );
  return (
    <div className="trial">
      <section className="trial-case">
        <header>
          <h2>{textOf(kind.label)}</h2>
          <Segmented
            size="small"
            value={onlyChanged}
            aria-label={t('trials.show')}
            onChange={setOnlyChanged}
            options={[
              { value: false, label: t('trials.show.all') },
              { value: true, label: t('trials.show.changed') },
            ]}
          />
          <Button size="small" disabled={!changed} onClick={() => setTried(base)}>
            {t('trials.reset')}
          </Button>
          <Button size="small" className="trial-jump" onClick={() => answersAt.current?.scrollIntoView(SMOOTHLY)}>
            {t('trials.toAnswers')}
          </Button>
        </header>
        <SchemaField
          schema={{ type: 'string', format: 'date-time' }}
          label={t('trials.now')}
          value={tried.now}
          base={base.now}
          path={['now']}
          form={form}
        />
        <SchemaField
          schema={{ anyOf: [{ type: 'string', idOf: 'staff' }, { type: 'null' }] }}
          label={t('trials.actor')}
          value={tried.actorId}
          base={base.actorId}
          path={['actorId']}
          form={form}
        />
        {part('input')}
        {part('facts')}
        {onlyChanged && !changed ? <p className="muted">{t('trials.show.none')}</p> : null}
      </section>
      <section ref={answersAt} className="trial-answers" aria-live="polite" aria-busy={busy}>
        {error ? <ErrorState error={error} title={t('trials.cannot')} /> : null}
        {!answers && !error ? <Loading /> : null}
        {answers ? (
          <Answers answers={answers} words={words} name={(id) => nameOf(id, form)} stale={error !== null} />
        ) : null}
        {answers && mayDraft ? (
          <Button disabled={error !== null} onClick={() => setSaving(true)}>
            {t('trials.save')}
          </Button>
        ) : null}
        {saving && answers ? (
          <Suspense>
            <SaveExampleDialog
              kind={kind.kind}
              tried={tried}
              answers={answers}
              bookId={bookId}
              draftId={draftId}
              onClose={() => setSaving(false)}
            />
          </Suspense>
        ) : null}
      </section>
    </div>
  );
}

/** The answers under every text, asked again a moment after the last change; an older answer never overtakes a newer one. */
function useAnswers(kind: string, tried: Case, bookId: string, number: number | null, draftId: string) {
  const [answers, setAnswers] = useState<readonly Answer[] | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    if (bookId === '') return;
    const ended = new AbortController();
    const under = [
      ...(number === null ? [] : [{ rulebookId: bookId, ref: String(number) }]),
      { rulebookId: bookId, ref: null },
      ...(draftId ? [{ rulebookId: bookId, ref: `draft:${draftId}` }] : []),
    ];
    setBusy(true);
    const timer = setTimeout(async () => {
      try {
        const body = { kind, ...onlyCase(tried), under };
        const found = await carryOut(trials.run, { body });
        if (ended.signal.aborted) return;
        setAnswers(distinct(found.answers));
        setError(null);
      } catch (failure) {
        if (!ended.signal.aborted) setError(failure instanceof ApiError ? failure : new Error(String(failure)));
      } finally {
        if (!ended.signal.aborted) setBusy(false);
      }
    }, TRY_AFTER_MS);
    return () => {
      ended.abort();
      clearTimeout(timer);
    };
  }, [kind, tried, bookId, number, draftId]);
  return { answers, error, busy };
}

export const onlyCase = ({ now, actorId, facts, input }: Case): Case => ({ now, actorId, facts, input });

/** A past decision made under the newest version needs that one only once. */
const distinct = (answers: readonly Answer[]): readonly Answer[] =>
  answers.filter((one, index) => answers.findIndex((other) => other.text.en === one.text.en) === index);
