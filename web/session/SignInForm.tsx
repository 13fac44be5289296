/** Name and password, and the code where one is asked for. Also stands in the overlay of a session that has run out. */
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { session } from '#contract/session.ts';
import { carryOut } from '../shell/api.ts';
import { PlainButton, PlainField } from '../shell/parts/plain.tsx';
import type { Session } from '../shell/session.tsx';
import { type Problem, problemOf } from './problem.ts';

interface SignInFormProps {
  readonly onSignedIn: (session: Session) => void | Promise<void>;
  /** Filled in beforehand when it is known who comes back. */
  readonly name?: string;
}

export function SignInForm({ onSignedIn, name: known }: SignInFormProps) {
  const { t } = useTranslation();
  const [name, setName] = useState(known ?? '');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [asksCode, setAsksCode] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    try {
      const body = { name, password, ...(code ? { code } : {}) };
      await onSignedIn((await carryOut(session.signIn, { body })) as Session);
    } catch (error) {
      const refused = problemOf(error, t('shell.error.ours'));
      if (refused.code === 'CODE_REQUIRED') setAsksCode(true);
      else setProblem(refused);
    } finally {
      setBusy(false);
    }
  };
  const isAboutCode = problem?.code === 'CODE_WRONG';
  return (
    <form onSubmit={(event) => void submit(event)}>
      <PlainField
        label={t('session.signIn.name')}
        name="username"
        autoComplete="username"
        autoCapitalize="none"
        autoFocus={!known}
        required
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <PlainField
        label={t('session.signIn.password')}
        name="password"
        type="password"
        autoComplete="current-password"
        autoFocus={Boolean(known)}
        required
        value={password}
        onChange={(event) => setPassword(event.target.value)}
        error={problem && !isAboutCode ? problem.text : null}
      />
      {asksCode ? (
        <PlainField
          label={t('session.signIn.code')}
          name="code"
          autoComplete="one-time-code"
          inputMode="numeric"
          autoFocus
          required
          value={code}
          onChange={(event) => setCode(event.target.value)}
          hint={t('session.signIn.code.hint')}
          error={isAboutCode ? problem.text : null}
        />
      ) : null}
      <PlainButton type="submit" primary busy={busy}>
        {t('session.signIn.submit')}
      </PlainButton>
    </form>
  );
}
