/** The frame of every page: title, actions, filters, and its states. */
import type { ReactNode } from 'react';
import { Loading } from './Loading.tsx';
import { ErrorState } from './states.tsx';

interface PageProps {
  readonly title: ReactNode;
  /** One quiet line beside the title. */
  readonly subtitle?: ReactNode;
  readonly actions?: ReactNode;
  readonly filters?: ReactNode;
  /** A query result: the page shows loading and errors instead of its content until there is data. */
  readonly query?: {
    readonly isPending: boolean;
    readonly error: unknown;
    readonly data: unknown;
    readonly refetch: () => unknown;
  };
  readonly children?: ReactNode;
}

export function Page({ title, subtitle, actions, filters, query, children }: PageProps) {
  return (
    <section className="page">
      <header className="page-head">
        <h1 className="page-title">{title}</h1>
        {subtitle ? <span className="page-subtitle">{subtitle}</span> : null}
        {actions ? <div className="page-actions">{actions}</div> : null}
      </header>
      {filters ? <div className="page-filters">{filters}</div> : null}
      {content(query, children)}
    </section>
  );
}

function content(query: PageProps['query'], children: ReactNode): ReactNode {
  if (!query || query.data !== undefined) return children;
  if (query.error) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  return query.isPending ? <Loading /> : children;
}
