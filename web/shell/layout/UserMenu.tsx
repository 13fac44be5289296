/** The person: language, keys, signing out. */
import { UserOutlined } from '@ant-design/icons';
import { useNavigate } from '@tanstack/react-router';
import { Button, Popover } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { session } from '#contract/session.ts';
import { showError } from '../feedback.tsx';
import { chooseLanguage, currentLanguage, type Language, languageNames, languages } from '../i18n.ts';
import { useIsPhone } from '../parts/use-is-phone.ts';
import { useApiCommand } from '../queries.ts';
import { useSession } from '../session.tsx';
import { signOut } from '../sign-out.ts';

export function UserMenu() {
  const { t } = useTranslation();
  const isPhone = useIsPhone();
  const navigate = useNavigate();
  const { person } = useSession();
  const setLocale = useApiCommand(session.setLocale);
  const choose = (locale: Language): void => {
    void chooseLanguage(locale);
    setLocale.mutateAsync({ body: { locale } }).catch(showError);
  };
  const [open, setOpen] = useState(false);
  const item = (label: string, act: () => void, isDanger = false) => (
    <button
      type="button"
      className={isDanger ? 'menu-item is-danger' : 'menu-item'}
      onClick={() => {
        setOpen(false);
        act();
      }}
    >
      {label}
    </button>
  );
  const content = (
    <div className="menu">
      <div className="muted">{person.title ? `${person.name} · ${person.title}` : person.name}</div>
      {item(t('shell.account'), () => void navigate({ to: '/account' }))}
      {isPhone
        ? null
        : item(t('shell.hotkeys'), () => window.dispatchEvent(new KeyboardEvent('keydown', { key: '?' })))}
      <div className="muted">{t('shell.language')}</div>
      {languages.map((language) => (
        <div key={language} lang={language} className={language === currentLanguage() ? 'is-current' : ''}>
          {item(languageNames[language], () => choose(language))}
        </div>
      ))}
      {item(t('shell.signOut'), () => void signOut(), true)}
    </div>
  );
  return (
    <Popover open={open} onOpenChange={setOpen} trigger="click" placement="bottomRight" content={content}>
      <Button type="text" icon={<UserOutlined />} aria-label={person.name}>
        {isPhone ? null : person.name}
      </Button>
    </Popover>
  );
}
