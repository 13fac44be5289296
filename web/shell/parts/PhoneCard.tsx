/** One row of a list on a phone: a heading with its state, a few lines, large actions. */
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

interface PhoneCardProps {
  readonly title: ReactNode;
  /** Right end of the heading: a StateTag, a time. */
  readonly extra?: ReactNode;
  readonly lines?: readonly ReactNode[];
  readonly actions?: ReactNode;
  /** Where a tap leads; or `onClick`. */
  readonly to?: string;
  readonly onClick?: () => void;
}

export function PhoneCard({ title, extra, lines = [], actions, to, onClick }: PhoneCardProps) {
  const body = (
    <>
      <div className="phone-card-head">
        <span>{title}</span>
        {extra ? <span>{extra}</span> : null}
      </div>
      {lines.some(Boolean) ? (
        <div className="phone-card-lines">
          {lines.filter(Boolean).map((line, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines have a fixed order
            <div key={index}>{line}</div>
          ))}
        </div>
      ) : null}
    </>
  );
  if (actions)
    return (
      <div className="phone-card">
        {to ? (
          <Link to={to} style={{ color: 'inherit', textDecoration: 'none', display: 'block' }}>
            {body}
          </Link>
        ) : (
          body
        )}
        <div className="phone-card-actions">{actions}</div>
      </div>
    );
  if (to)
    return (
      <Link to={to} className="phone-card">
        {body}
      </Link>
    );
  if (onClick)
    return (
      <button type="button" className="phone-card" onClick={onClick}>
        {body}
      </button>
    );
  return <div className="phone-card">{body}</div>;
}
