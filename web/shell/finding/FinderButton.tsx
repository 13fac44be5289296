/** The door to the finder: a field to press on a desk PC, a glass on a phone, Ctrl+K anywhere. */
import { SearchOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Keycap, useHotkey } from '../hotkeys.tsx';
import { useIsPhone } from '../parts/use-is-phone.ts';

const FinderDialog = lazy(async () => ({ default: (await import('./FinderDialog.tsx')).FinderDialog }));

export function FinderButton() {
  const { t } = useTranslation();
  const isPhone = useIsPhone();
  const [open, setOpen] = useState(false);
  useHotkey('ctrl+k', t('shell.find'), () => setOpen(true));
  return (
    <>
      {isPhone ? (
        <Button type="text" icon={<SearchOutlined />} aria-label={t('shell.find')} onClick={() => setOpen(true)} />
      ) : (
        <button type="button" className="finder-field" onClick={() => setOpen(true)}>
          <SearchOutlined />
          <span>{t('shell.find')}</span>
          <Keycap hotkey="ctrl+k" />
        </button>
      )}
      {open ? (
        <Suspense fallback={null}>
          <FinderDialog onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </>
  );
}
