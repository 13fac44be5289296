/** A card with a list of dated entries. */
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatInstant } from '../shell/format.ts';
import { WhyButton } from '../shell/parts/WhyButton.tsx';

export function Card({ title, extra, children }: { title: string; extra?: ReactNode; children: ReactNode }) {
  const { t } = useTranslation();
  const isEmpty = Array.isArray(children) && children.length === 0;
  return (
    <section className="customer-card">
      <h2>
        {title}
        {extra ?? null}
      </h2>
      {isEmpty ? (
        <span className="muted">{t('customers.nothing')}</span>
      ) : (
        <ul className="customer-history">{children}</ul>
      )}
    </section>
  );
}

export function Entry({
  at,
  by,
  journalId,
  children,
}: {
  at: string;
  by?: string;
  journalId?: string;
  children: ReactNode;
}) {
  return (
    <li>
      <span className="when">{formatInstant(at)}</span>
      <span style={{ flex: 1, minWidth: 120 }}>{children}</span>
      <span className="muted">{by}</span>
      {journalId ? <WhyButton kind="icon" journalId={journalId} /> : null}
    </li>
  );
}
