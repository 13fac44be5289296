/** "Why?": opens the explanation of a decision (web/journal). Nothing to explain, nothing shown. */
import { QuestionCircleOutlined } from '@ant-design/icons';
import { Button, Drawer } from 'antd';
import { type ComponentType, lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { Loading } from './Loading.tsx';
import { useIsPhone } from './use-is-phone.ts';

export interface ExplanationProps {
  readonly journalId: string;
}
const found = import.meta.glob<{ Explanation: ComponentType<ExplanationProps> }>('../../journal/Explanation.tsx');
const Explanation = lazy(async () => {
  const [load] = Object.values(found);
  if (!load) throw new Error('web/journal/Explanation.tsx is missing');
  return { default: (await load()).Explanation };
});

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
      {open ? <WhyDrawer journalId={journalId} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

/** The same explanation, opened by something other than the button. */
export function WhyDrawer({ journalId, onClose }: { journalId: string; onClose: () => void }) {
  const { t } = useTranslation();
  const isPhone = useIsPhone();
  return (
    <Drawer
      open
      title={t('shell.why')}
      onClose={onClose}
      placement={isPhone ? 'bottom' : 'right'}
      size={isPhone ? '85%' : 480}
    >
      <ErrorBoundary>
        <Suspense fallback={<Loading />}>
          <Explanation journalId={journalId} />
        </Suspense>
      </ErrorBoundary>
    </Drawer>
  );
}
