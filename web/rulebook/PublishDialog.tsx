/** The last look before a draft becomes the rule: what changes, from when, and why. */
import { useNavigate } from '@tanstack/react-router';
import { Checkbox, Input, Radio } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { authoring } from '#contract/rulebook-authoring.ts';
import { ApiError } from '../shell/api.ts';
import { showDone } from '../shell/feedback.tsx';
import { formatInstant, localToday } from '../shell/format.ts';
import { DialogForm, Field } from '../shell/parts/DialogForm.tsx';
import { Loading } from '../shell/parts/Loading.tsx';
import { ErrorState } from '../shell/parts/states.tsx';
import { useApiCommand, useApiQuery } from '../shell/queries.ts';
import { ChangeList } from './ChangeList.tsx';
import { ExampleResults, isNoteworthy, useExampleResults } from './ExampleResults.tsx';
import type { Draft } from './shapes.ts';

type When = 'now' | 'tomorrow' | 'month' | 'chosen';

export function PublishDialog({ draft, onClose }: { draft: Draft; onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const publish = useApiCommand(authoring.publishDraft);
  const [when, setWhen] = useState<When>('now');
  const [chosen, setChosen] = useState('');
  const [note, setNote] = useState(draft.note);
  const results = useExampleResults(draft);
  /** Examples the server named when it refused: none the page did not show is accepted unseen. */
  const [named, setNamed] = useState<readonly string[]>([]);
  const shown = results?.filter(isNoteworthy).map(({ id }) => id) ?? [];
  const unseen = named.filter((id) => !shown.includes(id));
  const changed = shown.length + unseen.length;
  const [knows, setKnows] = useState(false);
  const at = instantOf(when, chosen);
  const submit = async (): Promise<void> => {
    const body = {
      version: draft.version,
      note,
      ...(at ? { effectiveFrom: at } : {}),
      confirmExamples: knows ? [...shown, ...unseen] : [],
    };
    const { number, effectiveFrom } = await publish
      .mutateAsync({ params: { draftId: draft.id }, body })
      .catch((failure: unknown) => {
        const asks = failure instanceof ApiError && failure.code === 'EXAMPLES_CHANGED';
        if (asks)
          setNamed(
            String(failure.detail.examples ?? '')
              .split(' ')
              .filter(Boolean),
          );
        if (asks) setKnows(false);
        throw failure;
      });
    showDone(
      at
        ? t('rulebook.publish.doneFrom', { number, at: formatInstant(effectiveFrom) })
        : t('rulebook.publish.done', { number }),
    );
    onClose();
    void navigate({ to: `/rulebooks/${draft.rulebookId}` as never, search: { number } as never });
  };
  return (
    <DialogForm
      title={t('rulebook.publish.title', { title: draft.rulebookTitle, number: draft.newest + 1 })}
      okText={t('rulebook.publish')}
      width={640}
      incomplete={(when === 'chosen' && !at) || (changed > 0 && !knows)}
      onCancel={onClose}
      onSubmit={submit}
    >
      <PublishPreview draft={draft} />
      <ExampleResults rows={results ?? []} />
      {unseen.length > 0 ? <p>{unseen.join(' ')}</p> : null}
      {changed > 0 ? (
        <Checkbox checked={knows} onChange={(event) => setKnows(event.target.checked)}>
          {t('rulebook.examples.knows', { count: changed })}
        </Checkbox>
      ) : null}
      <div className="field">
        <span>{t('rulebook.effectiveFrom')}</span>
        <Radio.Group
          aria-label={t('rulebook.effectiveFrom')}
          value={when}
          onChange={(event) => setWhen(event.target.value as When)}
          options={(['now', 'tomorrow', 'month', 'chosen'] as const).map((value) => ({
            value,
            label: t(`rulebook.when.${value}`),
          }))}
        />
      </div>
      {when === 'chosen' ? (
        <Input
          type="datetime-local"
          aria-label={t('rulebook.effectiveFrom')}
          min={`${localToday()}T00:00`}
          value={chosen}
          onChange={(event) => setChosen(event.target.value)}
        />
      ) : null}
      <Field label={t('rulebook.publish.note')}>
        <Input.TextArea rows={2} maxLength={500} value={note} onChange={(event) => setNote(event.target.value)} />
      </Field>
    </DialogForm>
  );
}

/** In the zone of the site looked at. */
function instantOf(when: When, chosen: string): string | null {
  if (when === 'now') return null;
  const today = dayjs.tz(localToday());
  if (when === 'tomorrow') return today.add(1, 'day').toISOString();
  if (when === 'month') return today.add(1, 'month').startOf('month').toISOString();
  return chosen ? dayjs.tz(chosen).toISOString() : null;
}

function PublishPreview({ draft }: { draft: Draft }) {
  const { t } = useTranslation();
  const query = { from: String(draft.newest), to: `draft:${draft.id}` };
  const diff = useApiQuery(authoring.diff, { params: { rulebookId: draft.rulebookId }, query }, { live: [] });
  if (diff.error) return <ErrorState error={diff.error} onRetry={() => void diff.refetch()} />;
  if (!diff.data) return <Loading />;
  return (
    <div className="rule-preview">
      <strong>{t('rulebook.publish.changes', { count: diff.data.changes.length })}</strong>
      <ChangeList changes={diff.data.changes} />
    </div>
  );
}
