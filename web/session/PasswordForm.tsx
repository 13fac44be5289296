import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { session } from '#contract/session.ts';
import { PlainButton, PlainField } from '../shell/parts/plain.tsx';
import { useApiCommand } from '../shell/queries.ts';
import { type Problem, problemOf } from './problem.ts';

/** Present password, new one twice. */
export function PasswordForm({ onChanged, autoFocus }: { onChanged: () => void; autoFocus?: boolean }) {
  const { t } = useTranslation();
  const change = useApiCommand(session.changePassword);
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [repeated, setRepeated] = useState('');
  const [problem, setProblem] = useState<Problem | null>(null);

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (next !== repeated) return setProblem({ code: '', field: 'repeated', text: t('session.password.differs') });
    setProblem(null);
    try {
      await change.mutateAsync({ body: { currentPassword: current, newPassword: next } });
      for (const clear of [setCurrent, setNext, setRepeated]) clear('');
      onChanged();
    } catch (error) {
      setProblem(problemOf(error, t('shell.error.ours')));
    }
  };
  const at = (field: string): string | null => (problem?.field === field ? problem.text : null);
  return (
    <form onSubmit={(event) => void submit(event)}>
      <PlainField
        label={t('session.password.current')}
        type="password"
        autoComplete="current-password"
        autoFocus={autoFocus}
        required
        value={current}
        onChange={(event) => setCurrent(event.target.value)}
        error={at('currentPassword')}
      />
      <PlainField
        label={t('session.password.new')}
        type="password"
        autoComplete="new-password"
        required
        value={next}
        onChange={(event) => setNext(event.target.value)}
        hint={t('session.setup.password.hint')}
        error={at('newPassword')}
      />
      <PlainField
        label={t('session.password.repeat')}
        type="password"
        autoComplete="new-password"
        required
        value={repeated}
        onChange={(event) => setRepeated(event.target.value)}
        error={at('repeated') ?? (problem && !problem.field ? problem.text : null)}
      />
      <PlainButton type="submit" primary busy={change.isPending}>
        {t('session.password.submit')}
      </PlainButton>
    </form>
  );
}
