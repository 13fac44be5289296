/** The menu: plain links in groups that fold, so that it costs no library and works like any list of links. */
import { DownOutlined } from '@ant-design/icons';
import { Link, useRouterState } from '@tanstack/react-router';
import { type ComponentType, Suspense, useEffect, useRef, useState } from 'react';
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

const FOLDED = 'guike.menu.folded';

/** Groups a person has folded away stay so in this browser. */
function useFolded(): readonly [ReadonlySet<string>, (group: string) => void] {
  const [folded, setFolded] = useState(() => new Set(localStorage.getItem(FOLDED)?.split(' ').filter(Boolean)));
  const toggle = (group: string): void => {
    const next = new Set(folded);
    if (!next.delete(group)) next.add(group);
    localStorage.setItem(FOLDED, [...next].join(' '));
    setFolded(next);
  };
  return [folded, toggle];
}

export function Navigation({ onOpen }: { onOpen?: () => void }) {
  const { t } = useTranslation();
  const [folded, toggle] = useFolded();
  const groups = menuOf(useSession().grants);
  const here = useHere(groups.flatMap(({ pages }) => pages.map((page) => page.path)));
  const link = useRef<HTMLAnchorElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page is another link
  useEffect(() => link.current?.scrollIntoView({ block: 'nearest' }), [here]);
  return (
    <>
      {groups.map(({ group, pages }) => (
        <section key={group} className="nav-group" aria-label={t(`shell.group.${group}`)}>
          <h2>
            <button type="button" aria-expanded={!folded.has(group)} onClick={() => toggle(group)}>
              {t(`shell.group.${group}`)}
              <DownOutlined aria-hidden />
            </button>
          </h2>
          {pages
            .filter((page) => !folded.has(group) || page.path === here)
            .map((page) => (
              <Link
                key={page.path}
                ref={here === page.path ? link : undefined}
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
