/** What a page shows instead of its content: nothing there, could not load, not allowed, no such page. */
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../api.ts';
import { textOf } from '../i18n.ts';

interface BoxProps {
  readonly title: ReactNode;
  readonly text?: ReactNode;
  readonly children?: ReactNode;
}
const Box = ({ title, text, children }: BoxProps) => (
  <div className="state-box">
    <h2>{title}</h2>
    {text ? <div>{text}</div> : null}
    {children}
  </div>
);

// Without Ant Design: these also stand where its theme is not loaded yet, and the sign-in stays light.
function RetryButton({ onRetry }: { onRetry: () => void }) {
  const { t } = useTranslation();
  return (
    <button type="button" className="plain-button" onClick={onRetry}>
      {t('shell.retry')}
    </button>
  );
}

/** Nothing there yet: say why, and offer the next step as children. */
export function EmptyState({ title, text, children }: Partial<BoxProps>) {
  const { t } = useTranslation();
  return (
    <Box title={title ?? t('shell.empty')} text={text}>
      {children}
    </Box>
  );
}

export function ErrorState({ error, title, onRetry }: { error: unknown; title?: string; onRetry?: () => void }) {
  const { t } = useTranslation();
  const known = error instanceof ApiError ? error : null;
  return (
    <div role="alert">
      <Box
        title={title ?? t('shell.error.load')}
        text={
          known ? (
            <>
              {textOf(known)}
              {known.remedy ? <div className="muted">{textOf(known.remedy)}</div> : null}
            </>
          ) : (
            t('shell.error.ours')
          )
        }
      >
        {onRetry ? <RetryButton onRetry={onRetry} /> : null}
      </Box>
    </div>
  );
}

export function PageFault({ onRetry }: { onRetry: () => void }) {
  const { t } = useTranslation();
  return (
    <Box title={t('shell.error.page')} text={t('shell.error.page.text')}>
      <RetryButton onRetry={onRetry} />
    </Box>
  );
}

/** Says what is missing in the words it has on the page of roles; they are fetched only when somebody stands here. */
export function NotAllowed({ permission }: { permission: string }) {
  const { t } = useTranslation();
  const [named, setNamed] = useState<{ readonly zh: string; readonly en: string } | null>(null);
  useEffect(() => {
    import('#contract/permissions.ts').then(
      ({ allPermissions }) => setNamed(allPermissions[permission] ?? null),
      () => setNamed({ zh: permission, en: permission }),
    );
  }, [permission]);
  return (
    <Box title={t('shell.notAllowed')} text={named ? t('shell.notAllowed.text', { permission: textOf(named) }) : null}>
      <a className="plain-button" href="/">
        {t('shell.home')}
      </a>
    </Box>
  );
}

export function NotFound() {
  const { t } = useTranslation();
  return (
    <Box title={t('shell.notFound')} text={t('shell.notFound.text')}>
      <a className="plain-button" href="/">
        {t('shell.home')}
      </a>
    </Box>
  );
}
