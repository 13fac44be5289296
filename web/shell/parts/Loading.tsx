/** Nothing for a moment, so that quick answers do not flicker; then a sentence. */
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

const QUIET_MS = 250;

export function Loading() {
  const { t } = useTranslation();
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), QUIET_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className="state-box" role="status" aria-live="polite">
      {shown ? t('shell.loading') : null}
    </div>
  );
}
