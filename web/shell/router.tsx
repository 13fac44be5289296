/** Addresses → pages. Pages behind the sign-in stand in the frame, except the ones that fill a whole screen. */
import { createRootRoute, createRoute, createRouter, Outlet, useParams } from '@tanstack/react-router';
import { type ComponentType, lazy, Suspense, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { loadSentencesOf } from './i18n.ts';
import { allPages, type PageRoute } from './pages.ts';
import { ErrorBoundary } from './parts/ErrorBoundary.tsx';
import { Loading } from './parts/Loading.tsx';
import { NotAllowed, NotFound } from './parts/states.tsx';
import { Gate } from './Gate.tsx';
import { usePermission } from './session.tsx';
import { parseSearch, stringifySearch } from './url-state.ts';

const Frame = lazy(async () => ({ default: (await import('./layout/Frame.tsx')).Frame }));
const Home = lazy(async () => ({ default: (await import('./layout/Home.tsx')).Home }));

const loading = <Loading />;

/** The page with its title and its own fault boundary; without the permission it says so instead. */
function PageOf({ route, page: Content }: { route: PageRoute; page: ComponentType }) {
  const { t } = useTranslation();
  const title = t(route.title);
  const allowed = usePermission(route.may ?? '') !== null || !route.may;
  useEffect(() => {
    document.title = `${title} · Guike`;
  }, [title]);
  if (!allowed) return <NotAllowed permission={route.may ?? ''} />;
  return (
    <ErrorBoundary>
      <Suspense fallback={loading}>
        <Content />
      </Suspense>
    </ErrorBoundary>
  );
}

/**
 * The code of a page is fetched before the address changes, so that the former page stays until the new one can be drawn. Leaving it to
 * Suspense alone costs a third of a second: React holds back what replaces a fallback for that long. Code that cannot be fetched is
 * the page's own fault to show, with a way to try again.
 */
function pageOf(route: (typeof allPages)[number]) {
  let ready: ComponentType | null = null;
  const fetched = async (): Promise<ComponentType> =>
    (await Promise.all([route.page(), loadSentencesOf(route.capability)]))[0];
  const later = lazy(async () => ({ default: await fetched() }));
  return {
    staleTime: Number.POSITIVE_INFINITY,
    loader: async (): Promise<void> => {
      ready = await fetched().catch(() => null);
    },
    component: () => <PageOf route={route} page={ready ?? later} />,
  };
}

const rootRoute = createRootRoute({
  component: Outlet,
  notFoundComponent: NotFound,
});
const publicRoute = createRoute({ getParentRoute: () => rootRoute, id: 'public', component: Outlet });
const bareRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'bare',
  component: () => (
    <Gate>
      <Outlet />
    </Gate>
  ),
});
const framedRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'framed',
  component: () => (
    <Gate>
      <Suspense fallback={loading}>
        <Frame>
          <Outlet />
        </Frame>
      </Suspense>
    </Gate>
  ),
});

const parents = { public: publicRoute, bare: bareRoute, framed: framedRoute } as const;
const toRoute = (page: (typeof allPages)[number]) =>
  createRoute({
    getParentRoute: () => parents[page.frame ?? 'framed'],
    path: page.path.replace(/:(\w+)/g, '$$$1'),
    ...pageOf(page),
  });
const homeRoute = createRoute({ getParentRoute: () => framedRoute, path: '/', component: Home });
const pagesIn = (frame: PageRoute['frame']) => allPages.filter((page) => page.frame === frame).map(toRoute);

export const router = createRouter({
  routeTree: rootRoute.addChildren([
    publicRoute.addChildren(pagesIn('public')),
    bareRoute.addChildren(pagesIn('bare')),
    framedRoute.addChildren([homeRoute, ...pagesIn(undefined)]),
  ]),
  parseSearch,
  stringifySearch,
  defaultPreload: false,
  defaultPendingMs: 400,
  defaultPendingMinMs: 0,
  defaultPendingComponent: () => loading,
  scrollRestoration: true,
});

/** Parameters of the address, e.g. `const { customerId } = useRouteParams<'customerId'>()`. */
export const useRouteParams = <Name extends string>(): Record<Name, string> =>
  useParams({ strict: false }) as Record<Name, string>;
