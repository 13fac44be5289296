/** The first visit: company, first site and administrator, opened by the one-time link. */
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { session } from '#contract/session.ts';
import { api, carryOut } from '../shell/api.ts';
import { currentLanguage } from '../shell/i18n.ts';
import { PlainButton, PlainCard, PlainField } from '../shell/parts/plain.tsx';
import { queryClient } from '../shell/queries.ts';
import { SESSION_KEY } from '../shell/session.tsx';
import { LanguageLinks } from './LanguageLinks.tsx';
import { type Problem, problemOf } from './problem.ts';

const kinds = ['real_estate', 'car_showroom', 'gym', 'general'] as const;
const empty = {
  company: '',
  site: '',
  kind: kinds[0] as (typeof kinds)[number],
  name: '',
  username: '',
  phone: '',
  password: '',
};

export function SetupPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const token = location.hash.slice(1) || new URLSearchParams(location.search).get('token') || '';
  const state = useQuery({ queryKey: ['session', 'setup'], queryFn: () => api(session.setupState, {}), retry: false });
  const [form, setForm] = useState(empty);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    try {
      const signedIn = await carryOut(session.setup, {
        body: {
          token,
          company: form.company,
          site: { name: form.site, kind: form.kind, timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone },
          administrator: {
            name: form.name,
            username: form.username,
            password: form.password,
            ...(form.phone ? { phone: form.phone } : {}),
          },
          locale: currentLanguage(),
        },
      });
      queryClient.clear();
      queryClient.setQueryData(SESSION_KEY, signedIn);
      await navigate({ href: '/', replace: true });
    } catch (error) {
      setProblem(problemOf(error, t('shell.error.ours')));
    } finally {
      setBusy(false);
    }
  };
  const text = (key: keyof typeof empty, label: string, more: object = {}) => (
    <PlainField
      label={label}
      name={key}
      required
      value={form[key]}
      onChange={(event) => setForm({ ...form, [key]: event.target.value })}
      error={problem?.field?.split('.').at(-1) === key ? problem.text : null}
      {...more}
    />
  );
  const fields = ['company', 'site', 'name', 'username', 'phone', 'password'];
  const stray = problem && !fields.includes(problem.field?.split('.').at(-1) ?? '') ? problem.text : null;
  return (
    <PlainCard>
      <h1 style={{ margin: '0 0 8px', fontSize: 22 }}>{t('session.setup.title')}</h1>
      {state.data && !state.data.needed ? (
        <p>
          {t('session.setup.done')} <a href="/sign-in">{t('session.setup.toSignIn')}</a>
        </p>
      ) : token === '' ? (
        <p role="alert">{t('session.setup.noToken')}</p>
      ) : (
        <form onSubmit={(event) => void submit(event)}>
          <p className="muted">{t('session.setup.intro')}</p>
          {text('company', t('session.setup.company'), { autoFocus: true, autoComplete: 'organization' })}
          {text('site', t('session.setup.site'), { hint: t('session.setup.site.hint') })}
          <KindField value={form.kind} onChange={(kind) => setForm({ ...form, kind })} />
          {text('name', t('session.setup.name'), { autoComplete: 'name' })}
          {text('username', t('session.setup.username'), {
            autoComplete: 'username',
            autoCapitalize: 'none',
            hint: t('session.setup.username.hint'),
          })}
          {text('phone', t('session.setup.phone'), { required: false, autoComplete: 'tel', inputMode: 'tel' })}
          {text('password', t('session.setup.password'), {
            type: 'password',
            autoComplete: 'new-password',
            hint: t('session.setup.password.hint'),
          })}
          {stray ? (
            <p className="plain-error" role="alert">
              {stray}
            </p>
          ) : null}
          <PlainButton type="submit" primary busy={busy}>
            {t('session.setup.submit')}
          </PlainButton>
        </form>
      )}
      <LanguageLinks />
    </PlainCard>
  );
}

function KindField({ value, onChange }: { value: string; onChange: (kind: (typeof kinds)[number]) => void }) {
  const { t } = useTranslation();
  return (
    <fieldset style={{ border: 0, margin: '0 0 14px', padding: 0 }}>
      <legend style={{ marginBottom: 4, padding: 0 }}>{t('session.setup.kind')}</legend>
      {kinds.map((kind) => (
        <label
          key={kind}
          style={{ display: 'inline-flex', alignItems: 'center', gap: 6, minHeight: 32, marginInlineEnd: 14 }}
        >
          <input type="radio" name="kind" value={kind} checked={value === kind} onChange={() => onChange(kind)} />
          {t(`session.setup.kind.${kind}`)}
        </label>
      ))}
    </fieldset>
  );
}
