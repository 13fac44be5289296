/** What the small forms about a visit have in common. */
import type { Floor, Visit } from './floor.ts';

export interface VisitDialogProps {
  readonly floor: Floor;
  readonly visit: Visit;
  readonly onClose: () => void;
  /** The visit as it is after the action. */
  readonly onChanged: (visit: Visit) => void;
}

export const useVisitParams = ({ visit }: VisitDialogProps) => ({ visitId: visit.id });

/** Closes, and hands on the visit that the command answered with. */
export const useSettled =
  ({ onClose, onChanged }: VisitDialogProps) =>
  (answer: { visit: Visit }): void => {
    onClose();
    onChanged(answer.visit);
  };
