/** The explanation of a decision (web/journal) beside the page, or over its lower part on a phone. */
import { Drawer } from 'antd';
import { type ComponentType, lazy, Suspense } from 'react';
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
