/** The whole text as it is written: for what the document view cannot change, and for tags too broken to tell clauses apart. */
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { authoring } from '#contract/rulebook-authoring.ts';
import { carryOut } from '../shell/api.ts';
import { askConfirm, showError } from '../shell/feedback.tsx';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { Faults } from './Faults.tsx';
import type { Draft, Edit, Problem } from './shapes.ts';

const CHECK_AFTER_MS = 800;

interface SourceEditorProps {
  readonly draft: Draft;
  readonly save: (edits: Edit[]) => Promise<boolean>;
  readonly onClose: () => void;
}

export function SourceEditor({ draft, save, onClose }: SourceEditorProps) {
  const { t } = useTranslation();
  const [source, setSource] = useState(draft.source);
  const [problems, setProblems] = useState<readonly Problem[]>(draft.errors);
  const isChanged = source !== draft.source;
  useEffect(() => {
    if (source === draft.source) return setProblems(draft.errors);
    const timer = setTimeout(() => {
      const body = { edits: [{ do: 'setSource' as const, source }] };
      carryOut(authoring.tryEdits, { params: { draftId: draft.id }, body }).then(
        ({ errors }) => setProblems(errors),
        showError,
      );
    }, CHECK_AFTER_MS);
    return () => clearTimeout(timer);
  }, [source, draft.source, draft.errors, draft.id]);
  const leave = async (): Promise<void> => {
    const question = { title: t('rulebook.prose.leave'), text: t('rulebook.prose.leave.text'), danger: true };
    if (!isChanged || (await askConfirm(question))) onClose();
  };
  return (
    <div className="rule-source">
      <div className="rule-tools">
        <ActionButton
          type="primary"
          label={t('shell.save')}
          disabledReason={isChanged ? draft.whyNot.edit : t('rulebook.source.same')}
          onClick={() => save([{ do: 'setSource', source }])}
        />
        <ActionButton label={t('rulebook.source.close')} onClick={leave} />
        <span className="muted">{t('rulebook.source.hint')}</span>
      </div>
      <Faults problems={problems} withLines />
      <textarea
        aria-label={t('rulebook.source')}
        spellCheck={false}
        readOnly={draft.whyNot.edit !== null}
        value={source}
        onChange={(event) => setSource(event.target.value)}
      />
    </div>
  );
}
