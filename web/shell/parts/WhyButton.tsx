/** "Why?": opens the explanation of a decision (web/journal). Nothing to explain, nothing shown. */
import { QuestionCircleOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';

const WhyDrawer = lazy(async () => ({ default: (await import('./WhyDrawer.tsx')).WhyDrawer }));

interface WhyButtonProps {
  readonly journalId: string | null | undefined;
  /** icon: a small question mark inside a row. */
  readonly kind?: 'text' | 'icon';
}

export function WhyButton({ journalId, kind = 'text' }: WhyButtonProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  if (!journalId) return null;
  return (
    <>
      <Button
        type={kind === 'icon' ? 'text' : 'link'}
        size="small"
        className="no-print"
        icon={kind === 'icon' ? <QuestionCircleOutlined /> : undefined}
        aria-label={t('shell.why')}
        onClick={(event) => {
          event.stopPropagation();
          setOpen(true);
        }}
      >
        {kind === 'icon' ? null : t('shell.why')}
      </Button>
      {open ? (
        <Suspense fallback={null}>
          <WhyDrawer journalId={journalId} onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </>
  );
}
