/** The person: language, keys, signing out. */
import { DownOutlined, UserOutlined } from '@ant-design/icons';
import { useNavigate } from '@tanstack/react-router';
import { Button, Dropdown, type MenuProps } from 'antd';
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
  const items: MenuProps['items'] = [
    { key: 'person', type: 'group', label: person.title ? `${person.name} · ${person.title}` : person.name },
    {
      key: 'language',
      type: 'group',
      label: t('shell.language'),
      children: languages.map((language) => ({ key: `language:${language}`, label: languageNames[language] })),
    },
    { type: 'divider' },
    { key: 'account', label: t('shell.account') },
    ...(isPhone ? [] : [{ key: 'hotkeys', label: t('shell.hotkeys') }]),
    { key: 'signOut', label: t('shell.signOut'), danger: true },
  ];
  const onClick: MenuProps['onClick'] = ({ key }) => {
    if (key === 'signOut') void signOut();
    else if (key === 'account') void navigate({ to: '/account' });
    else if (key === 'hotkeys') window.dispatchEvent(new KeyboardEvent('keydown', { key: '?' }));
    else if (key.startsWith('language:')) choose(key.slice('language:'.length) as Language);
  };
  return (
    <Dropdown
      menu={{ items, onClick, selectedKeys: [`language:${currentLanguage()}`] }}
      trigger={['click']}
      placement="bottomRight"
    >
      <Button type="text" icon={<UserOutlined />} aria-label={person.name}>
        {isPhone ? null : (
          <>
            {person.name} <DownOutlined style={{ fontSize: 10 }} />
          </>
        )}
      </Button>
    </Dropdown>
  );
}
