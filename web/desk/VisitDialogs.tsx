/** What is asked before something happens with a visit: one small form per action. */
import type { VisitAction } from './VisitsPanel.tsx';
import { CorrectDialog, FinishDialog, LeaveDialog, LinkDialog, LogDialog, PassDialog } from './VisitCourseDialogs.tsx';
import { ChangeDialog, ConfirmOwnerDialog, HelpDialog, OverrideDialog, StandInDialog } from './VisitPeopleDialogs.tsx';
import type { VisitDialogProps } from './visit-dialog.ts';

export { ReclassifyDialog } from './VisitPeopleDialogs.tsx';
export type { VisitDialogProps } from './visit-dialog.ts';

const dialogs: Readonly<Partial<Record<VisitAction, (props: VisitDialogProps) => React.ReactNode>>> = {
  pass: PassDialog,
  change: ChangeDialog,
  help: HelpDialog,
  standIn: StandInDialog,
  finish: FinishDialog,
  override: OverrideDialog,
  confirmOwner: ConfirmOwnerDialog,
  link: LinkDialog,
  log: LogDialog,
  correct: CorrectDialog,
  leave: LeaveDialog,
};

export function VisitDialog({ action, ...props }: VisitDialogProps & { action: VisitAction }) {
  const Dialog = dialogs[action];
  return Dialog ? <Dialog {...props} /> : null;
}
