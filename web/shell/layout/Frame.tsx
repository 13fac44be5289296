/** The frame around the pages: side menu on a desk PC, tabs at the bottom of a phone, site, language, person. */
import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useRouterState } from '@tanstack/react-router';
import { MenuOutlined, WifiOutlined } from '@ant-design/icons';
import { Button, Drawer, Menu, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { reconnectNow, useConnected } from '../events.ts';
import { HotkeyHelp } from '../parts/HotkeyHelp.tsx';
import { EmptyState } from '../parts/states.tsx';
import { useIsPhone } from '../parts/use-is-phone.ts';
import { useSession, useSessionState } from '../session.tsx';
import { menuOf, tabsOf } from './menu.ts';
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
        <TopBar isPhone={isPhone} />
        <OfflineBanner />
        <main id="main" className="frame-main" tabIndex={-1}>
          <WithSite>{children}</WithSite>
        </main>
        {isPhone ? <BottomTabs /> : null}
      </div>
      <HotkeyHelp />
    </div>
  );
}

/** Menus open pages by longest matching address, so that "/customers/…" marks "customers". */
const useHere = (paths: readonly string[]): string => {
  const here = useRouterState({ select: (state) => state.location.pathname });
  return (
    paths.filter((path) => here === path || here.startsWith(`${path}/`)).sort((a, b) => b.length - a.length)[0] ?? ''
  );
};

function MenuItems({ onOpen }: { onOpen?: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const groups = menuOf(useSession().grants);
  const here = useHere(groups.flatMap(({ pages }) => pages.map((page) => page.path)));
  return (
    <Menu
      mode="inline"
      selectedKeys={[here]}
      items={groups.map(({ group, pages }) => ({
        key: group,
        type: 'group' as const,
        label: t(`shell.group.${group}`),
        children: pages.map((page) => ({
          key: page.path,
          icon: page.menu.icon,
          label: <Link to={page.path}>{t(page.title)}</Link>,
        })),
      }))}
      onClick={({ key }) => {
        void navigate({ to: key });
        onOpen?.();
      }}
    />
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
        <MenuItems />
      </div>
    </nav>
  );
}

function TopBar({ isPhone }: { isPhone: boolean }) {
  const { t } = useTranslation();
  const { session, site, setSiteId } = useSessionState();
  return (
    <header className="frame-top">
      {session.sites.length > 1 ? (
        <Select
          aria-label={t('shell.site')}
          variant={isPhone ? 'borderless' : 'outlined'}
          value={site?.id}
          onChange={setSiteId}
          options={session.sites.map(({ id, name }) => ({ value: id, label: name }))}
          style={{ minWidth: 120, maxWidth: isPhone ? 190 : 260 }}
          popupMatchSelectWidth={false}
          showSearch={session.sites.length > 8 ? { optionFilterProp: 'label' } : false}
        />
      ) : (
        <strong>{site?.name ?? session.company.name}</strong>
      )}
      <span className="spring" />
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
        </Link>
      ))}
      <button type="button" onClick={() => setOpen(true)}>
        <MenuOutlined />
        <span>{t('shell.more')}</span>
      </button>
      <Drawer
        open={open}
        onClose={() => setOpen(false)}
        title={session.company.name}
        placement="bottom"
        size="75%"
        styles={{ body: { padding: 8 } }}
      >
        <MenuItems onOpen={() => setOpen(false)} />
      </Drawer>
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

/** Somebody without a site sees what to do; those who run the company may work without one. */
function WithSite({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const { site, session } = useSessionState();
  const client = useQueryClient();
  const runsCompany = Object.values(session.grants).includes('company');
  if (site || runsCompany) return children;
  return (
    <EmptyState title={t('shell.site.none')} text={t('shell.site.none.text')}>
      <Button onClick={() => void client.invalidateQueries()}>{t('shell.retry')}</Button>
    </EmptyState>
  );
}
