/** A titled box on the page: Ant Design's card weighs as much as three pages of ours. */
import type { ReactNode } from 'react';

interface SectionProps {
  readonly title: ReactNode;
  readonly extra?: ReactNode;
  readonly children?: ReactNode;
}

export const Section = ({ title, extra, children }: SectionProps) => (
  <section className="deal-section">
    <header>
      <h2>{title}</h2>
      {extra}
    </header>
    <div>{children}</div>
  </section>
);
