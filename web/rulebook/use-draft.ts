/**
 * A draft being written: every change is saved the moment it is made, one after the other, each on the version the one before left.
 * Undo puts the former text back. What could not be saved is kept and can be sent again.
 */
import { useCallback, useEffect, useRef, useState } from 'react';
import { authoring } from '#contract/rulebook-authoring.ts';
import { ApiError, carryOut, newCommandId } from '../shell/api.ts';
import { queryClient, useApiQuery } from '../shell/queries.ts';
import type { Draft, Edit, RuleText, Saved } from './shapes.ts';

const UNDO_STEPS_MAX = 50; // protects the browser: a step is the whole text

interface Attempt {
  readonly edits: Edit[];
  readonly commandId: string;
  /** The version it was sent on: sent again after an unknown outcome it must be the very same request. */
  readonly version?: number;
}
interface Unsaved extends Attempt {
  readonly error: unknown;
}
export interface Writing {
  readonly busy: boolean;
  readonly savedAt: string | null;
  /** Could not be saved: somebody else wrote first, or the network is away. */
  readonly unsaved: Unsaved | null;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** `foresee` shows the result at once, before the server has answered. */
  readonly save: (edits: Edit[], foresee?: (text: RuleText) => RuleText) => Promise<boolean>;
  readonly undo: () => Promise<boolean>;
  readonly redo: () => Promise<boolean>;
  /** Counts undo and redo: whoever edits a part of the text starts again from what stands there now. */
  readonly steps: number;
  readonly retry: () => Promise<boolean>;
  readonly giveUp: () => void;
}

const keyOf = (draftId: string) => [authoring.draft.path, { draftId }, {}];
export const readDraft = (draftId: string): Draft | undefined => queryClient.getQueryData<Draft>(keyOf(draftId));

async function write(draftId: string, change: (draft: Draft) => Draft): Promise<void> {
  // An answer that was asked for before this change must not overwrite it.
  await queryClient.cancelQueries({ queryKey: keyOf(draftId) });
  queryClient.setQueryData<Draft>(keyOf(draftId), (draft) => (draft ? change(draft) : draft));
}

const withSaved =
  ({ version, source, document, errors, clauses }: Saved) =>
  (draft: Draft): Draft => ({ ...draft, version, source, document, errors, clauses, faults: errors.length });

export const useDraftQuery = (draftId: string) =>
  useApiQuery(authoring.draft, { params: { draftId } }, { live: ['rulebook'] });

export function useWriting(draftId: string): Writing {
  const [waiting, setWaiting] = useState(0);
  const [savedAt, setSavedAt] = useState<string | null>(null);
  const [unsaved, setUnsaved] = useState<Unsaved | null>(null);
  const [past, setPast] = useState<readonly string[]>([]);
  const [future, setFuture] = useState<readonly string[]>([]);
  const [steps, setSteps] = useState(0);
  const turn = useRef<Promise<unknown>>(Promise.resolve());

  const send = useCallback(
    ({ edits, commandId, version }: Attempt, foresee?: (text: RuleText) => RuleText): Promise<string | null> => {
      const carry = async (): Promise<string | null> => {
        const before = readDraft(draftId);
        if (!before) return null;
        const body = { version: version ?? before.version, edits };
        try {
          if (foresee)
            await write(draftId, (draft) => ({ ...draft, document: draft.document && foresee(draft.document) }));
          await write(draftId, withSaved(await carryOut(authoring.edit, { params: { draftId }, body }, commandId)));
          setSavedAt(new Date().toISOString());
          setUnsaved(null);
          // Review, reasons why not and differences follow the text.
          void queryClient.invalidateQueries({ refetchType: 'active' });
          return before.source;
        } catch (error) {
          if (foresee) await write(draftId, (draft) => ({ ...draft, document: before.document }));
          if (!(error instanceof ApiError) || !(error.outcomeUnknown || error.code === 'STALE_VERSION')) throw error;
          const again = error.outcomeUnknown ? { commandId, version: body.version } : { commandId: newCommandId() };
          setUnsaved({ edits, error, ...again });
          void queryClient.invalidateQueries({ queryKey: keyOf(draftId) });
          return null;
        }
      };
      setWaiting((count) => count + 1);
      const done = turn.current.then(carry).finally(() => setWaiting((count) => count - 1));
      turn.current = done.catch(() => undefined);
      return done;
    },
    [draftId],
  );

  const save = useCallback(
    async (edits: Edit[], foresee?: (text: RuleText) => RuleText): Promise<boolean> => {
      const before = await send({ edits, commandId: newCommandId() }, foresee);
      if (before === null) return false;
      setPast((sources) => [...sources, before].slice(-UNDO_STEPS_MAX));
      setFuture([]);
      return true;
    },
    [send],
  );
  const step = useCallback(
    async (from: readonly string[], setFrom: typeof setPast, setTo: typeof setPast): Promise<boolean> => {
      const source = from.at(-1);
      if (source === undefined) return false;
      const before = await send({ edits: [{ do: 'setSource', source }], commandId: newCommandId() });
      if (before === null) return false;
      setFrom((sources) => sources.slice(0, -1));
      setTo((sources) => [...sources, before].slice(-UNDO_STEPS_MAX));
      setSteps((count) => count + 1);
      return true;
    },
    [send],
  );
  const undo = useCallback(() => step(past, setPast, setFuture), [step, past]);
  const redo = useCallback(() => step(future, setFuture, setPast), [step, future]);
  const retry = useCallback(async () => {
    if (!unsaved) return false;
    await queryClient.refetchQueries({ queryKey: keyOf(draftId) });
    return (await send(unsaved)) !== null;
  }, [send, unsaved, draftId]);
  return {
    busy: waiting > 0,
    savedAt,
    unsaved,
    canUndo: past.length > 0,
    canRedo: future.length > 0,
    save,
    undo,
    redo,
    steps,
    retry,
    giveUp: useCallback(() => setUnsaved(null), []),
  };
}

/** Ctrl+Z and Ctrl+Shift+Z outside text fields, where the browser has its own. */
export function useUndoKeys({ undo, redo }: Pick<Writing, 'undo' | 'redo'>, onError: (error: unknown) => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'z') return;
      if (event.target instanceof HTMLElement && event.target.closest('input, textarea, [contenteditable]')) return;
      event.preventDefault();
      (event.shiftKey ? redo : undo)().catch(onError);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [undo, redo, onError]);
}
