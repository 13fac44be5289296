/**
 * A clause being rewritten in its place. While one types it is checked, and saved as soon as it stands; a text with faults is kept
 * here, with what is wrong and what to do, and saved only on demand.
 */
import { Input } from 'antd';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { authoring } from '#contract/rulebook-authoring.ts';
import { carryOut } from '../shell/api.ts';
import { askConfirm, showError } from '../shell/feedback.tsx';
import { Field } from '../shell/parts/DialogForm.tsx';
import { faultsByClause } from './draft-text.ts';
import { Faults } from './Faults.tsx';
import { ProseField } from './ProseField.tsx';
import { type LabelOf, useTokenLabels } from './parameters.ts';
import { type Prose, readProse, unknownMarks, writeProse } from './prose.ts';
import type { ClauseSource, Edit, Problem } from './shapes.ts';

const CHECK_AFTER_MS = 600;

interface ProseEditorProps {
  readonly draftId: string;
  readonly source: ClauseSource;
  readonly taken: readonly string[];
  readonly known: readonly Problem[];
  readonly save: (edits: Edit[]) => Promise<boolean>;
  readonly onClose: () => void;
}

/** Waits for the names of the parameters: the tokens are made of them once. */
export function ProseEditor(props: ProseEditorProps) {
  const labelOf = useTokenLabels();
  const ready = labelOf('param', 'claims.filingMonths') !== 'claims.filingMonths';
  return ready ? <Editor {...props} labelOf={labelOf} /> : null;
}

interface Content {
  readonly prose: Prose;
  readonly gloss: string;
  readonly cites: string;
}
type State = 'same' | 'typing' | 'checking' | 'faulty' | 'saved';

function Editor({ draftId, source, taken, known, save, onClose, labelOf }: ProseEditorProps & { labelOf: LabelOf }) {
  const { t } = useTranslation();
  // What stood there when it was opened.
  const [first] = useState<Content>(() => ({
    prose: readProse(source.text, labelOf),
    gloss: source.gloss,
    cites: source.cites.join(' '),
  }));
  const [content, setContent] = useState(first);
  const [state, setState] = useState<State>('same');
  const [problems, setProblems] = useState(known);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const latest = useRef(content);
  latest.current = content;
  const editOf = useCallback(
    ({ prose, gloss, cites }: Content): Edit => ({
      do: 'setClause',
      clause: source.id,
      text: writeProse(prose),
      gloss,
      cites: cites.split(/[\s,]+/).filter(Boolean),
    }),
    [source.id],
  );
  const store = useCallback(
    async (what: Content): Promise<boolean> => {
      const isSaved = await save([editOf(what)]);
      if (latest.current === what) setState(isSaved ? 'saved' : 'faulty');
      return isSaved;
    },
    [save, editOf],
  );
  /** Checks, and saves what stands. */
  const settle = useCallback(
    async (what: Content): Promise<boolean> => {
      clearTimeout(timer.current);
      setState('checking');
      try {
        const found = await faultsOf(draftId, source.id, editOf(what));
        if (latest.current !== what) return false; // typed on meanwhile: the next check answers
        setProblems(found);
        if (found.length === 0 && unknownMarks(what.prose.text, what.prose.tokens).length === 0)
          return await store(what);
      } catch (error) {
        showError(error);
      }
      setState('faulty');
      return false;
    },
    [draftId, source.id, editOf, store],
  );
  useEffect(() => {
    if (content === first) return;
    timer.current = setTimeout(() => void settle(content), CHECK_AFTER_MS);
    return () => clearTimeout(timer.current);
  }, [content, first, settle]);

  const change = (part: Partial<Content>): void => {
    setContent((before) => ({ ...before, ...part }));
    setState('typing');
  };
  const leave = async (): Promise<void> => {
    if (state === 'same' || state === 'saved') return onClose();
    if (state !== 'faulty') {
      if (await settle(content)) onClose();
      return;
    }
    const question = { title: t('rulebook.prose.leave'), text: t('rulebook.prose.leave.text'), danger: true };
    if (await askConfirm(question)) onClose();
  };
  const restore = (): void => {
    setContent({ ...first });
    setState('typing');
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape and Ctrl+Enter leave the field inside
    <div
      className="rule-editor"
      onKeyDown={(event) => {
        if (event.key !== 'Escape' && !(event.key === 'Enter' && (event.ctrlKey || event.metaKey))) return;
        event.preventDefault();
        void leave();
      }}
    >
      <ProseField
        label={t('rulebook.prose.of', { id: source.id })}
        prose={content.prose}
        onChange={(prose) => change({ prose })}
        taken={taken}
      />
      <details>
        <summary>{t('rulebook.prose.more')}</summary>
        <Field label={t('rulebook.gloss')}>
          <Input value={content.gloss} maxLength={500} onChange={(event) => change({ gloss: event.target.value })} />
        </Field>
        <Field label={t('rulebook.cites')} hint={t('rulebook.cites.hint')}>
          <Input value={content.cites} onChange={(event) => change({ cites: event.target.value })} />
        </Field>
      </details>
      <Faults problems={problems} />
      <div className="rule-tools">
        <button type="button" className="plain-button is-primary" onClick={() => void leave()}>
          {t('rulebook.prose.done')}
        </button>
        {state === 'faulty' ? (
          <button type="button" className="plain-button" onClick={() => store(content).catch(showError)}>
            {t('rulebook.prose.saveAnyway')}
          </button>
        ) : null}
        {state === 'same' ? null : (
          <button type="button" className="plain-button" onClick={restore}>
            {t('rulebook.prose.restore')}
          </button>
        )}
        <span className={state === 'faulty' ? 'rule-bad' : 'muted'} role="status">
          {state === 'same' ? '' : t(`rulebook.prose.state.${state}`)}
        </span>
      </div>
    </div>
  );
}

/** The faults this change would bring into its clause; what was wrong elsewhere before is not its business. */
async function faultsOf(draftId: string, clause: string, edit: Edit): Promise<readonly Problem[]> {
  const answer = await carryOut(authoring.tryEdits, { params: { draftId }, body: { edits: [edit] } });
  const found = faultsByClause(answer.errors, answer.clauses);
  return answer.clauses.length === 0 ? answer.errors : (found[clause] ?? []);
}
