/** The menu: plain links in groups, so that it costs no library and works like any list of links. */
import { Link, useRouterState } from '@tanstack/react-router';
import { type ComponentType, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../session.tsx';
import { menuOf } from './menu.ts';

/** The page of the menu that the present address belongs to: the longest that fits. */
export function useHere(paths: readonly string[]): string {
  const here = useRouterState({ select: (state) => state.location.pathname });
  return (
    paths.filter((path) => here === path || here.startsWith(`${path}/`)).sort((a, b) => b.length - a.length)[0] ?? ''
  );
}

export function Navigation({ onOpen }: { onOpen?: () => void }) {
  const { t } = useTranslation();
  const groups = menuOf(useSession().grants);
  const here = useHere(groups.flatMap(({ pages }) => pages.map((page) => page.path)));
  return (
    <>
      {groups.map(({ group, pages }) => (
        <section key={group} className="nav-group" aria-label={t(`shell.group.${group}`)}>
          <h2>{t(`shell.group.${group}`)}</h2>
          {pages.map((page) => (
            <Link
              key={page.path}
              to={page.path}
              className={here === page.path ? 'nav-link is-here' : 'nav-link'}
              aria-current={here === page.path ? 'page' : undefined}
              onClick={onOpen}
            >
              {page.menu.icon}
              <span>{t(page.title)}</span>
              <Badge of={page.menu.badge} />
            </Link>
          ))}
        </section>
      ))}
    </>
  );
}

/** How many wait behind a page. */
export const Badge = ({ of: Shown }: { of?: ComponentType }) =>
  Shown ? (
    <Suspense fallback={null}>
      <Shown />
    </Suspense>
  ) : null;
