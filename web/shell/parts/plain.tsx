/** Fields and buttons without Ant Design, for pages that must load light: signing in and what comes before it. */
import type { ButtonHTMLAttributes, InputHTMLAttributes, ReactNode } from 'react';
import { useId } from 'react';

interface PlainFieldProps extends InputHTMLAttributes<HTMLInputElement> {
  readonly label: string;
  readonly error?: string | null;
  readonly hint?: ReactNode;
}

export function PlainField({ label, error, hint, ...input }: PlainFieldProps) {
  const id = useId();
  return (
    <div className="plain-field">
      <label htmlFor={id}>{label}</label>
      <input {...input} id={id} aria-invalid={Boolean(error)} aria-describedby={`${id}-note`} />
      <div id={`${id}-note`} className={error ? 'plain-error' : 'muted'} role={error ? 'alert' : undefined}>
        {error ?? hint}
      </div>
    </div>
  );
}

interface PlainButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly primary?: boolean;
  readonly busy?: boolean;
}

export const PlainButton = ({ primary, busy, ...button }: PlainButtonProps) => (
  <button
    type="button"
    {...button}
    className={primary ? 'plain-button is-primary' : 'plain-button'}
    disabled={busy || button.disabled}
    aria-busy={busy}
  />
);

/** The card in the middle of an otherwise empty page. */
export const PlainCard = ({ children }: { children: ReactNode }) => (
  <main className="plain-page">
    <div className="plain-card">{children}</div>
  </main>
);
