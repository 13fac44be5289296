/** Registering a visit at the desk, always open: N begins, Enter walks through, the answer says who comes. */
import { Alert, Button } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { desk } from '#contract/desk.ts';
import { ApiError } from '../shell/api.ts';
import { showError } from '../shell/feedback.tsx';
import { useHotkey } from '../shell/hotkeys.tsx';
import { textOf } from '../shell/i18n.ts';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { useApiCommand } from '../shell/queries.ts';
import type { Floor, Visit } from './floor.ts';
import { VisitFields } from './VisitFields.tsx';
import { bodyOf, emptyDraft, questionsAnswered, type VisitDraft } from './visit-draft.ts';

interface RegisterPanelProps {
  readonly floor: Floor;
  readonly onReceived: (visit: Visit) => void;
}

export function RegisterPanel({ floor, onReceived }: RegisterPanelProps) {
  const { t } = useTranslation();
  const box = useRef<HTMLElement>(null);
  const [draft, setDraft] = useState<VisitDraft>(emptyDraft);
  const [problem, setProblem] = useState<ApiError | null>(null);
  const receive = useApiCommand(desk.receive);
  const ready = questionsAnswered(draft);
  const leaveField = (): void => (document.activeElement as HTMLElement | null)?.blur();

  const submit = async (): Promise<void> => {
    if (!ready || receive.isPending) return;
    setProblem(null);
    try {
      const { visit } = await receive.mutateAsync({ params: { siteId: floor.site.id }, body: bodyOf(draft) });
      setDraft(emptyDraft);
      leaveField(); // so that the plain keys act on the visit just made
      onReceived(visit);
    } catch (error) {
      if (error instanceof ApiError) setProblem(error);
      else showError(error);
    }
  };
  useHotkey('n', t('desk.register.focusKey'), () => box.current?.querySelector<HTMLElement>('input')?.focus());
  useHotkey('ctrl+Enter', t('desk.register.submit'), () => void submit());
  useHotkey('Escape', t('desk.register.leaveKey'), leaveField);
  return (
    <section className="panel" ref={box} aria-label={t('desk.register')}>
      <div className="panel-head">
        {t('desk.register')} <kbd className="keycap">N</kbd>
      </div>
      <form
        className="register"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <VisitFields
          floor={floor}
          draft={draft}
          onChange={(change) => setDraft((before) => ({ ...before, ...change }))}
          onDone={() => void submit()}
        />
        {problem ? (
          <Alert
            type="error"
            showIcon
            title={textOf(problem)}
            description={problem.remedy ? textOf(problem.remedy) : undefined}
          />
        ) : null}
        <div className="register-end">
          <ActionButton
            type="primary"
            label={t('desk.register.submit')}
            disabledReason={floor.whyNot.receive ?? (ready ? null : t('desk.register.incomplete'))}
            onClick={submit}
          />
          <Button
            onClick={() => {
              setDraft(emptyDraft);
              setProblem(null);
            }}
          >
            {t('desk.register.reset')}
          </Button>
        </div>
      </form>
    </section>
  );
}
