/** The forms of what is arranged for the day, loaded when the first of them opens. */
import { type ComponentType, lazy, Suspense } from 'react';
import type { DayDialogProps } from './DayDialogs.tsx';

export type Declaration = 'event' | 'duty' | 'offDuty' | 'join' | 'penalty' | 'swap';

const dialogs: Readonly<Record<Declaration, ComponentType<DayDialogProps>>> = {
  event: lazy(async () => ({ default: (await import('./DayDialogs.tsx')).EventDialog })),
  duty: lazy(async () => ({ default: (await import('./DayDialogs.tsx')).DutyDialog })),
  offDuty: lazy(async () => ({ default: (await import('./DayDialogs.tsx')).OffDutyDialog })),
  join: lazy(async () => ({ default: (await import('./DayDialogs.tsx')).JoinDialog })),
  swap: lazy(async () => ({ default: (await import('./DayDialogs.tsx')).SwapDialog })),
  penalty: lazy(async () => ({ default: (await import('./PenaltyDialog.tsx')).PenaltyDialog })),
};

export function DeclareDialog({ kind, ...props }: DayDialogProps & { readonly kind: Declaration }) {
  const Dialog = dialogs[kind];
  return (
    <Suspense fallback={null}>
      <Dialog {...props} />
    </Suspense>
  );
}
