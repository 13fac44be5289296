/** The frame around the pages: side menu on a desk PC, tabs at the bottom of a phone, site, language, person. */
import { useQueryClient } from '@tanstack/react-query';
import { Link, useRouterState } from '@tanstack/react-router';
import { MenuOutlined, WifiOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { type ReactNode, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { reconnectNow, useConnected } from '../events.ts';
import { FinderButton } from '../finding/FinderButton.tsx';
import { HotkeyHelp } from '../parts/HotkeyHelp.tsx';
import { EmptyState } from '../parts/states.tsx';
import { useIsPhone } from '../parts/use-is-phone.ts';
import { useSession, useSessionState } from '../session.tsx';
import { firstPageBanners } from '../pages.ts';
import { useFirstPage } from './first-page.ts';
import { tabsOf } from './menu.ts';
import { Badge, Navigation, useHere } from './Navigation.tsx';
import { NoticesBell } from './NoticesBell.tsx';
import { UserMenu } from './UserMenu.tsx';

export function Frame({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const isPhone = useIsPhone();
  return (
    <div className="frame">
      <a className="skip-link" href="#main">
        {t('shell.skip')}
      </a>
      {isPhone ? null : <SideMenu />}
      <div className="frame-body">
        <TopBar />
        <OfflineBanner />
        <FirstPageBanners />
        <main id="main" className="frame-main" tabIndex={-1}>
          <WithSite>{children}</WithSite>
        </main>
        {isPhone ? <BottomTabs /> : null}
      </div>
      <HotkeyHelp />
    </div>
  );
}

function SideMenu() {
  const session = useSession();
  return (
    <nav className="frame-side">
      <div className="frame-brand">
        <img src="/icon.svg" alt="" />
        <span>{session.company.name}</span>
      </div>
      <div className="frame-menu">
        <Navigation />
      </div>
    </nav>
  );
}

function TopBar() {
  const { t } = useTranslation();
  const { session, site, setSiteId } = useSessionState();
  return (
    <header className="frame-top">
      {session.sites.length > 1 ? (
        <select
          className="site-select"
          aria-label={t('shell.site')}
          value={site?.id}
          onChange={(event) => setSiteId(event.target.value)}
        >
          {session.sites.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      ) : (
        <strong>{site?.name ?? session.company.name}</strong>
      )}
      <span className="spring" />
      <FinderButton />
      <NoticesBell />
      <UserMenu />
    </header>
  );
}

function BottomTabs() {
  const { t } = useTranslation();
  const session = useSession();
  const [open, setOpen] = useState(false);
  const tabs = tabsOf(session.grants);
  const here = useHere(tabs.map((page) => page.path));
  return (
    <nav className="frame-tabs">
      {tabs.map((page) => (
        <Link key={page.path} to={page.path} className={here === page.path ? 'is-here' : ''}>
          {page.menu.icon}
          <span>{t(page.title)}</span>
          <Badge of={page.menu.badge} />
        </Link>
      ))}
      <button type="button" onClick={() => setOpen(true)}>
        <MenuOutlined />
        <span>{t('shell.more')}</span>
      </button>
      {open ? (
        <dialog open className="nav-sheet" aria-label={t('shell.menu')}>
          <button type="button" className="nav-sheet-close" onClick={() => setOpen(false)}>
            {t('shell.close')}
          </button>
          <Navigation onOpen={() => setOpen(false)} />
        </dialog>
      ) : null}
    </nav>
  );
}

function OfflineBanner() {
  const { t } = useTranslation();
  const connected = useConnected();
  if (connected) return null;
  return (
    <div className="frame-notice offline" role="status">
      <WifiOutlined /> {t('shell.offline')}
      <Button size="small" onClick={reconnectNow}>
        {t('shell.offline.retry')}
      </Button>
    </div>
  );
}

/** Once a day is enough: only above the page the day starts with. */
function FirstPageBanners() {
  const first = useFirstPage();
  const here = useRouterState({ select: (state) => state.location.pathname });
  if (here !== first) return null;
  return firstPageBanners.map((Banner, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes
    <Suspense key={index} fallback={null}>
      <Banner />
    </Suspense>
  ));
}

/** Somebody without a site sees what to do; those who run the company may work without one. */
function WithSite({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const { site, session } = useSessionState();
  const client = useQueryClient();
  const runsCompany = session.grants['organisation.read'] === 'company';
  if (site || runsCompany) return children;
  return (
    <EmptyState title={t('shell.site.none')} text={t('shell.site.none.text')}>
      <Button onClick={() => void client.invalidateQueries()}>{t('shell.retry')}</Button>
    </EmptyState>
  );
}
