/** The forms of the desk are loaded when the first of them opens. */
import { lazy, Suspense } from 'react';
import type { FloorDialogsProps } from './FloorDialogs.tsx';
import type { VisitDialogProps } from './VisitDialogs.tsx';
import type { VisitAction } from './VisitsPanel.tsx';

const VisitForm = lazy(async () => ({ default: (await import('./VisitDialogs.tsx')).VisitDialog }));
const FloorForm = lazy(async () => ({ default: (await import('./FloorDialogs.tsx')).FloorDialog }));
const ReclassifyForm = lazy(async () => ({ default: (await import('./VisitDialogs.tsx')).ReclassifyDialog }));

/** Accepting and calling again happen at once, everything else asks something first. */
export const asksFirst = (action: VisitAction): boolean => action !== 'accept' && action !== 'callNext';

export const VisitDialog = (props: VisitDialogProps & { action: VisitAction }) => (
  <Suspense fallback={null}>
    <VisitForm {...props} />
  </Suspense>
);

export const FloorDialog = (props: FloorDialogsProps) => (
  <Suspense fallback={null}>
    <FloorForm {...props} />
  </Suspense>
);

export const ReclassifyDialog = (props: Omit<VisitDialogProps, 'floor'>) => (
  <Suspense fallback={null}>
    <ReclassifyForm {...props} />
  </Suspense>
);
