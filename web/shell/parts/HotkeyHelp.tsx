/** "?" lists the keys of this page. */
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useHotkey } from '../hotkeys.tsx';

const HotkeyList = lazy(async () => ({ default: (await import('./HotkeyList.tsx')).HotkeyList }));

export function HotkeyHelp() {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  useHotkey('?', t('shell.hotkeys.help'), () => setOpen(true));
  if (!open) return null;
  return (
    <Suspense fallback={null}>
      <HotkeyList onClose={() => setOpen(false)} />
    </Suspense>
  );
}
